import { useMemo } from 'react';
import { useIntl, type FormatNumberOptions } from 'react-intl';
import type { Localized } from '../../process/types';
import type { Language, MessageId } from './catalogues';

export type Values = Record<string, string | number | Date | null | undefined>;

export interface Text {
  /** A word of the catalogues; the compiler knows the keys: t('task.complete'), t(`kind.${step.kind}`). */
  t: (id: MessageId, values?: Values) => string;
  /** A word whose key is data (a code from the server): the fallback where the catalogues don't have it. */
  word: (id: string, fallback: string) => string;
  /** A text of a definition, Indonesian where English is missing. */
  local: (text: Localized | undefined) => string;
  number: (value: number, options?: FormatNumberOptions) => string;
  rupiah: (value: number) => string;
  percent: (share: number) => string;
  language: Language;
}

/** The reader's language: words, texts of definitions, numbers. Times have components of their own (`ui/time`). */
export function useText(): Text {
  const intl = useIntl();
  return useMemo(() => {
    const language: Language = intl.locale.startsWith('en') ? 'en' : 'id';
    return {
      language,
      t: (id, values) => intl.formatMessage({ id }, values),
      word: (id, fallback) => (intl.messages[id] ? intl.formatMessage({ id }) : fallback),
      local: (text) => localized(text, language),
      number: (value, options) => intl.formatNumber(value, options),
      rupiah: (value) => intl.formatNumber(value, { style: 'currency', currency: 'IDR', maximumFractionDigits: 0 }),
      percent: (share) => intl.formatNumber(share, { style: 'percent', maximumFractionDigits: 1 }),
    };
  }, [intl]);
}

/** A definition's text in one language; the other where it is missing. */
export const localized = (text: Localized | undefined, language: Language): string =>
  (language === 'en' ? text?.en || text?.id : text?.id || text?.en) ?? '';
