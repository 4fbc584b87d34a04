import { useQuery, useQueryClient } from '@tanstack/react-query';
import { CalendarSearch, Plus, Trash2 } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import { useIntl } from 'react-intl';
import type { CalendarJson, Holiday, HolidayYearJson } from '../../server/contract/calendars';
import type { Page } from '../../server/contract/common';
import { get, put, seg } from '../api/client';
import { useText } from '../i18n/use-text';
import { paths } from '../paths';
import { Button, IconButton } from '../ui/Button';
import { Badge, Banner, Card, EmptyState, PageHeader, Skeleton } from '../ui/display';
import { DateField } from '../ui/DateField';
import { ErrorState } from '../ui/ErrorState';
import { TextField } from '../ui/fields';
import { Select } from '../ui/Select';
import { useAbsolute } from '../ui/time';
import { toast } from '../ui/toast';
import styles from './admin.module.css';
import { emptyYear, findingsOf, sortedDays, type YearFindings } from './holiday-year';

const SaveYearDialog = lazy(() => import('./SaveYearDialog'));
const calendarsQuery = { queryKey: ['calendars'], queryFn: () => get<Page<CalendarJson>>('/calendars') };

export default function HolidaysPage() {
  const { t } = useText();
  const { data, error, refetch } = useQuery(calendarsQuery);
  const calendar = data?.items[0];
  return (
    <>
      <PageHeader
        crumbs={[{ label: t('admin.title'), href: paths.settings }, { label: t('admin.holidays') }]}
        title={t('admin.holidays')}
        lead={t('admin.holidaysLead')}
      />
      {error ? <ErrorState error={error} onRetry={() => void refetch()} /> : !data ? <Skeleton lines={8} /> : calendar ? <Years calendar={calendar} /> : <EmptyState title={t('holidays.empty')} />}
    </>
  );
}

function Years({ calendar }: { calendar: CalendarJson }) {
  const { t } = useText();
  const absolute = useAbsolute();
  const known = Object.keys(calendar.years).sort();
  const next = String(Number(known.at(-1) ?? new Date().getFullYear() - 1) + 1);
  const [year, setYear] = useState(known.find((candidate) => Number(candidate) >= new Date().getFullYear()) ?? known.at(-1) ?? next);
  return (
    <>
      <div className={styles.years} role="group" aria-label={t('holidays.year')}>
        {known.map((candidate) => (
          <button key={candidate} type="button" aria-pressed={candidate === year} onClick={() => setYear(candidate)}>{candidate}</button>
        ))}
        <button type="button" aria-pressed={year === next} onClick={() => setYear(next)}>{t('holidays.newYear', { year: next })}</button>
      </div>
      <YearEditor key={`${year}.${calendar.revision}`} calendar={calendar} year={year} />
      {calendar.updatedAt && calendar.updatedBy && (
        <p className="muted small" style={{ marginTop: 16 }}>
          {t('holidays.revision', { revision: calendar.revision, when: absolute(calendar.updatedAt), who: calendar.updatedBy.name })}
        </p>
      )}
    </>
  );
}

function YearEditor({ calendar, year }: { calendar: CalendarJson; year: string }) {
  const { t } = useText();
  const client = useQueryClient();
  const [draft, setDraft] = useState<HolidayYearJson>(() => calendar.years[year] ?? emptyYear());
  const [asking, setAsking] = useState(false);
  const found = findingsOf(year, draft, calendar.workWeek);
  const setDay = (at: number, day: Holiday) => setDraft({ ...draft, days: draft.days.with(at, day) });
  const save = async (reason: string) => {
    const body = { year: { ...draft, days: sortedDays(draft.days) }, reason };
    await put(`/calendars/${seg(calendar.id)}/years/${year}`, body, { ifMatch: `"${calendar.revision}"` });
    toast(t('holidays.saved', { year }));
    await client.invalidateQueries({ queryKey: ['calendars'] });
  };
  const statuses = (['decreed', 'unverified', 'provisional'] as const).map((status) => ({ value: status, label: t(`holidays.status.${status}`), note: t(`holidays.statusNote.${status}`) }));
  return (
    <div className="stack">
      <Card>
        <div className="row-between">
          <h2>{year}</h2>
          <Badge tone={draft.status === 'decreed' ? 'ok' : 'warn'}>{t(`holidays.status.${draft.status}`)}</Badge>
        </div>
        <Select label={t('holidays.status')} value={draft.status} options={statuses} onChange={(status) => setDraft({ ...draft, status: status as HolidayYearJson['status'] })} />
        <TextField label={t('holidays.source')} value={draft.source.id} onChange={(id) => setDraft({ ...draft, source: { ...draft.source, id } })} required />
      </Card>
      {(draft.status === 'provisional' || (draft.status !== 'decreed' && draft.days.length === 0)) && <Guess year={year} empty={draft.days.length === 0} onFill={setDraft} />}
      <Card
        title={t('holidays.count', { holidays: draft.days.filter((day) => day.kind === 'holiday').length, leave: draft.days.filter((day) => day.kind !== 'holiday').length })}
        actions={<Button small icon={Plus} onPress={() => setDraft({ ...draft, days: [...draft.days, { date: '', kind: 'holiday', name: { id: '' } }] })}>{t('holidays.add')}</Button>}
      >
        <ul className={styles.days}>
          {draft.days.map((day, at) => (
            <DayRow key={at} day={day} year={year} onChange={(next) => setDay(at, next)} onRemove={() => setDraft({ ...draft, days: draft.days.toSpliced(at, 1) })} />
          ))}
        </ul>
      </Card>
      <Findings found={found} onAdd={(day) => setDraft({ ...draft, days: sortedDays([...draft.days, day]) })} />
      <div><Button look="primary" isDisabled={found.errors.length > 0} onPress={() => setAsking(true)}>{t('holidays.save', { year })}</Button></div>
      {asking && <Suspense><SaveYearDialog year={year} onClose={() => setAsking(false)} onSave={save} /></Suspense>}
    </div>
  );
}

/** What keeps the year from being saved, and what asks for a second look. */
function Findings({ found: { errors, doubts }, onAdd }: { found: YearFindings; onAdd: (day: Holiday) => void }) {
  const { t, local, language } = useText();
  return (
    <>
      {errors.length > 0 && (
        <Banner tone="danger" title={t('holidays.errors')}>
          <ul>{errors.map(({ rule, path, message }) => <li key={`${rule}${path}`}>{local(message)}</li>)}</ul>
        </Banner>
      )}
      {doubts.length > 0 && (
        <Banner tone="warn" title={t('holidays.doubts')}>
          <ul className={styles.doubts}>
            {doubts.map(({ finding, missing }) => (
              <li key={`${finding.rule}${finding.params.date}`}>
                <span>{missing ? t('holidays.missing', { date: missing.date, name: missing.name[language] ?? missing.name.id }) : local(finding.message)}</span>
                {missing && <Button small icon={Plus} onPress={() => onAdd(missing)} aria-label={t('holidays.addNamed', { name: missing.name[language] ?? missing.name.id })}>{t('action.add')}</Button>}
              </li>
            ))}
          </ul>
        </Banner>
      )}
    </>
  );
}

/** Until the decree appears, arithmetic can propose the days; the proposal replaces what stands in the form, not what is saved. */
function Guess({ year, empty, onFill }: { year: string; empty: boolean; onFill: (draft: HolidayYearJson) => void }) {
  const { t } = useText();
  const [filled, setFilled] = useState(false);
  const fill = async () => {
    // Moon and Easter are computed when somebody asks for them.
    const { guessYear } = await import('../../process/calendar/guess');
    onFill(guessYear(Number(year)));
    setFilled(true);
  };
  return (
    <Banner tone="info" title={t('holidays.guess')} actions={<Button small icon={CalendarSearch} onPress={() => void fill()}>{t(empty ? 'holidays.guessFill' : 'holidays.guessReplace')}</Button>}>
      <p role="status">{t(filled ? 'holidays.guessed' : 'holidays.guessText')}</p>
    </Banner>
  );
}

function DayRow({ day, year, onChange, onRemove }: { day: Holiday; year: string; onChange: (day: Holiday) => void; onRemove: () => void }) {
  const { t, local, language } = useText();
  const intl = useIntl();
  const date = day.date ? new Date(`${day.date}T12:00:00+07:00`) : undefined;
  const weekend = date ? [0, 6].includes(date.getUTCDay()) : false;
  const what = local(day.name) || day.date;
  return (
    <li className={styles.day}>
      <div className={styles.date}>
        <DateField label={`${t('holidays.date')}: ${what}`} hideLabel value={day.date || undefined} min={`${year}-01-01`} max={`${year}-12-31`} onChange={(next) => onChange({ ...day, date: next ?? '' })} />
      </div>
      <span className={styles.weekday} data-weekend={weekend || undefined}>{date && intl.formatDate(date, { weekday: 'long' })}</span>
      <div className={styles.name}>
        <TextField label={`${t('holidays.name')}: ${what}`} hideLabel value={day.name[language] ?? day.name.id} onChange={(name) => onChange({ ...day, name: { ...day.name, [language]: name, ...(language === 'en' && !day.name.id ? { id: name } : {}) } })} />
      </div>
      <div className={styles.kind}>
        <Select
          label={`${t('holidays.kind')}: ${what}`}
          hideLabel
          value={day.kind}
          options={(['holiday', 'collective-leave'] as const).map((kind) => ({ value: kind, label: t(`holidays.kind.${kind}`) }))}
          onChange={(kind) => onChange({ ...day, kind: kind as Holiday['kind'] })}
        />
      </div>
      <div className={styles.remove}><IconButton icon={Trash2} look="danger" label={t('action.remove', { what })} onPress={onRemove} /></div>
    </li>
  );
}
