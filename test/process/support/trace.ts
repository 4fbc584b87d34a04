/**
 * Golden traces: a definition, a script of events, and line by line what follows. They are data (`test/traces/*.json`), so
 * that another implementation of the process language can be checked against them too.
 *
 * Times are local (`2026-01-05T09:00`, Asia/Jakarta). An event `time` without `at` happens when the next thing is due.
 * `UPDATE_TRACES=1` writes what follows now into the files; read the difference before it is kept.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { advance, checkOwnerAct, initialState, nextTime } from '../../../process/advance';
import type {
  Calendar, Command, Fact, Hosting, Json, OpenTask, OwnerAct, ProcessDefinition, ProcessEvent, ProcessState, RoleId, RunEnd, Step, UserId, Window,
} from '../../../process/types';

export interface Trace {
  title: string;
  /** Rules of SPEC.md that it shows. */
  rules: string[];
  hosting?: Hosting;
  /** Steps may leave out title, settings and position. */
  definition: { roles: Record<RoleId, 'people' | 'public' | 'everyone'>; data?: ProcessDefinition['data']['properties']; steps: LooseStep[]; flows: string[] };
  members: Record<RoleId, UserId[]>;
  holidays?: string[];
  events: TraceEvent[];
  expect?: string[][];
  end?: { status: string; data: Record<string, Json>; rounds: Record<string, number>; outcomes: Record<string, string>; tokens: number };
}
type LooseStep = Pick<Step, 'id' | 'kind'> & Record<string, unknown>;

export type TraceEvent = { at?: string } & (
  | { type: 'start' }
  | { type: 'time' }
  | { type: 'act'; task: string; outcome: string; by: UserId; variables?: Record<string, Json> }
  | { type: 'counts'; window: string; total: number; undisposed?: number }
  | { type: 'complaint'; run: string; complaint: string }
  | { type: 'owner'; act: OwnerAct }
  | { type: 'run-ended'; run: string; end: RunEnd }
  | { type: 'subprocess-ended'; run: string; result: 'completed' | 'withdrawn' }
  | { type: 'holidays'; dates: string[] }
);

const FOLDER = join(__dirname, '..', '..', 'traces');
const ZONE = 7 * 3_600_000;

export const traceFiles = (): string[] => readdirSync(FOLDER).filter((name) => name.endsWith('.json')).sort();
export const readTrace = (name: string): Trace => JSON.parse(readFileSync(join(FOLDER, name), 'utf8')) as Trace;

/** Writes a trace with one line for each event, expected line and step, so that differences can be read. */
export function writeTrace(name: string, trace: Trace): void {
  const list = (items: unknown[]): string => `[\n${items.map((item) => `    ${JSON.stringify(item)}`).join(',\n')}\n  ]`;
  const { title, rules, hosting, definition, members, holidays, events, expect = [], end } = trace;
  const lines = [
    `"title": ${JSON.stringify(title)}`,
    `"rules": ${JSON.stringify(rules)}`,
    ...(hosting ? [`"hosting": ${JSON.stringify(hosting)}`] : []),
    `"definition": {\n    "roles": ${JSON.stringify(definition.roles)},${definition.data ? `\n    "data": ${JSON.stringify(definition.data)},` : ''}\n    "steps": ${list(definition.steps).replace(/\n/g, '\n  ')},\n    "flows": ${JSON.stringify(definition.flows)}\n  }`,
    `"members": ${JSON.stringify(members)}`,
    ...(holidays ? [`"holidays": ${JSON.stringify(holidays)}`] : []),
    `"events": ${list(events)}`,
    `"expect": [\n${expect.map((block) => `    [${block.map((line) => `\n      ${JSON.stringify(line)}`).join(',')}${block.length ? '\n    ' : ''}]`).join(',\n')}\n  ]`,
    ...(end ? [`"end": ${JSON.stringify(end)}`] : []),
  ];
  writeFileSync(join(FOLDER, name), `{\n  ${lines.join(',\n  ')}\n}\n`);
}

export function calendarWith(dates: string[] = []): Calendar {
  const days = dates.map((date) => ({ date, kind: 'holiday' as const, name: { id: 'Libur' } }));
  return { id: 'indonesia', timeZone: 'Asia/Jakarta', workWeek: [1, 2, 3, 4, 5], years: { '2026': { status: 'decreed', source: { id: 'uji' }, days } } };
}

export const localTime = (text: string): number => Date.parse(`${text}Z`) - ZONE;
export const showTime = (at: number): string => new Date(at + ZONE).toISOString().slice(0, 16);

/** The definition of a trace, filled up to a whole one. Flows are written `from.outcome>to`. */
export function definitionOf(trace: Trace): ProcessDefinition {
  const { roles, data = {}, steps, flows } = trace.definition;
  return {
    format: 1,
    id: 'trace',
    title: { id: trace.title },
    calendar: 'indonesia',
    roles: Object.fromEntries(Object.entries(roles).map(([id, kind]) => [id, { title: { id }, kind }])),
    data: { type: 'object', properties: data },
    steps: steps.map((step) => ({ title: { id: step.id }, settings: {}, position: { x: 0, y: 0 }, ...step }) as unknown as Step),
    flows: flows.map((flow, index) => {
      const [, from = '', outcome = '', to = ''] = /^(\w+)\.([\w-]+)>(\w+)$/.exec(flow) ?? [];
      return { id: `f${index + 1}`, from, outcome, to };
    }),
  };
}

export interface PlayedTrace {
  expect: string[][];
  end: NonNullable<Trace['end']>;
  state: ProcessState;
}

/** Plays a trace. Every state is frozen before it is used, so a changed input would throw (S61). */
export function playTrace(trace: Trace): PlayedTrace {
  const definition = deepFreeze(definitionOf(trace));
  const first = trace.events[0];
  let state = initialState(definition, {
    processId: 'p',
    ref: { id: 'trace', version: 1, hash: '0' },
    calendar: calendarWith(trace.holidays),
    roles: trace.members,
    data: {},
    hosting: trace.hosting ?? 'inline',
    at: localTime(first?.at ?? '2026-01-05T09:00'),
  });
  const expect: string[][] = [];
  for (const scripted of trace.events) {
    const event = eventOf(scripted, definition, state);
    const refused = event.type === 'owner' ? checkOwnerAct(definition, state, event.act) : undefined;
    const result = advance(definition, deepFreeze(state), event);
    const block = [...result.facts.map(factLine), ...result.commands.map(commandLine)];
    if (refused) block.push(`refused ${refused.code}`);
    if (result.state === state) block.push('nothing changed');
    expect.push([`# ${showTime(result.state.at)} ${event.type}`, ...block]);
    state = result.state;
  }
  return { expect, end: endOf(state), state };
}

function endOf(state: ProcessState): NonNullable<Trace['end']> {
  const outcomes = Object.fromEntries(Object.entries(state.ended).map(([id, end]) => [id, end.outcome]));
  return { status: state.status, data: state.data, rounds: state.rounds, outcomes, tokens: state.tokens.length };
}

function eventOf(event: TraceEvent, definition: ProcessDefinition, state: ProcessState): ProcessEvent {
  const at = event.at === undefined ? undefined : localTime(event.at);
  const now = at ?? state.at;
  switch (event.type) {
    case 'start':
      return { type: 'start', at: now };
    case 'time': {
      const next = at ?? nextTime(definition, state);
      if (next === undefined) throw new Error('Nothing is due: the script waits for ever.');
      return { type: 'time', at: next };
    }
    case 'act': {
      const { task, outcome, by, variables } = event;
      return { type: 'act', at: now, act: { taskId: `p.${task}`, outcome, by, entryId: `task:p.${task}:end`, hash: 'h', ...(variables ? { variables } : {}) } };
    }
    case 'counts': {
      const { window, total, undisposed } = event;
      return { type: 'counts', at: now, runId: `p.${window}`, counts: { total, ...(undisposed === undefined ? {} : { undisposed }) } };
    }
    case 'complaint':
      return { type: 'complaint', at: now, runId: `p.${event.run}`, complaintId: event.complaint };
    case 'owner':
      return { type: 'owner', at: now, act: event.act };
    case 'run-ended':
      return { type: 'run-ended', at: now, runId: `p.${event.run}`, end: event.end };
    case 'subprocess-ended':
      return { type: 'subprocess-ended', at: now, runId: `p.${event.run}`, result: event.result };
    case 'holidays':
      return { type: 'calendar', at: now, calendar: calendarWith(event.dates), reason: 'decree' };
  }
}

// ------------------------------------------------------------------------------------------------ lines

const parts = (...texts: (string | undefined | false)[]): string => texts.filter(Boolean).join(' ');
const duration = ({ amount, unit }: { amount: number; unit: string }): string => `${amount} ${unit}`;

export function factLine(fact: Fact): string {
  const where = fact.stepId === undefined ? undefined : `${fact.stepId}#${fact.round}`;
  return parts('fact', where, fact.type, factDetails(fact));
}

function factDetails(fact: Fact): string {
  switch (fact.type) {
    case 'process-ended':
      return parts(fact.result, fact.by, fact.reason);
    case 'step-entered':
      return fact.dueAt === undefined ? '' : `due ${showTime(fact.dueAt)}`;
    case 'step-ended':
      return parts(fact.outcome, `(${fact.cause})`, fact.by.join(','), fact.reason);
    case 'task-ended':
      return parts(fact.taskId, fact.outcome, 'by', fact.by);
    case 'escalated':
    case 'notified':
      return `to ${fact.to}`;
    case 'extended':
      return parts(duration(fact.by), `due ${showTime(fact.dueAt)}`, fact.automatic ? 'automatic' : fact.user, fact.reason);
    case 'reopened':
      return parts(fact.user, fact.reason);
    case 'reassigned':
      return parts(`${fact.from}->${fact.to}`, fact.user, fact.reason);
    case 'closing':
      return parts(`(${fact.cause})`, fact.reason);
    case 'clock-resumed':
      return `rested ${Math.round(fact.rested / 60_000)} min`;
    case 'deadline-moved':
      return `${showTime(fact.from)} -> ${showTime(fact.to)} ${fact.reason}`;
    case 'decided':
      return parts(fact.outcome, fact.condition);
    case 'cycle-started':
      return String(fact.cycle);
    case 'cycle-ended':
      return `${fact.cycle} ${fact.verdict}`;
    case 'counted':
      return JSON.stringify(fact.counts);
    case 'condition-failed':
      return `${fact.condition}: ${fact.message}`;
    default:
      return '';
  }
}

export function commandLine(command: Command): string {
  switch (command.type) {
    case 'open-task':
    case 'update-task':
      return parts('do', command.type, taskLine(command.task));
    case 'close-task':
      return parts('do close-task', command.taskId, command.reason);
    case 'open-window':
    case 'update-window':
      return parts('do', command.type, windowLine(command.window));
    case 'close-window':
      return parts('do close-window', command.windowId);
    case 'start-run':
      return parts('do start-run', command.run.id);
    case 'control-run':
      return parts('do control-run', command.runId, command.control.type);
    case 'start-subprocess':
      return parts('do start-subprocess', command.runId, command.definitionId, JSON.stringify(command.roles));
    case 'cancel-subprocess':
      return parts('do cancel-subprocess', command.runId);
    case 'notify':
      return parts('do notify', command.template, `${command.to.role}:${command.to.users.join(',')}`);
  }
}

function taskLine(task: OpenTask): string {
  const due = task.dueAt === undefined ? undefined : `due ${showTime(task.dueAt)}`;
  return parts(task.id, task.kind, `for ${task.role}:${task.candidates.join(',') || '(nobody)'}`, task.outcomes.join('|'), due);
}

function windowLine(window: Window): string {
  const closes = window.closesAt === undefined ? undefined : `closes ${showTime(window.closesAt)}`;
  return parts(window.id, window.kind, window.public && 'public', closes, window.tellAt.length > 0 && `tell at ${window.tellAt.join(',')}`);
}

/** Freezes a value with everything in it. */
export function deepFreeze<T>(value: T): T {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value;
  Object.freeze(value);
  for (const part of Object.values(value)) deepFreeze(part);
  return value;
}
