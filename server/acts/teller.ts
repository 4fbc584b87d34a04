/**
 * Tells workflows of accepted acts right away, a few at a time, several acts to one workflow in one call. It only saves
 * the moment until the relay would: what is too much, or fails, is left to the relay, so nothing here may grow or block.
 */
import type { ActNotice } from '../../store/contract';

export interface TellerOptions {
  deliver(workflowId: string, notices: ActNotice[]): Promise<void>;
  onFailure(workflowId: string, error: unknown): void;
  /** Calls at once: more would take the processor from accepting. */
  atOnce?: number;
  /** Workflows that wait for their call; beyond it the relay takes over. */
  waitingMax?: number;
  /** After a failure nobody is told directly for this long: Temporal is away, and asking again costs. */
  restMs?: number;
  now?: () => number;
}

export class Teller {
  readonly #waiting = new Map<string, ActNotice[]>();
  #inFlight = 0;
  #restUntil = 0;

  constructor(private readonly options: TellerOptions) {}

  tell(workflowId: string, notice: ActNotice): void {
    const { waitingMax = 1_000, now = Date.now } = this.options;
    if (now() < this.#restUntil) return;
    const waiting = this.#waiting.get(workflowId);
    if (waiting) waiting.push(notice);
    else if (this.#waiting.size < waitingMax) this.#waiting.set(workflowId, [notice]);
    this.#next();
  }

  #next(): void {
    const { atOnce = 6 } = this.options;
    while (this.#inFlight < atOnce && this.#waiting.size > 0) {
      const [workflowId, notices] = this.#waiting.entries().next().value as [string, ActNotice[]];
      this.#waiting.delete(workflowId);
      this.#inFlight += 1;
      void this.#call(workflowId, notices);
    }
  }

  async #call(workflowId: string, notices: ActNotice[]): Promise<void> {
    const { deliver, onFailure, restMs = 1_000, now = Date.now } = this.options;
    try {
      await deliver(workflowId, notices);
    } catch (error) {
      this.#restUntil = now() + restMs;
      this.#waiting.clear();
      onFailure(workflowId, error);
    } finally {
      this.#inFlight -= 1;
      this.#next();
    }
  }
}
