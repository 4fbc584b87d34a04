/** Accounts, as the rest of the server asks for them: who is this, what is that person's name, who has which role. */
import type { UserDocument } from '../../store/contract';
import type { NameOf } from '../present/common';
import { ShortCache } from './short-cache';

export interface UserShelf {
  get(id: string): Promise<UserDocument | null>;
  all(): Promise<UserDocument[]>;
}

const REMEMBER_MS = 5_000;

export class Accounts {
  readonly #one: ShortCache<UserDocument | null>;
  readonly #all: ShortCache<Map<string, UserDocument>>;

  constructor(
    private readonly users: UserShelf,
    now: () => number = Date.now,
  ) {
    this.#one = new ShortCache(REMEMBER_MS, 20_000, now);
    this.#all = new ShortCache(REMEMBER_MS, 1, now);
  }

  /** The account, unless it is closed. */
  async active(id: string): Promise<UserDocument | null> {
    const user = await this.#one.get(id, () => this.users.get(id));
    return user && !user.disabled ? user : null;
  }

  async all(): Promise<Map<string, UserDocument>> {
    return this.#all.get('all', async () => new Map((await this.users.all()).map((user) => [user._id, user])));
  }

  /** Names for presenters. */
  async names(): Promise<NameOf> {
    const all = await this.all();
    return (id) => all.get(id)?.name ?? id;
  }

  /** After a change made here; other servers see it within seconds. */
  forget(id: string): void {
    this.#one.forget(id);
    this.#all.clear();
  }
}
