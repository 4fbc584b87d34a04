/**
 * Reads a JSON body: bounded while it arrives, then refused unless it is plain JSON that can be stored, hashed and
 * compared anywhere. Schemas say the rest.
 */
import type { Request } from 'express';
import { issueOf } from '../../errors/issues';
import { Problem } from '../../errors/problem';
import { plainJson } from '../../process/plain-json';
import type { Json } from '../../process/types';

/** Hard bound of every JSON body; most routes have a lower one. */
export const BODY_MAX_BYTES = 1_000_000;

/** The body as plain JSON; `undefined` when there is none. */
export async function readJson(request: Request, limit: number): Promise<Json | undefined> {
  const bytes = await readBytes(request, limit);
  if (bytes.length === 0) return undefined;
  if (!/^application\/(?:[\w.-]+\+)?json\s*(?:;|$)/i.test(request.headers['content-type'] ?? '')) {
    throw new Problem('MEDIA_TYPE', { expected: 'application/json', received: short(request.headers['content-type'] ?? 'nothing') });
  }
  return refuseOperators(refuseUnstorable(parse(bytes)));
}

/** The raw bytes of a body, refused as soon as they are too many. */
export async function readBytes(request: Request, limit: number): Promise<Buffer> {
  if (request.headers['content-encoding'] !== undefined && request.headers['content-encoding'] !== 'identity') {
    throw new Problem('MEDIA_TYPE', { expected: 'a body that is not compressed', received: short(request.headers['content-encoding']) });
  }
  const declared = Number(request.headers['content-length'] ?? 0);
  if (declared > limit) throw tooLarge(limit, declared);
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of request as AsyncIterable<Buffer>) {
      size += chunk.length;
      if (size > limit) throw tooLarge(limit, size);
      chunks.push(chunk);
    }
  } catch (error) {
    if (error instanceof Problem) throw error;
    // The connection broke off: whoever sent it is no longer there to read our answer.
    throw new Problem('BODY_MALFORMED');
  }
  return Buffer.concat(chunks, size);
}

const UTF8 = new TextDecoder('utf-8', { fatal: true });

function parse(bytes: Buffer): unknown {
  try {
    return JSON.parse(UTF8.decode(bytes)) as unknown;
  } catch {
    throw new Problem('BODY_MALFORMED');
  }
}

function refuseUnstorable(value: unknown): Json {
  const plain = plainJson(value);
  if ('issues' in plain) throw new Problem('BODY_INVALID', { issues: plain.issues });
  return plain.value;
}

/** Keys that a store could take for operators. No input of ours has any. */
function refuseOperators(value: Json, path = ''): Json {
  if (Array.isArray(value)) value.forEach((item, index) => refuseOperators(item, `${path}/${index}`));
  else if (value !== null && typeof value === 'object') {
    for (const [key, inner] of Object.entries(value)) {
      if (key.startsWith('$')) {
        throw new Problem('BODY_INVALID', { issues: [issueOf('key-forbidden', { path, expected: 'another key', received: short(key) })] });
      }
      refuseOperators(inner, `${path}/${key}`);
    }
  }
  return value;
}

const tooLarge = (limit: number, received: number): Problem => new Problem('BODY_TOO_LARGE', { expected: `${limit} bytes`, received: `${received} bytes` });

const short = (text: string): string => (text.length <= 60 ? text : `${text.slice(0, 60)}…`);
