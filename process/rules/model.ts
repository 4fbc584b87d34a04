import { outcomesOf } from '../outcomes';
import { possibleOutcomes } from '../possible-outcomes';
import type { Flow, Outcome, ProcessDefinition, Step, StepId, StepKind, StepOf } from '../types';

/** A definition with the look-ups that rules need, each made once, so that a rule costs one walk over the steps. */
export class Model {
  readonly definition: ProcessDefinition;
  readonly steps: readonly Step[];
  readonly flows: readonly Flow[];
  readonly #byId = new Map<StepId, Step>();
  readonly #index = new Map<Step, number>();
  readonly #from = new Map<StepId, Flow[]>();
  readonly #to = new Map<StepId, Flow[]>();

  constructor(definition: ProcessDefinition) {
    this.definition = definition;
    this.steps = definition.steps;
    this.flows = definition.flows;
    definition.steps.forEach((step, index) => {
      this.#index.set(step, index);
      // Of two steps with one id the first counts; rule duplicate-ids reports the other.
      if (!this.#byId.has(step.id)) this.#byId.set(step.id, step);
    });
    for (const flow of definition.flows) {
      push(this.#from, flow.from, flow);
      push(this.#to, flow.to, flow);
    }
  }

  step(id: StepId): Step | undefined {
    return this.#byId.get(id);
  }

  ofKind<K extends StepKind>(kind: K): StepOf<K>[] {
    return this.steps.filter((step): step is StepOf<K> => step.kind === kind);
  }

  /** Position in the definition, for pointers and for the order of findings. */
  indexOf(step: Step): number {
    return this.#index.get(step) ?? -1;
  }

  path(step: Step, below = ''): string {
    return `/steps/${this.indexOf(step)}${below}`;
  }

  flowsFrom(id: StepId): readonly Flow[] {
    return this.#from.get(id) ?? [];
  }

  flowsTo(id: StepId): readonly Flow[] {
    return this.#to.get(id) ?? [];
  }

  outcomes(step: Step): Outcome[] {
    return outcomesOf(step);
  }

  possible(step: Step): Outcome[] {
    return possibleOutcomes(step);
  }

  /** Everything that flows lead to from these steps, themselves included. */
  reachableFrom(ids: Iterable<StepId>): Set<StepId> {
    return closure(ids, (id) => this.flowsFrom(id).map((flow) => flow.to));
  }

  /** Everything from which flows lead to this step, itself included. */
  leadingTo(id: StepId): Set<StepId> {
    return closure([id], (to) => this.flowsTo(to).map((flow) => flow.from));
  }
}

function closure(ids: Iterable<StepId>, next: (id: StepId) => StepId[]): Set<StepId> {
  const seen = new Set<StepId>(ids);
  const queue = [...seen];
  for (let id = queue.pop(); id !== undefined; id = queue.pop()) {
    for (const other of next(id)) {
      if (seen.has(other)) continue;
      seen.add(other);
      queue.push(other);
    }
  }
  return seen;
}

function push<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}
