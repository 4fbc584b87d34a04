/** Random definitions whose drawing holds together; sound and unsound ones both come up often. */
import fc from 'fast-check';
import { checkStructure } from '../../../process/rules/check';
import type { Flow, ProcessDefinition, Step } from '../../../process/types';
import { possibleOutcomes } from '../../../process/possible-outcomes';
import { definitionOf, step } from '../rules/definitions';

const makers: ((id: string) => Step)[] = [
  (id) => step('task', id),
  (id) => step('task', id),
  (id) => step('decision', id),
  (id) => step('approval', id, { mayReturn: true }),
  (id) => step('fork', id),
  (id) => step('fork', id),
  (id) => step('fork', id),
  (id) => step('join', id),
  (id) => step('join', id),
  (id) => step('join', id),
  (id) => step('end', id),
  (id) => step('end', id, { result: 'withdrawn' }),
];

/** Any graph of up to `size` steps between a start and an end: mostly unsound. */
export function anyGraph(size: number): fc.Arbitrary<ProcessDefinition> {
  return fc
    .record({
      kinds: fc.array(fc.nat(makers.length - 1), { minLength: 2, maxLength: size }),
      targets: fc.array(fc.nat(), { minLength: size * 3 + 1, maxLength: size * 3 + 1 }),
    })
    .map(({ kinds, targets: drawn }) => {
      const targets = [...drawn];
      const middle = kinds.map((kind, index) => (makers[kind] as (id: string) => Step)(`s${index}`));
      const steps = [step('start', 'start'), ...middle, step('end', 'end')];
      return { ...definitionOf(steps, ''), flows: connect(steps, targets) };
    })
    .filter((definition) => checkStructure(definition).drawingHolds);
}

function connect(steps: Step[], targets: number[]): Flow[] {
  const flows: Flow[] = [];
  const reachable = steps.slice(1);
  // The first step is never the end, or most graphs would be one line.
  targets[0] = (targets[0] as number) % (reachable.length - 1);
  let n = 0;
  const add = (from: string, outcome: string) => {
    const to = (reachable[(targets[n++ % targets.length] as number) % reachable.length] as Step).id;
    if (!flows.some((flow) => flow.from === from && flow.to === to && flow.outcome === outcome))
      flows.push({ id: `f${flows.length}`, from, outcome, to });
  };
  for (const one of steps) {
    for (const outcome of possibleOutcomes(one)) add(one.id, outcome);
    if (one.kind === 'fork') add(one.id, 'each');
  }
  return flows;
}

/** A nesting of sequences, choices, loops and parallel blocks: always sound. `breakAt` re-targets one flow. */
export type Block =
  | { type: 'task' }
  | { type: 'sequence'; parts: Block[] }
  | { type: 'choice'; parts: [Block, Block] }
  | { type: 'loop'; body: Block }
  | { type: 'parallel'; parts: Block[] };

export const { block } = fc.letrec<{ block: Block }>((tie) => ({
  block: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.constant<Block>({ type: 'task' }),
    fc.array(tie('block'), { minLength: 1, maxLength: 3 }).map((parts): Block => ({ type: 'sequence', parts })),
    fc.tuple(tie('block'), tie('block')).map((parts): Block => ({ type: 'choice', parts })),
    tie('block').map((body): Block => ({ type: 'loop', body })),
    fc.array(tie('block'), { minLength: 2, maxLength: 3 }).map((parts): Block => ({ type: 'parallel', parts })),
  ),
}));

/** Draws a block between a start and an end. */
export function definitionFrom(block: Block): ProcessDefinition {
  const steps: Step[] = [step('start', 'start'), step('end', 'end')];
  const flows: Flow[] = [];
  const make = (one: Step): string => {
    steps.push(one);
    return one.id;
  };
  const name = () => `s${steps.length}`;
  const flow = (from: string, outcome: string, to: string) => flows.push({ id: `f${flows.length}`, from, outcome, to });
  /** Builds the block so that it goes on to `to`; gives its first step. */
  const build = (one: Block, to: string): string => {
    switch (one.type) {
      case 'task': {
        const id = make(step('task', name()));
        flow(id, 'done', to);
        return id;
      }
      case 'sequence':
        return one.parts.reduceRight((next, part) => build(part, next), to);
      case 'choice': {
        const id = make(step('decision', name()));
        flow(id, 'yes', build(one.parts[0], to));
        flow(id, 'no', build(one.parts[1], to));
        return id;
      }
      case 'loop': {
        const id = make(step('approval', name(), { mayReturn: true }));
        flow(id, 'approved', to);
        const body = build(one.body, id);
        flow(id, 'returned', body);
        return body;
      }
      case 'parallel': {
        const fork = make(step('fork', name()));
        const join = make(step('join', name()));
        flow(join, 'all', to);
        for (const part of one.parts) flow(fork, 'each', build(part, join));
        return fork;
      }
    }
  };
  flow('start', 'started', build(block, 'end'));
  return { ...definitionOf(steps, ''), flows };
}
