/** Numbers as people type them, in Indonesian (1.250,5) or English (1,250.5) notation. Pure. */

export interface Notation {
  decimal: string;
  group: string;
}

export function notationOf(locale: string): Notation {
  const parts = new Intl.NumberFormat(locale).formatToParts(1234567.8);
  const find = (type: string): string => parts.find((part) => part.type === type)?.value ?? '';
  return { decimal: find('decimal'), group: find('group') };
}

/**
 * What was meant, or `undefined` for what is no number. Group separators count as such only where they part thousands: `40.5` typed in
 * Indonesian means forty and a half, not four hundred and five.
 */
export function parseNumber(text: string, { decimal, group }: Notation): number | undefined {
  const bare = text.replace(/[\s\u00a0\u202f]|Rp\.?/g, '').replace(/^[\u2212\u2013]/, '-');
  if (bare === '') return undefined;
  const sign = bare.startsWith('-') ? -1 : 1;
  const digits = bare.replace(/^[-+]/, '');
  const [whole = '', fraction, ...more] = digits.split(decimal);
  if (more.length > 0) return undefined;
  const groups = whole.split(group);
  const grouped = groups.length > 1 && /^\d{1,3}$/.test(groups[0]!) && groups.slice(1).every((part) => /^\d{3}$/.test(part));
  if (groups.length > 1 && !grouped) {
    const meantAsDecimal = fraction === undefined && groups.length === 2;
    return meantAsDecimal ? plain(groups[0]!, groups[1]!, sign) : undefined;
  }
  return plain(groups.join(''), fraction ?? '', sign);
}

function plain(whole: string, fraction: string, sign: number): number | undefined {
  if (!/^\d*$/.test(whole) || !/^\d*$/.test(fraction) || whole + fraction === '') return undefined;
  return sign * Number(`${whole || '0'}.${fraction || '0'}`);
}

/** Into the bounds, and to so many decimals. */
export function fitNumber(value: number, { min, max, decimals }: { min?: number | undefined; max?: number | undefined; decimals?: number | undefined }): number {
  const bounded = Math.min(max ?? Number.POSITIVE_INFINITY, Math.max(min ?? Number.NEGATIVE_INFINITY, value));
  return decimals === undefined ? bounded : Number(bounded.toFixed(decimals));
}
