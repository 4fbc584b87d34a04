/** A calendar date as `YYYY-MM-DD`: typed, or picked from a calendar. */
import { parseDate, type DateValue } from '@internationalized/date';
import { CalendarDays, ChevronLeft, ChevronRight } from 'lucide-react';
import { Button } from 'react-aria-components/Button';
import { Calendar, CalendarCell, CalendarGrid, CalendarHeading } from 'react-aria-components/Calendar';
import { DateInput, DateSegment } from 'react-aria-components/DateField';
import { DatePicker } from 'react-aria-components/DatePicker';
import { Dialog } from 'react-aria-components/Dialog';
import { Group } from 'react-aria-components/Group';
import { Popover } from 'react-aria-components/Popover';
import { FieldHelp, FieldLabel, stateOf, type FieldProps } from './fields';
import buttonStyles from './Button.module.css';
import styles from './fields.module.css';

export interface DateFieldProps extends FieldProps {
  /** `YYYY-MM-DD` */
  value: string | undefined;
  onChange: (value: string | undefined) => void;
  min?: string;
  max?: string;
}

export function DateField(props: DateFieldProps) {
  const { value, onChange, min, max } = props;
  return (
    <DatePicker
      {...stateOf(props)}
      className={styles.field!}
      value={dateOf(value) ?? null}
      onChange={(next) => onChange(next?.toString())}
      granularity="day"
      shouldForceLeadingZeros
      {...(min && { minValue: parseDate(min) })}
      {...(max && { maxValue: parseDate(max) })}
    >
      <FieldLabel {...props} />
      <Group className={`${styles.control} ${styles.date}`}>
        <DateInput className={styles.segments!}>{(segment) => <DateSegment segment={segment} className={styles.segment!} />}</DateInput>
        <Button className={buttonStyles.icon!} style={{ width: 34, height: 34 }}><CalendarDays size={18} aria-hidden /></Button>
      </Group>
      <FieldHelp {...props} />
      <Popover className={styles.popover!}>
        <Dialog className={styles.calendar!}>
          <Calendar>
            <header className={styles.calendarHead}>
              <Button slot="previous" className={buttonStyles.icon!}><ChevronLeft size={20} aria-hidden /></Button>
              <CalendarHeading />
              <Button slot="next" className={buttonStyles.icon!}><ChevronRight size={20} aria-hidden /></Button>
            </header>
            <CalendarGrid>{(date) => <CalendarCell date={date} className={styles.day!} />}</CalendarGrid>
          </Calendar>
        </Dialog>
      </Popover>
    </DatePicker>
  );
}

function dateOf(text: string | undefined): DateValue | undefined {
  if (!text) return undefined;
  try {
    return parseDate(text);
  } catch {
    // What is stored may come from a program; an unreadable date shows as empty rather than break the form.
    return undefined;
  }
}
