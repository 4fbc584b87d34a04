import { Plus, Trash2 } from 'lucide-react';
import { needOf, needsBySector, totalNeeds, type Duty, type Job, type JobNeed } from '../../../process/abk';
import type { Json } from '../../../process/types';
import { useText } from '../../i18n/use-text';
import { Button, IconButton } from '../../ui/Button';
import { Badge, Banner, Card } from '../../ui/display';
import { TextArea, TextField } from '../../ui/fields';
import { NumberField } from '../../ui/NumberField';
import { anchorOf } from '../../ui/form/anchors';
import { Table } from '../../ui/Table';
import type { KindProps } from '../kind-props';
import styles from '../tasks.module.css';

const jobsOf = (value: Json | undefined): Job[] => (Array.isArray(value) ? (value as unknown as Job[]) : []);

/** A short id that no job has yet. */
const freshId = (jobs: readonly Job[]): string => {
  let n = jobs.length + 1;
  while (jobs.some((job) => job.id === `j${n}`)) n += 1;
  return `j${n}`;
};

export default function NeedsAnalysisTask({ task, data, set, errors, readOnly }: KindProps) {
  const { t, local, number } = useText();
  const settings = task.design.kind === 'needs-analysis' ? task.design.settings : { workingYearMinutes: 75_000, sectors: [] };
  const jobs = jobsOf(data.jobs);
  const year = settings.workingYearMinutes;
  const change = (next: Job[]) => set({ jobs: next as unknown as Json });
  const add = (sector: string) => change([...jobs, { id: freshId(jobs), sector, title: '', duties: [{ title: '', volume: 0, minutes: 0 }], incumbents: 0, retirements: 0 }]);
  return (
    <div className="stack">
      <Summary jobs={jobs} sectors={settings.sectors.map((sector) => ({ id: sector.id, title: local(sector.title) }))} year={year} />
      <p className="muted small">{t('needs.formula', { minutes: number(year) })}</p>
      {errors['/jobs'] && <div id={anchorOf('/jobs')} tabIndex={-1}><Banner tone="danger">{t('needs.noJobs')}</Banner></div>}
      {settings.sectors.map((sector) => (
        <section key={sector.id} className="stack" aria-label={local(sector.title)}>
          <h2>{local(sector.title)}</h2>
          {jobs.map((job, at) => job.sector === sector.id && (
            <JobCard key={job.id} job={job} at={at} year={year} errors={errors} readOnly={readOnly} onChange={(next) => change(jobs.with(at, next))} onRemove={() => change(jobs.toSpliced(at, 1))} />
          ))}
          {!readOnly && <div><Button icon={Plus} onPress={() => add(sector.id)}>{t('needs.add', { sector: local(sector.title) })}</Button></div>}
        </section>
      ))}
      <Card>
        <TextArea label={t('needs.note')} help={t('needs.noteHelp')} markOptional max={20_000} value={typeof data.note === 'string' ? data.note : ''} onChange={(note) => set({ note: note || undefined })} readOnly={readOnly} />
      </Card>
    </div>
  );
}

function Summary({ jobs, sectors, year }: { jobs: Job[]; sectors: { id: string; title: string }[]; year: number }) {
  const { t, number } = useText();
  const total = totalNeeds(jobs, year);
  const titles = new Map(sectors.map((sector) => [sector.id, sector.title]));
  const decimals = { minimumFractionDigits: 2, maximumFractionDigits: 2 };
  return (
    <Card title={t('needs.summary')} flush>
      <Table
        label={t('needs.summary')}
        rows={needsBySector(jobs, sectors.map((sector) => sector.id), year)}
        rowKey={(row) => row.sector}
        columns={[
          { id: 'sector', label: t('needs.sector'), main: true, cell: (row) => titles.get(row.sector) },
          { id: 'jobs', label: t('needs.jobs'), numeric: true, cell: (row) => number(row.total.jobs) },
          { id: 'staff', label: t('needs.incumbents'), numeric: true, cell: (row) => number(row.total.incumbents) },
          { id: 'retiring', label: t('needs.retirements'), numeric: true, cell: (row) => number(row.total.retirements) },
          { id: 'need', label: t('needs.need'), numeric: true, cell: (row) => number(row.total.need, decimals) },
          { id: 'gap', label: t('needs.gap'), numeric: true, cell: (row) => <Gap need={row.total} /> },
        ]}
        foot={
          <tr className={styles.totals}>
            <th scope="row">{t('needs.total')}</th>
            <td data-numeric data-label={t('needs.jobs')}>{number(total.jobs)}</td>
            <td data-numeric data-label={t('needs.incumbents')}>{number(total.incumbents)}</td>
            <td data-numeric data-label={t('needs.retirements')}>{number(total.retirements)}</td>
            <td data-numeric data-label={t('needs.need')}>{number(total.need, decimals)}</td>
            <td data-numeric data-label={t('needs.gap')}><Gap need={total} /></td>
          </tr>
        }
      />
    </Card>
  );
}

/** Shortage in red, surplus named: a bare minus is easily read over. */
function Gap({ need }: { need: Pick<JobNeed, 'gap'> }) {
  const { t, number } = useText();
  const shown = number(Math.abs(need.gap), { minimumFractionDigits: 2, maximumFractionDigits: 2 });
  if (need.gap > 0.005) return <span className={styles.shortage}>{shown}</span>;
  return need.gap < -0.005 ? <span className="muted">{t('needs.surplus')} {shown}</span> : <span>{shown}</span>;
}

function JobCard({ job, at, year, errors, readOnly, onChange, onRemove }: {
  job: Job;
  at: number;
  year: number;
  errors: KindProps['errors'];
  readOnly: boolean;
  onChange: (job: Job) => void;
  onRemove: () => void;
}) {
  const { t, number } = useText();
  const need = needOf(job, year);
  const name = job.title || t('needs.untitled');
  const setDuty = (n: number, duty: Duty) => onChange({ ...job, duties: job.duties.with(n, duty) });
  return (
    <Card aria-label={name}>
      <div className={styles.jobHead}>
        <div id={anchorOf(`/jobs/${at}/title`)}><TextField label={t('needs.title')} required value={job.title} onChange={(title) => onChange({ ...job, title })} error={errors[`/jobs/${at}/title`]} readOnly={readOnly} max={300} /></div>
        <TextField label={t('needs.qualification')} markOptional value={job.qualification ?? ''} onChange={(qualification) => { const { qualification: _old, ...rest } = job; onChange(qualification ? { ...rest, qualification } : rest); }} readOnly={readOnly} max={300} />
        <NumberField label={t('needs.incumbents')} value={job.incumbents} min={0} max={1e6} decimals={0} onChange={(incumbents) => onChange({ ...job, incumbents: incumbents ?? 0 })} readOnly={readOnly} />
        <NumberField label={t('needs.retirements')} value={job.retirements} min={0} max={1e6} decimals={0} onChange={(retirements) => onChange({ ...job, retirements: retirements ?? 0 })} readOnly={readOnly} />
        {!readOnly && <IconButton icon={Trash2} look="danger" label={t('action.remove', { what: name })} onPress={onRemove} />}
      </div>
      <div className={styles.duties}>
        {job.duties.map((duty, n) => (
          <div key={n} className={styles.duty} role="group" aria-label={duty.title || `${t('needs.duty')} ${n + 1}`}>
            <div id={anchorOf(`/jobs/${at}/duties/${n}/title`)}><TextField label={t('needs.dutyName')} value={duty.title} onChange={(title) => setDuty(n, { ...duty, title })} error={errors[`/jobs/${at}/duties/${n}/title`]} readOnly={readOnly} max={300} /></div>
            <NumberField label={t('needs.volume')} value={duty.volume} min={0} onChange={(volume) => setDuty(n, { ...duty, volume: volume ?? 0 })} readOnly={readOnly} />
            <NumberField label={t('needs.minutes')} value={duty.minutes} min={0} onChange={(minutes) => setDuty(n, { ...duty, minutes: minutes ?? 0 })} readOnly={readOnly} />
            <p className={styles.load}><span>{t('needs.load')}</span><strong>{number(duty.volume * duty.minutes)}</strong></p>
            {!readOnly && <IconButton icon={Trash2} look="danger" label={t('action.remove', { what: duty.title || `${t('needs.duty')} ${n + 1}` })} onPress={() => onChange({ ...job, duties: job.duties.toSpliced(n, 1) })} />}
          </div>
        ))}
        {!readOnly && <div><Button small look="quiet" icon={Plus} onPress={() => onChange({ ...job, duties: [...job.duties, { title: '', volume: 0, minutes: 0 }] })}>{t('needs.addDuty')}</Button></div>}
      </div>
      <p className="row" aria-live="polite">
        <Badge tone="brand">{t('needs.need')}: {number(need.need, { maximumFractionDigits: 2, minimumFractionDigits: 2 })}</Badge>
        <Badge tone={need.gap > 0.005 ? 'danger' : 'ok'}>{t('needs.gap')}: <Gap need={need} /></Badge>
      </p>
    </Card>
  );
}
