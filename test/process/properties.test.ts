import fc from 'fast-check';
import { advance, checkOwnerAct, initialState, nextTime } from '../../process/advance';
import { possibleOutcomes } from '../../process/possible-outcomes';
import { simulate, type Simulation, type SimulationInput } from '../../process/simulate';
import { viewOf } from '../../process/view';
import type { Command, Fact, OwnerAct, ProcessDefinition, ProcessEvent, ProcessState } from '../../process/types';
import { simulateHosted } from './support/hosted';
import { definitionOf, MEMBERS, participantsOf, plans, type Plan } from './support/random-process';
import { calendarWith, deepFreeze, localTime } from './support/trace';

const START = localTime('2026-01-05T09:00');
const seeds = fc.integer({ min: 1, max: 1_000_000 });
const runs = (numRuns: number) => ({ numRuns: numRuns * Number(process.env.PROPERTY_TIMES ?? 1), seed: Number(process.env.PROPERTY_SEED ?? 20261124) });

function inputOf(seed: number): SimulationInput {
  return {
    processId: 'p',
    ref: { id: 'random', version: 1, hash: '0' },
    calendar: calendarWith(['2026-01-16', '2026-02-17', '2026-03-19']),
    roles: MEMBERS,
    data: {},
    at: START,
    participants: participantsOf(seed),
  };
}

function states(definition: ProcessDefinition, seed: number, simulation: Simulation): ProcessState[] {
  let state = initialState(definition, { ...inputOf(seed), hosting: 'inline' });
  return [state, ...simulation.events.map((event) => (state = advance(definition, state, event).state))];
}

test('[S3 S6 S7] a process of well-structured blocks always reaches an end, and nothing is left', () => {
  fc.assert(
    fc.property(plans, seeds, (plan, seed) => {
      const { result, state } = simulate(definitionOf(plan), inputOf(seed));
      expect({ result, status: state.status, tokens: state.tokens, runs: state.runs }).toEqual({ result: 'ended', status: 'completed', tokens: [], runs: {} });
    }),
    runs(300),
  );
});

test('[S61] the same events give the same course, and no input is changed', () => {
  fc.assert(
    fc.property(plans, seeds, (plan, seed) => {
      const definition = deepFreeze(definitionOf(plan, true));
      const simulation = simulate(definition, inputOf(seed));
      let state = deepFreeze(initialState(definition, { ...inputOf(seed), hosting: 'inline' }));
      const facts: Fact[] = [];
      const commands: Command[] = [];
      for (const event of simulation.events) {
        const next = advance(definition, state, deepFreeze(event));
        facts.push(...next.facts);
        commands.push(...next.commands);
        state = deepFreeze(JSON.parse(JSON.stringify(next.state)) as ProcessState);
      }
      expect(state).toEqual(simulation.state);
      expect({ facts, commands }).toEqual({ facts: simulation.facts, commands: simulation.commands });
    }),
    runs(100),
  );
});

test('[S72] nothing happens before the next time, and something at it', () => {
  fc.assert(
    fc.property(plans, seeds, (plan, seed) => {
      const definition = definitionOf(plan, true);
      for (const state of states(definition, seed, simulate(definition, inputOf(seed)))) {
        const next = nextTime(definition, state);
        if (next === undefined) continue;
        if (next > state.at) expect(advance(definition, state, { type: 'time', at: next - 1 }).state).toBe(state);
        const there = advance(definition, state, { type: 'time', at: next });
        expect(there.facts.length + there.commands.length).toBeGreaterThan(0);
      }
    }),
    runs(100),
  );
});

test('[S3] a step ends only with outcomes that the checker counts with', () => {
  fc.assert(
    fc.property(plans, seeds, outside, (plan, seed, drawn) => {
      const definition = definitionOf(plan, true);
      const { facts } = simulate(definition, { ...inputOf(seed), events: eventsOf(definition, drawn) });
      const possible = new Map(definition.steps.map((step) => [step.id, step.kind === 'end' ? ['completed'] : possibleOutcomes(step)]));
      for (const fact of facts) {
        if (fact.type === 'step-ended' && fact.cause !== 'cancelled') expect(possible.get(fact.stepId ?? '')).toContain(fact.outcome);
      }
    }),
    runs(200),
  );
});

test('[S71] whatever acts win against the engine, the event can be played again after them', () => {
  fc.assert(
    fc.property(plans, seeds, (plan, seed) => {
      const definition = definitionOf(plan, true);
      for (const state of states(definition, seed, simulate(definition, inputOf(seed)))) {
        const at = nextTime(definition, state);
        if (at === undefined) continue;
        const event: ProcessEvent = { type: 'time', at };
        const closes = advance(definition, state, event).commands.flatMap((command) => (command.type === 'close-task' ? [command.taskId] : []));
        const won = closes.filter((_taskId, index) => ((seed + index) & 1) === 0);
        if (won.length === 0) continue;
        const outcomes = new Map(Object.values(state.runs).flatMap((run) => Object.values(run.tasks).map((task): [string, string[]] => [task.id, task.outcomes])));
        let after = state;
        for (const taskId of won) {
          const act = { taskId, outcome: outcomes.get(taskId)?.[0] ?? '', by: 'ani', entryId: 'e', hash: 'h' };
          after = advance(definition, after, { type: 'act', at, act }).state;
        }
        const again = advance(definition, after, event).commands;
        expect(again.filter((command) => command.type === 'close-task' && won.includes(command.taskId))).toEqual([]);
      }
    }),
    runs(60),
  );
});

test('[S60 S10] states keep their order: every token stands somewhere, no id comes twice, time does not go back', () => {
  fc.assert(
    fc.property(plans, seeds, (plan, seed) => {
      const definition = definitionOf(plan, true);
      const simulation = simulate(definition, inputOf(seed));
      const joins = new Set(definition.steps.filter((step) => step.kind === 'join').map((step) => step.id));
      let before = START;
      for (const state of states(definition, seed, simulation)) {
        const standing = state.tokens.filter((token) => !joins.has(token.stepId)).map((token) => token.runId);
        expect([...standing].sort()).toEqual(Object.keys(state.runs).sort());
        expect(new Set(state.tokens.map((token) => token.id)).size).toBe(state.tokens.length);
        expect(state.at).toBeGreaterThanOrEqual(before);
        expect(JSON.parse(JSON.stringify(state))).toEqual(state);
        expect(viewOf(definition, state).active.length).toBeGreaterThanOrEqual(Object.keys(state.runs).length);
        before = state.at;
      }
      const opened = simulation.commands.flatMap((command) => (command.type === 'open-task' ? [command.task.id] : []));
      expect(new Set(opened).size).toBe(opened.length);
    }),
    runs(100),
  );
});

test('[S71] the engine closes only open tasks and windows, and leaves none behind', () => {
  fc.assert(
    fc.property(plans, seeds, (plan, seed) => {
      const open = new Set<string>();
      const { commands, events } = simulate(definitionOf(plan, true), inputOf(seed));
      const acts = new Set(events.flatMap((event) => (event.type === 'act' ? [event.act.taskId] : [])));
      for (const command of commands) {
        if (command.type === 'open-task') open.add(command.task.id);
        if (command.type === 'open-window') open.add(`w:${command.window.id}`);
        if (command.type === 'update-task') expect(open).toContain(command.task.id);
        if (command.type === 'close-task') expect(open.delete(command.taskId)).toBe(true);
        if (command.type === 'close-window') expect(open.delete(`w:${command.windowId}`)).toBe(true);
      }
      expect([...open].filter((id) => !acts.has(id))).toEqual([]);
    }),
    runs(100),
  );
});

// ------------------------------------------------------------------------------------------------ hosted

/** Facts without order: what happens at one instant in two workflows has none. */
function sorted(facts: Fact[]): string[] {
  return facts.map((fact) => JSON.stringify(fact, Object.keys(fact).sort())).sort();
}

/** Latest ends; `produced` is left out, for two workflows need two events where one state needs one. */
function withoutProduced(state: ProcessState): unknown {
  return Object.entries(state.ended).map(([stepId, { produced: _produced, ...end }]) => ({ stepId, ...end })).sort((a, b) => a.stepId.localeCompare(b.stepId));
}

/** What owners and calendars do meanwhile. Odd minutes, so that nothing else happens at the same instant. */
const outside = fc.array(
  fc.record({ hour: fc.integer({ min: 1, max: 1_500 }), what: fc.nat(9), step: fc.nat(40), user: fc.constantFrom('ani', 'e1', 'citra') }),
  { maxLength: 12 },
);

function eventsOf(definition: ProcessDefinition, drawn: { hour: number; what: number; step: number; user: string }[]): ProcessEvent[] {
  return drawn.map(({ hour, what, step, user }, index): ProcessEvent => {
    const at = START + hour * 3_600_000 + 1_234_567 + index;
    const act = { by: 'boss', reason: 'because', stepId: definition.steps[step % definition.steps.length]?.id ?? '' };
    switch (what) {
      case 0:
      case 1:
        return { type: 'owner', at, act: { ...act, type: 'close' } };
      case 2:
      case 3:
        return { type: 'owner', at, act: { ...act, type: 'extend', duration: { amount: 3, unit: 'working-days' } } };
      case 4:
        return { type: 'owner', at, act: { ...act, type: 'reassign', from: user, to: 'dewi' } };
      case 5:
      case 6:
      case 7:
        return { type: 'owner', at, act: { ...act, type: 'reopen' } };
      case 8:
        return { type: 'calendar', at, calendar: calendarWith(['2026-01-14', '2026-01-15', '2026-02-02']), reason: 'decree' };
      default:
        return step === 0 ? { type: 'owner', at, act: { ...act, type: 'withdraw' } } : { type: 'calendar', at, calendar: calendarWith([]), reason: 'repealed' };
    }
  });
}

/** Found once: a desk inside a branch closed at the moment of its opening, and a gate was reopened across it. */
const OPENED_AND_CLOSED: Plan = {
  block: 'returned',
  deadline: undefined,
  body: {
    block: 'fork',
    parts: [
      { block: 'desk', body: { block: 'leaf', step: { kind: 'notify', settings: { to: 'team', subject: { id: 's' }, message: { id: 'm' } }, deadline: undefined } } },
      {
        block: 'leaf',
        step: { kind: 'approval', settings: { mode: 'one', approvers: ['experts'], mayReturn: false, mayReject: false, legalBasisRequired: false }, deadline: undefined },
      },
    ],
  },
};

test('[S70] hosted steps give the same course as inline ones', () => {
  fc.assert(
    fc.property(plans, seeds, fc.boolean(), outside, (plan, seed, pauses, drawn) => {
      const definition = definitionOf(plan, pauses);
      const input = { ...inputOf(seed), events: eventsOf(definition, drawn) };
      const inline = simulate(definition, input);
      const hosted = simulateHosted(definition, input);
      expect(sorted(hosted.facts)).toEqual(sorted(inline.facts));
      expect(hosted.state.status).toBe(inline.state.status);
      expect(hosted.state.data).toEqual(inline.state.data);
      expect(hosted.state.rounds).toEqual(inline.state.rounds);
      expect(withoutProduced(hosted.state)).toEqual(withoutProduced(inline.state));
    }),
    { ...runs(200), examples: [[OPENED_AND_CLOSED, 997958, false, [{ hour: 886, what: 5, step: 38, user: 'ani' }]]] },
  );
});

// ------------------------------------------------------------------------------------------------ anything at any time

const reason = fc.constantFrom('because', ' ');
const users = fc.constantFrom('ani', 'e1', 'citra', 'nobody', '');

/** An event that may or may not fit the state; picks real ids half of the time. */
function randomEvent(state: ProcessState, definition: ProcessDefinition, pick: (n: number) => number): ProcessEvent {
  const at = state.at + pick(40) * 3_600_000 * (pick(3) - 0.5);
  const of = <T>(items: T[]): T | undefined => items[pick(Math.max(1, items.length))];
  const run = of(Object.values(state.runs));
  const runId = run?.id ?? 'p.s1.1';
  const task = of(Object.values(run?.tasks ?? {}));
  const stepId = of(definition.steps)?.id ?? 'x';
  switch (pick(9)) {
    case 0:
      return { type: 'start', at };
    case 1:
    case 2:
    case 3: {
      const outcome = of([...(task?.outcomes ?? []), 'approved', 'odd']) as string;
      return { type: 'act', at, act: { taskId: task?.id ?? 'p.s1.1.main', outcome, by: of(['ani', 'e1', 'x']) as string, entryId: 'e', hash: 'h', variables: { count: pick(9), odd: 1 } } };
    }
    case 4:
      return { type: 'counts', at, runId: of([runId, `${runId}.c1`]) as string, counts: { total: pick(60), ...(pick(2) ? { undisposed: pick(5) } : {}) } };
    case 5:
      return { type: 'complaint', at, runId, complaintId: `k${pick(4)}` };
    case 6: {
      const act = { by: 'boss', reason: 'because', stepId: run?.stepId ?? stepId };
      const acts: OwnerAct[] = [
        { ...act, type: 'close' },
        { ...act, type: 'extend', duration: { amount: 1 + pick(5), unit: 'working-days' } },
        { ...act, type: 'reopen', stepId },
        { ...act, type: 'reassign', from: task?.candidates[0] ?? '', to: 'dewi' },
        ...(pick(10) === 0 ? [{ by: 'boss', reason: 'because', type: 'withdraw' } as const] : []),
      ];
      return { type: 'owner', at, act: of(acts) as OwnerAct };
    }
    case 7:
      return { type: 'calendar', at, calendar: calendarWith(pick(2) ? ['2026-01-14', '2026-01-15'] : []), reason: 'decree' };
    default:
      return { type: 'time', at: nextTime(definition, state) ?? at };
  }
}

test('[S11] no event makes a valid state throw, and what is refused changes nothing', () => {
  fc.assert(
    fc.property(plans, seeds, fc.array(fc.nat(1_000), { minLength: 600, maxLength: 600 }), fc.boolean(), (plan, seed, numbers, hosted) => {
      const definition = deepFreeze(definitionOf(plan, true));
      let next = 0;
      const pick = (n: number) => (numbers[next++ % numbers.length] as number) % n;
      let state = advance(definition, initialState(definition, { ...inputOf(seed), hosting: hosted ? 'workflows' : 'inline' }), { type: 'start', at: START }).state;
      for (let n = 0; n < 60; n++) {
        const event = randomEvent(state, definition, pick);
        const refused = event.type === 'owner' && checkOwnerAct(definition, state, event.act) !== undefined;
        const result = advance(definition, deepFreeze(state), event);
        if (refused) expect(result.state).toBe(state);
        if (result.state === state) expect(result.facts.length + result.commands.length).toBe(0);
        expect(result.state.at).toBeGreaterThanOrEqual(state.at);
        state = result.state;
      }
    }),
    runs(200),
  );
});

test('[S50 S54] the check of an owner\'s act never throws, whatever it names', () => {
  fc.assert(
    fc.property(plans, seeds, fc.constantFrom('close', 'extend', 'reopen', 'reassign', 'withdraw'), fc.string(), reason, users, (plan, seed, type, stepId, why, user) => {
      const definition = definitionOf(plan);
      const simulation = simulate(definition, { ...inputOf(seed), until: START + 20 * 86_400_000 });
      const act = { type, stepId, by: 'boss', reason: why, from: user, to: user, duration: { amount: 1, unit: 'days' } } as OwnerAct;
      const problem = checkOwnerAct(definition, simulation.state, act);
      const { state } = advance(definition, simulation.state, { type: 'owner', at: simulation.state.at, act });
      if (problem) expect(state).toBe(simulation.state);
      else expect(state).not.toBe(simulation.state);
    }),
    runs(200),
  );
});
