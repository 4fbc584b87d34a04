/** Keeps answers for a few seconds, so that a busy reader doesn't ask the store on every request. Bounded. */
export class ShortCache<V> {
  readonly #entries = new Map<string, { value: Promise<V>; until: number }>();

  constructor(
    private readonly milliseconds: number,
    private readonly most = 10_000,
    private readonly now: () => number = Date.now,
  ) {}

  /** The kept value, or what `load` gives; several who ask at once share one load. A failure isn't kept. */
  get(key: string, load: () => Promise<V>): Promise<V> {
    const found = this.#entries.get(key);
    if (found && found.until > this.now()) return found.value;
    const value = load();
    this.#entries.delete(key);
    this.#entries.set(key, { value, until: this.now() + this.milliseconds });
    value.catch(() => this.#forgetIf(key, value));
    this.#makeRoom();
    return value;
  }

  set(key: string, value: V): void {
    this.#entries.delete(key);
    this.#entries.set(key, { value: Promise.resolve(value), until: this.now() + this.milliseconds });
    this.#makeRoom();
  }

  forget(key: string): void {
    this.#entries.delete(key);
  }

  clear(): void {
    this.#entries.clear();
  }

  #forgetIf(key: string, value: Promise<V>): void {
    if (this.#entries.get(key)?.value === value) this.#entries.delete(key);
  }

  #makeRoom(): void {
    // A Map keeps the order of insertion: the first key is the oldest.
    while (this.#entries.size > this.most) this.#entries.delete(this.#entries.keys().next().value as string);
  }
}
