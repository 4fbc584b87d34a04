/** Pages that are full although what is listed is derived: a source may give several items, or none that is wanted. */
import { issueOf } from '../../errors/issues';
import { Problem } from '../../errors/problem';
import type { Listed, ListOptions } from '../stores';
import { PAGE_USUAL, type PageRequest } from './paging';

export interface Derived<S, T> {
  read(options: ListOptions): Promise<Listed<S>>;
  /** The wanted items of each source, in order; empty where it has none. */
  itemsOf(sources: readonly S[]): Promise<T[][]> | T[][];
}

/** Sources that are read at once. */
const READ_AT_ONCE = 100;
/** Reads of one request: where thousands of sources hold nothing that is wanted, the next page goes on from there. */
const READS_MAX = 50;

/** Where a page begins: in which read, at which source of it, at which item of that. */
interface Place {
  read: string;
  source: number;
  item: number;
}

/** As many items as were asked for, while there are any. `next` is null at the end of the list, and only there. */
export async function filledPage<S, T>({ limit = PAGE_USUAL, cursor }: PageRequest, { read, itemsOf }: Derived<S, T>): Promise<{ items: T[]; next: string | null }> {
  const found: T[] = [];
  let place = cursor === undefined ? { read: '', source: 0, item: 0 } : parsePlace(cursor);
  for (let reads = 0; reads < READS_MAX; reads++) {
    const sources = await read({ limit: READ_AT_ONCE, cursor: place.read || undefined });
    const items = await itemsOf(sources.items);
    for (let source = place.source; source < items.length; source++) {
      const own = items[source]!;
      for (let item = source === place.source ? place.item : 0; item < own.length; item++) {
        if (found.length === limit) return { items: found, next: textOf({ read: place.read, source, item }) };
        found.push(own[item]!);
      }
    }
    if (sources.next === null) return { items: found, next: null };
    place = { read: sources.next, source: 0, item: 0 };
  }
  return { items: found, next: textOf(place) };
}

const textOf = ({ read, source, item }: Place): string => `${read}~${source}~${item}`;

function parsePlace(cursor: string): Place {
  const [, read = '', source, item] = /^([A-Za-z0-9_-]{0,200})~(\d{1,4})~(\d{1,6})$/.exec(cursor) ?? [];
  if (source === undefined) throw new Problem('QUERY_INVALID', { issues: [issueOf('cursor', { path: '/cursor', expected: '`next` of the page before', received: cursor.slice(0, 60) })] });
  return { read, source: Number(source), item: Number(item) };
}
