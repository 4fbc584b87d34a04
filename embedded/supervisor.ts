/**
 * Runs everything on this machine: the services, the worker and the server; starts again what falls, and stops it all in
 * order. `cli/start.mjs` has installed and built before; what it says on the terminal comes from there as `words`.
 *
 *   provision ─ Temporal, store ─ worker, server ─ ready ─ (fall ─ start again)* ─ stop: server, worker, Temporal, store
 */
import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Child } from './child';
import { machine } from './effects';
import { hasPoller, type Prepare } from './namespace';
import { ProvisionError, type Need } from './provision';
import { holdFolder, releaseFolder, removeRunning, writeRunning } from './run-file';
import { ServiceStartError, startServices, type Services } from './services';

/** The sentences that are used here, in the person's language (cli/lib/words.mjs). */
export interface Words {
  dataInUse(folder: string, pid: number): string;
  noService(service: string, need: Need | undefined): string;
  serviceFell(service: string, log: string, said: string): string;
  partMissing(part: string): string;
  partFell(part: string, log: string, last: string): string;
  notReady(seconds: number, log: string): string;
  fell(part: string, how: string): string;
}

export interface SupervisorOptions {
  root: string;
  env: Record<string, string | undefined>;
  host: string;
  port: number;
  dataDir: string;
  words: Words;
  /** A build of Temporal that was begun before (cli/lib/early.mjs). */
  temporalUnderWay?: Promise<void> | undefined;
  /** What Temporal's namespace needs before the first workflow. */
  prepare?: Prepare;
  /** Lines of progress while provisioning. */
  progress(line: string): void;
  /** News while running, e.g. that a part fell. */
  news(line: string): void;
}

/** Something that a person can mend; shown as one sentence. */
export class PlainError extends Error {
  readonly plain = true;
}

export interface Ready {
  address: string;
  temporalUi?: string;
  demoPassword?: string;
}

const READY_MS = 180_000;
const PROVISION_STOP_MS = 5_000;
/** A part that fell this often before it was ever ready won't become ready. */
const FALLS_MAX = 4;

export class Supervisor {
  private services: Services | undefined;
  private readonly parts: Child[] = [];
  private readonly provisioning = new Set<{ kill: () => void }>();
  private provisioned: Promise<void> | undefined;
  private stopped: Promise<void> | undefined;
  private isReady = false;

  constructor(private readonly options: SupervisorOptions) {}

  /** Finds and starts Temporal and the store. */
  provision(): Promise<void> {
    this.provisioned = this.findServices();
    return this.provisioned;
  }

  private async findServices(): Promise<void> {
    const { root, env, dataDir, words } = this.options;
    const holder = holdFolder(dataDir);
    if (holder !== undefined) throw new PlainError(words.dataInUse(dataDir, holder));
    const effects = machine(env, (program) => this.provisioning.add(program));
    const cancel = (): void => this.provisioning.forEach((program) => program.kill());
    const services = await startServices({
      dataDir,
      effects,
      progress: this.options.progress,
      restart: true,
      ui: true,
      wrapperSource: join(root, 'embedded', 'mongo', 'java', 'DurableMongo.java'),
      onFall: (name, how) => this.tell(name, how),
      ...(this.options.prepare && { prepare: this.options.prepare }),
      abort: () => this.stopped !== undefined,
      cancel,
      temporalUnderWay: this.options.temporalUnderWay,
    }).catch((error: unknown) => {
      throw inTheirWords(error, words);
    });
    this.services = services;
    if (this.stopped) await services.stop();
    else this.provisioning.clear();
  }

  /** Starts worker and server, and waits until both work. */
  async start(): Promise<Ready> {
    const { services } = this;
    if (!services) throw new Error('provision first');
    const { host, port, dataDir } = this.options;
    const address = this.options.env['PUBLIC_URL'] || `http://${host === '0.0.0.0' || host === '::' ? 'localhost' : host}:${port}`;
    const demoPassword = this.demoPassword(services);
    const env = this.partEnv(services, demoPassword);
    const since = Date.now();
    for (const name of ['worker', 'server']) this.startPart(name, env);
    writeRunning(dataDir, {
      address,
      mongoUri: services.mongoUri,
      temporalAddress: services.temporalAddress,
      temporalNamespace: services.namespace,
      ...(services.temporalUi && { temporalUi: services.temporalUi }),
    });
    await this.untilReady(services, since);
    this.isReady = true;
    return { address, ...(services.temporalUi && { temporalUi: services.temporalUi }), ...(demoPassword && { demoPassword }) };
  }

  /** Stops everything in order: who takes acts first, what they stand on last. Safe at any moment and more than once. */
  stop(): Promise<void> {
    this.stopped ??= (async () => {
      for (const program of this.provisioning) program.kill();
      // What it was building is cleared away; a download that doesn't end isn't waited for.
      await Promise.race([this.provisioned?.catch(() => {}), new Promise((resolve) => setTimeout(resolve, PROVISION_STOP_MS))]);
      await Promise.all(this.parts.map((part) => part.stop()));
      await this.services?.stop();
      if (this.services) removeRunning(this.options.dataDir);
      releaseFolder(this.options.dataDir);
    })();
    return this.stopped;
  }

  private startPart(name: string, env: Record<string, string>): void {
    const { root, dataDir, words } = this.options;
    const program = join(root, 'dist', `${name}.cjs`);
    if (!existsSync(program)) throw new PlainError(words.partMissing(name));
    const part = new Child({
      name,
      program: process.execPath,
      args: ['--enable-source-maps', program],
      env,
      logFile: join(dataDir, 'logs', `${name}.log`),
      restart: true,
      onFall: (code, signal) => this.tell(name, signal ?? String(code)),
    });
    this.parts.push(part.start());
  }

  private tell(name: string, how: string): void {
    if (this.isReady && !this.stopped) this.options.news(this.options.words.fell(name, how));
  }

  private partEnv(services: Services, demoPassword: string | undefined): Record<string, string> {
    const { host, port, dataDir, root, env } = this.options;
    return {
      MUSYAWARAH_ROOT: root,
      MONGODB_URI: services.mongoUri,
      TEMPORAL_ADDRESS: services.temporalAddress,
      TEMPORAL_NAMESPACE: services.namespace,
      DATA_DIR: dataDir,
      HOST: host,
      PORT: String(port),
      DEMO: demoPassword ? '1' : '0',
      ...(demoPassword && { DEMO_PASSWORD: demoPassword }),
      NODE_ENV: env['NODE_ENV'] || 'production',
    };
  }

  /** Demo accounts are on with services of our own, off with configured ones, unless DEMO says otherwise. */
  private demoPassword(services: Services): string | undefined {
    const { env, dataDir } = this.options;
    const own = services.children.mongo !== undefined && services.children.temporal !== undefined;
    const wanted = env['DEMO'] ? !['0', 'false', 'off', 'no'].includes(env['DEMO'].toLowerCase()) : own;
    if (!wanted) return undefined;
    if (env['DEMO_PASSWORD']) return env['DEMO_PASSWORD'];
    const file = join(dataDir, 'demo-password');
    if (!existsSync(file)) writeFileSync(file, `${randomBytes(9).toString('base64url')}\n`, { mode: 0o600 });
    return readFileSync(file, 'utf8').trim();
  }

  private async untilReady(services: Services, since: number): Promise<void> {
    const { host, port, dataDir, words } = this.options;
    const url = `http://${host === '0.0.0.0' ? '127.0.0.1' : host === '::' ? '[::1]' : host}:${port}/readyz`;
    const checks = [() => answers(url), () => hasPoller(services.temporalAddress, services.namespace, 'process', since).catch(() => false)];
    const until = Date.now() + READY_MS;
    while (checks.length > 0) {
      if (this.stopped) return;
      const fallen = this.parts.find((part) => part.falls >= FALLS_MAX);
      if (fallen) throw new PlainError(words.partFell(fallen.spec.name, fallen.spec.logFile, reasonOf(fallen.lastWords(40))));
      if (Date.now() > until) throw new PlainError(words.notReady(READY_MS / 1_000, join(dataDir, 'logs')));
      if (await checks[0]!()) checks.shift();
      else await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
}

function inTheirWords(error: unknown, words: Words): unknown {
  if (error instanceof ProvisionError) return new PlainError(words.noService(error.service, error.need));
  if (error instanceof ServiceStartError) return new PlainError(words.serviceFell(error.service, error.logFile, error.said));
  return error;
}

/** The line that says why: the last one that names an error, else the last one that isn't a stack frame. */
function reasonOf(lines: readonly string[]): string {
  const plain = lines.filter((line) => !/^\s*(at |---|Node\.js v|})/.test(line));
  return (plain.filter((line) => /error|can ?not|in use/i.test(line)).at(-1) ?? plain.at(-1) ?? '').trim().slice(0, 300);
}

function answers(url: string): Promise<boolean> {
  return fetch(url, { signal: AbortSignal.timeout(2_000) }).then(
    (response) => response.ok,
    () => false,
  );
}
