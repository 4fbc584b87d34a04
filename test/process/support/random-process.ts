/** Random sound processes, built from well-structured blocks, with participants who decide by a seed. */
import fc from 'fast-check';
import { outcomesOf } from '../../../process/outcomes';
import type { Participants } from '../../../process/simulate';
import type { Deadline, Duration, Flow, OpenTask, Outcome, Overdue, ProcessDefinition, Step, StepId, UserId, Window } from '../../../process/types';

export type Plan =
  | { block: 'leaf'; step: Leaf }
  | { block: 'sequence'; parts: Plan[] }
  | { block: 'fork'; parts: Plan[] }
  /** An approval that sends back to the beginning of its body. */
  | { block: 'returned'; body: Plan; deadline: Deadline | undefined }
  /** A decision that goes round until the body has been entered so often. */
  | { block: 'again'; body: Plan; rounds: number }
  /** A complaints desk beside the body; it closes with the body's first step. */
  | { block: 'desk'; body: Plan };

interface Leaf {
  kind: 'task' | 'needs-analysis' | 'drafting' | 'consultation' | 'approval' | 'socialization' | 'monitoring' | 'wait' | 'notify' | 'subprocess';
  settings: Record<string, unknown>;
  deadline: Deadline | undefined;
}

export const MEMBERS: Record<string, UserId[]> = { team: ['ani', 'budi'], experts: ['e1', 'e2', 'e3'], chief: ['citra'], all: [] };

const duration: fc.Arbitrary<Duration> = fc.record({ amount: fc.integer({ min: 1, max: 12 }), unit: fc.constantFrom('hours', 'days', 'working-days') });
const overdue: fc.Arbitrary<Overdue> = fc.constantFrom<Overdue>(
  { action: 'remind' },
  { action: 'escalate', to: 'chief' },
  { action: 'close' },
  { action: 'expire' },
  { action: 'consent' },
);
const deadline: fc.Arbitrary<Deadline | undefined> = fc.option(
  fc.record(
    { within: duration, overdue, reminders: fc.array(duration, { maxLength: 2 }), warnAt: fc.constantFrom(0.5, 0.8) },
    { requiredKeys: ['within', 'overdue'] },
  ),
  { nil: undefined },
);

const form = { fields: [] };
const settings: { [K in Leaf['kind']]: fc.Arbitrary<Record<string, unknown>> } = {
  task: fc.constant({ form }),
  'needs-analysis': fc.constant({ workingYearMinutes: 75_000, sectors: [] }),
  drafting: fc.constant({}),
  consultation: fc.record(
    {
      questions: fc.constant(form),
      dispositions: fc.constantFrom('none', 'later', 'before-close'),
      invited: fc.constant('experts'),
      public: fc.boolean(),
      minimum: fc.integer({ min: 1, max: 6 }),
      quorum: fc.integer({ min: 1, max: 3 }),
      extension: fc.record({ times: fc.integer({ min: 1, max: 2 }), by: duration }),
      closeWhenAllAnswered: fc.boolean(),
    },
    { requiredKeys: ['questions', 'dispositions'] },
  ),
  approval: fc.record(
    {
      mode: fc.constantFrom('one', 'chain', 'quorum', 'unanimous'),
      approvers: fc.constantFrom(['experts'], ['chief', 'team'], ['team', 'experts']),
      mayReturn: fc.boolean(),
      mayReject: fc.boolean(),
      legalBasisRequired: fc.boolean(),
      quorum: fc.integer({ min: 1, max: 3 }),
      deadlineEach: fc.boolean(),
    },
    { requiredKeys: ['mode', 'approvers', 'mayReturn', 'mayReject', 'legalBasisRequired'] },
  ),
  socialization: fc.record(
    { audience: fc.constantFrom('all', 'experts'), target: fc.constantFrom(0.5, 0.95), material: fc.constant({ id: 'm' }), audienceSize: fc.integer({ min: 1, max: 40 }) },
    { requiredKeys: ['audience', 'target', 'material'] },
  ),
  monitoring: fc.record(
    {
      every: fc.record({ amount: fc.integer({ min: 1, max: 3 }), unit: fc.constantFrom('months', 'working-days', 'days') }),
      cycles: fc.integer({ min: 1, max: 3 }),
      indicators: fc.constant([]),
      evaluateWithin: duration,
      survey: fc.constant({ kind: 'skm' }),
    },
    { requiredKeys: ['every', 'cycles', 'indicators', 'evaluateWithin'] },
  ),
  wait: fc.oneof(fc.record({ for: duration }), fc.constantFrom({ until: '2026-02-02' }, { until: '2025-01-01' })),
  notify: fc.constant({ to: 'team', subject: { id: 's' }, message: { id: 'm' } }),
  subprocess: fc.constant({ definitionId: 'other', roles: { theirs: 'team' } }),
};

const leaf: fc.Arbitrary<Plan> = fc
  .constantFrom(...(Object.keys(settings) as Leaf['kind'][]))
  .chain((kind) => fc.record({ kind: fc.constant(kind), settings: settings[kind], deadline: kind === 'wait' || kind === 'notify' ? fc.constant(undefined) : deadline }))
  .map((step) => (step.kind === 'consultation' ? closable(step) : step))
  .map((step) => ({ block: 'leaf' as const, step }));

/** A round of consultation ends by its deadline, so it must have one; a quorum needs somebody invited. */
function closable(step: Leaf): Leaf {
  const { quorum, ...others } = step.settings;
  const given = others.invited === undefined || quorum === undefined ? others : { ...others, quorum };
  return { ...step, settings: given, deadline: step.deadline ?? { within: { amount: 9, unit: 'days' }, overdue: { action: 'close' } } };
}

/** A random process as a tree of blocks. */
export const plans: fc.Arbitrary<Plan> = fc.letrec<{ plan: Plan }>((tie) => ({
  plan: fc.oneof(
    { depthSize: 'small', withCrossShrink: true, maxDepth: 3 },
    leaf,
    fc.record({ block: fc.constant('sequence' as const), parts: fc.array(tie('plan'), { minLength: 1, maxLength: 3 }) }),
    fc.record({ block: fc.constant('fork' as const), parts: fc.array(tie('plan'), { minLength: 2, maxLength: 3 }) }),
    fc.record({ block: fc.constant('returned' as const), body: tie('plan'), deadline }),
    fc.record({ block: fc.constant('again' as const), body: tie('plan'), rounds: fc.integer({ min: 1, max: 3 }) }),
    fc.record({ block: fc.constant('desk' as const), body: tie('plan') }),
  ),
})).plan;

// ------------------------------------------------------------------------------------------------ building

interface Built {
  entry: StepId;
  exits: { from: StepId; outcome: Outcome }[];
}

/** The definition of a plan. It is sound by construction: blocks have one entry, and all their exits go on together. */
export function definitionOf(plan: Plan, pauses = false): ProcessDefinition {
  const builder = new Builder(pauses);
  builder.add({ id: 'start', kind: 'start', settings: {} });
  const built = builder.build(plan);
  builder.flow('start', 'started', built.entry);
  builder.add({ id: 'end', kind: 'end', settings: { result: 'completed' } });
  builder.connect(built.exits, 'end');
  return builder.definition();
}

class Builder {
  readonly #steps: Step[] = [];
  readonly #flows: Flow[] = [];
  readonly #pauses: boolean;

  constructor(pauses: boolean) {
    this.#pauses = pauses;
  }

  definition(): ProcessDefinition {
    const kinds = { team: 'people', experts: 'people', chief: 'people', all: 'everyone' } as const;
    return {
      format: 1,
      id: 'random',
      title: { id: 'Acak' },
      calendar: 'indonesia',
      roles: Object.fromEntries(Object.entries(kinds).map(([id, kind]) => [id, { title: { id }, kind }])),
      data: { type: 'object', properties: { count: { type: 'integer', default: 0 } } },
      steps: this.#withPauses(),
      flows: this.#flows,
    };
  }

  /** Every third deadline rests while a step of another place in the process is active. */
  #withPauses(): Step[] {
    if (!this.#pauses) return this.#steps;
    const long = this.#steps.filter(({ kind }) => ['task', 'drafting', 'approval'].includes(kind));
    return this.#steps.map((step, index) => {
      const other = long[(index * 7) % Math.max(1, long.length)];
      if (!step.deadline || !other || other === step || index % 3 !== 0) return step;
      return { ...step, deadline: { ...step.deadline, within: { amount: 30, unit: 'hours' }, pause: [other.id] } } as Step;
    });
  }

  add(step: { id?: string; kind: Step['kind']; settings: Record<string, unknown>; role?: string; deadline?: Deadline }): Step {
    const id = step.id ?? `s${this.#steps.length}`;
    const { deadline, ...rest } = step;
    const added = { title: { id }, position: { x: 0, y: 0 }, ...rest, id, ...(deadline ? { deadline } : {}) } as unknown as Step;
    this.#steps.push(added);
    return added;
  }

  flow(from: StepId, outcome: Outcome, to: StepId): void {
    this.#flows.push({ id: `f${this.#flows.length}`, from, outcome, to });
  }

  connect(exits: Built['exits'], to: StepId): void {
    for (const { from, outcome } of exits) this.flow(from, outcome, to);
  }

  build(plan: Plan): Built {
    switch (plan.block) {
      case 'leaf': {
        const { kind, settings: given, deadline } = plan.step;
        return this.#exitsOf(this.add({ kind, settings: given, role: 'team', ...(deadline ? { deadline } : {}) }));
      }
      case 'sequence':
        return plan.parts.map((part) => this.build(part)).reduce((before, after) => {
          this.connect(before.exits, after.entry);
          return { entry: before.entry, exits: after.exits };
        });
      case 'fork':
        return this.#fork(plan.parts.map((part) => this.build(part)));
      case 'returned':
        return this.#returned(plan);
      case 'again':
        return this.#again(plan);
      case 'desk': {
        const body = this.build(plan.body);
        const desk = this.add({
          kind: 'complaints',
          role: 'team',
          settings: {
            acknowledgeWithin: { amount: 3, unit: 'days' },
            answerWithin: { amount: 5, unit: 'working-days' },
            escalateTo: 'chief',
            anonymous: true,
            closesWith: body.entry,
          },
        });
        return this.#fork([body, this.#exitsOf(desk)]);
      }
    }
  }

  #exitsOf(step: Step): Built {
    return { entry: step.id, exits: outcomesOf(step).map((outcome) => ({ from: step.id, outcome })) };
  }

  #fork(parts: Built[]): Built {
    const fork = this.add({ kind: 'fork', settings: {} });
    const join = this.add({ kind: 'join', settings: {} });
    for (const part of parts) {
      this.flow(fork.id, 'each', part.entry);
      this.connect(part.exits, join.id);
    }
    return { entry: fork.id, exits: [{ from: join.id, outcome: 'all' }] };
  }

  #returned({ body, deadline }: Extract<Plan, { block: 'returned' }>): Built {
    const built = this.build(body);
    const gate = this.add({
      kind: 'approval',
      settings: { mode: 'one', approvers: ['chief', 'team'], mayReturn: true, mayReject: false, legalBasisRequired: false },
      ...(deadline ? { deadline } : {}),
    });
    this.connect(built.exits, gate.id);
    this.flow(gate.id, 'returned', built.entry);
    const exits = this.#exitsOf(gate).exits.filter(({ outcome }) => outcome !== 'returned');
    return { entry: built.entry, exits };
  }

  #again({ body, rounds }: Extract<Plan, { block: 'again' }>): Built {
    const built = this.build(body);
    const choice = this.add({
      kind: 'decision',
      settings: {
        branches: [{ outcome: 'again', title: { id: 'a' }, condition: `rounds.${built.entry} < ${rounds} and count >= 0` }],
        otherwise: { outcome: 'onward', title: { id: 'o' } },
      },
    });
    this.connect(built.exits, choice.id);
    this.flow(choice.id, 'again', built.entry);
    return { entry: built.entry, exits: [{ from: choice.id, outcome: 'onward' }] };
  }
}

// ------------------------------------------------------------------------------------------------ participants

/** A number in [0, 1) from a seed and a name: the same in every driver, whatever the order in which it asks. */
function chance(seed: number, name: string): number {
  let hash = seed | 0;
  for (let n = 0; n < name.length; n++) hash = Math.imul(hash ^ name.charCodeAt(n), 0x01000193) + 0x9e3779b9;
  hash = Math.imul(hash ^ (hash >>> 15), 0x85ebca6b);
  return ((hash ^ (hash >>> 13)) >>> 0) / 2 ** 32;
}

const HOUR = 3_600_000;

/** Everybody acts in the end, in odd moments, and nobody sends back for ever: so a sound process must reach its end. */
export function participantsOf(seed: number): Participants {
  const delay = (name: string, hours: number): number => 1 + Math.floor(chance(seed, name) * hours * HOUR);
  return {
    task(task: OpenTask, { now }) {
      const outcomes = task.round > 3 ? task.outcomes.filter((outcome) => outcome !== 'returned') : task.outcomes;
      const outcome = outcomes[Math.floor(chance(seed, `${task.id}!`) * outcomes.length)] ?? task.outcomes[0];
      const by = task.candidates[Math.floor(chance(seed, `${task.id}?`) * task.candidates.length)];
      if (outcome === undefined || by === undefined) return undefined;
      return { at: now + delay(task.id, 400), outcome, by, variables: { count: task.round } };
    },
    window(window: Window, { now }) {
      if (window.kind === 'complaints') return [];
      const first = delay(`${window.id}1`, 300);
      return [
        { at: now + first, total: Math.floor(chance(seed, `${window.id}2`) * 8) },
        { at: now + first + delay(`${window.id}3`, 900), total: 50 },
      ];
    },
    complaints(window: Window, { now }) {
      const count = Math.floor(chance(seed, `${window.id}4`) * 4);
      return Array.from({ length: count }, (_, n) => ({ at: now + delay(`${window.id}5${n}`, 400), complaintId: `k${n}` }));
    },
    subprocess: (runId, { now }) => ({ at: now + delay(runId, 200), result: 'completed' }),
  };
}
