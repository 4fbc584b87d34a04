/**
 * One turn of a workflow: takes everything that waits, settles the races with the store, puts the result on record.
 *
 *   fed ──> play (dry) ──> tasks to end? ──> endTasks ──> someone was first? feed that act before all else, play again
 *                    └──> windows to close? ──> readCounts(close) ──> final figures first, play again
 *   ──> commit (one entry) ──> another turn stands there already? adopt its events, the rest waits for the next turn
 */
import type { EndTasksInput, WorkflowPayload } from '../store/contract';
import type { Command, Json, TaskId, WindowCounts } from '../process/types';
import { fedAct, fromJson, play, replay, toJson, type Fed, type Machine, type MachineEvent, type Played } from './feed';
import { payloadOf, weightiest } from './payload';
import { commitWithSummary, store } from './store-calls';

/** Who we are in the ledger, and how far we have come. */
export interface Place {
  stream: string;
  seq: number;
  prev: string | null;
  processId: string;
  definition: EndTasksInput['definition'];
  rehearsal: boolean;
  workflowId: string;
}

export interface Turn<S, E> extends Played<S, E> {
  /** Figures of the windows that it closed, final. */
  counts: Record<string, WindowCounts>;
}

/** Each round ends at least one more task or closes at least one more window, or is the last. */
const ROUNDS_MAX = 100;

/** Plays until the store agrees: no race is open any more. */
export async function settle<S extends { at: number }, E extends MachineEvent>(
  machine: Machine<S, E>,
  from: S,
  input: { start?: Fed<E>; fed: Fed<E>[]; now: number; place: Place },
): Promise<Turn<S, E>> {
  const { start, now, place } = input;
  const windows = machine.openWindows(from);
  const ended = new Set<TaskId>();
  const closedWindows = new Set<string>();
  const counts: Record<string, WindowCounts> = {};
  let won: Fed<E>[] = [];
  let fed = input.fed;
  // Before its start a machine has no times yet.
  if (!start && isDue(machine, from, now)) await readFigures(windows, false);

  async function readFigures(windowIds: string[], close: boolean): Promise<void> {
    if (windowIds.length > 0) Object.assign(counts, await store.readCounts({ windowIds, close, at: now }));
  }

  for (let round = 0; round < ROUNDS_MAX; round++) {
    const first = [...(start ? [start] : []), ...won, ...countEvents<E>(counts, from.at)];
    const played = play(machine, from, { first, fed: withoutOlderFigures(fed, counts), now });
    const toEnd = tasksToEnd(played.commands, ended);
    const toClose = windowsToClose(played.commands, windows, closedWindows);
    if (toEnd.length === 0 && toClose.length === 0) return { ...played, counts };
    if (toEnd.length > 0) {
      const at = played.state.at;
      const result = await store.endTasks({
        tasks: toEnd, at, processId: place.processId, definition: place.definition, rehearsal: place.rehearsal,
      });
      for (const { taskId } of toEnd) ended.add(taskId);
      const winners = result.won.map(({ at, act }) => fedAct<E>(at, act));
      const names = new Set(winners.map(({ id }) => id));
      fed = fed.filter(({ id }) => id === undefined || !names.has(id));
      won = [...won.filter(({ id }) => !names.has(id)), ...winners];
      if (winners.length === 0 && toClose.length === 0) return { ...played, counts };
    }
    for (const windowId of toClose) closedWindows.add(windowId);
    await readFigures(toClose, true);
  }
  throw new Error(`The races of ${place.stream}:${place.seq} did not settle in ${ROUNDS_MAX} rounds.`);
}

/** Puts a settled turn on record. Gives back the turn that stands, which is another one if a killed worker was first. */
export async function record<S extends { at: number }, E extends MachineEvent>(
  machine: Machine<S, E>,
  from: S,
  input: { turn: Turn<S, E>; place: Place; more: (turn: Turn<S, E>) => Pick<WorkflowPayload, 'view' | 'started' | 'clock'> },
): Promise<{ turn: Turn<S, E>; leafHash: string; adopted: boolean }> {
  const { turn, place, more } = input;
  const { type, summary } = weightiest(turn.facts);
  const result = await commitWithSummary(summary, {
    stream: place.stream,
    seq: place.seq,
    prev: place.prev,
    at: turn.state.at,
    processId: place.processId,
    definition: place.definition,
    rehearsal: place.rehearsal,
    type,
    payload: { ...payloadOf(turn, place.workflowId), events: toJson(turn.events), ...more(turn) },
  });
  if (!result.standing) return { turn, leafHash: result.leafHash, adopted: false };
  return { turn: adopt(machine, from, result.standing.events), leafHash: result.leafHash, adopted: true };
}

/** The turn that an entry records, played from the state before it. */
export function adopt<S extends { at: number }, E extends MachineEvent>(machine: Machine<S, E>, from: S, events: Json): Turn<S, E> {
  return { ...replay(machine, from, fromJson<E>(events)), counts: {} };
}

function isDue<S extends { at: number }, E extends MachineEvent>(machine: Machine<S, E>, state: S, now: number): boolean {
  const next = machine.nextTime(state);
  return next !== undefined && next <= now;
}

/** A figure that somebody told is older than one that was read in this very turn: the last word is the store's. */
function withoutOlderFigures<E extends MachineEvent>(fed: Fed<E>[], counts: Record<string, WindowCounts>): Fed<E>[] {
  return fed.filter(({ event }) => event.type !== 'counts' || !Object.hasOwn(counts, (event as unknown as { runId: string }).runId));
}

/** The machine finds the window by its id, which begins with its run's. */
function countEvents<E>(counts: Record<string, WindowCounts>, at: number): Fed<E>[] {
  return Object.entries(counts).map(([windowId, figure]) => ({
    event: { type: 'counts', at, runId: windowId, counts: figure } as unknown as E,
  }));
}

/** Tasks that the store knows and the engine must end; one that was opened in this very turn was never there. */
function tasksToEnd(commands: Command[], ended: Set<TaskId>): { taskId: TaskId; reason: string }[] {
  const fresh = new Set<TaskId>();
  const toEnd: { taskId: TaskId; reason: string }[] = [];
  for (const command of commands) {
    if (command.type === 'open-task') fresh.add(command.task.id);
    if (command.type === 'close-task' && !fresh.has(command.taskId) && !ended.has(command.taskId)) {
      toEnd.push({ taskId: command.taskId, reason: command.reason });
    }
  }
  return toEnd;
}

function windowsToClose(commands: Command[], windows: string[], closed: Set<string>): string[] {
  return commands.flatMap((command) =>
    command.type === 'close-window' && windows.includes(command.windowId) && !closed.has(command.windowId) ? [command.windowId] : [],
  );
}

