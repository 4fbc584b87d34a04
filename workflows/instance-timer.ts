/** The one timer of a workflow: for the next instant at which something is due. */
import { CancellationScope, sleep } from '@temporalio/workflow';

/** Shorter real timers would only busy the server. */
const REAL_MS_MIN = 1;

export class InstanceTimer {
  /** The instant, in the instance's own time, that it waits for. */
  private target?: number;
  private realAt?: number;
  private scope?: CancellationScope;
  private rung = false;

  /** Has the instant come since it was set? */
  get due(): boolean {
    return this.rung;
  }

  /** Sets the timer for `target` (instance time) at `realAt` (our time); leaves it alone if nothing changed. */
  set(target: number | undefined, realAt: number | undefined, summary: string): void {
    if (target === this.target && realAt === this.realAt && !this.rung) return;
    this.clear();
    if (target === undefined || realAt === undefined) return;
    this.target = target;
    this.realAt = realAt;
    const scope = new CancellationScope();
    this.scope = scope;
    const ms = Math.max(REAL_MS_MIN, Math.ceil(realAt - Date.now()));
    scope
      .run(() => sleep(ms, { summary }))
      .then(
        () => {
          if (this.scope === scope) this.rung = true;
        },
        // Cancelled, by a newer target or with the whole workflow, which notices it by itself.
        () => undefined,
      );
  }

  clear(): void {
    if (this.scope && !this.rung) this.scope.cancel();
    this.scope = undefined;
    this.target = undefined;
    this.realAt = undefined;
    this.rung = false;
  }
}
