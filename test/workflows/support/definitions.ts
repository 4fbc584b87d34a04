/** Small definitions for tests of workflows; times in minutes, which a rehearsal's clock makes short. */
import type { Calendar, Flow, ProcessDefinition, Step } from '../../../process/types';

export const calendar: Calendar = { id: 'id', timeZone: 'Asia/Jakarta', workWeek: [1, 2, 3, 4, 5], years: {} };

const AT = { x: 0, y: 0 };
const text = (id: string) => ({ id, en: id });

export const start: Step = { id: 'begin', kind: 'start', title: text('begin'), settings: {}, position: AT };
export const end: Step = { id: 'finish', kind: 'end', title: text('finish'), settings: { result: 'completed' }, position: AT };
export const refused: Step = { id: 'refused', kind: 'end', title: text('refused'), settings: { result: 'withdrawn' }, position: AT };

export function task(id: string, more: Partial<Extract<Step, { kind: 'task' }>> = {}): Step {
  return { id, kind: 'task', title: text(id), role: 'worker', settings: { form: { fields: [] } }, position: AT, ...more };
}
export function approval(id: string, more: Partial<Extract<Step, { kind: 'approval' }>> = {}): Step {
  return {
    id, kind: 'approval', title: text(id), position: AT,
    settings: { mode: 'one', approvers: ['approver'], mayReturn: true, mayReject: true, legalBasisRequired: false },
    ...more,
  };
}
export const flow = (from: string, outcome: string, to: string): Flow => ({ id: `${from}-${outcome}`, from, outcome, to });

export function definitionOf(id: string, steps: Step[], flows: Flow[]): ProcessDefinition {
  const role = (name: string) => [name, { title: text(name), kind: 'people' as const }] as const;
  return {
    format: 1, id, title: text(id), calendar: 'id',
    roles: Object.fromEntries(['worker', 'approver', 'expert1', 'expert2', 'expert3', 'owner'].map(role)),
    data: { type: 'object', properties: {} },
    steps, flows,
  };
}

/** One approval that silence consents to after a minute. */
export const consentAfterAMinute = definitionOf(
  'consent',
  [start, approval('review', { deadline: { within: { amount: 1, unit: 'minutes' }, overdue: { action: 'consent' } } }), end, refused],
  [
    flow('begin', 'started', 'review'), flow('review', 'approved', 'finish'), flow('review', 'rejected', 'refused'),
    flow('review', 'returned', 'refused'),
  ],
);

/** A task that comes again and again, until an approver lets it end: for long lives. */
export const loop = definitionOf(
  'loop',
  [start, task('work', { deadline: { within: { amount: 30, unit: 'days' }, overdue: { action: 'remind' } } }), approval('check'), end, refused],
  [
    flow('begin', 'started', 'work'), flow('work', 'done', 'check'), flow('check', 'approved', 'finish'),
    flow('check', 'returned', 'work'), flow('check', 'rejected', 'refused'),
  ],
);

/** A public consultation of a minute. */
export const minuteOfConsultation = definitionOf(
  'consultation',
  [
    start,
    {
      id: 'ask', kind: 'consultation', title: text('ask'), role: 'owner', position: AT,
      deadline: { within: { amount: 1, unit: 'minutes' }, overdue: { action: 'close' } },
      settings: { public: true, minimum: 2, questions: { fields: [] }, dispositions: 'none' },
    },
    end,
  ],
  [flow('begin', 'started', 'ask'), flow('ask', 'closed', 'finish'), flow('ask', 'insufficient', 'finish')],
);
