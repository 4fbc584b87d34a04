/** A whole house for tests that kill: Temporal and store, worker and server, each a process of its own. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Api } from '../../../cli/rehearsal/api';
import { freePort } from '../../../embedded/ports';
import type { ProcessDefinition } from '../../../process/types';
import { connectStore, type Store } from '../../../store/connect';
import { startServices, type TestServices } from '../../support/services';
import { PartProcess, type Part } from './part-process';

export type Victim = Part | 'temporal' | 'mongo';

const PASSWORD = 'only-for-this-test';
const DATABASE = 'house';
const LINE_MAX = 400;

export class House {
  private constructor(
    readonly services: TestServices,
    readonly api: Api,
    /** For looking only. */
    readonly store: Store,
    private readonly parts: Record<Part, PartProcess>,
    readonly dataDir: string,
  ) {}

  /** Starts everything; demo accounts and definitions are there. */
  static async open(more: Record<string, string> = {}): Promise<House> {
    const dataDir = mkdtempSync(path.join(tmpdir(), 'musyawarah-house-'));
    // As in `npm start`: what can't start again at once, because somebody holds its port for a moment, tries again.
    const services = await startServices({ restart: true });
    const port = await freePort();
    const env = {
      MONGODB_URI: services.mongoUri(DATABASE), TEMPORAL_ADDRESS: services.temporalAddress, DATA_DIR: dataDir,
      HOST: '127.0.0.1', PORT: String(port), DEMO: '1', DEMO_PASSWORD: PASSWORD, ...more,
    };
    const worker = await new PartProcess('worker', env).start();
    const server = await new PartProcess('server', env).start();
    await Promise.all([worker.ready(), server.ready()]);
    const store = await connectStore(services.mongoUri(DATABASE), { timeoutMs: 20_000 });
    return new House(services, new Api(`http://127.0.0.1:${port}`, PASSWORD), store, { worker, server }, dataDir);
  }

  /** Publishes a definition as its owner does. */
  async publish(definition: ProcessDefinition): Promise<void> {
    await this.api.ask('/definitions', { method: 'POST', as: 'owner', body: { definition } });
    await this.api.ask(`/definitions/${definition.id}/publish`, { method: 'POST', as: 'owner', body: {} });
  }

  /** SIGKILL; it is started again at once, and has come back when this resolves. */
  async kill(victim: Victim): Promise<void> {
    if (victim === 'worker' || victim === 'server') {
      this.parts[victim] = await this.parts[victim].killed();
      return this.parts[victim].ready();
    }
    this.services.kill(victim);
    await this.services.restart(victim);
  }

  /** Ends the worker the polite way. */
  stopWorker(): Promise<boolean> {
    return this.parts.worker.stop();
  }

  /** What everyone said last, for a failure's message. */
  lastWords(lines = 12): string {
    const services = ['store', 'temporal'].map((name) => [name, readFileSync(path.join(this.services.dataDir, 'logs', `${name}.log`), 'utf8').split('\n').slice(-lines)] as const);
    const parts = Object.entries(this.parts).map(([name, part]) => [name, part.lastWords(lines)] as const);
    return [...services, ...parts].flatMap(([name, said]) => [`--- ${name}`, ...said.map((line) => line.slice(0, LINE_MAX))]).join('\n');
  }

  async close(): Promise<void> {
    await this.store.close();
    await Promise.all(Object.values(this.parts).map((part) => part.stop()));
    await this.services.stop();
    rmSync(this.dataDir, { recursive: true, force: true });
  }
}
