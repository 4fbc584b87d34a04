/**
 * How long the checker takes: `npx tsx bench/checker.ts`. Random definitions of parallel branches, choices and loops, the
 * same at every run; sound ones, and ones in which a flow leads elsewhere. Prints figures, judges nothing.
 */
import { checkSoundness } from '../process/soundness';
import type { Flow, ProcessDefinition, Step } from '../process/types';
import { validate } from '../process/validate';

function main(): void {
  const sound = definitions(500, 30, false);
  const broken = definitions(500, 30, true);
  report('soundness, 500 sound definitions of about 30 steps', sound, checkSoundness);
  report('soundness, 500 definitions with a flow led elsewhere', broken, checkSoundness);
  report('all rules and soundness, the same 500 sound ones', sound, validate);
  report('all rules and soundness, one definition of 2,000 steps', definitions(1, 1_990, false), validate);
  report('the same with a flow led elsewhere', definitions(1, 1_990, true), validate);
  report('a fork of 1,000 branches', [wideFork(1_000)], validate);
  report('400 forks nested in each other', [nestedForks(400)], validate);
}

function report(title: string, list: ProcessDefinition[], check: (definition: ProcessDefinition) => unknown[]): void {
  const times = list.map((definition) => {
    const begin = performance.now();
    check(definition);
    return performance.now() - begin;
  });
  const total = times.reduce((sum, time) => sum + time, 0);
  const steps = list.reduce((sum, definition) => sum + definition.steps.length, 0) / list.length;
  console.log(
    `${title}: ${total.toFixed(0)} ms in all, slowest ${Math.max(...times).toFixed(0)} ms (mean ${steps.toFixed(0)} steps)`,
  );
}

/** A generator of its own, so that every run measures the same. */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

function definitions(count: number, size: number, broken: boolean): ProcessDefinition[] {
  return Array.from({ length: count }, (_, n) => {
    const next = random(n + 1);
    const drawing = new Drawing();
    drawing.flow('start', 'started', drawing.block(size, 'end', next));
    if (broken)
      drawing.flows[Math.floor(next() * drawing.flows.length)]!.to =
        drawing.steps[1 + Math.floor(next() * (drawing.steps.length - 1))]!.id;
    return drawing.definition();
  });
}

function wideFork(branches: number): ProcessDefinition {
  const drawing = new Drawing();
  drawing.flow(
    'start',
    'started',
    drawing.parallel(
      Array.from({ length: branches }, () => (to) => drawing.task(to)),
      'end',
    ),
  );
  return drawing.definition();
}

function nestedForks(depth: number): ProcessDefinition {
  const drawing = new Drawing();
  const nest = (left: number, to: string): string =>
    left === 0
      ? drawing.task(to)
      : drawing.parallel([(join) => drawing.task(join), (join) => nest(left - 1, join)], to);
  drawing.flow('start', 'started', nest(depth, 'end'));
  return drawing.definition();
}

class Drawing {
  readonly steps: Step[] = [];
  readonly flows: Flow[] = [];

  constructor() {
    this.add('start', 'start', {});
    this.add('end', 'end', { result: 'completed' });
  }

  flow(from: string, outcome: string, to: string): void {
    this.flows.push({ id: `f${this.flows.length}`, from, outcome, to });
  }

  task(to: string): string {
    const id = this.add(`t${this.steps.length}`, 'task', { form: { fields: [] } }, 'owner');
    this.flow(id, 'done', to);
    return id;
  }

  parallel(branches: ((join: string) => string)[], to: string): string {
    const fork = this.add(`f${this.steps.length}`, 'fork', {});
    const join = this.add(`j${this.steps.length}`, 'join', {});
    this.flow(join, 'all', to);
    for (const branch of branches) this.flow(fork, 'each', branch(join));
    return fork;
  }

  loop(body: (to: string) => string, to: string): string {
    const id = this.add(`a${this.steps.length}`, 'approval', {
      mode: 'one',
      approvers: ['owner'],
      mayReturn: true,
      mayReject: false,
      legalBasisRequired: false,
    });
    this.flow(id, 'approved', to);
    const first = body(id);
    this.flow(id, 'returned', first);
    return first;
  }

  choice(branches: [(to: string) => string, (to: string) => string], to: string): string {
    const settings = {
      branches: [{ outcome: 'yes', title: { id: 'Ya' }, condition: 'true' }],
      otherwise: { outcome: 'no', title: { id: 'Tidak' } },
    };
    const id = this.add(`d${this.steps.length}`, 'decision', settings);
    this.flow(id, 'yes', branches[0](to));
    this.flow(id, 'no', branches[1](to));
    return id;
  }

  /** About `size` steps that go on to `to`; gives the first of them. */
  block(size: number, to: string, next: () => number): string {
    if (size <= 2) return this.task(to);
    const left = Math.max(1, Math.floor(size * (0.3 + next() * 0.4)));
    const parts: [(to: string) => string, (to: string) => string] = [
      (after) => this.block(left, after, next),
      (after) => this.block(size - left - 1, after, next),
    ];
    const kind = next();
    if (kind < 0.4) return parts[0](parts[1](to));
    if (kind < 0.65) return this.parallel(parts, to);
    if (kind < 0.85) return this.choice(parts, to);
    return this.loop(parts[0], parts[1](to));
  }

  definition(): ProcessDefinition {
    return {
      format: 1,
      id: 'bench',
      title: { id: 'Ukur' },
      calendar: 'indonesia',
      roles: { owner: { title: { id: 'Pemilik' }, kind: 'people' } },
      data: { type: 'object', properties: {} },
      steps: this.steps,
      flows: this.flows,
    };
  }

  private add(id: string, kind: Step['kind'], settings: object, role?: string): string {
    this.steps.push({ id, kind, title: { id }, settings, position: { x: 0, y: 0 }, ...(role ? { role } : {}) } as Step);
    return id;
  }
}

main();
