/**
 * The search attributes by which operators find processes in Temporal. They must be registered before the first start
 * (`worker/search-attributes.ts`), and hold no personal data: ids of definitions and steps, a status, a date.
 */
import { defineSearchAttributeKey } from '@temporalio/common';

export const searchAttributes = {
  definition: defineSearchAttributeKey('MusyawarahDefinition', 'KEYWORD'),
  status: defineSearchAttributeKey('MusyawarahStatus', 'KEYWORD'),
  steps: defineSearchAttributeKey('MusyawarahSteps', 'KEYWORD_LIST'),
  due: defineSearchAttributeKey('MusyawarahDue', 'DATETIME'),
  rehearsal: defineSearchAttributeKey('MusyawarahRehearsal', 'BOOL'),
} as const;
