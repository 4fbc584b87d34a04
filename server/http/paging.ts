/** Paging of lists that the server has whole: the cursor is the id of the last item that was given. */
import { issueOf } from '../../errors/issues';
import { Problem } from '../../errors/problem';

export const PAGE_USUAL = 50;

export interface PageRequest {
  limit?: number | undefined;
  cursor?: string | undefined;
}

export function pageOf<T>(all: readonly T[], { limit = PAGE_USUAL, cursor }: PageRequest, idOf: (item: T) => string): { items: T[]; next: string | null } {
  const start = cursor === undefined ? 0 : placeAfter(all, cursor, idOf);
  const items = all.slice(start, start + limit);
  const last = items.at(-1);
  return { items, next: start + limit < all.length && last !== undefined ? encode(idOf(last)) : null };
}

/** What was listed may have gone since; then the list begins again, rather than ending early. */
function placeAfter<T>(all: readonly T[], cursor: string, idOf: (item: T) => string): number {
  const id = decode(cursor);
  return all.findIndex((item) => idOf(item) === id) + 1;
}

const encode = (id: string): string => Buffer.from(id).toString('base64url');

function decode(cursor: string): string {
  if (!/^[A-Za-z0-9_-]{1,500}$/.test(cursor)) throw new Problem('QUERY_INVALID', { issues: [issueOf('cursor', { path: '/cursor', expected: '`next` of the page before', received: cursor.slice(0, 60) })] });
  return Buffer.from(cursor, 'base64url').toString();
}
