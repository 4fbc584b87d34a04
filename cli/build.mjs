#!/usr/bin/env node
/** `npm run build [programs|workflows|designer]`: builds into dist what changed since the last time. */
import { build } from './lib/build.mjs';
import { install } from './lib/install.mjs';
import { orderly } from './lib/orderly.mjs';
import { checkNode } from './lib/preflight.mjs';
import { root } from './lib/root.mjs';
import { wordsFor } from './lib/words.mjs';

const words = wordsFor();

await orderly(words, async () => {
  checkNode(words);
  await install(root, words);
  const names = process.argv.slice(2);
  await build(root, words, names.length > 0 ? names : undefined);
  return 0;
});
