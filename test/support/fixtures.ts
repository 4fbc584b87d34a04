/** Made-up answers of the API, typed by its contract. */
import { Router } from 'express';
import type { CalendarJson } from '../../server/contract/calendars';
import type { User } from '../../server/contract/users';

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
  return router;
}
