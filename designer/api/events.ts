/**
 * The event stream: one connection for the page. An event says only what changed; screens read anew what they show. While the stream
 * is away nothing is lost: after it comes back, everything on screen is read again.
 */
import type { QueryClient } from '@tanstack/react-query';
import type { ServerEvent } from '../../server/contract/events';
import { API } from './client';

export type { ServerEvent };

type Listener = (event: ServerEvent) => void;


const listeners = new Set<Listener>();
const awayListeners = new Set<() => void>();
let source: EventSource | undefined;
let away = false;
let awayTimer: ReturnType<typeof setTimeout> | undefined;
/** A blink of the connection isn't worth a banner. */
const PATIENCE_MS = 4_000;

export const connectionStore = {
  away: (): boolean => away,
  subscribe(listener: () => void): () => void {
    awayListeners.add(listener);
    return () => awayListeners.delete(listener);
  },
};

function setAway(next: boolean): void {
  if (away === next) return;
  away = next;
  for (const listener of awayListeners) listener();
}

/** Which queries an event touches, by the first part of their key. */
const TOUCHES: Record<ServerEvent['type'], readonly string[]> = {
  hello: [],
  task: ['tasks', 'task', 'process'],
  process: ['processes', 'process', 'history'],
  window: ['consultation', 'inputs', 'public'],
  input: ['consultation', 'inputs', 'public'],
  notice: ['me', 'notices'],
  definition: ['definitions', 'definition'],
  calendar: ['calendars'],
  checkpoint: ['ledger'],
};

/** A list holds what the event says changed; a single thing is touched only if it is the one. */
const IDENTITY: Partial<Record<ServerEvent['type'], [key: string, field: string]>> = {
  task: ['task', 'taskId'],
  process: ['process', 'processId'],
  definition: ['definition', 'definitionId'],
};

/** The queries that an event makes stale, as keys. */
export function keysTouchedBy(event: ServerEvent): string[][] {
  const [own, field] = IDENTITY[event.type] ?? [];
  return TOUCHES[event.type].map((key) => (key === own ? [key, String((event as Record<string, unknown>)[field!])] : [key]));
}

/** Opens the stream; returns how to close it. */
export function listenToServer(client: QueryClient): () => void {
  source?.close();
  const stream = new EventSource(`${API}/events`, { withCredentials: true });
  source = stream;
  let opened = false;
  stream.onopen = () => {
    clearTimeout(awayTimer);
    if (opened || away) void client.invalidateQueries();
    opened = true;
    setAway(false);
  };
  stream.onerror = () => {
    clearTimeout(awayTimer);
    awayTimer = setTimeout(() => setAway(true), PATIENCE_MS);
  };
  const take = (message: MessageEvent<string>): void => {
    const event = parse(message);
    if (!event) return;
    for (const queryKey of keysTouchedBy(event)) void client.invalidateQueries({ queryKey });
    for (const listener of listeners) listener(event);
  };
  stream.onmessage = take;
  for (const type of Object.keys(TOUCHES)) stream.addEventListener(type, take as EventListener);
  return () => {
    clearTimeout(awayTimer);
    stream.close();
    if (source === stream) source = undefined;
    setAway(false);
  };
}

function parse(message: MessageEvent<string>): ServerEvent | undefined {
  try {
    const event = JSON.parse(message.data) as ServerEvent;
    // A newer server may tell of things that this page doesn't know.
    return event.type in TOUCHES ? event : undefined;
  } catch {
    return undefined;
  }
}

/** For screens that need the event itself, not only fresh data. */
export function onServerEvent(listener: Listener): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
