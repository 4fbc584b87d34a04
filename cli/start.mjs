#!/usr/bin/env node
/** `npm start`: installs, builds, provisions, runs, and prints where to go. Ctrl-C ends it and leaves nothing behind. */
import { createRequire } from 'node:module';
import { relative } from 'node:path';
import { build } from './lib/build.mjs';
import { buildEarly } from './lib/early.mjs';
import { install, installed } from './lib/install.mjs';
import { orderly } from './lib/orderly.mjs';
import { checkNode, checkPort, dataFolder, listenAddress } from './lib/preflight.mjs';
import { root } from './lib/root.mjs';
import { progressOf } from './lib/terminal.mjs';
import { wordsFor } from './lib/words.mjs';

const ACCOUNTS = ['owner', 'drafter', 'legal', 'secretary', 'regent', 'expert1 … expert5', 'officer1 … officer3', 'auditor', 'admin'];
const words = wordsFor();

await orderly(words, async (control) => {
  checkNode(words);
  const address = listenAddress(process.env, words);
  await checkPort(address, words);
  const dataDir = dataFolder(root, process.env, words);
  const early = installed(root) ? undefined : buildEarly(root);
  await install(root, words);
  // Provisioning may take minutes where something must be built from source; the designer is built meanwhile.
  await build(root, words, ['programs']);
  const supervisor = supervisorOf({ dataDir, address, early }, control);
  const provisioned = withProgress(words.provisioning(), (line) => supervisor.provision(line));
  await Promise.all([provisioned, build(root, words, ['workflows', 'designer'])]);
  if (control.stopping) return 0;
  await checkPort(address, words);
  const ready = await withProgress(words.starting(), () => supervisor.start());
  if (control.stopping) return 0;
  welcome(ready, dataDir);
  await new Promise(() => {});
  return 0;
});

/** The supervisor from the build, and how a signal stops it. */
function supervisorOf({ dataDir, address: { host, port }, early }, control) {
  const { createSupervisor } = createRequire(import.meta.url)(`${root}/dist/supervisor.cjs`);
  let onProgress = () => {};
  const supervisor = createSupervisor({
    root, env: process.env, host, port, dataDir, words, temporalUnderWay: early,
    progress: (line) => onProgress(line),
    news: (line) => process.stdout.write(`${line}\n`),
  });
  control.onStop = async () => {
    process.stdout.write(`\n${words.stopping()}\n`);
    await supervisor.stop();
    process.stdout.write(`${words.stopped()}\n`);
  };
  control.onFailure = () => supervisor.stop();
  return {
    provision: (line) => {
      onProgress = line;
      return supervisor.provision();
    },
    start: () => supervisor.start(),
  };
}

async function withProgress(title, work) {
  const progress = progressOf(title, words);
  try {
    const result = await work(progress.line);
    progress.done();
    return result;
  } catch (error) {
    progress.failed();
    throw error;
  }
}

function welcome({ address, temporalUi, demoPassword }, dataDir) {
  const lines = ['', words.ready(address)];
  if (demoPassword) lines.push(words.accounts(demoPassword), `    ${ACCOUNTS.join(', ')}`);
  if (temporalUi) lines.push(words.temporalUi(temporalUi));
  lines.push(words.data(shown(dataDir)), words.howToStop(), '');
  process.stdout.write(`${lines.join('\n')}\n`);
}

/** The shortest way to say where a folder is. */
function shown(folder) {
  const short = relative(process.cwd(), folder);
  return short && !short.startsWith('..') ? short : folder;
}
