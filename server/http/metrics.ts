/** Prometheus metrics: requests by declared route, acts accepted, listeners. */
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { Observed } from './request-info';

export interface Metrics {
  registry: Registry;
  observe(observed: Observed): void;
  act(type: string, repeated: boolean): void;
}

export function createMetrics(listeners: () => number): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry, prefix: 'musyawarah_' });
  const requests = new Histogram({
    name: 'musyawarah_http_request_seconds',
    help: 'Time to answer, by route and status.',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
    registers: [registry],
  });
  const acts = new Counter({ name: 'musyawarah_acts_total', help: 'Accepted acts; repeated: answered again.', labelNames: ['type', 'repeated'], registers: [registry] });
  new Gauge({
    name: 'musyawarah_event_listeners',
    help: 'Open event streams.',
    registers: [registry],
    collect() {
      this.set(listeners());
    },
  });
  return {
    registry,
    observe: ({ method, route, status, seconds }) => requests.observe({ method, route, status: String(status) }, seconds),
    act: (type, repeated) => acts.inc({ type, repeated: String(repeated) }),
  };
}
