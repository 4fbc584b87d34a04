/** Registers our search attributes with a namespace. A workflow that names an unknown one would never make progress. */
import type { Connection } from '@temporalio/client';
import { temporal } from '@temporalio/proto';
import { searchAttributes } from '../workflows/search-attributes';

const TYPES = {
  KEYWORD: temporal.api.enums.v1.IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD,
  KEYWORD_LIST: temporal.api.enums.v1.IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD_LIST,
  DATETIME: temporal.api.enums.v1.IndexedValueType.INDEXED_VALUE_TYPE_DATETIME,
  BOOL: temporal.api.enums.v1.IndexedValueType.INDEXED_VALUE_TYPE_BOOL,
};

/** Adds what is missing; safe to call at every start and from several workers at once. */
export async function registerSearchAttributes(connection: Connection, namespace: string): Promise<void> {
  const wanted = Object.fromEntries(Object.values(searchAttributes).map(({ name, type }) => [name, TYPES[type]]));
  const missing = async () => {
    const { customAttributes } = await connection.operatorService.listSearchAttributes({ namespace });
    return Object.fromEntries(Object.entries(wanted).filter(([name]) => !(name in customAttributes)));
  };
  for (let attempt = 0; attempt < ATTEMPTS_MAX; attempt++) {
    const toAdd = await missing();
    if (Object.keys(toAdd).length === 0) return;
    try {
      await connection.operatorService.addSearchAttributes({ namespace, searchAttributes: toAdd });
    } catch (error) {
      // Another worker may have added some of them at the same moment: look again.
      if (attempt === ATTEMPTS_MAX - 1) throw error;
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
  }
}

const ATTEMPTS_MAX = 10;
