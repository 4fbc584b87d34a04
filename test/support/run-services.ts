/** Runs a pair of services until Ctrl-C, for work by hand. */
import { startServices } from './services';

void (async () => {
  const services = await startServices({ progress: (line) => console.log(line) });
  console.log(`MONGODB_URI=${services.mongoUri('musyawarah')}`);
  console.log(`TEMPORAL_ADDRESS=${services.temporalAddress}`);
  process.once('SIGINT', () => void services.stop().then(() => process.exit(0)));
  process.once('SIGTERM', () => void services.stop().then(() => process.exit(0)));
})();
