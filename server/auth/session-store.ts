/**
 * Sessions for express-session, kept in the store with a short memory in front: a busy reader costs one look-up every few
 * seconds. An expired session is refused by its own date; nothing relies on the store deleting it in time.
 */
import { Store, type SessionData } from 'express-session';
import type { SessionRecord } from '../records';
import type { Shelf } from '../records/shelf';
import { ShortCache } from './short-cache';

declare module 'express-session' {
  interface SessionData {
    user?: string;
  }
}

export const SESSION_HOURS = 12;
const SESSION_MS = SESSION_HOURS * 3_600_000;
const REMEMBER_MS = 5_000;
/** A session in use is prolonged this seldom: reading must not become writing. */
const PROLONG_MS = 10 * 60_000;
const SWEEP_MS = 60 * 60_000;

export class SessionStore extends Store {
  readonly #remembered: ShortCache<SessionRecord | null>;
  #sweptAt = 0;

  constructor(
    private readonly shelf: Shelf<SessionRecord>,
    private readonly now: () => number = Date.now,
  ) {
    super();
    this.#remembered = new ShortCache(REMEMBER_MS, 10_000, now);
  }

  override get(sid: string, callback: (error: unknown, session?: SessionData | null) => void): void {
    answer(callback, async () => {
      const record = await this.#remembered.get(sid, () => this.shelf.get(sid));
      return record && record.expiresAt > this.now() ? (JSON.parse(record.data) as SessionData) : null;
    });
  }

  override set(sid: string, session: SessionData, callback?: (error?: unknown) => void): void {
    answer(callback, async () => {
      const record: SessionRecord = { _id: sid, user: session.user ?? '', data: JSON.stringify(session), expiresAt: this.now() + SESSION_MS };
      await this.shelf.put(record);
      this.#remembered.set(sid, record);
      await this.#sweep();
    });
  }

  override destroy(sid: string, callback?: (error?: unknown) => void): void {
    answer(callback, async () => {
      await this.shelf.remove(sid);
      this.#remembered.forget(sid);
    });
  }

  override touch(sid: string, _session: SessionData, callback?: (error?: unknown) => void): void {
    answer(callback, async () => {
      const record = await this.#remembered.get(sid, () => this.shelf.get(sid));
      const expiresAt = this.now() + SESSION_MS;
      if (!record || expiresAt - record.expiresAt < PROLONG_MS) return;
      await this.shelf.set(sid, { expiresAt });
      this.#remembered.set(sid, { ...record, expiresAt });
    });
  }

  /** Ends every session of a person: after a new password, or when the account is closed. */
  async endAllOf(user: string): Promise<void> {
    await this.shelf.removeAll({ user });
    this.#remembered.clear();
  }

  async #sweep(): Promise<void> {
    if (this.now() - this.#sweptAt < SWEEP_MS) return;
    this.#sweptAt = this.now();
    await this.shelf.removeAll({ expiresAt: { $lt: this.now() } });
  }
}

function answer<T>(callback: ((error: unknown, value?: T) => void) | undefined, work: () => Promise<T>): void {
  work().then(
    (value) => callback?.(null, value),
    (error: unknown) => callback?.(error),
  );
}
