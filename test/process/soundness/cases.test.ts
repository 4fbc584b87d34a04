/** Definitions that are sound, and definitions with exactly what is found in them and the shortest way there. */
import { checkSoundness } from '../../../process/soundness';
import type { Finding, ProcessDefinition, Step } from '../../../process/types';
import { definitionOf, step } from '../rules/definitions';

const start = step('start', 'start');
const end = step('end', 'end');
const tasks = (...ids: string[]): Step[] => ids.map((id) => step('task', id));
const returning = (id: string) => step('approval', id, { mayReturn: true });
const withdrawing = step('end', 'withdraw', { result: 'withdrawn' });
const [f, g, j, k] = [step('fork', 'f'), step('fork', 'g'), step('join', 'j'), step('join', 'k')];

const sound: Record<string, ProcessDefinition> = {
  'a line': definitionOf([start, ...tasks('a'), end], 'start.started -> a, a.done -> end'),
  'branches that meet': definitionOf(
    [start, f, ...tasks('a', 'b'), j, end],
    'start.started -> f, f.each -> a, f.each -> b, a.done -> j, b.done -> j, j.all -> end',
  ),
  'both exits of a consultation into one join: the untaken arrow is not waited for': definitionOf(
    [start, f, step('consultation', 'c', { minimum: 30 }), ...tasks('b'), j, end],
    'start.started -> f, f.each -> c, f.each -> b, c.closed -> j, c.insufficient -> j, b.done -> j, j.all -> end',
  ),
  'a branch that ends on its own no longer counts': definitionOf(
    [start, f, step('decision', 'd'), ...tasks('b'), step('end', 'aside'), j, end],
    'start.started -> f, f.each -> d, f.each -> b, d.yes -> j, d.no -> aside, b.done -> j, j.all -> end',
  ),
  'branches with ends of their own': definitionOf(
    [start, f, ...tasks('a', 'b'), end],
    'start.started -> f, f.each -> a, f.each -> b, a.done -> end, b.done -> end',
  ),
  'a fork inside a branch': definitionOf(
    [start, f, g, ...tasks('a', 'b', 'c'), k, j, end],
    'start.started -> f, f.each -> g, f.each -> c, g.each -> a, g.each -> b, a.done -> k, b.done -> k, k.all -> j, c.done -> j, j.all -> end',
  ),
  'a loop around a fork and its join': definitionOf(
    [start, f, ...tasks('a', 'b'), j, returning('check'), end],
    'start.started -> f, f.each -> a, f.each -> b, a.done -> j, b.done -> j, j.all -> check, check.returned -> f, check.approved -> end',
  ),
  'withdrawal out of a branch': definitionOf(
    [start, f, step('approval', 'a', { mayReject: true }), ...tasks('b'), j, end, withdrawing],
    'start.started -> f, f.each -> a, f.each -> b, a.approved -> j, a.rejected -> withdraw, b.done -> j, j.all -> end',
  ),
  'a branch that only a withdrawal ends rescues what is stuck beside it': definitionOf(
    [start, step('decision', 'd'), f, ...tasks('a', 'b', 'c'), j, k, end, withdrawing],
    'start.started -> d, d.yes -> end, d.no -> f, f.each -> a, f.each -> b, f.each -> c, a.done -> j, b.done -> k, c.done -> withdraw, j.all -> end, k.all -> end',
  ),
  'a join without a fork lets everyone through': definitionOf(
    [start, step('decision', 'd'), ...tasks('a', 'b'), j, end],
    'start.started -> d, d.yes -> a, d.no -> b, a.done -> j, b.done -> j, j.all -> end',
  ),
};

test.each(Object.entries(sound))('[soundness] sound: %s', (_, definition) => {
  expect(checkSoundness(definition)).toEqual([]);
});

/** Definition, then each finding as `rule step: the trace, move by move`. */
const unsound: Record<string, [ProcessDefinition, ...string[]]> = {
  'a loop without an exit': [
    definitionOf(
      [start, step('decision', 'd'), ...tasks('a', 'b'), end],
      'start.started -> d, d.yes -> a, d.no -> end, a.done -> b, b.done -> a',
    ),
    'can-end a: start.started d.yes',
  ],
  'two branches that wait at different joins': [
    definitionOf(
      [start, f, ...tasks('a', 'b'), j, k, end],
      'start.started -> f, f.each -> a, f.each -> b, a.done -> j, b.done -> k, j.all -> end, k.all -> end',
    ),
    'can-end j: start.started f.each a.done b.done',
    'step-enterable end: ',
  ],
  'a choice inside a branch that leads past the join of the others': [
    definitionOf(
      [start, f, returning('a'), ...tasks('b'), j, k, end],
      'start.started -> f, f.each -> a, f.each -> b, a.approved -> j, a.returned -> k, b.done -> j, j.all -> end, k.all -> end',
    ),
    'can-end k: start.started f.each a.returned b.done',
  ],
  'an exit of a fork’s branch around the join': [
    definitionOf(
      [start, f, returning('a'), ...tasks('b', 'c'), j, end],
      'start.started -> f, f.each -> a, f.each -> b, a.approved -> j, a.returned -> c, c.done -> c, b.done -> j, j.all -> end',
    ),
    'can-end c: start.started f.each a.returned',
  ],
  'two branches into one task': [
    definitionOf(
      [start, f, ...tasks('a', 'b', 'c'), end],
      'start.started -> f, f.each -> a, f.each -> b, a.done -> c, b.done -> c, c.done -> end',
    ),
    'active-once c: start.started f.each a.done b.done',
  ],
  'a branch back into its own fork': [
    definitionOf(
      [start, f, returning('a'), ...tasks('b'), j, end],
      'start.started -> f, f.each -> a, f.each -> b, a.approved -> j, a.returned -> f, b.done -> j, j.all -> end',
    ),
    'fork-not-nested f: start.started f.each a.returned',
  ],
  'forks in a circle': [
    definitionOf(
      [start, f, g, ...tasks('a', 'b'), end],
      'start.started -> f, f.each -> a, f.each -> b, a.done -> g, g.each -> f, g.each -> end, b.done -> end',
    ),
    'fork-not-nested f: start.started f.each a.done g.each',
    'fork-not-nested g: start.started f.each a.done g.each f.each end.ended a.done',
  ],
  'a step behind an exit that cannot happen': [
    definitionOf(
      [start, step('approval', 'a'), ...tasks('b'), end],
      'start.started -> a, a.approved -> end, a.returned -> b, b.done -> end',
    ),
    'step-enterable b: ',
  ],
  'a desk that is left behind: monitoring goes back to drafting before the fork': [
    definitionOf(
      [start, ...tasks('draft'), f, step('complaints', 'desk'), step('monitoring', 'monitor'), j, end],
      `start.started -> draft, draft.done -> f, f.each -> desk, f.each -> monitor, desk.closed -> j
       monitor.effective -> j, monitor.discontinue -> j, monitor.revise -> draft, j.all -> end`,
    ),
    'fork-not-nested f: start.started draft.done f.each monitor.revise draft.done',
  ],
};

test.each(Object.entries(unsound))('[soundness] unsound: %s', (_, [definition, ...expected]) => {
  expect(checkSoundness(definition).map(shortForm).sort()).toEqual([...expected].sort());
});

function shortForm({ rule, stepIds, trace }: Finding): string {
  return `${rule} ${stepIds[0]}: ${(trace ?? []).map(({ stepId, outcome }) => `${stepId}.${outcome}`).join(' ')}`;
}

test('[soundness] a definition above the bound is refused at once, and the bound is named', () => {
  const many = Array.from({ length: 10_000 }, (_, index) => step('task', `t${index}`));
  const [finding, ...others] = checkSoundness(definitionOf([start, ...many, end], ''));
  expect(others).toEqual([]);
  expect(finding).toMatchObject({ rule: 'small-enough', severity: 'error', params: { steps: 2_000, flows: 4_000 } });
});

test('[soundness] the trouble of 60 parallel branches is found, though they have more markings than could be visited', () => {
  const branches = Array.from({ length: 60 }, (_, index) => [
    step('task', `a${index}`),
    step('task', `b${index}`),
  ]).flat();
  const flows = Array.from(
    { length: 60 },
    (_, n) => `f.each -> a${n}, a${n}.done -> b${n}, b${n}.done -> ${n === 59 ? 'k' : 'j'}`,
  );
  const definition = definitionOf(
    [start, f, ...branches, j, k, end],
    ['start.started -> f', ...flows, 'j.all -> end', 'k.all -> end'].join('\n'),
  );
  const [finding] = checkSoundness(definition);
  expect(finding).toMatchObject({ rule: 'can-end', stepIds: ['j', 'k'] });
  expect(finding?.trace).toHaveLength(122);
});
