/**
 * Turns new entries of the log into events for signed-in readers. One poller serves all connections of a server; it asks
 * only for what came after the last entry that it has seen, and only while somebody listens.
 */
import type { WorkflowPayload } from '../../store/contract';
import type { EntryDocument } from '../../store/contract';
import type { ServerEvent } from '../contract/events';

/** An event with what decides who may hear of it. */
export interface Told {
  event: ServerEvent;
  /** Everyone who is signed in. */
  forAll?: boolean;
  /** These people in any case: candidates of a task, members of a role that is notified. */
  users?: readonly string[];
  /** Readers of this process. */
  processId?: string;
}

export interface FeedSource {
  /** Where the log ends now. */
  end(): Promise<number>;
  after(index: number, limit: number): Promise<EntryDocument[]>;
}

export interface Listener {
  user: string;
  seesEverything: boolean;
  /** May this reader see the process? Asked once per process and connection. */
  maySee(processId: string): Promise<boolean>;
  send(event: ServerEvent): void;
}

const POLL_MS = 400;
const BATCH = 500;
const BATCHES_MAX = 20;

export class EventFeed {
  readonly #listeners = new Set<Listener>();
  #timer: NodeJS.Timeout | undefined;
  #index: number | undefined;
  #polling = false;

  constructor(
    private readonly source: FeedSource,
    private readonly warn: (error: unknown) => void,
    private readonly everyMs = POLL_MS,
  ) {}

  get listening(): number {
    return this.#listeners.size;
  }

  /** Begins to tell; the returned function ends it. */
  listen(listener: Listener): () => void {
    this.#listeners.add(listener);
    if (this.#timer === undefined) {
      this.#timer = setInterval(() => void this.poll(), this.everyMs);
      this.#timer.unref();
      this.#index = undefined;
      void this.poll();
    }
    return () => {
      this.#listeners.delete(listener);
      if (this.#listeners.size === 0) this.stop();
    };
  }

  stop(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
  }

  /** One look at the log. */
  async poll(): Promise<void> {
    if (this.#polling) return;
    this.#polling = true;
    try {
      // The first look only finds the end: what was there before, readers have read themselves.
      if (this.#index === undefined) {
        this.#index = (await this.source.end()) - 1;
        return;
      }
      for (let batch = 0; batch < BATCHES_MAX; batch++) {
        const entries = await this.source.after(this.#index, BATCH);
        if (entries.length === 0) return;
        this.#index += entries.length;
        await this.#tell([...dedupe(entries.flatMap(toldBy)), { event: { type: 'checkpoint', size: this.#index + 1 }, forAll: true }]);
        if (entries.length < BATCH) return;
      }
    } catch (error) {
      this.warn(error);
    } finally {
      this.#polling = false;
    }
  }

  async #tell(all: readonly Told[]): Promise<void> {
    for (const listener of this.#listeners) {
      for (const told of all) if (await mayHear(listener, told)) listener.send(told.event);
    }
  }
}

async function mayHear(listener: Listener, { forAll, users, processId }: Told): Promise<boolean> {
  if (forAll || users?.includes(listener.user)) return true;
  if (processId === undefined) return false;
  return listener.seesEverything || listener.maySee(processId);
}

/** Several entries of one moment often say the same. */
function dedupe(all: readonly Told[]): Told[] {
  const seen = new Map<string, Told>();
  for (const told of all) {
    const key = JSON.stringify(told.event);
    const before = seen.get(key);
    seen.set(key, before ? { ...told, users: [...(before.users ?? []), ...(told.users ?? [])] } : told);
  }
  return [...seen.values()];
}

/** What one entry tells, by its id (`store/contract.ts`). */
export function toldBy(entry: EntryDocument): Told[] {
  const { _id: id, processId } = entry;
  const [kind, second = ''] = id.split(':');
  if (kind === 'admin') return administrationTold(second, id.split(':')[2] ?? '');
  if (processId === undefined) return [];
  if (kind === 'task') return [{ event: { type: 'task', taskId: second, processId }, processId, users: [userOf(entry)] }];
  if (kind === 'input') return [{ event: { type: 'input', windowId: second, processId }, processId }];
  if (kind === 'disposition') {
    const windowId = (entry.payload as { windowId?: string } | undefined)?.windowId ?? '';
    return [{ event: { type: 'input', windowId, processId }, processId }];
  }
  return [{ event: { type: 'process', processId }, processId }, ...turnTold(entry, processId)];
}

function turnTold(entry: EntryDocument, processId: string): Told[] {
  const payload = entry.payload as unknown as Partial<WorkflowPayload> | undefined;
  if (!payload?.facts) return [];
  const tasks = [...(payload.opened ?? []), ...(payload.updated ?? [])].map(({ id, candidates }): Told => ({ event: { type: 'task', taskId: id, processId }, processId, users: candidates }));
  const closed = (payload.closed ?? []).map(({ taskId }): Told => ({ event: { type: 'task', taskId, processId }, processId }));
  const windows = [...(payload.windowsOpened ?? []).map(({ id }) => id), ...(payload.windowsClosed ?? []).map(({ windowId }) => windowId)];
  const notices = (payload.notices ?? []).map(({ users }): Told => ({ event: { type: 'notice' }, users }));
  return [...tasks, ...closed, ...windows.map((windowId): Told => ({ event: { type: 'window', windowId, processId }, processId })), ...notices];
}

function administrationTold(topic: string, id: string): Told[] {
  if (topic === 'definition') return [{ event: { type: 'definition', definitionId: id }, forAll: true }];
  if (topic === 'calendar') return [{ event: { type: 'calendar', calendarId: id }, forAll: true }];
  return [];
}

const userOf = (entry: EntryDocument): string => (entry.leaf.actor.startsWith('user:') ? entry.leaf.actor.slice('user:'.length) : '');
