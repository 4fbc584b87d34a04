/** Progress on the terminal: what is being done, for how long, and the last line that it said. */

const EVERY_MS = 15_000;
const WIDTH_MAX = 100;

/**
 * Shows one long job. On a terminal its line is rewritten each second; elsewhere (CI) a line is printed now and then,
 * so that a log shows that it lives without being flooded.
 */
export function progressOf(title, words, out = process.stdout) {
  const since = Date.now();
  let last = '';
  let printedAt = since;
  const seconds = () => Math.round((Date.now() - since) / 1_000);
  const text = () => `${title} · ${words.elapsed(seconds())}${last ? ` · ${last}` : ''}`;
  const draw = () => {
    if (out.isTTY) {
      const width = Math.min(out.columns || 80, WIDTH_MAX + 40) - 1;
      out.write(`\r\u001b[2K${text().slice(0, width)}`);
    } else if (Date.now() - printedAt >= EVERY_MS) {
      printedAt = Date.now();
      out.write(`${text().slice(0, WIDTH_MAX + 60)}\n`);
    }
  };
  if (!out.isTTY) out.write(`${title} …\n`);
  const timer = setInterval(draw, 1_000);
  timer.unref();
  draw();
  return {
    line(message) {
      last = String(message).trim().split('\n').at(-1).slice(0, WIDTH_MAX);
      draw();
    },
    done() {
      clearInterval(timer);
      out.write(out.isTTY ? `\r\u001b[2K${title} · ${words.elapsed(seconds())}\n` : `${title}: ${words.elapsed(seconds())}\n`);
    },
    failed() {
      clearInterval(timer);
      if (out.isTTY) out.write('\n');
    },
  };
}
