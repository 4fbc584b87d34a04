import { advance, initialState } from '../../process/advance';
import { workingDaysBetween } from '../../process/calendar';
import { parseDefinition } from '../../process/schema';
import { simulate, type Participants, type SimulationInput } from '../../process/simulate';
import { demoRoles, referenceTemplate, shortDemoRoles, shortTemplate, templates } from '../../process/templates';
import type { Localized, ProcessDefinition } from '../../process/types';
import { validate } from '../../process/validate';
import { viewOf } from '../../process/view';
import { calendarWith, localTime } from './support/trace';

const HOUR = 3_600_000;
/** A flow may go back to the left only to begin a band below. */
const BAND = 300;
const START = localTime('2026-01-05T09:00');

function play(definition: ProcessDefinition, roles: SimulationInput['roles'], participants: Participants) {
  return simulate(definition, { processId: 'p', ref: { id: definition.id, version: 1, hash: '0' }, calendar: calendarWith(), roles, data: {}, at: START, participants });
}

describe.each(templates.map((template): [string, ProcessDefinition] => [template.id, template]))('%s', (_id, template) => {
  test('is a strict definition, and the checker finds nothing', () => {
    expect(parseDefinition(JSON.parse(JSON.stringify(template)))).toEqual(template);
    expect(validate(template)).toEqual([]);
  });

  test('has every text in both languages', () => {
    expect(textsOf(template).filter((text) => !text.id.trim() || !text.en?.trim())).toEqual([]);
  });

  test('reads from left to right, band below band, and no two steps overlap', () => {
    const loops = new Set(template.flows.filter(({ outcome }) => ['returned', 'revise', 'again'].includes(outcome)).map(({ id }) => id));
    const at = (id: string) => template.steps.find((step) => step.id === id)!.position;
    const backwards = template.flows.filter(({ id, from, to }) => !loops.has(id) && at(to).x < at(from).x && at(to).y - at(from).y < BAND);
    expect(backwards).toEqual([]);
    const overlapping = template.steps.flatMap((one) =>
      template.steps.filter((other) => one.id < other.id && Math.abs(one.position.x - other.position.x) < 240 && Math.abs(one.position.y - other.position.y) < 120),
    );
    expect(overlapping).toEqual([]);
  });
});

/** Every object that has a text in Indonesian. */
function textsOf(value: unknown): Localized[] {
  if (typeof value !== 'object' || value === null) return [];
  const parts = Object.values(value).flatMap(textsOf);
  const { id, en, ...others } = value as Record<string, unknown>;
  const isText = typeof id === 'string' && Object.keys(others).length === 0 && (en === undefined || typeof en === 'string');
  return isText ? [value as Localized, ...parts] : parts;
}

test('the short process: returned once, then approved by somebody who did not draft it', () => {
  const { result, state, facts } = play(shortTemplate, shortDemoRoles, {
    task: (task, { now }) => ({ at: now + 20 * HOUR, outcome: task.stepId === 'approve' && task.round === 1 ? 'returned' : (task.outcomes[0] ?? '') }),
  });
  expect({ result, status: state.status, rounds: state.rounds }).toEqual({
    result: 'ended',
    status: 'completed',
    rounds: { start: 1, draft: 2, consult: 2, approve: 2, done: 1 },
  });
  expect(facts.filter((fact) => fact.type === 'task-ended' && fact.taskId.endsWith('dispose'))).toHaveLength(2);
});

describe('the reference process, played over its years', () => {
  let revisions = 0;
  const played = play(referenceTemplate, demoRoles, {
    task(task, { now }) {
      const at = now + 30 * HOUR;
      if (task.stepId === 'revision') return { at, outcome: 'submitted', variables: { materialChanges: ++revisions === 1 } };
      if (task.stepId === 'harmonisation') return { at, outcome: task.round === 1 ? 'returned' : 'approved' };
      return { at, outcome: task.outcomes[0] ?? '' };
    },
    window(window, { now }) {
      if (window.kind === 'consultation' && window.public) {
        return window.round === 1 ? [{ at: now + 240 * HOUR, total: 12 }, { at: now + 432 * HOUR, total: 44 }] : [{ at: now + 100 * HOUR, total: 50 }];
      }
      return window.kind === 'acknowledgement' ? [{ at: now + 900 * HOUR, total: 4_750 }] : [];
    },
    complaints: (_window, { now }) => [{ at: now + 1_000 * HOUR, complaintId: 'k1' }],
  });
  const of = (stepId: string) => played.facts.filter((fact) => fact.stepId === stepId);

  test('it ends', () => {
    expect({ result: played.result, status: played.state.status }).toEqual({ result: 'ended', status: 'completed' });
  });
  test('[S15] the public round is extended once, then has enough', () => {
    expect(of('publicConsultation').filter((fact) => fact.type === 'extended')).toHaveLength(1);
    expect(played.state.ended.publicConsultation?.outcome).toBe('closed');
  });
  test('[S30] material changes lead to another round', () => {
    expect(of('furtherRound').flatMap((fact) => (fact.type === 'decided' ? [fact.outcome] : []))).toEqual(['again', 'onward', 'onward']);
  });
  test('[S46] returned by harmonisation, whose clock rests meanwhile', () => {
    expect(played.state.rounds.harmonisation).toBe(2);
    const days = of('harmonisation').flatMap((fact) => (fact.type === 'step-entered' ? [workingDaysBetween(calendarWith(), fact.at, fact.dueAt ?? 0)] : []));
    expect(days).toEqual([5, 4]);
  });
  test('[S44] the silence of the province is consent', () => {
    expect(of('facilitation').flatMap((fact) => (fact.type === 'step-ended' ? [fact.cause] : []))).toEqual(['deemed-consent']);
  });
  test('[S18 S19] eight cycles, then the desk closes and the process is over', () => {
    expect(of('monitoring').filter((fact) => fact.type === 'cycle-ended')).toHaveLength(8);
    expect(played.state.ended.complaints?.outcome).toBe('closed');
    const years = ((played.state.endedAt ?? 0) - START) / (365.25 * 24 * HOUR);
    expect(years).toBeGreaterThan(2);
    expect(years).toBeLessThan(3);
  });
  test('the state stays small: under 4 KB without the calendar', () => {
    const { calendar: _calendar, ...state } = played.state;
    expect(JSON.stringify(state).length).toBeLessThan(4_096);
  });
});

test('[S18] a verdict to revise leads back to drafting', () => {
  const { facts } = play(referenceTemplate, demoRoles, {
    task: (task, { now, state }) => ({ at: now + HOUR, outcome: task.kind === 'evaluate' && state.rounds.drafting === 1 ? 'revise' : (task.outcomes[0] ?? '') }),
    window: (window, { now }) => (window.kind === 'survey' ? [] : [{ at: now + HOUR, total: 5_000 }]),
  });
  const drafted = facts.filter((fact) => fact.stepId === 'drafting' && fact.type === 'step-entered');
  expect(drafted).toHaveLength(2);
});

test('a view says what each step waits for', () => {
  let state = initialState(referenceTemplate, {
    processId: 'p', ref: { id: 'r', version: 1, hash: '0' }, calendar: calendarWith(), roles: demoRoles, data: {}, hosting: 'inline', at: START,
  });
  const act = (taskId: string, outcome: string, by: string) => {
    state = advance(referenceTemplate, state, { type: 'act', at: state.at + HOUR, act: { taskId, outcome, by, entryId: 'e', hash: 'h' } }).state;
  };
  state = advance(referenceTemplate, state, { type: 'start', at: START }).state;
  act('p.needsAnalysis.1.main', 'done', 'owner');
  act('p.drafting.1.main', 'submitted', 'drafter');
  for (const expert of demoRoles.professionalOrganisations ?? []) act(`p.professionalConsultation.1.respond-${expert}`, 'answered', expert);
  const view = viewOf(referenceTemplate, state);
  expect(view.active.map(({ stepId, status, waitsFor }) => ({ stepId, status, waitsFor: waitsFor.map(({ type }) => type) }))).toEqual([
    { stepId: 'publicConsultation', status: 'on-time', waitsFor: ['responses'] },
    { stepId: 'consultationsDone', status: 'on-time', waitsFor: ['branches'] },
  ]);
  expect(view.active[0]?.waitsFor).toEqual([expect.objectContaining({ have: 0, need: 30 })]);
  expect(view.active[1]?.waitsFor).toEqual([{ type: 'branches', arrived: 1, of: 2 }]);
});
