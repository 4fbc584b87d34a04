/** Times for people: how far away, and exactly when on hover and for screen readers, in Jakarta's time and the reader's language. */
import { createContext, useContext, useSyncExternalStore, type ReactNode } from 'react';
import { useIntl } from 'react-intl';
import { useText, type Text } from '../i18n/use-text';
import { instanceTime, msOf, roughLength, type ProcessClock } from './time-words';
import { StatusPill } from './display';

export { clockOf, type ProcessClock } from './time-words';
type Time = number | string;

const ClockContext = createContext<ProcessClock | undefined>(undefined);

/** Puts what is inside on a process's own clock: a rehearsal's "now" is its own. */
export function ProcessClockProvider({ clock, children }: { clock: ProcessClock | undefined; children: ReactNode }) {
  return <ClockContext value={clock}>{children}</ClockContext>;
}

const ticks = { listeners: new Set<() => void>(), now: Date.now(), timer: undefined as ReturnType<typeof setInterval> | undefined, fast: 0 };

function tick(): void {
  ticks.now = Date.now();
  for (const listener of ticks.listeners) listener();
}

/** One timer for all times on the page: every second while a rehearsal is shown, else every half minute. */
function retime(): void {
  clearInterval(ticks.timer);
  ticks.timer = ticks.listeners.size > 0 ? setInterval(tick, ticks.fast > 0 ? 1_000 : 30_000) : undefined;
}

function subscriber(fast: boolean) {
  return (listener: () => void) => {
    // Nobody may have looked for a while: the first look must not show an old present.
    if (ticks.listeners.size === 0) ticks.now = Date.now();
    ticks.listeners.add(listener);
    if (fast) ticks.fast += 1;
    retime();
    return () => {
      ticks.listeners.delete(listener);
      if (fast) ticks.fast -= 1;
      retime();
    };
  };
}
const subscribeSlow = subscriber(false);
const subscribeFast = subscriber(true);

/** The present of the surrounding process (or ours), kept up to date. */
export function useNow(): number {
  const clock = useContext(ClockContext);
  const real = useSyncExternalStore(clock && clock.scale > 1 ? subscribeFast : subscribeSlow, () => ticks.now, () => ticks.now);
  return instanceTime(clock, real);
}

export const lengthWords = (text: Text, ms: number): string => {
  const { unit, count } = roughLength(ms);
  return text.t(`time.${unit}`, { count });
};

/** "3 hari lagi", "2 jam yang lalu". */
export function relativeWords(text: Text, ms: number, now: number): string {
  const difference = ms - now;
  if (Math.abs(difference) < 45_000) return text.t('time.now');
  return text.t(difference > 0 ? 'time.in' : 'time.ago', { time: lengthWords(text, difference) });
}

/** "24 November 2026 pukul 16.05 WIB". */
export function useAbsolute(): (time: Time, style?: 'long' | 'short' | 'date') => string {
  const intl = useIntl();
  const { t } = useText();
  return (time, style = 'long') => {
    const date = new Date(msOf(time));
    if (style === 'date') return intl.formatDate(date, { dateStyle: 'long' });
    if (style === 'short') return intl.formatDate(date, { dateStyle: 'medium', timeStyle: 'short' });
    return `${intl.formatDate(date, { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric', hour: '2-digit', minute: '2-digit' })} ${t('time.zone')}`;
  };
}

/** An exact time; the weekday and the zone on hover. */
export function DateTime({ time, style = 'short' }: { time: Time; style?: 'long' | 'short' | 'date' }) {
  const absolute = useAbsolute();
  return <time dateTime={new Date(msOf(time)).toISOString()} title={absolute(time)} className="numbers">{absolute(time, style)}</time>;
}

/** How far away; exactly when on hover. */
export function RelativeTime({ time }: { time: Time }) {
  const text = useText();
  const absolute = useAbsolute();
  const now = useNow();
  return <time dateTime={new Date(msOf(time)).toISOString()} title={absolute(time)}>{relativeWords(text, msOf(time), now)}</time>;
}

/** A deadline: relative first, then its day. */
export function DueTime({ due }: { due: Time | undefined | null }) {
  const { t } = useText();
  if (due === undefined || due === null) return <span className="muted">{t('time.noDue')}</span>;
  return (
    <span style={{ display: 'inline-grid' }}>
      <RelativeTime time={due} />
      <span className="muted small"><DateTime time={due} style="date" /></span>
    </span>
  );
}

/** The state that a due date puts a thing in. */
export function dueStatus(due: Time | undefined | null, opened: Time, now: number, warnAt = 0.75): 'on-time' | 'at-risk' | 'overdue' {
  if (due === undefined || due === null) return 'on-time';
  const [from, to] = [msOf(opened), msOf(due)];
  if (now > to) return 'overdue';
  return to > from && (now - from) / (to - from) >= warnAt ? 'at-risk' : 'on-time';
}

export function DuePill({ due, opened }: { due: Time | undefined | null; opened: Time }) {
  const now = useNow();
  return <StatusPill status={dueStatus(due, opened, now)} />;
}

/** "2 hari", for how long something took or waits. */
export function Length({ ms }: { ms: number }) {
  const text = useText();
  return <>{lengthWords(text, ms)}</>;
}
