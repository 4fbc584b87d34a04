#!/usr/bin/env node
/**
 * `npm test`: the same set-up as `npm start`, then types, lint, and the tests: pure ones, those on real services, those in a
 * browser. The last line is `N passed, N failed`, with `, N skipped` when any were. Arguments choose among pure, services,
 * browser, chaos.
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from './lib/build.mjs';
import { provideChromium } from './lib/chromium.mjs';
import { install } from './lib/install.mjs';
import { orderly } from './lib/orderly.mjs';
import { checkNode } from './lib/preflight.mjs';
import { root } from './lib/root.mjs';
import { run } from './lib/run.mjs';
import { progressOf } from './lib/terminal.mjs';
import { wordsFor } from './lib/words.mjs';

/** Two cores are what we count on; a browser and its page want both. */
const PROJECTS = { pure: ['-w', '2'], services: ['-i', '--forceExit'], browser: ['-i'], chaos: ['-i', '--forceExit'] };
/** The storm among the services has one seed, always the same; `chaos` is named only, and has new ones each time. */
const USUAL = ['pure', 'services', 'browser'];
/** A run that never ends must not hang for ever. */
const LIMIT_MS = 30 * 60_000;
const words = wordsFor();
const total = { passed: 0, failed: 0, skipped: [] };

await orderly(words, async () => {
  checkNode(words);
  const chosen = process.argv.slice(2).filter((name) => name in PROJECTS);
  const projects = chosen.length > 0 ? chosen : USUAL;
  await install(root, words);
  await build(root, words);
  await check('tsc', [join('node_modules', 'typescript', 'bin', 'tsc'), '-p', '.']);
  await check('oxlint', [join('node_modules', 'oxlint', 'bin', 'oxlint'), '--quiet']);
  for (const project of projects) await jest(project);
  return report();
});

/** Types or lint: one check that passes or fails; what it found is shown. */
async function check(name, args) {
  const progress = progressOf(name, words);
  const { code, output } = await run(process.execPath, args, { cwd: root });
  progress.done();
  if (code === 0) total.passed++;
  else {
    total.failed++;
    process.stdout.write(`${output.trim()}\n`);
  }
}

async function jest(project) {
  const env = { CI: 'true', NODE_OPTIONS: process.env.NODE_OPTIONS ?? '' };
  if (project === 'chaos') env.CHAOS_SEED = process.env.CHAOS_SEED ?? 'random';
  if (project === 'browser') {
    const chromium = await provideChromium(root, words);
    if (chromium) env.CHROMIUM_PATH = chromium;
  }
  process.stdout.write(`\n== ${project} ==\n`);
  const folder = mkdtempSync(join(tmpdir(), 'musyawarah-results-'));
  const file = join(folder, 'results.json');
  try {
    const args = [join('node_modules', 'jest', 'bin', 'jest.js'), '--selectProjects', project, '--passWithNoTests', '--json', '--outputFile', file];
    const { code } = await run(process.execPath, [...args, ...PROJECTS[project]], { cwd: root, env, show: true, limitMs: LIMIT_MS });
    count(project, code, file);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A run that ends badly without a failed test (a suite that doesn't load, a crash) is a failure too. */
function count(project, code, file) {
  let results;
  try {
    results = JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    total.failed++;
    process.stdout.write(`${project}: Jest gave no results (exit code ${code})\n`);
    return;
  }
  total.passed += results.numPassedTests;
  total.failed += results.numFailedTests + results.numRuntimeErrorTestSuites;
  if (code !== 0 && results.numFailedTests + results.numRuntimeErrorTestSuites === 0) total.failed++;
  for (const suite of results.testResults) {
    for (const test of suite.assertionResults) {
      if (test.status === 'pending' || test.status === 'todo' || test.status === 'disabled') total.skipped.push(`${project}: ${test.fullName}`);
    }
  }
}

function report() {
  process.stdout.write('\n');
  for (const name of total.skipped) process.stdout.write(`skipped: ${name}\n`);
  const skipped = total.skipped.length > 0 ? `, ${total.skipped.length} skipped` : '';
  process.stdout.write(`${total.passed} passed, ${total.failed} failed${skipped}\n`);
  return total.failed === 0 ? 0 : 1;
}
