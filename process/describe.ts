/** Deadlines in words, in both languages: what the panel shows while one is set, and what a reader checks it against. */
import type { DurationUnit } from './calendar/types';
import type { Deadline, Duration, Localized, Overdue, ProcessDefinition, RoleId, StepId } from './types';

type Both = Required<Localized>;

const UNITS: Record<DurationUnit, { id: string; one: string; many: string }> = {
  minutes: { id: 'menit', one: 'minute', many: 'minutes' },
  hours: { id: 'jam', one: 'hour', many: 'hours' },
  days: { id: 'hari', one: 'day', many: 'days' },
  'working-days': { id: 'hari kerja', one: 'working day', many: 'working days' },
  months: { id: 'bulan', one: 'month', many: 'months' },
};

const MONTHS = {
  id: [
    'Januari',
    'Februari',
    'Maret',
    'April',
    'Mei',
    'Juni',
    'Juli',
    'Agustus',
    'September',
    'Oktober',
    'November',
    'Desember',
  ],
  en: [
    'January',
    'February',
    'March',
    'April',
    'May',
    'June',
    'July',
    'August',
    'September',
    'October',
    'November',
    'December',
  ],
};

/** `10 hari kerja`, `1 working day`. */
export function describeDuration({ amount, unit }: Duration): Both {
  const { id, one, many } = UNITS[unit];
  return {
    id: `${amount.toLocaleString('id-ID')} ${id}`,
    en: `${amount.toLocaleString('en-GB')} ${amount === 1 ? one : many}`,
  };
}

/** `2026-11-24` -> `24 November 2026`. What isn't a date is given back as it is. */
export function describeDate(date: string): Both {
  const [, year, month, day] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(date) ?? [];
  const index = Number(month) - 1;
  if (MONTHS.id[index] === undefined) return { id: date, en: date };
  return { id: `${Number(day)} ${MONTHS.id[index]} ${year}`, en: `${Number(day)} ${MONTHS.en[index]} ${year}` };
}

/** What happens once the time has passed, as the end of a sentence. Roles by title where the definition has them. */
export function describeOverdue(overdue: Overdue, definition?: Pick<ProcessDefinition, 'roles'>): Both {
  switch (overdue.action) {
    case 'remind':
      return { id: 'lalu terus diingatkan', en: 'then keep reminding' };
    case 'escalate': {
      const role = roleTitle(overdue.to, definition);
      return { id: `lalu eskalasi ke ${role.id}`, en: `then escalate to ${role.en}` };
    }
    case 'close':
      return { id: 'lalu ditutup dengan yang sudah ada', en: 'then close with what is there' };
    case 'expire':
      return { id: 'lalu berakhir dengan hasil kedaluwarsa', en: 'then end with the outcome expired' };
    case 'consent':
      return { id: 'lalu diam dianggap setuju', en: 'then silence counts as consent' };
  }
}

/** `10 hari kerja, ingatkan 3 hari sebelumnya, lalu eskalasi ke Sekda`. */
export function describeDeadline(deadline: Deadline, definition?: Pick<ProcessDefinition, 'roles' | 'steps'>): Both {
  const parts = [
    lengthOf(deadline),
    ...(deadline.reminders?.length ? [remindersOf(deadline.reminders)] : []),
    ...(deadline.warnAt === undefined ? [] : [warningOf(deadline.warnAt)]),
    describeOverdue(deadline.overdue, definition),
    ...(deadline.pause?.length ? [pauseOf(deadline.pause, definition)] : []),
  ];
  return { id: parts.map((part) => part.id).join(', '), en: parts.map((part) => part.en).join(', ') };
}

function lengthOf(deadline: Deadline): Both {
  if (deadline.within) return describeDuration(deadline.within);
  if (deadline.on === undefined) return { id: 'waktu belum ditentukan', en: 'time not set yet' };
  const date = describeDate(deadline.on);
  return { id: `sampai ${date.id}`, en: `until ${date.en}` };
}

function remindersOf(reminders: readonly Duration[]): Both {
  const each = reminders.map(describeDuration);
  return {
    id: `ingatkan ${list(
      each.map((one) => one.id),
      'dan',
    )} sebelumnya`,
    en: `remind ${list(
      each.map((one) => one.en),
      'and',
    )} before`,
  };
}

function warningOf(share: number): Both {
  const percent = Math.round(share * 100);
  return { id: `peringatan pada ${percent}% waktu`, en: `warn at ${percent}% of the time` };
}

function pauseOf(stepIds: readonly StepId[], definition?: Pick<ProcessDefinition, 'steps'>): Both {
  const titles = stepIds.map((id) => both(definition?.steps.find((step) => step.id === id)?.title, id));
  return {
    id: `waktu berhenti selama ${list(
      titles.map((title) => `"${title.id}"`),
      'atau',
    )} berjalan`,
    en: `the clock rests while ${list(
      titles.map((title) => `"${title.en}"`),
      'or',
    )} runs`,
  };
}

function roleTitle(role: RoleId, definition?: Pick<ProcessDefinition, 'roles'>): Both {
  const known = definition !== undefined && Object.hasOwn(definition.roles, role);
  return both(known ? definition.roles[role]?.title : undefined, role || '…');
}

function both(text: Localized | undefined, otherwise: string): Both {
  const id = text?.id.trim() || otherwise;
  return { id, en: text?.en?.trim() || id };
}

function list(items: readonly string[], last: string): string {
  if (items.length < 2) return items.join('');
  return `${items.slice(0, -1).join(', ')} ${last} ${items.at(-1)}`;
}
