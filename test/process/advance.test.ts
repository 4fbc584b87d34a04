import { readFileSync } from 'node:fs';
import { buildSync } from 'esbuild';
import { advance, initialState, STEPS_PER_EVENT_MAX } from '../../process/advance';
import { cycleWindowId, runId, runIdOf, taskId, taskKeyOf } from '../../process/ids';
import { advanceRun, initialRun } from '../../process/run';
import { referenceTemplate, shortDemoRoles, shortTemplate } from '../../process/templates';
import type { ProcessDefinition, ProcessEvent, Step } from '../../process/types';
import { calendarWith, localTime } from './support/trace';

const AT = localTime('2026-01-05T09:00');
const start = { type: 'start', at: AT } as const;
const begin = (definition: ProcessDefinition, hosting: 'inline' | 'workflows' = 'inline') =>
  initialState(definition, { processId: 'p', ref: { id: 'd', version: 1, hash: '0' }, calendar: calendarWith(), roles: shortDemoRoles, data: {}, hosting, at: AT });
const code = (work: () => unknown): unknown => {
  try {
    work();
  } catch (error) {
    return (error as { code?: string }).code;
  }
  return undefined;
};

describe('[S1] what this engine does not know is refused', () => {
  test.each<[string, string, () => unknown]>([
    ['a format of a definition', 'FORMAT_UNKNOWN', () => begin({ ...shortTemplate, format: 2 as 1 })],
    ['a format of a state', 'FORMAT_UNKNOWN', () => advance(shortTemplate, { ...begin(shortTemplate), format: 3 as 1 }, start)],
    ['a kind', 'KIND_UNKNOWN', () => begin({ ...shortTemplate, steps: [{ ...(shortTemplate.steps[0] as Step), kind: 'magic' as 'start' } as Step] })],
    ['a kind that every object has', 'KIND_UNKNOWN', () => begin({ ...shortTemplate, steps: [{ ...(shortTemplate.steps[0] as Step), kind: 'constructor' as 'start' } as Step] })],
    ['an event', 'STATE_INVALID', () => advance(shortTemplate, begin(shortTemplate), { type: 'odd', at: AT } as unknown as ProcessEvent)],
    ['a state of another definition', 'STATE_INVALID', () => advance(referenceTemplate, advance(shortTemplate, begin(shortTemplate), start).state, { type: 'time', at: AT })],
  ])('%s: %s', (_what, expected, work) => {
    expect(code(work)).toBe(expected);
  });
});

test('[S9] a loop in which nothing waits is refused, with the names of its steps', () => {
  const decision = (id: string) => ({ ...referenceTemplate.steps.find((step) => step.id === 'verdict'), id }) as Step;
  const definition: ProcessDefinition = {
    ...shortTemplate,
    steps: [shortTemplate.steps[0] as Step, decision('round'), decision('about')],
    flows: [
      { id: '1', from: 'start', outcome: 'started', to: 'round' },
      { id: '2', from: 'round', outcome: 'close', to: 'about' },
      { id: '3', from: 'about', outcome: 'close', to: 'round' },
    ],
  };
  expect(() => advance(definition, begin(definition), start)).toThrow(/LOOP_WITHOUT_WAIT.*round, about|LOOP_WITHOUT_WAIT.*about, round/);
  expect(STEPS_PER_EVENT_MAX).toBeGreaterThanOrEqual(4_000);
});

test('[S10] an event that is older than the state happens at the state\'s time', () => {
  const state = advance(shortTemplate, begin(shortTemplate), start).state;
  const late = advance(shortTemplate, state, { type: 'act', at: AT - 5_000, act: { taskId: 'p.draft.1.main', outcome: 'submitted', by: 'drafter', entryId: 'e', hash: 'h' } });
  expect(late.state.at).toBe(AT);
  expect(new Set(late.facts.map((fact) => fact.at))).toEqual(new Set([AT]));
});

test('[S60] ids say what they belong to', () => {
  const run = runId('p-1', 'draft', 2);
  expect(run).toBe('p-1.draft.2');
  expect(taskId(run, 'respond-expert.one')).toBe('p-1.draft.2.respond-expert.one');
  expect(runIdOf(taskId(run, 'respond-expert.one'))).toBe(run);
  expect(runIdOf(cycleWindowId(run, 3))).toBe(run);
  expect(taskKeyOf(taskId(run, 'respond-expert.one'))).toBe('respond-expert.one');
});

test('[S70] entering a hosted step twice changes nothing, nor does anything after its end', () => {
  const { state, commands } = advance(shortTemplate, begin(shortTemplate, 'workflows'), start);
  const command = commands.find((other) => other.type === 'start-run');
  if (command?.type !== 'start-run') throw new Error('no run was started');
  const entered = advanceRun(shortTemplate, initialRun(shortTemplate, state, command.run), { type: 'enter', at: AT });
  expect(entered.commands.map(({ type }) => type)).toEqual(['open-task']);
  expect(advanceRun(shortTemplate, entered.state, { type: 'enter', at: AT + 1 }).state).toBe(entered.state);
  const act = { taskId: 'p.draft.1.main', outcome: 'submitted', by: 'drafter', entryId: 'e', hash: 'h' };
  const ended = advanceRun(shortTemplate, entered.state, { type: 'act', at: AT + 2, act });
  expect(ended.state.end).toEqual({ outcome: 'submitted', by: ['drafter'], variables: {}, cause: 'act' });
  expect(advanceRun(shortTemplate, ended.state, { type: 'act', at: AT + 3, act })).toEqual({ state: ended.state, commands: [], facts: [] });
});

test('[S70] a hosted step that is cancelled lets go of what it holds', () => {
  const { state, commands } = advance(shortTemplate, begin(shortTemplate, 'workflows'), start);
  const command = commands.find((other) => other.type === 'start-run');
  if (command?.type !== 'start-run') throw new Error('no run was started');
  const entered = advanceRun(shortTemplate, initialRun(shortTemplate, state, command.run), { type: 'enter', at: AT });
  const cancelled = advanceRun(shortTemplate, entered.state, { type: 'control', at: AT + 1, control: { type: 'cancel', reason: 'withdrawn' } });
  expect(cancelled.commands).toEqual([{ type: 'close-task', taskId: 'p.draft.1.main', reason: 'withdrawn' }]);
  expect(cancelled.state.end?.outcome).toBe('cancelled');
});

test('what workflows load needs neither Node nor a browser, nor a clock or chance of its own', () => {
  const result = buildSync({ entryPoints: ['process/advance.ts', 'process/run.ts', 'process/view.ts', 'process/clock.ts'], bundle: true, platform: 'neutral', mainFields: ['module', 'main'], write: false, outdir: 'x', metafile: true, logLevel: 'silent' });
  expect(result.errors).toEqual([]);
  const ours = Object.keys(result.metafile.inputs).filter((path) => !path.startsWith('node_modules'));
  expect(ours.filter((path) => !/^(process|errors)\//.test(path))).toEqual([]);
  expect(Object.keys(result.metafile.inputs).filter((path) => path.includes('/zod/'))).toEqual([]);
  const ownClock = ours.filter((path) => /Date\.now|Math\.random|new Date\(\)|performance\.|setTimeout/.test(readFileSync(path, 'utf8')));
  expect(ownClock).toEqual([]);
});
