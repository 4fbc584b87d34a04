/** Personal tokens for programs: `msy_<id>_<secret>`. Only the secret's hash is kept, so a stolen store opens no door. */
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { TokenRecord } from '../records';
import type { Shelf } from '../records/shelf';
import { ShortCache } from './short-cache';

const REMEMBER_MS = 5_000;
/** `lastUsedAt` is good to this many milliseconds. */
const USED_MS = 60_000;

export interface NewTokenInput {
  user: string;
  name: string;
  expiresAt: number | null;
}

export class Tokens {
  readonly #remembered: ShortCache<TokenRecord | null>;

  constructor(
    private readonly shelf: Shelf<TokenRecord>,
    private readonly now: () => number = Date.now,
  ) {
    this.#remembered = new ShortCache(REMEMBER_MS, 10_000, now);
  }

  /** The record and the secret, which is never to be had again. */
  async create({ user, name, expiresAt }: NewTokenInput): Promise<{ record: TokenRecord; secret: string }> {
    const id = randomBytes(9).toString('hex');
    const random = randomBytes(32).toString('base64url');
    const record: TokenRecord = { _id: id, user, name, secretHash: hashOf(random), createdAt: this.now(), expiresAt, lastUsedAt: null };
    await this.shelf.insert(record);
    return { record, secret: `msy_${id}_${random}` };
  }

  /** Whose token this is; undefined when it is wrong, revoked or expired. */
  async userOf(bearer: string): Promise<string | undefined> {
    const [, id, random] = /^msy_([0-9a-f]{18})_([A-Za-z0-9_-]{43})$/.exec(bearer) ?? [];
    if (id === undefined || random === undefined) return undefined;
    const record = await this.#remembered.get(id, () => this.shelf.get(id));
    if (!record || (record.expiresAt !== null && record.expiresAt <= this.now())) return undefined;
    if (!timingSafeEqual(Buffer.from(record.secretHash, 'hex'), Buffer.from(hashOf(random), 'hex'))) return undefined;
    this.#markUsed(record);
    return record.user;
  }

  listOf(user: string): Promise<TokenRecord[]> {
    return this.shelf.find({ user }, { sort: { createdAt: -1 } });
  }

  /** Revokes one of a person's tokens; false when they have no such. */
  async revoke(user: string, id: string): Promise<boolean> {
    const record = await this.shelf.get(id);
    if (record?.user !== user) return false;
    this.#remembered.forget(id);
    return this.shelf.remove(id);
  }

  async revokeAllOf(user: string): Promise<void> {
    await this.shelf.removeAll({ user });
    this.#remembered.clear();
  }

  #markUsed(record: TokenRecord): void {
    if (record.lastUsedAt !== null && this.now() - record.lastUsedAt < USED_MS) return;
    record.lastUsedAt = this.now();
    // Nobody waits for it, and a miss costs nothing.
    this.shelf.set(record._id, { lastUsedAt: record.lastUsedAt }).catch(() => undefined);
  }
}

const hashOf = (secret: string): string => createHash('sha256').update(secret).digest('hex');
