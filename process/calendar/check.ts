/**
 * Checks of holiday years as an administrator enters them. A finding is data: what is wrong, where, in both languages.
 * Errors keep a year from being saved; warnings ask for a second look.
 */
import { civilOf, parseDay, weekdayOf } from './civil';
import { provisionalYear } from './indonesia';
import type { Calendar, HolidayYear } from './types';

export type CalendarRule = keyof typeof MESSAGES;

export interface CalendarFinding {
  rule: CalendarRule;
  severity: 'error' | 'warning';
  /** JSON pointer into the calendar or the year that was checked. */
  path: string;
  params: Record<string, string | number>;
  message: { id: string; en: string };
}

const MESSAGES = {
  'date-invalid': { severity: 'error', id: '"{date}" bukan tanggal yang ada.', en: '"{date}" is not an existing date.' },
  'date-of-other-year': { severity: 'error', id: '{date} tidak termasuk tahun {year}.', en: '{date} does not lie in {year}.' },
  'date-twice': { severity: 'error', id: '{date} tercantum dua kali.', en: '{date} is listed twice.' },
  'day-kind': { severity: 'error', id: 'Jenis hari "{received}" tidak dikenal.', en: 'Unknown kind of day "{received}".' },
  'day-name': { severity: 'error', id: 'Hari libur {date} belum bernama.', en: 'The holiday on {date} has no name.' },
  'decree-number': {
    severity: 'error',
    id: 'Tahun {year} berstatus "ditetapkan", tetapi sumbernya tidak menyebut nomor keputusan.',
    en: 'Year {year} is marked as decreed, but its source names no number of a decree.',
  },
  'fixed-holiday-missing': {
    severity: 'warning',
    id: '{date} ({name}) setiap tahun libur, tetapi tidak tercantum.',
    en: '{date} ({name}) is a holiday every year, but is not listed.',
  },
  'leave-on-rest-day': {
    severity: 'warning',
    id: 'Cuti bersama {date} jatuh pada hari libur mingguan.',
    en: 'The collective leave on {date} falls on a weekly day of rest.',
  },
  'source-missing': { severity: 'error', id: 'Sumber tahun {year} belum diisi.', en: 'Year {year} names no source.' },
  'time-zone': { severity: 'error', id: 'Zona waktu "{received}" tidak dikenal.', en: 'Unknown time zone "{received}".' },
  'work-week': {
    severity: 'error',
    id: 'Hari kerja harus satu sampai tujuh hari berbeda, 1 (Senin) sampai 7 (Minggu).',
    en: 'The working week must be one to seven different days, 1 (Monday) to 7 (Sunday).',
  },
  'year-invalid': { severity: 'error', id: '"{year}" bukan tahun.', en: '"{year}" is not a year.' },
  'year-status': { severity: 'error', id: 'Status "{received}" tidak dikenal.', en: 'Unknown status "{received}".' },
} as const;

const STATUSES: readonly string[] = ['decreed', 'unverified', 'provisional'];
const KINDS: readonly string[] = ['holiday', 'collective-leave'];
/** A decree cites itself as `Nomor 1497 Tahun 2025` or the like. */
const DECREE_NUMBER = /\d+\s*(tahun|\/)\s*\d{4}/i;

/** Findings about a whole calendar: its zone, its working week and each of its years. */
export function checkCalendar(calendar: Calendar): CalendarFinding[] {
  const findings: CalendarFinding[] = [];
  const { timeZone, workWeek } = calendar;
  if (!isTimeZone(timeZone)) findings.push(finding('time-zone', '/timeZone', { received: timeZone }));
  const valid = workWeek.every((day) => Number.isInteger(day) && day >= 1 && day <= 7);
  if (!valid || workWeek.length === 0 || new Set(workWeek).size < workWeek.length) findings.push(finding('work-week', '/workWeek', {}));
  for (const [year, entered] of Object.entries(calendar.years)) {
    if (!/^\d{4}$/.test(year)) findings.push(finding('year-invalid', `/years/${year}`, { year }));
    else findings.push(...checkHolidayYear(Number(year), entered, workWeek, `/years/${year}`));
  }
  return findings;
}

/** Findings about one year as entered; `path` is put before the path of each. */
export function checkHolidayYear(year: number, entered: HolidayYear, workWeek: readonly number[], path = ''): CalendarFinding[] {
  const source = entered.source.id.trim();
  const findings: CalendarFinding[] = [];
  if (!STATUSES.includes(entered.status)) findings.push(finding('year-status', `${path}/status`, { received: entered.status }));
  if (source === '') findings.push(finding('source-missing', `${path}/source`, { year }));
  else if (entered.status === 'decreed' && !DECREE_NUMBER.test(source)) {
    findings.push(finding('decree-number', `${path}/source`, { year }));
  }
  const seen = new Set<string>();
  entered.days.forEach((day, place) => {
    findings.push(...checkDay(year, day, workWeek, `${path}/days/${place}`));
    if (seen.has(day.date)) findings.push(finding('date-twice', `${path}/days/${place}/date`, { date: day.date }));
    seen.add(day.date);
  });
  for (const { date, name } of provisionalYear(year).days) {
    if (!seen.has(date)) findings.push(finding('fixed-holiday-missing', `${path}/days`, { date, name: name.id }));
  }
  return findings;
}

function checkDay(year: number, day: HolidayYear['days'][number], workWeek: readonly number[], path: string): CalendarFinding[] {
  const findings: CalendarFinding[] = [];
  const number = parseDay(day.date);
  if (!KINDS.includes(day.kind)) findings.push(finding('day-kind', `${path}/kind`, { received: day.kind }));
  if (day.name.id.trim() === '') findings.push(finding('day-name', `${path}/name`, { date: day.date }));
  if (number === undefined) return [...findings, finding('date-invalid', `${path}/date`, { date: day.date })];
  if (civilOf(number).year !== year) findings.push(finding('date-of-other-year', `${path}/date`, { date: day.date, year }));
  if (day.kind === 'collective-leave' && !workWeek.includes(weekdayOf(number))) {
    findings.push(finding('leave-on-rest-day', `${path}/date`, { date: day.date }));
  }
  return findings;
}

function isTimeZone(zone: string): boolean {
  try {
    return Boolean(new Intl.DateTimeFormat('en', { timeZone: zone }));
  } catch {
    return false;
  }
}

function finding(rule: CalendarRule, path: string, params: CalendarFinding['params']): CalendarFinding {
  const { severity, id, en } = MESSAGES[rule];
  const fill = (text: string) => text.replace(/\{(\w+)\}/g, (_, key: string) => String(params[key] ?? '?'));
  return { rule, severity, path, params, message: { id: fill(id), en: fill(en) } };
}
