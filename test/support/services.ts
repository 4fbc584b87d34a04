/** Real services for tests: one shared pair for a whole run, or a pair of one's own for tests that kill. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { startServices as startEmbedded, type Services } from '../../embedded/services';

export interface TestServices {
  /** Connection string of a database of one's own. */
  mongoUri(database: string): string;
  temporalAddress: string;
  namespace: string;
  dataDir: string;
  /** SIGKILL; it is started again by itself when `restart` was asked for. */
  kill(service: 'mongo' | 'temporal'): void;
  /** Starts a stopped or killed service again on the same port and file. */
  restart(service: 'mongo' | 'temporal'): Promise<void>;
  stopService(service: 'mongo' | 'temporal'): Promise<void>;
  stop(): Promise<void>;
}

const WRAPPER = resolve(__dirname, '../../embedded/mongo/java/DurableMongo.java');

/** A pair of one's own, on a temporary folder that is removed at the end. */
export async function startServices(options: { restart?: boolean; progress?: (line: string) => void } = {}): Promise<TestServices> {
  const dataDir = mkdtempSync(join(tmpdir(), 'musyawarah-test-'));
  const services = await startEmbedded({
    dataDir,
    restart: options.restart ?? false,
    wrapperSource: WRAPPER,
    ...(options.progress && { progress: options.progress }),
  });
  return handle(services, dataDir);
}

function handle(services: Services, dataDir: string): TestServices {
  const childOf = (name: 'mongo' | 'temporal') => {
    const child = services.children[name];
    if (!child) throw new Error(`${name} is not ours: it was configured`);
    return child;
  };
  const killed = new Set<string>();
  const portOf = (name: 'mongo' | 'temporal'): number =>
    Number(name === 'mongo' ? new URL(services.mongoUri).port : services.temporalAddress.split(':')[1]);
  return {
    mongoUri: (database) => uriOf(services.mongoUri, database),
    temporalAddress: services.temporalAddress,
    namespace: services.namespace,
    dataDir,
    kill: (name) => {
      killed.add(name);
      childOf(name).kill('SIGKILL');
    },
    restart: async (name) => {
      const { waitForPort } = await import('../../embedded/ports');
      // A killed process is there for a moment longer.
      while (killed.has(name) && childOf(name).running) await new Promise((resolve) => setTimeout(resolve, 5));
      killed.delete(name);
      if (!childOf(name).running) childOf(name).start();
      await waitForPort(portOf(name), '127.0.0.1', 60_000);
    },
    stopService: (name) => childOf(name).stop(),
    stop: async () => {
      await services.stop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

/** The pair that the whole run shares (test/support/global-services.ts); started here when a test file is run alone. */
export async function sharedServices(): Promise<Pick<TestServices, 'mongoUri' | 'temporalAddress' | 'namespace'> & { stop(): Promise<void> }> {
  const mongo = process.env['TEST_MONGODB_URI'];
  const temporalAddress = process.env['TEST_TEMPORAL_ADDRESS'];
  if (mongo && temporalAddress) {
    return { mongoUri: (database) => uriOf(mongo, database), temporalAddress, namespace: 'default', stop: async () => {} };
  }
  return startServices();
}

function uriOf(uri: string, database: string): string {
  const url = new URL(uri);
  url.pathname = `/${database}`;
  return url.toString();
}
