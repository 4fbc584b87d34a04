/** The calendar of a date field. React Aria's: every key, every announcement, in our words. */
import { parseDate as calendarDate, type CalendarDate } from '@internationalized/date';
import { ChevronLeft, ChevronRight } from 'lucide-react';
import type { RefObject } from 'react';
import { Button } from 'react-aria-components/Button';
import { Calendar, CalendarCell, CalendarGrid, CalendarHeading } from 'react-aria-components/Calendar';
import { Dialog } from 'react-aria-components/Dialog';
import { Popover } from 'react-aria-components/Popover';
import buttonStyles from './Button.module.css';
import styles from './fields.module.css';

export default function CalendarPopover({ anchor, label, value, min, max, onClose, onPick }: {
  anchor: RefObject<HTMLElement | null>;
  label: string;
  value: string | undefined;
  min: string | undefined;
  max: string | undefined;
  onClose: () => void;
  onPick: (date: string) => void;
}) {
  const [first, last] = [dateOf(min), dateOf(max)];
  return (
    <Popover className={styles.popover!} triggerRef={anchor} isOpen onOpenChange={(open) => !open && onClose()} placement="bottom end">
      <Dialog className={styles.calendar!} aria-label={label}>
        <Calendar value={dateOf(value) ?? null} onChange={(date) => onPick(date.toString())} {...(first && { minValue: first })} {...(last && { maxValue: last })} autoFocus>
          <header className={styles.calendarHead}>
            <Button slot="previous" className={buttonStyles.icon!}><ChevronLeft size={20} aria-hidden /></Button>
            <CalendarHeading />
            <Button slot="next" className={buttonStyles.icon!}><ChevronRight size={20} aria-hidden /></Button>
          </header>
          <CalendarGrid>{(date) => <CalendarCell date={date} className={styles.day!} />}</CalendarGrid>
        </Calendar>
      </Dialog>
    </Popover>
  );
}

function dateOf(text: string | undefined): CalendarDate | undefined {
  if (!text) return undefined;
  try {
    return calendarDate(text);
  } catch {
    // What is stored may come from a program; an unreadable date shows as none rather than break the form.
    return undefined;
  }
}
