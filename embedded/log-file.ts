/** A log file that never grows without bound: at its limit it becomes `<name>.1`, and a new one begins. */
import { appendFileSync, mkdirSync, renameSync, statSync } from 'node:fs';
import { dirname } from 'node:path';

const LOG_BYTES_MAX = 20 * 1024 * 1024;
const TAIL_CHARACTERS = 4_000;

export class LogFile {
  private bytes: number;
  private recent = '';

  constructor(
    readonly path: string,
    private readonly bytesMax = LOG_BYTES_MAX,
  ) {
    mkdirSync(dirname(path), { recursive: true });
    this.bytes = statSync(path, { throwIfNoEntry: false })?.size ?? 0;
  }

  /** Appends at once, so that the last words of a process that falls are kept. A full disk must not end who logs. */
  write(chunk: string | Buffer): void {
    this.recent = (this.recent + chunk.toString()).slice(-TAIL_CHARACTERS);
    try {
      if (this.bytes > this.bytesMax) {
        renameSync(this.path, `${this.path}.1`);
        this.bytes = 0;
      }
      appendFileSync(this.path, chunk);
      this.bytes += chunk.length;
    } catch {
      // Nothing to tell it to.
    }
  }

  /** The last lines that were written, for a message about why a process fell. */
  tail(lines: number): string[] {
    return this.recent.split('\n').filter((line) => line.trim()).slice(-lines);
  }
}
