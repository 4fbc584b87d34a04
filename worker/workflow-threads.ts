/**
 * Makes the threads in which workflows run cheaper. The SDK takes a stack trace, through source maps, of every promise that
 * a workflow makes, only to answer Temporal's `__stack_trace` query: measured, half of all the time that a workflow thread
 * worked. Processes wait for people, and say so in words (`status-text.ts`), so nobody asks for stacks, unless
 * `WORKFLOW_STACK_TRACES=1`.
 */
import threads from 'node:worker_threads';

/** Run in each thread before the SDK's own code; without this function the SDK leaves its hook out. */
const LEAVE_OUT = `data:text/javascript,${encodeURIComponent("import v8 from 'node:v8'; v8.promiseHooks.createHook = undefined; const warn = console.warn; console.warn = (first, ...rest) => String(first).startsWith('v8.promiseHooks') ? undefined : warn(first, ...rest);")}`;

/** Call before the first worker is created. */
export function withoutStackTraces(): void {
  const Thread = threads.Worker;
  threads.Worker = class extends Thread {
    constructor(file: string | URL, options: threads.WorkerOptions = {}) {
      super(file, { ...options, execArgv: [...(options.execArgv ?? process.execArgv), '--import', LEAVE_OUT] });
    }
  };
}
