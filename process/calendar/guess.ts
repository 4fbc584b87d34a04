/**
 * A fuller guess at the holidays of a year without a decree: what arithmetic gives (`provisionalYear`) and the holidays
 * that move. Not part of the pure core: it asks the platform's Islamic calendar through `Intl`, whose data differ between
 * platforms. It fills an administrator's form; it decides nothing. Each moon date may be wrong by a day, the decree is right.
 */
import { DAY_MS, type Day, dayOf, formatDay } from './civil';
import { provisionalYear } from './indonesia';
import { moonPhases } from './moon';
import type { HolidayYear } from './types';

type HolidayDay = HolidayYear['days'][number];

const JAKARTA_MS = 7 * 3_600_000;
const BEIJING_MS = 8 * 3_600_000;
const dayAt = (offsetMs: number, ms: number): Day => Math.floor((ms + offsetMs) / DAY_MS);
const GUESS_SOURCE: HolidayYear['source'] = {
  id: 'Perkiraan hitungan; tanggal yang mengikuti bulan dapat meleset sehari. Ganti bila keputusan bersama terbit.',
  en: 'Computed guess; dates that follow the moon may be off by a day. Replace it when the joint decree appears.',
};

/** Islamic month and day of each holiday; `span` counts its days. */
const ISLAMIC: { month: number; day: number; span: number; name: HolidayDay['name'] }[] = [
  { month: 7, day: 27, span: 1, name: { id: 'Isra Mikraj Nabi Muhammad saw.', en: 'Ascension of the Prophet Muhammad' } },
  { month: 10, day: 1, span: 2, name: { id: 'Idulfitri', en: 'Eid al-Fitr' } },
  { month: 12, day: 10, span: 1, name: { id: 'Iduladha', en: 'Eid al-Adha' } },
  { month: 1, day: 1, span: 1, name: { id: 'Tahun Baru Islam', en: 'Islamic New Year' } },
  { month: 3, day: 12, span: 1, name: { id: 'Maulid Nabi Muhammad saw.', en: 'Birthday of the Prophet Muhammad' } },
];

/** The guessed holidays of a year, in order of date; collective leave isn't guessed. */
export function guessYear(year: number): HolidayYear {
  const moving: HolidayDay[] = [
    ...easterDays(year),
    ...islamicDays(year),
    ...chineseNewYear(year),
    ...lunarDay(nyepiOf(year), { id: 'Hari Suci Nyepi', en: 'Day of Silence (Nyepi)' }),
    ...lunarDay(waisakOf(year), { id: 'Hari Raya Waisak', en: 'Vesak Day' }),
  ];
  const days = [...provisionalYear(year).days, ...moving].sort((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : 0));
  return { status: 'provisional', source: GUESS_SOURCE, days: withoutRepeats(days) };
}

/** Two feasts on one day are one free day with both names. */
function withoutRepeats(days: HolidayDay[]): HolidayDay[] {
  const byDate = new Map<string, HolidayDay>();
  for (const day of days) {
    const other = byDate.get(day.date);
    const name = other ? { id: `${other.name.id}; ${day.name.id}`, en: `${other.name.en}; ${day.name.en}` } : day.name;
    byDate.set(day.date, { ...day, name });
  }
  return [...byDate.values()];
}

function islamicDays(year: number): HolidayDay[] {
  return daysOf(year).flatMap((day) => {
    const found = islamicDate(day);
    return ISLAMIC.flatMap(({ month, day: first, span, name }) =>
      found.month === month && found.day >= first && found.day < first + span ? lunarDay(day, name) : [],
    );
  });
}

/** The last new moon up to 19 February, by Beijing's clock: the month in which the sun's year of this calendar begins. */
function chineseNewYear(year: number): HolidayDay[] {
  const days = moonPhases('new', dayOf(year, 1, 15) * DAY_MS, dayOf(year, 2, 21) * DAY_MS).map((moon) => dayAt(BEIJING_MS, moon));
  return lunarDay(days.filter((day) => day <= dayOf(year, 2, 19)).at(-1), { id: 'Tahun Baru Imlek', en: 'Chinese New Year' });
}

/** Good Friday, Easter Sunday and the Ascension. */
function easterDays(year: number): HolidayDay[] {
  const easter = easterOf(year);
  return [
    ...lunarDay(easter - 2, { id: 'Wafat Yesus Kristus', en: 'Good Friday' }),
    ...lunarDay(easter, { id: 'Kebangkitan Yesus Kristus (Paskah)', en: 'Easter Sunday' }),
    ...lunarDay(easter + 39, { id: 'Kenaikan Yesus Kristus', en: 'Ascension of Jesus Christ' }),
  ];
}

/** Easter Sunday of the Gregorian calendar, from the golden number, the century's corrections and the paschal full moon. */
export function easterOf(year: number): Day {
  const golden = year % 19;
  const century = Math.floor(year / 100);
  const lunarShift = Math.floor((8 * century + 13) / 25);
  const epact = (19 * golden + century - Math.floor(century / 4) - lunarShift + 15) % 30;
  const late = epact === 29 || (epact === 28 && golden > 10) ? 1 : 0;
  const fullMoon = dayOf(year, 3, 21) + epact - late;
  return fullMoon + 7 - ((fullMoon + 4) % 7);
}

/** The day after the dark moon of March: half a day past the new moon fits the years 2019 to 2026 best, all but one. */
function nyepiOf(year: number): Day | undefined {
  const moon = moonPhases('new', dayOf(year, 3, 2) * DAY_MS, dayOf(year, 4, 1) * DAY_MS)[0];
  return moon === undefined ? undefined : dayAt(JAKARTA_MS, moon + DAY_MS / 2);
}

/** The full moon between 7 May and 5 June. */
function waisakOf(year: number): Day | undefined {
  const moon = moonPhases('full', dayOf(year, 5, 7) * DAY_MS, dayOf(year, 6, 6) * DAY_MS)[0];
  return moon === undefined ? undefined : dayAt(JAKARTA_MS, moon);
}

function lunarDay(day: Day | undefined, name: HolidayDay['name']): HolidayDay[] {
  return day === undefined ? [] : [{ date: formatDay(day), kind: 'holiday', name }];
}

function daysOf(year: number): Day[] {
  const first = dayOf(year, 1, 1);
  return Array.from({ length: dayOf(year + 1, 1, 1) - first }, (_, place) => first + place);
}

const islamic = new Intl.DateTimeFormat('en-u-ca-islamic-civil-nu-latn', { timeZone: 'UTC', month: 'numeric', day: 'numeric' });

function islamicDate(day: Day): { month: number; day: number } {
  const parts = islamic.formatToParts(day * DAY_MS);
  const read = (type: string) => Number(parts.find((part) => part.type === type)?.value);
  return { month: read('month'), day: read('day') };
}
