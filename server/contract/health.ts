/** At the root: `GET /healthz` (the process lives), `GET /readyz` (503 while the store is away), `GET /metrics` (Prometheus text). */
import { z } from 'zod';

export const health = z.object({ status: z.literal('ok') }).meta({ id: 'Health' });
const part = z.enum(['ok', 'away']);
/** Without Temporal acts are still accepted, so only the store decides readiness. */
export const readiness = z.object({ status: z.enum(['ready', 'degraded', 'away']), store: part, temporal: part, version: z.string() }).meta({ id: 'Readiness' });

export type Readiness = z.infer<typeof readiness>;
