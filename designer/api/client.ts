/**
 * The one way to the API: JSON in and out, problems as `ApiProblem`, an idempotency key on every act, so that an act repeated
 * after a lost answer counts once.
 */
import { languageStore } from '../i18n/language-store';
import { ApiProblem, problemOf } from './problem';

export const API = '/api/v1';

export interface RequestOptions {
  body?: unknown;
  /** The key of an act. Give the same again to repeat it; absent on a POST, a new one is made. */
  key?: string;
  /** ETag of what is edited. */
  ifMatch?: string;
  signal?: AbortSignal | undefined;
  /** Query parameters; absent values are left out. */
  query?: Record<string, string | number | boolean | undefined>;
}

export interface Answer<T> {
  data: T;
  etag: string | null;
}

type Method = 'GET' | 'POST' | 'PUT' | 'DELETE' | 'PATCH';

/** A random key for one act. */
export const newKey = (): string => {
  // randomUUID exists only in secure contexts; an office server may be reached by plain HTTP.
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
};

/** The answer with its ETag. */
export async function ask<T>(method: Method, path: string, options: RequestOptions = {}): Promise<Answer<T>> {
  const response = await send(method, path, options);
  const body = await readBody(response);
  if (!response.ok) throw problemOf(response.status, body);
  return { data: body as T, etag: response.headers.get('etag') };
}

async function send(method: Method, path: string, options: RequestOptions): Promise<Response> {
  const headers: Record<string, string> = { accept: 'application/json', 'accept-language': languageStore.get().language };
  if (options.body !== undefined) headers['content-type'] = 'application/json';
  if (method === 'POST') headers['idempotency-key'] = options.key ?? newKey();
  if (options.ifMatch) headers['if-match'] = options.ifMatch;
  try {
    return await fetch(urlOf(path, options.query), {
      method,
      headers,
      credentials: 'same-origin',
      ...(options.body !== undefined && { body: JSON.stringify(options.body) }),
      ...(options.signal && { signal: options.signal }),
    });
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error;
    throw new ApiProblem(0, 'NETWORK', languageStore.get().messages['error.network'] ?? 'Network error');
  }
}

async function readBody(response: Response): Promise<unknown> {
  if (response.status === 204) return undefined;
  const text = await response.text();
  if (text === '') return undefined;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

export function urlOf(path: string, query: RequestOptions['query'] = {}): string {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) if (value !== undefined && value !== '') parameters.set(name, String(value));
  const search = parameters.toString();
  return `${path.startsWith('/ledger/') ? '' : API}${path}${search ? `?${search}` : ''}`;
}

export const get = async <T>(path: string, options?: RequestOptions): Promise<T> => (await ask<T>('GET', path, options)).data;
export const post = async <T>(path: string, body?: unknown, options?: RequestOptions): Promise<T> => (await ask<T>('POST', path, { ...options, body: body ?? {} })).data;
export const put = async <T>(path: string, body: unknown, options?: RequestOptions): Promise<T> => (await ask<T>('PUT', path, { ...options, body })).data;
export const del = async <T>(path: string, options?: RequestOptions): Promise<T> => (await ask<T>('DELETE', path, options)).data;

/** Puts a value into a path. */
export const seg = (value: string | number): string => encodeURIComponent(value);
