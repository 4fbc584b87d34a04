/** The public API as a rehearsal's participants use it: each signs in, acts under a key, and is patient with outages. */
import { randomBytes } from 'node:crypto';

export interface Asked {
  method?: 'GET' | 'POST' | 'PUT';
  body?: unknown;
  /** Who asks; absent: the public. */
  as?: string;
  /** Idempotency key of an act. */
  key?: string;
}

/** A refusal by the API, with its problem's code. */
export class ApiError extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    what: string,
  ) {
    super(`${what}: ${status} ${code}`);
    this.name = 'ApiError';
  }
}

/** How long a participant goes on trying while a service is away. */
const PATIENCE_MS = 180_000;
const RETRY_MS = 250;
const ANSWER_MS = 20_000;

export class Api {
  private readonly cookies = new Map<string, Promise<string>>();

  constructor(
    readonly url: string,
    private readonly password: string,
  ) {}

  /** Asks, and asks again under the same key while nobody answers or the service says that it is away. */
  async ask<T>(path: string, asked: Asked = {}): Promise<T> {
    const { method = 'GET', key = randomBytes(16).toString('hex') } = asked;
    for (const end = Date.now() + PATIENCE_MS; ; ) {
      try {
        return await this.askOnce<T>(path, { ...asked, method, key });
      } catch (error) {
        if (!mayPass(error) || Date.now() > end) throw error;
        await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
      }
    }
  }

  private async askOnce<T>(path: string, { method = 'GET', body, as, key }: Asked): Promise<T> {
    const headers: Record<string, string> = { accept: 'application/json' };
    if (as !== undefined) headers.cookie = await this.cookieOf(as);
    if (body !== undefined) headers['content-type'] = 'application/json';
    if (method !== 'GET' && key !== undefined) headers['idempotency-key'] = key;
    const response = await fetch(`${this.url}/api/v1${path}`, {
      method,
      headers,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(ANSWER_MS),
    });
    if (response.ok) return (response.status === 204 ? undefined : await response.json()) as T;
    // A session may have ended meanwhile; the next attempt signs in anew.
    if (response.status === 401 && as !== undefined) this.cookies.delete(as);
    throw await refusal(response, `${method} ${path}`);
  }

  private cookieOf(user: string): Promise<string> {
    const known = this.cookies.get(user);
    if (known) return known;
    const cookie = this.signIn(user);
    this.cookies.set(user, cookie);
    cookie.catch(() => this.cookies.delete(user));
    return cookie;
  }

  private async signIn(username: string): Promise<string> {
    const response = await fetch(`${this.url}/api/v1/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ username, password: this.password }),
      signal: AbortSignal.timeout(ANSWER_MS),
    });
    if (!response.ok) throw await refusal(response, `signing in as ${username}`);
    return response.headers.getSetCookie().map((line) => line.split(';')[0]).join('; ');
  }
}

/** Nobody answered, the service is away or wants us slower, or the session has ended: the next attempt may succeed. */
function mayPass(error: unknown): boolean {
  return !(error instanceof ApiError) || error.status >= 500 || error.status === 429 || error.code === 'SIGN_IN_REQUIRED';
}

async function refusal(response: Response, what: string): Promise<ApiError> {
  const problem = (await response.json().catch(() => ({}))) as { code?: string; detail?: string; issues?: unknown };
  const more = problem.issues ? ` ${JSON.stringify(problem.issues)}` : '';
  return new ApiError(response.status, problem.code ?? 'UNKNOWN', `${what}${problem.detail ? ` (${problem.detail}${more})` : ''}`);
}
