/** Dates as people type them: `3/2/2027`, `03-02-2027`, `3 Feb 2027`, `2027-02-03`. Pure. */

/** Month names by their first three letters, in both languages. */
const MONTHS: Record<string, number> = {
  jan: 1, feb: 2, mar: 3, apr: 4, mei: 5, may: 5, jun: 6, jul: 7, agu: 8, agt: 8, aug: 8, sep: 9, okt: 10, oct: 10, nov: 11, des: 12, dec: 12,
};

/** `YYYY-MM-DD`, or `undefined` for what is no date. Day first, as both languages here have it. */
export function parseDate(text: string): string | undefined {
  const bare = text.trim().toLowerCase();
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(bare);
  if (iso) return real(Number(iso[1]), Number(iso[2]), Number(iso[3]));
  const numbers = /^(\d{1,2})[./\- ]+(\d{1,2})[./\- ]+(\d{4})$/.exec(bare);
  if (numbers) return real(Number(numbers[3]), Number(numbers[2]), Number(numbers[1]));
  const run = /^(\d{2})(\d{2})(\d{4})$/.exec(bare);
  if (run) return real(Number(run[3]), Number(run[2]), Number(run[1]));
  const words = /^(\d{1,2})[ -]+([a-z]{3,9})\.?[ -]+(\d{4})$/.exec(bare);
  const month = words && MONTHS[words[2]!.slice(0, 3)];
  return words && month ? real(Number(words[3]), month, Number(words[1])) : undefined;
}

function real(year: number, month: number, day: number): string | undefined {
  const date = new Date(Date.UTC(year, month - 1, day));
  if (year < 1000 || date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) return undefined;
  return date.toISOString().slice(0, 10);
}

/** `DD/MM/YYYY`, as it is typed. */
export const dateText = (iso: string | undefined): string => (iso && /^\d{4}-\d{2}-\d{2}$/.test(iso) ? iso.split('-').toReversed().join('/') : '');
