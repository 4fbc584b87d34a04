/**
 * Slows down guessing of passwords: only failures count, by account and address, and by address alone. In the memory of
 * one server; several servers multiply the bound by their number, which is still far too few guesses to find a password.
 */
import { Problem } from '../../errors/problem';

const WINDOW_MS = 15 * 60_000;
const PER_ACCOUNT = 10;
const PER_ADDRESS = 300;
const KEYS_MAX = 50_000;

export class SignInLimit {
  readonly #failures = new Map<string, { count: number; until: number }>();

  constructor(private readonly now: () => number = Date.now) {}

  /** Throws `RATE_LIMITED` once there were too many failures. */
  check(username: string, address: string): void {
    if (this.#count(accountKey(username, address)) >= PER_ACCOUNT || this.#count(address) >= PER_ADDRESS) throw new Problem('RATE_LIMITED');
  }

  failed(username: string, address: string): void {
    this.#add(accountKey(username, address));
    this.#add(address);
  }

  succeeded(username: string, address: string): void {
    this.#failures.delete(accountKey(username, address));
  }

  #count(key: string): number {
    const found = this.#failures.get(key);
    return found && found.until > this.now() ? found.count : 0;
  }

  #add(key: string): void {
    const count = this.#count(key) + 1;
    this.#failures.delete(key);
    this.#failures.set(key, { count, until: this.now() + WINDOW_MS });
    while (this.#failures.size > KEYS_MAX) this.#failures.delete(this.#failures.keys().next().value as string);
  }
}

const accountKey = (username: string, address: string): string => `${address} ${username.slice(0, 64)}`;
