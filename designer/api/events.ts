/**
 * The event stream: one connection for the page. An event says only what changed; screens read anew what they show. While the stream
 * is away nothing is lost: after it comes back, everything on screen is read again.
 */
import type { QueryClient } from '@tanstack/react-query';
import { API } from './client';

type Listener = (event: ServerEvent) => void;

/** What the server tells: the kind of thing that changed and its identity. */
export interface ServerEvent {
  type: string;
  [key: string]: unknown;
}

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
const TOUCHES: [prefix: string, keys: string[]][] = [
  ['task', ['tasks', 'task']],
  ['process', ['processes', 'process', 'history']],
  ['window', ['consultation', 'inputs', 'public']],
  ['input', ['consultation', 'inputs', 'public']],
  ['definition', ['definitions', 'definition']],
  ['checkpoint', ['ledger']],
];

export const keysTouchedBy = (type: string): string[] => TOUCHES.filter(([prefix]) => type.startsWith(prefix)).flatMap(([, keys]) => keys);

/** Opens the stream; returns how to close it. */
export function listenToServer(client: QueryClient, types: readonly string[]): () => void {
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
    for (const key of keysTouchedBy(event.type)) void client.invalidateQueries({ queryKey: [key] });
    for (const listener of listeners) listener(event);
  };
  stream.onmessage = take;
  for (const type of types) stream.addEventListener(type, take as EventListener);
  return () => {
    clearTimeout(awayTimer);
    stream.close();
    if (source === stream) source = undefined;
    setAway(false);
  };
}

function parse(message: MessageEvent<string>): ServerEvent | undefined {
  try {
    const data = JSON.parse(message.data) as Record<string, unknown>;
    const type = typeof data.type === 'string' ? data.type : message.type;
    return { ...data, type };
  } catch {
    return undefined;
  }
}

/** For screens that need the event itself, not only fresh data. */
export function onServerEvent(listener: Listener): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
