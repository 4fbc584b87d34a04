/**
 * What a token can come to, worked out without playing out every interleaving.
 *
 * Branches of a fork don't influence each other: a join fires only once every live token of the fork's activation stands
 * at it. So each branch is walked alone, and a whole activation is summed up by what its branches can come to: the joins
 * that can let it go on, `gone` (all of it ended), `withdrawn`. That costs time polynomial in the definition, where the
 * number of markings is exponential in the number of parallel branches.
 *
 * A token is *inside* while it belongs to some activation, then it stops at joins; else it is *outside* and passes them.
 */
import { possibleOutcomes } from '../possible-outcomes';
import type { Graph } from '../route';
import type { Step, StepId } from '../types';

/** Where a token's walk can stop: the id of a join that it waits at, or one of the two below. */
export type Terminal = StepId;
/** It ended. Not a step id, since ids begin with a lower-case letter. */
export const GONE: Terminal = '=gone';
/** It withdrew the process. */
export const WITHDRAWN: Terminal = '=withdrawn';

/** Is this terminal a join that the token waits at? */
export function isJoin(terminal: Terminal): boolean {
  return terminal !== GONE && terminal !== WITHDRAWN;
}

interface Activation {
  branches: readonly StepId[];
  /** For each join that some branch can come to, and for `GONE`: how many branches, from the first on, allow it. Only grows. */
  allowedBy: Map<Terminal, number>;
}

export class Composition {
  /** Inside: what a token at this step can come to. */
  readonly #terminals = new Map<StepId, Set<Terminal>>();
  /** Joins at which an activation of this fork can be let go on. */
  readonly #results = new Map<StepId, Set<StepId>>();
  readonly #activations = new Map<StepId, Activation>();
  /** Steps from which a token walks to this one: by a flow, or because a fork's join leads here. */
  readonly #before = new Map<StepId, StepId[]>();
  readonly #forksOf = new Map<StepId, StepId[]>();
  readonly #branches = new Map<StepId, readonly StepId[]>();
  readonly #atOnce = new Map<StepId, boolean>();
  readonly #nextInside = new Map<StepId, readonly StepId[]>();
  readonly #nextOutside = new Map<StepId, readonly StepId[]>();
  readonly #queue: [StepId, Terminal][] = [];
  readonly #endsOutside = new Set<StepId>();

  constructor(readonly graph: Graph) {
    for (const step of graph.steps.values()) this.#prepare(step);
    for (const step of graph.steps.values()) this.#seed(step);
    for (let item = this.#queue.pop(); item; item = this.#queue.pop()) this.#spread(...item);
    this.#findEndsOutside();
  }

  /** Inside: the joins at which a token at this step can come to wait, whether it can be gone, whether it can withdraw. */
  terminals(stepId: StepId): ReadonlySet<Terminal> {
    return this.#terminals.get(stepId) ?? new Set();
  }

  /** Outside: can a token at this step bring the process to an end? */
  canEndOutside(stepId: StepId): boolean {
    return this.#endsOutside.has(stepId);
  }

  isFork(stepId: StepId): boolean {
    return this.graph.steps.get(stepId)?.kind === 'fork';
  }

  /**
   * Branches of a fork: the steps that its flows lead to. Where one of them withdraws the process in that very instant,
   * the others never come to anything.
   */
  branches(forkId: StepId): readonly StepId[] {
    const known = this.#branches.get(forkId);
    if (known) return known;
    const targets = this.graph.targets(forkId, 'each');
    const withdrawing = targets.find((target) => this.#withdrawsAtOnce(target));
    const branches = withdrawing === undefined ? targets : [withdrawing];
    this.#branches.set(forkId, branches);
    return branches;
  }

  /** Where a token goes on after a fork's activation was joined. */
  continuations(forkId: StepId): StepId[] {
    return [...(this.#results.get(forkId) ?? [])].flatMap((join) => this.graph.targets(join, 'all').slice(0, 1));
  }

  /** Where one move leads a token, a whole activation counted as one; nothing at ends and, inside, at joins. */
  next(step: Step, inside: boolean): readonly StepId[] {
    const known = (inside ? this.#nextInside : this.#nextOutside).get(step.id);
    if (known) return known;
    const next = this.#nextOf(step, inside);
    (inside ? this.#nextInside : this.#nextOutside).set(step.id, next);
    return next;
  }

  #nextOf(step: Step, inside: boolean): readonly StepId[] {
    if (step.kind === 'end' || (step.kind === 'join' && inside)) return [];
    if (step.kind === 'fork') return this.continuations(step.id);
    return possibleOutcomes(step).flatMap((outcome) => this.graph.targets(step.id, outcome).slice(0, 1));
  }

  /** Steps that a walk from these can come to, these included. With `within`, the branches of forks on the way too. */
  walk(from: Iterable<StepId>, inside: boolean, within = false): Set<StepId> {
    const seen = new Set(from);
    const queue = [...seen];
    for (let id = queue.pop(); id !== undefined; id = queue.pop()) {
      const step = this.graph.steps.get(id);
      if (!step) continue;
      const targets = this.next(step, inside);
      for (const next of within && step.kind === 'fork' ? [...targets, ...this.branches(id)] : targets) {
        if (seen.has(next)) continue;
        seen.add(next);
        queue.push(next);
      }
    }
    return seen;
  }

  /** Whatever is decided on the way, nothing waits before the withdrawal. */
  #withdrawsAtOnce(stepId: StepId): boolean {
    const known = this.#atOnce.get(stepId);
    if (known !== undefined) return known;
    // A loop of such steps doesn't withdraw; what is asked for again meanwhile is part of one.
    this.#atOnce.set(stepId, false);
    const verdict = this.#judgeAtOnce(stepId);
    this.#atOnce.set(stepId, verdict);
    return verdict;
  }

  #judgeAtOnce(stepId: StepId): boolean {
    const step = this.graph.steps.get(stepId);
    if (step?.kind === 'end') return step.settings.result === 'withdrawn';
    if (step?.kind === 'fork')
      return this.graph.targets(stepId, 'each').some((target) => this.#withdrawsAtOnce(target));
    if (step?.kind !== 'decision' && step?.kind !== 'notify') return false;
    return possibleOutcomes(step).every((outcome) => {
      const target = this.graph.targets(stepId, outcome)[0];
      return target !== undefined && this.#withdrawsAtOnce(target);
    });
  }

  #prepare(step: Step): void {
    this.#terminals.set(step.id, new Set());
    if (step.kind === 'fork') {
      const branches = this.branches(step.id);
      this.#activations.set(step.id, { branches, allowedBy: new Map([[GONE, 0]]) });
      for (const branch of branches) push(this.#forksOf, branch, step.id);
    } else {
      for (const next of this.next(step, true)) push(this.#before, next, step.id);
    }
  }

  #seed(step: Step): void {
    if (step.kind === 'join') this.#add(step.id, step.id);
    else if (step.kind === 'end') this.#add(step.id, step.settings.result === 'withdrawn' ? WITHDRAWN : GONE);
    else if (step.kind === 'fork' ? this.branches(step.id).length === 0 : losesToken(this.graph, step))
      this.#add(step.id, GONE);
  }

  #add(stepId: StepId, terminal: Terminal): void {
    const terminals = this.#terminals.get(stepId);
    if (!terminals || terminals.has(terminal)) return;
    terminals.add(terminal);
    this.#queue.push([stepId, terminal]);
  }

  #spread(stepId: StepId, terminal: Terminal): void {
    for (const before of this.#before.get(stepId) ?? []) this.#add(before, terminal);
    for (const fork of this.#forksOf.get(stepId) ?? []) this.#branchCan(fork, terminal);
  }

  /** A branch can come to one thing more: what does that let the whole activation come to? */
  #branchCan(fork: StepId, terminal: Terminal): void {
    if (terminal === WITHDRAWN) return this.#add(fork, WITHDRAWN);
    const { allowedBy } = this.#activations.get(fork) as Activation;
    if (!allowedBy.has(terminal)) allowedBy.set(terminal, 0);
    for (const candidate of terminal === GONE ? [...allowedBy.keys()] : [terminal]) {
      if (this.#allBranchesAllow(fork, candidate)) this.#activationCan(fork, candidate);
    }
  }

  /** A branch allows a join if it can come to it or be gone. The count is kept, so each branch is passed once for each join. */
  #allBranchesAllow(fork: StepId, terminal: Terminal): boolean {
    const { branches, allowedBy } = this.#activations.get(fork) as Activation;
    let count = allowedBy.get(terminal) as number;
    for (; count < branches.length; count++) {
      const can = this.terminals(branches[count] as StepId);
      if (!can.has(terminal) && !can.has(GONE)) break;
    }
    allowedBy.set(terminal, count);
    return count === branches.length;
  }

  #activationCan(fork: StepId, terminal: Terminal): void {
    if (terminal === GONE) return this.#add(fork, GONE);
    const results = this.#results.get(fork) ?? new Set();
    if (results.has(terminal)) return;
    this.#results.set(fork, results.add(terminal));
    const target = this.graph.targets(terminal, 'all')[0];
    if (target === undefined) return this.#add(fork, GONE);
    push(this.#before, target, fork);
    for (const known of [...this.terminals(target)]) this.#add(fork, known);
  }

  /** Backwards from what ends the process outside of every fork. */
  #findEndsOutside(): void {
    const before = new Map<StepId, StepId[]>();
    const queue: StepId[] = [];
    for (const step of this.graph.steps.values()) {
      for (const next of this.next(step, false)) push(before, next, step.id);
      if (this.#endsByItself(step)) queue.push(step.id);
    }
    for (let id = queue.pop(); id !== undefined; id = queue.pop()) {
      if (this.#endsOutside.has(id)) continue;
      this.#endsOutside.add(id);
      queue.push(...(before.get(id) ?? []));
    }
  }

  #endsByItself(step: Step): boolean {
    if (step.kind === 'end') return true;
    if (step.kind === 'join') return this.graph.targets(step.id, 'all').length === 0;
    if (step.kind !== 'fork') return losesToken(this.graph, step);
    const terminals = this.terminals(step.id);
    return terminals.has(GONE) || terminals.has(WITHDRAWN);
  }
}

/** Does some way in which this step can end lead nowhere? Then the token is gone (S4). */
function losesToken(graph: Graph, step: Step): boolean {
  return possibleOutcomes(step).some((outcome) => graph.targets(step.id, outcome).length === 0);
}

function push<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}
