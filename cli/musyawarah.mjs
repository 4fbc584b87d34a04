#!/usr/bin/env node
/** `musyawarah <command>`: verify, rebuild, rehearse … Each is one file in cli/commands, built when it changed. */
import { createRequire } from 'node:module';
import { build, commandNames } from './lib/build.mjs';
import { install } from './lib/install.mjs';
import { orderly } from './lib/orderly.mjs';
import { checkNode } from './lib/preflight.mjs';
import { root } from './lib/root.mjs';
import { wordsFor } from './lib/words.mjs';

const words = wordsFor();
const [name, ...args] = process.argv.slice(2);

await orderly(words, async (control) => {
  checkNode(words);
  await install(root, words);
  await build(root, words, name === 'bench' ? ['programs', 'workflows'] : ['programs']);
  const names = commandNames(root);
  if (!names.includes(name)) {
    const out = name === undefined || name === 'help' || name === '--help' ? process.stdout : process.stderr;
    out.write(`${words.usage()}\n${names.map((each) => `  ${each.padEnd(12)} ${summaryOf(each)}`).join('\n')}\n`);
    return out === process.stdout ? 0 : 2;
  }
  // A command ends itself at a signal if it has something to put in order; else we end it.
  const command = load(name);
  control.onStop = command.stop;
  const code = await command.run(args);
  return code;
});

function load(command) {
  return createRequire(import.meta.url)(`${root}/dist/commands/${command}.cjs`);
}

function summaryOf(command) {
  const { summary = '' } = load(command);
  return typeof summary === 'string' ? summary : (summary[words.language] ?? summary.en ?? '');
}
