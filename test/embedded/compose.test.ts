/** What can't be run without a container engine is at least read: the compose file and the image's recipe. */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parse } from 'yaml';

interface Service {
  image?: string;
  build?: string;
  depends_on?: Record<string, { condition: string }>;
  environment?: Record<string, string>;
  volumes?: string[];
  ports?: string[];
  healthcheck?: unknown;
}

const read = (file: string): string => readFileSync(resolve(__dirname, '../..', file), 'utf8');
const compose = parse(read('docker-compose.yml'), { merge: true }) as { services: Record<string, Service>; volumes: Record<string, unknown> };
const { services } = compose;

test('has Temporal with PostgreSQL and its Web UI, a MongoDB replica set, server and worker', () => {
  expect(Object.keys(services).sort()).toEqual(['mongodb', 'mongodb-init', 'postgresql', 'server', 'temporal', 'temporal-ui', 'worker']);
  expect(JSON.stringify(services['mongodb'])).toContain('--replSet');
});

test('every dependency exists, and waits for health only of what has a health check', () => {
  for (const [name, { depends_on = {} }] of Object.entries(services)) {
    for (const [needed, { condition }] of Object.entries(depends_on)) {
      expect(`${name} -> ${needed}: ${services[needed] ? 'there' : 'missing'}`).toContain('there');
      if (condition === 'service_healthy') expect(services[needed]?.healthcheck).toBeDefined();
    }
  }
});

test('every image has a version, every named volume is declared, and ports are open to this machine only', () => {
  for (const { image, volumes = [], ports = [] } of Object.values(services)) {
    if (image) expect(image).toMatch(/:\d/);
    for (const volume of volumes) expect(Object.keys(compose.volumes)).toContain(volume.split(':')[0]);
    for (const port of ports) expect(port).toMatch(/^127\.0\.0\.1:/);
  }
});

test('server and worker get the same store, Temporal and log, by names that the operators’ page explains', () => {
  const page = read('docs/operators/README.md');
  const shared = ['MONGODB_URI', 'TEMPORAL_ADDRESS', 'TEMPORAL_NAMESPACE', 'LEDGER_ORIGIN'];
  for (const name of shared) expect(services['server']?.environment?.[name]).toBe(services['worker']?.environment?.[name]);
  for (const service of ['server', 'worker']) {
    for (const name of Object.keys(services[service]?.environment ?? {})) expect(page).toContain(name);
  }
});

test('the image runs as an ordinary user on the oldest Node that we support', () => {
  const recipe = read('Dockerfile');
  expect(recipe).toMatch(/FROM node:20/);
  expect(recipe).toMatch(/^USER node$/m);
  expect(recipe).toMatch(/dist\/server\.cjs/);
});
