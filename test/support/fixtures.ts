/** Made-up answers of the API, typed by its contract. */
import { Router } from 'express';
import type { Json } from '../../process/types';
import type { CalendarJson } from '../../server/contract/calendars';
import type { TaskDetail, TaskSummary } from '../../server/contract/tasks';
import type { User } from '../../server/contract/users';
import { definitionRoutes } from './definition-fixtures';
import { ledgerRoutes } from './ledger-fixtures';
import { log, noticeRoutes, processRoutes } from './process-fixtures';
import { publicRoutes } from './public-fixtures';
import { consultation, endedTask, inputs, receipt, tasks } from './task-fixtures';

const page = <T>(items: T[]) => ({ items, next: null });

export const calendar: CalendarJson = {
  id: 'indonesia',
  timeZone: 'Asia/Jakarta',
  workWeek: [1, 2, 3, 4, 5],
  revision: 3,
  updatedAt: '2026-10-02T03:00:00.000Z',
  updatedBy: { id: 'admin', name: 'Administrator Sistem' },
  years: {
    2026: {
      status: 'unverified',
      source: { id: 'SKB Tiga Menteri tentang hari libur 2026 (nomor belum dicatat)' },
      days: [
        { date: '2026-01-01', kind: 'holiday', name: { id: 'Tahun Baru Masehi', en: "New Year's Day" } },
        { date: '2026-03-20', kind: 'collective-leave', name: { id: 'Cuti bersama Idulfitri', en: 'Eid leave' } },
        { date: '2026-08-17', kind: 'holiday', name: { id: 'Hari Kemerdekaan', en: 'Independence Day' } },
        { date: '2026-12-25', kind: 'holiday', name: { id: 'Hari Raya Natal', en: 'Christmas' } },
      ],
    },
  },
};

export const users: User[] = [
  { id: 'owner', name: 'BKPSDM Kabupaten Bungo', roles: ['owner'], language: 'id', disabled: false },
  { id: 'drafter', name: 'Tim Penyusun', roles: ['stakeholder'], language: 'id', disabled: false },
  { id: 'auditor', name: 'Inspektorat Kabupaten Bungo', roles: ['auditor'], language: 'id', disabled: false },
  { id: 'officer9', name: 'Petugas lama', roles: ['stakeholder'], language: 'id', disabled: true },
  { id: 'admin', name: 'Administrator Sistem', roles: ['admin', 'owner'], language: 'en', disabled: false },
];

export function fixtureRoutes(): Router {
  const router = Router();
  router.get('/calendars', (_, response) => void response.json(page([calendar])));
  router.put('/calendars/:id/years/:year', (_, response) => void response.json(calendar));
  router.get('/users', (request, response) => {
    const q = String(request.query.q ?? '').toLowerCase();
    response.json(page(users.filter((user) => user.name.toLowerCase().includes(q))));
  });
  definitionRoutes(router);
  taskRoutes(router);
  processRoutes(router);
  noticeRoutes(router);
  publicRoutes(router);
  ledgerRoutes(router, log);
  return router;
}

const summaryOf = ({ definition: _d, design: _s, outcomes: _o, candidates: _c, context: _x, draft: _f, material: _m, before: _b, result: _r, mine: _i, ...summary }: TaskDetail): TaskSummary => summary;

function taskRoutes(router: Router): void {
  const open = new Map(tasks.map((task) => [task.id, task]));
  router.get('/tasks', ({ query }, response) => {
    const all = query.status === 'ended' ? [endedTask, ...[...open.values()].filter((task) => task.status !== 'open')] : [...open.values()].filter((task) => task.status === 'open');
    const q = String(query.q ?? '').toLowerCase();
    const fit = all.filter((task) => (!query.process || task.process.id === query.process) && `${task.step.title.id} ${task.step.title.en} ${task.process.title}`.toLowerCase().includes(q));
    response.json(page(fit.map(summaryOf).sort((a, b) => (a.dueAt ?? '9').localeCompare(b.dueAt ?? '9'))));
  });
  router.get('/tasks/:id', (request, response) => {
    const task = open.get(request.params.id) ?? (request.params.id === endedTask.id ? endedTask : undefined);
    if (!task) return void response.status(404).json({ type: 'about:blank', title: 'Tugas tidak ditemukan.', detail: 'Tugas tidak ditemukan.', status: 404, code: 'NOT_FOUND', reference: 'a1' });
    return void response.json(task);
  });
  router.put('/tasks/:id/draft', (request, response) => void response.json({ ...(request.body as object), savedAt: new Date().toISOString() }));
  router.post('/tasks/:id/complete', (request, response) => {
    const task = open.get(request.params.id);
    const done = receipt(request.params.id);
    if (task) open.set(task.id, { ...task, status: 'completed', mine: false, outcome: String((request.body as { outcome?: string }).outcome ?? ''), endedAt: done.acceptedAt, endedBy: { id: 'owner', name: 'BKPSDM Kabupaten Bungo' }, result: { data: (request.body as { data: Json }).data, entryId: done.entryId, leafHash: done.leafHash } });
    response.json(done);
  });
  router.post('/tasks/:id/:act', (request, response) => void response.json({ ...open.get(request.params.id), claimedBy: request.params.act === 'claim' ? { id: 'owner', name: 'BKPSDM Kabupaten Bungo' } : null }));
  router.get('/consultations/:id', (_, response) => void response.json(consultation));
  router.get('/consultations/:id/inputs', (_, response) => void response.json(page(inputs)));
  router.post('/consultations/:id/dispositions', (_, response) => void response.json({ receipts: [], undisposed: 0 }));
}
