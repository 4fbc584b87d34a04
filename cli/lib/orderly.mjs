/** Runs a command to its exit code: a person's mistake is one sentence, a signal ends what was started. */
import { stopPrograms } from './run.mjs';
import { Plain } from './words.mjs';

const SIGNALS = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 };
const PARENT_EVERY_MS = 500;

/**
 * `work` gives the exit code and may set on the given control what ends that which runs: `onStop` at a signal, `onFailure`
 * before an error is shown.
 */
export async function orderly(words, work) {
  const control = { stopping: false, onStop: undefined, onFailure: undefined };
  const stop = (code) => {
    if (control.stopping) return;
    control.stopping = true;
    stopPrograms();
    Promise.resolve(control.onStop?.())
      .catch(() => {})
      .finally(() => process.exit(code));
  };
  for (const [signal, code] of Object.entries(SIGNALS)) process.on(signal, () => stop(code));
  if (process.env.npm_lifecycle_event) whenOrphaned(() => stop(SIGNALS.SIGTERM));
  try {
    const code = await work(control);
    if (!control.stopping) process.exitCode = code;
  } catch (error) {
    if (control.stopping) return;
    stopPrograms();
    await Promise.resolve(control.onFailure?.()).catch(() => {});
    process.stderr.write(`${error instanceof Plain || error?.plain ? error.message : words.unexpected(error?.message ?? String(error))}\n`);
    if (process.env.DEBUG && error?.stack) process.stderr.write(`${error.stack}\n`);
    process.exit(1);
  }
}

/**
 * npm hands a SIGTERM on to the shell between us, which ends without telling us: service managers would believe that everything has
 * stopped. Only under npm: started by hand in the background, we outlive the shell that started us.
 */
function whenOrphaned(act) {
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    act();
  }, PARENT_EVERY_MS);
  timer.unref();
}
