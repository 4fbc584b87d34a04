/** Follows a process's history through the public API and says each new fact once, in order. */
import type { HistoryItem } from '../../server/contract/history';
import type { Api } from './api';

const PER_PAGE = 100;

export class Chronicle {
  readonly items: HistoryItem[] = [];
  private readonly known = new Set<string>();
  private reading: Promise<void> = Promise.resolve();

  constructor(
    private readonly api: Api,
    private readonly processId: string,
    private readonly reader: string,
    private readonly say: (item: HistoryItem) => void,
  ) {}

  /** Says what is new; one reading after the other. */
  read(): Promise<void> {
    this.reading = this.reading.then(() => this.readOnce());
    return this.reading;
  }

  private async readOnce(): Promise<void> {
    for (const item of (await this.unknown()).reverse()) {
      this.known.add(item.id);
      this.items.push(item);
      this.say(item);
    }
  }

  /** Newest first, back to what is known. */
  private async unknown(): Promise<HistoryItem[]> {
    const found: HistoryItem[] = [];
    for (let cursor = ''; ; ) {
      const path = `/processes/${this.processId}/history?limit=${PER_PAGE}${cursor}`;
      const { items, next } = await this.api.ask<{ items: HistoryItem[]; next: string | null }>(path, { as: this.reader });
      const fresh = items.filter(({ id }) => !this.known.has(id));
      found.push(...fresh);
      if (next === null || fresh.length < items.length) return found;
      cursor = `&cursor=${encodeURIComponent(next)}`;
    }
  }
}
