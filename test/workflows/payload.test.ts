import type { Command, OpenTask, Window } from '../../process/types';
import { payloadOf, weightiest } from '../../workflows/payload';

const task = (id: string, dueAt?: number): OpenTask => ({
  id, kind: 'form', stepId: 's', round: 1, role: 'r', candidates: ['u'], openedAt: 0, outcomes: ['done'], ...(dueAt ? { dueAt } : {}),
});
const window: Window = { id: 'p.s.1', runId: 'p.s.1', kind: 'survey', stepId: 's', round: 1, public: true, openedAt: 0, tellAt: [] };
const payload = (commands: Command[], counts = {}) =>
  payloadOf({ commands, facts: [], events: [], counts, state: { at: 7 } }, 'process/p');

describe('payloadOf', () => {
  it.each<[string, Command[], Partial<ReturnType<typeof payload>>]>([
    ['opens a task', [{ type: 'open-task', task: task('a') }], { opened: [task('a')] }],
    [
      'shows a task that was opened and updated as it is at the end',
      [{ type: 'open-task', task: task('a') }, { type: 'update-task', task: task('a', 5) }],
      { opened: [task('a', 5)], updated: [] },
    ],
    [
      'forgets a task that was opened and closed within the turn',
      [{ type: 'open-task', task: task('a') }, { type: 'close-task', taskId: 'a', reason: 'step-ended' }],
      { opened: [], closed: [] },
    ],
    [
      'closes a task without updating it first',
      [{ type: 'update-task', task: task('a', 5) }, { type: 'close-task', taskId: 'a', reason: 'overdue' }],
      { updated: [], closed: [{ taskId: 'a', reason: 'overdue' }] },
    ],
    ['opens a window', [{ type: 'open-window', window }], { windowsOpened: [window] }],
  ])('%s', (_, commands, expected) => {
    expect(payload(commands)).toMatchObject(expected);
  });

  it('closes a window with its final figure', () => {
    const closing = payload([{ type: 'close-window', windowId: 'p.s.1' }], { 'p.s.1': { total: 31 } });
    expect(closing.windowsClosed).toEqual([{ windowId: 'p.s.1', counts: { total: 31 } }]);
  });
});

describe('weightiest', () => {
  it('names an entry after the weightiest thing in it', () => {
    const { type, summary } = weightiest([
      { at: 1, type: 'reminded', stepId: 'a', round: 1 },
      { at: 1, type: 'step-ended', stepId: 'a', round: 2, outcome: 'done', by: [], cause: 'act' },
    ]);
    expect({ type, summary }).toEqual({ type: 'step-ended', summary: 'step-ended a (2): done' });
  });
});
