/**
 * Tells a workflow when enough of the public has answered. At once after the answer that reaches the figure; and from time
 * to time for every open window, so that a telling that was lost, or a figure that a crash left too low, costs a minute at most.
 */
import type { WindowDocument } from '../../store/contract';
import type { Stores } from '../stores';
import { nowOf } from '../present/common';
import type { Teller } from './teller';

export interface CountWatchOptions {
  stores: Pick<Stores, 'windows' | 'processes'>;
  teller: Teller;
  now(): number;
  warn(error: unknown): void;
  everyMs?: number;
}

const EVERY_MS = 30_000;

export class CountWatch {
  #timer: NodeJS.Timeout | undefined;

  constructor(private readonly options: CountWatchOptions) {}

  /** Looks at once, because the server before this one may have fallen before it could tell; then from time to time. */
  start(): this {
    void this.sweep();
    this.#timer = setInterval(() => void this.sweep(), this.options.everyMs ?? EVERY_MS);
    this.#timer.unref();
    return this;
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  /** After one more answer was accepted. */
  async answered(window: WindowDocument, at: number): Promise<void> {
    if (window.tellAt.length === 0) return;
    try {
      const total = await this.options.stores.windows.total(window._id);
      if (window.tellAt.includes(total)) this.#tell(window, total, at);
    } catch (error) {
      this.options.warn(error);
    }
  }

  /** One look at all open windows that wait for a figure. */
  async sweep(): Promise<void> {
    const { stores, now, warn } = this.options;
    try {
      for (const window of await stores.windows.openTelling()) {
        const total = await stores.windows.exactTotal(window._id);
        if (!window.tellAt.some((figure) => total >= figure)) continue;
        const process = await stores.processes.get(window.processId);
        if (process?.view.status === 'running') this.#tell(window, total, nowOf(process, now()));
      }
    } catch (error) {
      warn(error);
    }
  }

  #tell(window: WindowDocument, total: number, at: number): void {
    this.options.teller.tell(window.workflowId, { kind: 'counts', at, windowId: window._id, counts: { total } });
  }
}
