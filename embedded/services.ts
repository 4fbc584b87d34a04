/** Temporal and the store of this machine: found, started, ready, and stopped in order. */
import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { mongo } from 'mongoose';
import { Child } from './child';
import { downloadMongod, downloadTemporal } from './download';
import { machine, type Effects } from './effects';
import { findMongo, mongoCommand, type MongoProgram } from './mongo/provision';
import { prepareNamespace, type Prepare } from './namespace';
import { freePort, waitForPort, whyNotListen } from './ports';
import type { Progress } from './provision';
import { findTemporal, TEMPORAL_CLI_VERSION, temporalArguments } from './temporal';

export interface Services {
  mongoUri: string;
  temporalAddress: string;
  namespace: string;
  /** Where Temporal's own Web UI answers, when it is ours. */
  temporalUi?: string;
  /** Which link of the chain gave each. */
  found: { mongo: string; temporal: string };
  children: { mongo?: Child; temporal?: Child };
  stop(): Promise<void>;
}

export interface ServiceOptions {
  dataDir: string;
  effects?: Effects;
  progress?: Progress;
  /** Start them again when they fall. */
  restart?: boolean;
  ui?: boolean;
  /** Called with the name and with the signal or exit code. */
  onFall?: (name: string, how: string) => void;
  /** Done once Temporal answers, before anyone uses it. */
  prepare?: Prepare;
  /** True once nothing more is to be started. */
  abort?: () => boolean;
  /** A build of Temporal that was begun earlier; what it gives is in the cache once this settles. */
  temporalUnderWay?: Promise<void> | undefined;
  /** Ends the programs that are building or downloading: called when the other service can not be had. */
  cancel?: () => void;
  /** Path of DurableMongo.java; in a build it lies beside the sources. */
  wrapperSource: string;
}

const READY_MS = 60_000;
/** With the back-off of `Child` this is about fifteen seconds: the time in which an earlier holder of the file ends. */
const FALLS_MAX = 5;

/** A service was found but did not come up. */
export class ServiceStartError extends Error {
  readonly plain = true;
  constructor(
    readonly service: string,
    readonly said: string,
    readonly logFile: string,
  ) {
    super(`${service} did not start: ${said} (see ${logFile})`);
  }
}

/** Finds and starts both, side by side. When one can not be had, the other is given up at once and what was started is stopped. */
export async function startServices(given: ServiceOptions): Promise<Services> {
  let failed: { error: unknown } | undefined;
  const options: ServiceOptions = { ...given, abort: () => failed !== undefined || given.abort?.() === true };
  const effects = stoppable(options.effects ?? machine(), options);
  const progress = options.progress ?? (() => {});
  await mkdir(options.dataDir, { recursive: true });
  const both = [startMongo(options, effects, progress), startTemporal(options, effects, progress)] as const;
  for (const one of both) {
    one.catch((error: unknown) => {
      // What the other then says is only that it was given up.
      if (!failed) options.cancel?.();
      failed ??= { error };
    });
  }
  const [mongo, temporal] = await Promise.allSettled(both);
  if (mongo.status === 'rejected' || temporal.status === 'rejected') {
    await Promise.all([mongo, temporal].map((result) => (result.status === 'fulfilled' ? result.value.child?.stop() : undefined)));
    throw failed!.error;
  }
  return {
    mongoUri: mongo.value.uri,
    temporalAddress: temporal.value.address,
    namespace: temporal.value.namespace,
    ...(temporal.value.ui && { temporalUi: temporal.value.ui }),
    found: { mongo: mongo.value.link, temporal: temporal.value.link },
    children: { ...(mongo.value.child && { mongo: mongo.value.child }), ...(temporal.value.child && { temporal: temporal.value.child }) },
    stop: async () => {
      await temporal.value.child?.stop();
      await mongo.value.child?.stop();
    },
  };
}

/** Nothing more is begun once it was given up: the chain would go on to its next link. */
function stoppable(effects: Effects, { abort }: ServiceOptions): Effects {
  return { ...effects, exec: async (...call) => (abort?.() ? { code: 130, output: 'stopped' } : effects.exec(...call)) };
}

/** Says every few seconds what it waits for, because the other service speaks, too. */
async function settledOrGivenUp(work: Promise<void>, { abort }: ServiceOptions, doing: () => void): Promise<void> {
  let settled = false;
  void work.finally(() => {
    settled = true;
  });
  for (let looks = 0; !settled && !abort?.(); looks++) {
    if (looks % 50 === 0) doing();
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

/** The store of this data folder alone, for commands that work on it. */
export const startStore = (options: ServiceOptions): Promise<{ uri: string; child?: Child }> =>
  startMongo(options, options.effects ?? machine(), options.progress ?? (() => {}));

/** True when this data folder holds a store. */
export const keepsStore = (dataDir: string): boolean => keptBy(dataDir) !== undefined;

async function startMongo(options: ServiceOptions, effects: Effects, progress: Progress): Promise<{ uri: string; link: string; child?: Child }> {
  const found = await findMongo({
    effects,
    wrapperSource: options.wrapperSource,
    download: () => downloadMongod(effects),
    write: (path, text) => writeFile(path, text),
    progress,
    kept: keptBy(options.dataDir),
  });
  if (found.kind === 'address') return { uri: found.address, link: found.link };
  const folder = join(options.dataDir, STORE_FOLDER[found.program.type]);
  await mkdir(folder, { recursive: true });
  const port = await keptPort(options.dataDir, 'mongo');
  if (options.abort?.()) throw new Error('stopped');
  const child = childOf('store', mongoCommand(found.program, { folder, host: '127.0.0.1', port }), options);
  await ready(child, port, options, 'store');
  const plain = `mongodb://127.0.0.1:${port}/musyawarah`;
  if (found.program.type === 'java') return { uri: `${plain}?directConnection=true`, link: found.link, child };
  await initiate(`${plain}?directConnection=true`, port);
  return { uri: `${plain}?replicaSet=musyawarah`, link: found.link, child };
}

const STORE_FOLDER: Record<MongoProgram['type'], string> = { mongod: 'mongodb', java: 'store' };

/** Which program wrote the store in this data folder, if there is one. */
function keptBy(dataDir: string): MongoProgram['type'] | undefined {
  if (existsSync(join(dataDir, STORE_FOLDER.mongod, 'WiredTiger'))) return 'mongod';
  return existsSync(join(dataDir, STORE_FOLDER.java, 'store.h2')) ? 'java' : undefined;
}

/** A one-node replica set, as MongoDB recommends even for one node: it has the journal and majority writes of a real one. */
async function initiate(uri: string, port: number): Promise<void> {
  const client = await mongo.MongoClient.connect(uri);
  try {
    await client.db('admin').command({ replSetInitiate: { _id: 'musyawarah', members: [{ _id: 0, host: `127.0.0.1:${port}` }] } });
  } catch (error) {
    if ((error as { codeName?: string }).codeName !== 'AlreadyInitialized') throw error;
  } finally {
    await client.close();
  }
}

async function startTemporal(options: ServiceOptions, effects: Effects, progress: Progress): Promise<{ address: string; namespace: string; link: string; ui?: string; child?: Child }> {
  const namespace = effects.env['TEMPORAL_NAMESPACE'] || 'default';
  if (options.temporalUnderWay) {
    const doing = (): void => progress(`Temporal: building CLI ${TEMPORAL_CLI_VERSION} from its Go module (some minutes, once)`);
    await settledOrGivenUp(options.temporalUnderWay, options, doing);
  }
  const found = await findTemporal(effects, () => downloadTemporal(effects), progress);
  if (found.kind === 'address') return { address: found.address, namespace, link: found.link };
  const port = await keptPort(options.dataDir, 'temporal');
  const uiPort = options.ui ? await keptPort(options.dataDir, 'temporal-ui') : undefined;
  const args = temporalArguments({
    file: join(options.dataDir, 'temporal.db'), host: '127.0.0.1', port, namespace, ...(uiPort !== undefined && { uiPort }),
  });
  if (options.abort?.()) throw new Error('stopped');
  const child = childOf('temporal', { program: found.program, args }, options);
  await ready(child, port, options, 'temporal', () => prepareNamespace(`127.0.0.1:${port}`, namespace, options.prepare));
  return { address: `127.0.0.1:${port}`, namespace, link: found.link, child, ...(uiPort !== undefined && { ui: `http://127.0.0.1:${uiPort}` }) };
}

function childOf(name: string, command: { program: string; args: readonly string[] }, options: ServiceOptions): Child {
  return new Child({
    name,
    ...command,
    logFile: join(options.dataDir, 'logs', `${name}.log`),
    restart: options.restart ?? false,
    onFall: (code, signal) => options.onFall?.(name, signal ?? String(code)),
  }).start();
}

/** Waits until it listens and can be used; a service that doesn't get there is stopped, and its last words are the reason. */
async function ready(child: Child, port: number, options: ServiceOptions, name: string, prepare: () => Promise<void> = async () => {}): Promise<void> {
  try {
    const hopeless = (): boolean => options.abort?.() === true || (!child.running && !options.restart) || child.falls > FALLS_MAX;
    await waitForPort(port, '127.0.0.1', READY_MS, hopeless);
    await prepare();
  } catch (error) {
    await child.stop();
    const why = child.lastWords(2).at(0) ?? (error instanceof Error ? error.message : String(error));
    throw new ServiceStartError(name, why.slice(0, 300), join(options.dataDir, 'logs', `${name}.log`));
  }
}

/** The same port at every start where it is free, so that what was configured with it goes on working. */
async function keptPort(dataDir: string, name: string): Promise<number> {
  const file = join(dataDir, `${name}.port`);
  const kept = Number(await readFile(file, 'utf8').catch(() => ''));
  if (kept > 0 && (await whyNotListen(kept, '127.0.0.1')) === undefined) return kept;
  const port = await freePort();
  await writeFile(file, String(port));
  return port;
}
