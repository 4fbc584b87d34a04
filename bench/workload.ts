/** The workload of the benchmark: start → draft → five parallel consultation tasks → approve → end, seven human tasks. */
import type { Flow, Form, ProcessDefinition, Step } from '../process/types';

export const CONSULTED = ['consultA', 'consultB', 'consultC', 'consultD', 'consultE'] as const;

const form: Form = { fields: [{ id: 'answer', type: 'long', label: { id: 'Jawaban', en: 'Answer' }, required: true }] };
const task = (id: string, role: string, x: number, y: number): Step => ({
  id, kind: 'task', title: { id, en: id }, role, settings: { form }, position: { x, y },
});

const steps: Step[] = [
  { id: 'begin', kind: 'start', title: { id: 'Mulai', en: 'Start' }, settings: {}, position: { x: 0, y: 200 } },
  task('draft', 'drafter', 200, 200),
  { id: 'split', kind: 'fork', title: { id: 'Cabang', en: 'Split' }, settings: {}, position: { x: 400, y: 200 } },
  ...CONSULTED.map((id, n) => task(id, `expert${n + 1}`, 600, n * 100)),
  { id: 'merge', kind: 'join', title: { id: 'Gabung', en: 'Merge' }, settings: {}, position: { x: 800, y: 200 } },
  {
    id: 'approve', kind: 'approval', title: { id: 'Persetujuan', en: 'Approval' }, role: 'approver', position: { x: 1000, y: 200 },
    settings: { mode: 'one', approvers: ['approver'], mayReturn: false, mayReject: true, legalBasisRequired: false },
  },
  { id: 'finish', kind: 'end', title: { id: 'Selesai', en: 'End' }, settings: { result: 'completed' }, position: { x: 1200, y: 200 } },
  { id: 'refused', kind: 'end', title: { id: 'Ditolak', en: 'Refused' }, settings: { result: 'withdrawn' }, position: { x: 1200, y: 320 } },
];

const flow = (from: string, outcome: string, to: string): Flow => ({ id: `${from}-${outcome}-${to}`, from, outcome, to });

export const workload: ProcessDefinition = {
  format: 1,
  id: 'bench-workload',
  title: { id: 'Beban uji', en: 'Benchmark workload' },
  calendar: 'indonesia',
  roles: Object.fromEntries(
    ['drafter', ...CONSULTED.map((_, n) => `expert${n + 1}`), 'approver'].map((role) => [
      role, { title: { id: role, en: role }, kind: 'people' as const },
    ]),
  ),
  data: { type: 'object', properties: {} },
  steps,
  flows: [
    flow('begin', 'started', 'draft'),
    flow('draft', 'done', 'split'),
    ...CONSULTED.flatMap((id) => [flow('split', 'each', id), flow(id, 'done', 'merge')]),
    flow('merge', 'all', 'approve'),
    flow('approve', 'approved', 'finish'),
    flow('approve', 'rejected', 'refused'),
  ],
};

/** Tasks of one instance in the order in which people can do them; each group is parallel. */
export const TASK_GROUPS: { stepId: string; by: string; outcome: string; key: string }[][] = [
  [{ stepId: 'draft', by: 'drafter', outcome: 'done', key: 'main' }],
  CONSULTED.map((stepId, n) => ({ stepId, by: `expert${n + 1}`, outcome: 'done', key: 'main' })),
  [{ stepId: 'approve', by: 'regent', outcome: 'approved', key: 'approve-1' }],
];
