/** A start that can't go on says why in one sentence, in the person's language, and leaves nothing behind. */
import { execFile } from 'node:child_process';
import { chmodSync, cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { temporalFolder } from '../../embedded/temporal';
import { begin, clearAll, describeWhereSeen, ROOT, SCRIPT, type Started, type StartOptions } from './support/started';

const folder = mkdtempSync(join(tmpdir(), 'musyawarah-refused-'));
let count = 0;
const fresh = (name: string): string => join(folder, `${name}-${count++}`);

afterAll(() => {
  clearAll();
  rmSync(folder, { recursive: true, force: true });
});

const LANGUAGES = { id: 'id_ID.UTF-8', en: 'en_US.UTF-8' } as const;

/** Starts with the script alone, waits for its end, and gives the only line of its error output. */
async function refusal(options: Partial<StartOptions> & { dataDir?: string }, code = 1): Promise<string> {
  const started = await begin({ dataDir: fresh('data'), command: SCRIPT, ...options });
  expect(await started.ended).toBe(code);
  await started.gone();
  const lines = started.stderr.trim().split('\n');
  expect(lines).toHaveLength(1);
  // One sentence, without a stack or the name of an exception.
  expect(lines[0]).not.toMatch(/Error|\bat .*:\d+:\d+/);
  return lines[0]!;
}

/** A folder for PATH with these programs of the machine and these made-up ones. */
function pathOf(scripts: Record<string, string> = {}): string {
  const bin = fresh('bin');
  mkdirSync(bin, { recursive: true });
  for (const program of ['sh', 'sleep', 'npm', 'env', 'dirname', 'uname']) {
    const found = (process.env.PATH ?? '').split(':').map((each) => join(each, program)).find((file) => exists(file));
    if (found && !(program in scripts)) symlinkSync(found, join(bin, program));
  }
  symlinkSync(process.execPath, join(bin, 'node'));
  for (const [name, script] of Object.entries(scripts)) {
    writeFileSync(join(bin, name), `#!/bin/sh\n${script}\n`);
    chmodSync(join(bin, name), 0o755);
  }
  return bin;
}

function exists(file: string): boolean {
  try {
    return readdirSync(join(file, '..')).includes(file.split('/').at(-1)!);
  } catch {
    return false;
  }
}

/** Nothing is kept and nothing can be downloaded; only what PATH holds is there. */
const bare = (scripts: Record<string, string>, env: Record<string, string>) => ({
  PATH: pathOf(scripts), MUSYAWARAH_CACHE: fresh('cache'), MUSYAWARAH_OFFLINE: '1', ...env,
});
/** Answers nobody; it is never reached, because the other service is missing first. */
const MONGO = { MONGODB_URI: 'mongodb://127.0.0.1:1/none' };
const TEMPORAL = { TEMPORAL_ADDRESS: '127.0.0.1:1' };

describe.each(Object.entries(LANGUAGES))('in %s', (language, LANG) => {
  const says = (id: RegExp, en: RegExp): RegExp => (language === 'id' ? id : en);

  describe('the port', () => {
    let other: Server;
    let port: number;
    beforeAll(async () => {
      other = createServer().listen(0, '127.0.0.1');
      await new Promise((resolve) => other.once('listening', resolve));
      port = (other.address() as { port: number }).port;
    });
    afterAll(() => void other.close());

    test('in use', async () => {
      const said = await refusal({ port, env: { LANG } });
      expect(said).toMatch(says(/^Port \d+ di 127\.0\.0\.1 sedang dipakai: .*PORT=\d+ npm start\.$/, /^Port \d+ on 127\.0\.0\.1 is in use: .*PORT=\d+ npm start\.$/));
      expect(said).toContain(String(port));
    });
    test('no port', async () => {
      expect(await refusal({ env: { LANG, PORT: 'abc' } })).toMatch(says(/^PORT=abc bukan nomor port/, /^PORT=abc is not a port/));
    });
    test('on a host that is not ours', async () => {
      expect(await refusal({ env: { LANG, HOST: '203.0.113.7' } })).toMatch(says(/^HOST=203\.0\.113\.7 bukan alamat mesin ini/, /^HOST=203\.0\.113\.7 is not an address of this machine/));
    });
  });

  describe('the data folder', () => {
    test('that is a file', async () => {
      const file = fresh('file');
      writeFileSync(file, '');
      expect(await refusal({ dataDir: file, env: { LANG } })).toMatch(says(/^DATA_DIR=\S+ bukan folder: /, /^DATA_DIR=\S+ is not a folder: /));
    });
    test('that can not be written', async () => {
      // Where even an administrator makes no folder.
      const said = await refusal({ dataDir: '/sys/musyawarah', env: { LANG } });
      expect(said).toMatch(says(/^Folder data \/sys\/musyawarah tidak dapat ditulis: /, /^The data folder \/sys\/musyawarah can not be written: /));
    });
  });

  test('a Node.js that is too old', async () => {
    const older = fresh('older.cjs');
    writeFileSync(older, `Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '18.19.1' } });`);
    const said = await refusal({ command: [process.execPath, '--require', older, SCRIPT[1]], env: { LANG } });
    expect(said).toMatch(says(/^Node\.js 18\.19\.1 terlalu lama: perlu 20\.19 atau lebih baru/, /^Node\.js 18\.19\.1 is too old: 20\.19 or newer is needed/));
  });

  test.each<[string, Record<string, string>, RegExp, RegExp]>([
    ['Go is missing', {}, /Go tidak terpasang/, /Go is not installed/],
    ['Go is too old', { go: 'echo "go version go1.17.3 linux/amd64"' }, /Go 1\.17 terlalu lama, perlu 1\.21/, /Go 1\.17 is too old, 1\.21 or newer/],
    ['Go can not fetch', { go: '[ "$1" = version ] && echo "go version go1.26.0 linux/amd64" || { echo "dial tcp: no route to host"; exit 1; }' }, /go install gagal: dial tcp: no route to host/, /go install failed: dial tcp: no route to host/],
  ])('Temporal must be built and %s', async (_, scripts, id, en) => {
    const said = await refusal({ env: bare(scripts, { ...MONGO, LANG }) });
    expect(said).toMatch(says(/^Temporal tidak ada, .*TEMPORAL_ADDRESS.*PATH.*Go 1\.21/, /^Temporal is not here, .*TEMPORAL_ADDRESS.*PATH.*Go 1\.21/));
    expect(said).toMatch(says(id, en));
  });

  const java17 = `echo 'openjdk version "17.0.15" 2025-04-15'`;
  test.each<[string, Record<string, string>, RegExp, RegExp]>([
    ['Java is missing', {}, /Java 17 \(JDK\) tidak terpasang/, /Java 17 \(JDK\) is not installed/],
    ['Java has no compiler', { java: java17, mvn: '' }, /Java 17 \(JDK\) tidak terpasang/, /Java 17 \(JDK\) is not installed/],
    ['Java is too old', { java: `echo 'openjdk version "11.0.2" 2019-01-15'`, javac: '', mvn: '' }, /Java 11\.0\.2 terlalu lama, perlu 17/, /Java 11\.0\.2 is too old, 17 or newer/],
    ['Maven is missing', { java: java17, javac: '' }, /Maven tidak terpasang/, /Maven is not installed/],
    ['Maven can not fetch', { java: java17, javac: '', mvn: 'echo "[ERROR] no repository answers"; exit 1' }, /Maven gagal: \[ERROR\] no repository answers/, /Maven failed: \[ERROR\] no repository answers/],
  ])('the store must be built and %s', async (_, scripts, id, en) => {
    const said = await refusal({ env: bare(scripts, { ...TEMPORAL, LANG }) });
    expect(said).toMatch(says(/^MongoDB tidak ada, .*MONGODB_URI.*PATH.*Java 17/, /^MongoDB is not here, .*MONGODB_URI.*PATH.*Java 17/));
    expect(said).toMatch(says(id, en));
  });
});

describe('packages that are not installed yet', () => {
  /** As much of the repository as a start needs before it can install. */
  function bareClone(): string {
    const clone = fresh('clone');
    cpSync(join(ROOT, 'cli'), join(clone, 'cli'), { recursive: true });
    for (const file of ['package.json', 'package-lock.json', 'embedded/guard.json', 'embedded/temporal-build.json']) cpSync(join(ROOT, file), join(clone, file));
    return clone;
  }
  const startOf = (clone: string) => [process.execPath, join(clone, 'cli', 'start.mjs')];

  test.each<[string, Record<string, string>, RegExp]>([
    ['npm is missing', { npm: 'exit 127' }, /^npm was not found/],
    ['npm can not fetch', { npm: 'echo "npm error network request failed" >&2; exit 1' }, /^Dependencies could not be installed: network request failed$/],
  ])('%s', async (_, scripts, sentence) => {
    expect(await refusal({ command: startOf(bareClone()), env: bare(scripts, { ...MONGO, ...TEMPORAL, LANG: LANGUAGES.en }) })).toMatch(sentence);
  });

  test('while npm installs, Go builds Temporal into the cache where it must be built', async () => {
    const began = fresh('go-began');
    const env = bare(
      {
        go: `echo "$*" > ${began}.new; printf '#!/bin/sh\\n' > "$GOBIN/temporal"; chmod 755 "$GOBIN/temporal"; mv ${began}.new ${began}`,
        // Installs only once Go has begun, and then fails, which ends the start.
        npm: `until [ -e ${began} ]; do sleep 0.1; done; sleep 1; echo "npm error enough seen" >&2; exit 1`,
      },
      { ...MONGO, LANG: LANGUAGES.en },
    );
    for (const program of ['mv', 'chmod']) symlinkSync(join('/bin', program), join(env.PATH, program));
    expect(await refusal({ command: startOf(bareClone()), env })).toMatch(/enough seen/);
    expect(readFileSync(began, 'utf8').trim()).toMatch(/^install github\.com\/temporalio\/cli\/cmd\/temporal@v\d+\.\d+\.\d+$/);
    expect(readdirSync(env.MUSYAWARAH_CACHE)).toEqual([temporalFolder()]);
    expect(readdirSync(join(env.MUSYAWARAH_CACHE, temporalFolder()))).toEqual(['temporal']);
  });

  test.each<[string, Record<string, string>, Record<string, string>]>([
    ['it is configured', {}, TEMPORAL],
    ['it is on PATH', { temporal: '' }, {}],
  ])('Go builds nothing where %s', async (_, scripts, env) => {
    const began = fresh('go-began');
    await refusal({ command: startOf(bareClone()), env: bare({ go: `echo > ${began}`, npm: 'sleep 1; exit 1', ...scripts }, { ...MONGO, ...env }) });
    expect(exists(began)).toBe(false);
  });
});

test('a service that is found and falls at once gives its last words', async () => {
  const env = bare({ temporal: 'echo "unable to open database file"; exit 1' }, { ...MONGO, LANG: LANGUAGES.en });
  expect(await refusal({ env })).toMatch(/^temporal could not be started: unable to open database file \(see \S+temporal\.log\)\.$/);
});

test('the terminal says the same things in both languages', async () => {
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', `import { allWords } from ${JSON.stringify(pathToFileURL(join(ROOT, 'cli/lib/words.mjs')).href)};
    console.log(JSON.stringify(Object.values(allWords).map((words) => Object.keys(words).sort())))`]);
  const [first, ...others] = JSON.parse(stdout) as string[][];
  for (const other of others) expect(other).toEqual(first);
});

describeWhereSeen('while services are being prepared', () => {
  /** Builders that never end, with something that they started themselves. */
  const endless = 'sleep 6000 & wait';
  const env = () => bare({ go: `[ "$1" = version ] && echo "go version go1.26.0 linux/amd64" && exit; ${endless}`, java: `echo 'openjdk version "17.0.15"'`, javac: '', mvn: endless }, {});
  const building = async (): Promise<Started> => {
    const started = await begin({ dataDir: fresh('data'), command: SCRIPT, env: env() });
    await started.says(/Preparing/);
    while (started.processes().filter(({ command }) => command === 'sleep 6000').length < 2) await new Promise((resolve) => setTimeout(resolve, 50));
    return started;
  };

  test.each<[string, (started: Started) => void, number | NodeJS.Signals]>([
    ['Ctrl-C', (started) => started.interruptGroup(), 130],
    ['an interrupt of the script alone', (started) => void process.kill(started.child.pid!, 'SIGINT'), 130],
    ['SIGTERM', (started) => void process.kill(started.child.pid!, 'SIGTERM'), 143],
    ['SIGKILL', (started) => void process.kill(started.child.pid!, 'SIGKILL'), 'SIGKILL'],
  ])('%s leaves no process behind, and no half-built program', async (_, end, how) => {
    const started = await building();
    end(started);
    expect(await started.ended).toBe(how);
    await started.gone();
  });

  test('when one service can not be had, the other is not waited for', async () => {
    const { go: _go, ...scripts } = { go: '', java: `echo 'openjdk version "17.0.15"'`, javac: '', mvn: endless };
    const said = await refusal({ env: bare(scripts, { LANG: LANGUAGES.en }) });
    expect(said).toMatch(/^Temporal is not here/);
  });
});
