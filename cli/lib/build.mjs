/** Builds what runs: the programs, the workflows' bundle, the designer. Each only when its sources changed. */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { run } from './run.mjs';
import { fingerprint, isBuilt, markBuilt } from './sources.mjs';
import { progressOf } from './terminal.mjs';
import { Plain } from './words.mjs';

const CODE = ['process', 'ledger', 'errors', 'store', 'activities', 'workflows', 'worker', 'sequencer', 'server', 'embedded', 'cli', 'bench'];
const ALWAYS = ['package.json', 'package-lock.json', 'tsconfig.json', 'cli/lib/build.mjs'];
/** Programs that stand on their own; those whose source isn't there are left out. */
const PROGRAMS = { server: 'server/main.ts', worker: 'worker/main.ts', supervisor: 'cli/supervise.ts', bundler: 'worker/bundle.ts', 'bench-bare': 'bench/bare/worker.ts' };

const TARGETS = [
  { name: 'programs', title: 'programs', sources: [...CODE, ...ALWAYS], outputs: ['dist/supervisor.cjs'], make: buildPrograms },
  {
    name: 'workflows',
    title: 'workflows',
    sources: ['workflows', 'process', 'errors', 'ledger', 'activities', 'store/contract.ts', 'worker/bundle.ts', ...ALWAYS],
    outputs: ['dist/workflows.cjs', 'dist/workflows.json'],
    make: bundleWorkflows,
  },
  {
    name: 'designer',
    title: 'designer',
    sources: ['designer', 'process', 'ledger', 'errors', 'server/contract', ...ALWAYS],
    outputs: ['dist/designer/index.html'],
    make: buildDesigner,
  },
];

/** Builds the named targets (all by default) as far as they are stale. */
export async function build(root, words, names = TARGETS.map(({ name }) => name)) {
  await alone(root, async () => {
    for (const target of TARGETS.filter(({ name }) => names.includes(name))) {
      const sources = fingerprint(root, target.sources);
      if (isBuilt(root, target, sources)) continue;
      const progress = progressOf(words.building(target.title), words);
      try {
        await target.make(root, progress);
        markBuilt(root, target, sources);
        progress.done();
      } catch (error) {
        progress.failed();
        throw new Plain(words.buildFailed(target.title, error.message));
      }
    }
  });
}

/** One build at a time in this folder; a lock whose owner is gone is taken over. */
async function alone(root, work) {
  const lock = join(root, 'dist', '.building');
  mkdirSync(dirname(lock), { recursive: true });
  while (!take(lock)) await new Promise((go) => setTimeout(go, 200));
  try {
    await work();
  } finally {
    rmSync(lock, { force: true });
  }
}

function take(lock) {
  try {
    writeFileSync(lock, String(process.pid), { flag: 'wx' });
    return true;
  } catch {
    if (!ownerLives(lock)) rmSync(lock, { force: true });
    return false;
  }
}

function ownerLives(lock) {
  try {
    process.kill(Number(readFileSync(lock, 'utf8')), 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM' || (error.code === 'ENOENT' ? false : Date.now() - (statSync(lock, { throwIfNoEntry: false })?.mtimeMs ?? 0) < 1_000);
  }
}

async function buildPrograms(root) {
  const esbuild = await import(pathToFileURL(createRequire(join(root, 'package.json')).resolve('esbuild')).href);
  const entries = Object.fromEntries(Object.entries(PROGRAMS).filter(([, file]) => existsSync(join(root, file))));
  for (const name of commandNames(root)) entries[`commands/${name}`] = `cli/commands/${name}.ts`;
  rmSync(join(root, 'dist', 'commands'), { recursive: true, force: true });
  try {
    await esbuild.build({
      absWorkingDir: root,
      entryPoints: entries,
      outdir: 'dist',
      outExtension: { '.js': '.cjs' },
      bundle: true,
      platform: 'node',
      target: 'node20',
      format: 'cjs',
      sourcemap: 'linked',
      sourcesContent: false,
      logLevel: 'silent',
      plugins: [packagesOutside(root)],
    });
  } catch (error) {
    const first = error.errors?.[0];
    throw new Error(first ? `${first.location?.file}:${first.location?.line}: ${first.text}` : error.message);
  }
}

/** Packages stay outside of the bundle, except those that `require` can't load because they are ES modules only. */
function packagesOutside(root) {
  const require = createRequire(join(root, 'package.json'));
  const requirable = new Map();
  return {
    name: 'packages-outside',
    setup(build) {
      build.onResolve({ filter: /^[^./]/ }, ({ path, kind, resolveDir }) => {
        if (kind === 'entry-point' || resolveDir.includes('node_modules')) return undefined;
        if (path.startsWith('node:')) return { path, external: true };
        if (!requirable.has(path)) requirable.set(path, loads(require, path));
        return requirable.get(path) ? { path, external: true } : undefined;
      });
    },
  };
}

function loads(require, path) {
  try {
    const file = require.resolve(path);
    if (!file.includes('node_modules')) return true;
    return !isEsModule(file);
  } catch {
    return false;
  }
}

function isEsModule(file) {
  if (file.endsWith('.mjs')) return true;
  if (file.endsWith('.cjs') || file.endsWith('.json') || file.endsWith('.node')) return false;
  for (let folder = dirname(file); ; folder = dirname(folder)) {
    const manifest = join(folder, 'package.json');
    if (existsSync(manifest)) return JSON.parse(readFileSync(manifest, 'utf8')).type === 'module';
    if (dirname(folder) === folder) return false;
  }
}

/** Names of the commands of `musyawarah`: one file each. */
export function commandNames(root) {
  const folder = join(root, 'cli', 'commands');
  if (!existsSync(folder)) return [];
  return readdirSync(folder).filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts')).map((file) => file.slice(0, -3)).sort();
}

/** The workflows as Temporal's sandbox runs them, and their hash, which the ledger's evidence names. */
async function bundleWorkflows(root) {
  const script = `require(${JSON.stringify(join(root, 'dist', 'bundler.cjs'))}).buildWorkflowBundle(${JSON.stringify(root)}).then(
    (code) => require('node:fs').writeFileSync(${JSON.stringify(join(root, 'dist', 'workflows.cjs'))}, code),
    (error) => { console.error(error.message); process.exit(1); })`;
  const result = await run(process.execPath, ['-e', script], { cwd: root });
  if (result.code !== 0) throw new Error(lastLine(result.output));
  const sha256 = createHash('sha256').update(readFileSync(join(root, 'dist', 'workflows.cjs'))).digest('hex');
  writeFileSync(join(root, 'dist', 'workflows.json'), `${JSON.stringify({ sha256 })}\n`);
}

async function buildDesigner(root, progress) {
  const vite = join(root, 'node_modules', 'vite', 'bin', 'vite.js');
  const result = await run(process.execPath, [vite, 'build', '--config', 'designer/vite.config.ts'], { cwd: root, onLine: progress.line });
  if (result.code !== 0) throw new Error(lastLine(result.output));
}

const lastLine = (output) => output.trim().split('\n').at(-1) ?? '';
