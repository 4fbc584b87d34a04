/**
 * What a machine is fed, and the pure play of it. A *machine* is a process (`advance`) or one hosted step (`advanceRun`).
 *
 * Times that have passed are fed at their own instants, between the acts, so that a late worker records the same facts as
 * a punctual one. Everything here is pure: the turn (`turn.ts`) plays, asks the store who won, and plays again.
 */
import type { Problem } from '../errors/problem';
import type { Command, Fact, Json, TaskAct, TaskId } from '../process/types';

export interface MachineEvent {
  at: number;
  type: string;
}

export interface Machine<S extends { at: number }, E extends MachineEvent> {
  advance(state: S, event: E): { state: S; commands: Command[]; facts: Fact[] };
  /** Earliest instant at which a `time` event has an effect. */
  nextTime(state: S): number | undefined;
  /** Why the event can't be carried out now; only owner's acts are ever refused. */
  refuse(state: S, event: E): Problem | undefined;
  isOpen(state: S, taskId: TaskId): boolean;
  /** Ids of the windows that are open for answers. */
  openWindows(state: S): string[];
}

/** One event with its identity. Ids survive restarts: an entry's id, `owner:<key>`, `report:<runId>`. */
export interface Fed<E> {
  event: E;
  id?: string;
  /** The accepted act behind it, which the turn's entry names. */
  entry?: { entryId: string; hash: string };
}

export interface Played<S, E> {
  state: S;
  commands: Command[];
  facts: Fact[];
  /** Everything that was fed, times included, in order: playing these again gives the same state. */
  events: Fed<E>[];
  refused: { id: string; problem: Problem }[];
}

/** More instants than these in one turn are left to the next one. */
const INSTANTS_PER_TURN_MAX = 500;

/**
 * Plays events in order of time, first those that must come first (acts that won a race, fresh figures), and every due
 * instant up to `now` at its own place.
 */
export function play<S extends { at: number }, E extends MachineEvent>(
  machine: Machine<S, E>,
  from: S,
  input: { first: Fed<E>[]; fed: Fed<E>[]; now: number },
): Played<S, E> {
  const played: Played<S, E> = { state: from, commands: [], facts: [], events: [], refused: [] };
  for (const item of input.first) step(machine, played, item);
  for (const item of byTime(input.fed)) {
    passTime(machine, played, Math.min(item.event.at, input.now));
    step(machine, played, item);
  }
  passTime(machine, played, input.now);
  return played;
}

/** Plays exactly what an entry says was fed. */
export function replay<S extends { at: number }, E extends MachineEvent>(
  machine: Machine<S, E>,
  from: S,
  events: Fed<E>[],
): Played<S, E> {
  const played: Played<S, E> = { state: from, commands: [], facts: [], events: [], refused: [] };
  for (const item of events) step(machine, played, item);
  return played;
}

function step<S extends { at: number }, E extends MachineEvent>(machine: Machine<S, E>, played: Played<S, E>, item: Fed<E>): void {
  const problem = machine.refuse(played.state, item.event);
  if (problem) {
    if (item.id) played.refused.push({ id: item.id, problem });
    return;
  }
  const { state, commands, facts } = machine.advance(played.state, item.event);
  played.state = state;
  for (const command of commands) played.commands.push(command);
  for (const fact of facts) played.facts.push(fact);
  played.events.push(item);
}

function passTime<S extends { at: number }, E extends MachineEvent>(machine: Machine<S, E>, played: Played<S, E>, now: number): void {
  let last: number | undefined;
  let again = 0;
  for (let n = 0; n < INSTANTS_PER_TURN_MAX; n++) {
    const next = machine.nextTime(played.state);
    if (next === undefined || next > now) return;
    again = next === last ? again + 1 : 0;
    if (again > 3) throw new Error(`The instant ${next} stays due after it was fed ${again} times.`);
    last = next;
    step(machine, played, { event: { type: 'time', at: next } as unknown as E });
  }
}

function byTime<E extends MachineEvent>(fed: Fed<E>[]): Fed<E>[] {
  return fed.length < 2 ? fed : [...fed].sort((a, b) => a.event.at - b.event.at);
}

/** An act of a person as an event, with its identity. */
export const fedAct = <E extends MachineEvent>(at: number, act: TaskAct): Fed<E> => ({
  event: { type: 'act', at, act } as unknown as E,
  id: act.entryId,
  entry: { entryId: act.entryId, hash: act.hash },
});

/** Fed events are plain JSON; the casts are here so that no one else needs them. */
export const toJson = <E>(fed: Fed<E>[]): Json => fed as unknown as Json;
export const fromJson = <E>(json: Json): Fed<E>[] => json as unknown as Fed<E>[];
