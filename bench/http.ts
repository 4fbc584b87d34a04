/** A small keep-alive client: the load must not cost more than what it measures. */
import { Agent, request } from 'node:http';

export interface Answer {
  status: number;
  body: string;
}

export class HttpClient {
  private readonly agent: Agent;
  private cookie = '';

  constructor(
    private readonly port: number,
    sockets: number,
  ) {
    this.agent = new Agent({ keepAlive: true, maxSockets: sockets });
  }

  call(method: string, path: string, body?: unknown, headers: Record<string, string> = {}): Promise<Answer> {
    const text = body === undefined ? undefined : JSON.stringify(body);
    return new Promise((resolve, reject) => {
      const outgoing = request(
        {
          host: '127.0.0.1', port: this.port, method, path, agent: this.agent,
          headers: { ...(text !== undefined && { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) }), ...(this.cookie && { cookie: this.cookie }), ...headers },
        },
        (incoming) => {
          const set = incoming.headers['set-cookie']?.[0];
          if (set) this.cookie = set.split(';')[0]!;
          const chunks: Buffer[] = [];
          incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
          incoming.on('end', () => resolve({ status: incoming.statusCode ?? 0, body: Buffer.concat(chunks).toString('utf8') }));
        },
      );
      outgoing.on('error', reject);
      outgoing.end(text);
    });
  }

  /** Signs in; throws when refused. */
  async signIn(username: string, password: string): Promise<this> {
    const { status, body } = await this.call('POST', '/api/v1/session', { username, password });
    if (status >= 300) throw new Error(`sign-in of ${username}: ${status} ${body.slice(0, 200)}`);
    return this;
  }

  close(): void {
    this.agent.destroy();
  }
}

/** Runs `work` for each number below `count`, `concurrency` at a time; gives seconds and each call's milliseconds, sorted. */
export async function load(count: number, concurrency: number, work: (n: number) => Promise<void>): Promise<{ seconds: number; times: number[] }> {
  const times: number[] = [];
  let next = 0;
  const from = performance.now();
  await Promise.all(
    Array.from({ length: concurrency }, async () => {
      for (let n = next++; n < count; n = next++) {
        const began = performance.now();
        await work(n);
        times.push(performance.now() - began);
      }
    }),
  );
  return { seconds: (performance.now() - from) / 1000, times: times.sort((a, b) => a - b) };
}

export const quantile = (sorted: readonly number[], share: number): number => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
