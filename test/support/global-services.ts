/** Jest's global set-up of the services project: one pair of services on a fresh folder, for all test files of the run. */
import { startServices, type TestServices } from './services';

const holder = globalThis as { musyawarahServices?: TestServices };

export default async function start(): Promise<void> {
  if (process.env['TEST_MONGODB_URI'] && process.env['TEST_TEMPORAL_ADDRESS']) return;
  const services = await startServices({ restart: true });
  holder.musyawarahServices = services;
  // Workers are started after this and inherit it; `sharedServices()` reads it.
  process.env['TEST_MONGODB_URI'] = services.mongoUri('test');
  process.env['TEST_TEMPORAL_ADDRESS'] = services.temporalAddress;
}

/** The global teardown (its own file, because Jest takes only default exports). */
export async function stop(): Promise<void> {
  await holder.musyawarahServices?.stop();
  delete holder.musyawarahServices;
  delete process.env['TEST_MONGODB_URI'];
  delete process.env['TEST_TEMPORAL_ADDRESS'];
}
