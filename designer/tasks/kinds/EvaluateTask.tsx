import { Minus, TrendingDown, TrendingUp, Trophy } from 'lucide-react';
import { gradeOf, SKM_ELEMENTS } from '../../../process/skm';
import type { TaskMaterial } from '../../../server/contract/tasks';
import { useText } from '../../i18n/use-text';
import { Badge, Banner, Card, Figure, ProgressBar, type Tone } from '../../ui/display';
import { TextArea } from '../../ui/fields';
import { NumberField } from '../../ui/NumberField';
import { anchorOf } from '../../ui/form/anchors';
import { Table } from '../../ui/Table';
import { DateTime } from '../../ui/time';
import { trendOf, valueMap, withValue, type Trend } from '../indicators';
import type { KindProps } from '../kind-props';
import { OutcomeChoice } from '../OutcomeChoice';
import styles from '../tasks.module.css';

type Cycle = NonNullable<TaskMaterial['cycle']>;
type IndicatorRow = Cycle['indicators'][number];

/** `evaluate`: what the cycle found, then a verdict. `measure`: the values only. */
export default function EvaluateTask(props: KindProps) {
  const { t } = useText();
  const { task, data, set, errors, readOnly } = props;
  const { cycle } = task.material;
  const evaluating = task.kind === 'evaluate';
  return (
    <div className="stack">
      {cycle && (
        <p className="row">
          <Badge tone="gold">{t('evaluate.cycle', { cycle: cycle.cycle, cycles: cycle.cycles })}</Badge>
          <span className="muted"><DateTime time={cycle.from} style="date" /> – <DateTime time={cycle.to} style="date" /></span>
        </p>
      )}
      {cycle && <Indicators {...props} rows={cycle.indicators} />}
      {evaluating && cycle && (cycle.survey || cycle.complaints) && (
        <div className={styles.pair}>
          {cycle.survey && <Survey survey={cycle.survey} />}
          {cycle.complaints && (
            <Card title={t('evaluate.complaints')}>
              <div className={styles.figures}>
                <Figure label={t('evaluate.received')} value={cycle.complaints.received} />
                <Figure label={t('evaluate.answered')} value={cycle.complaints.answered} {...(cycle.complaints.answered < cycle.complaints.received && { tone: 'warn' as Tone })} />
              </div>
            </Card>
          )}
        </div>
      )}
      {evaluating ? (
        <Card title={t('evaluate.verdict')} tone="gold">
          <OutcomeChoice {...props} label={t('evaluate.ask')} />
          <div id={anchorOf('/reasoning')}>
            <TextArea label={t('evaluate.reasoning')} required rows={6} max={20_000} value={typeof data.reasoning === 'string' ? data.reasoning : ''} onChange={(reasoning) => set({ reasoning: reasoning || undefined })} error={errors['/reasoning']} readOnly={readOnly} />
          </div>
        </Card>
      ) : (
        <Card>
          <TextArea label={t('evaluate.note')} markOptional max={20_000} value={typeof data.note === 'string' ? data.note : ''} onChange={(note) => set({ note: note || undefined })} readOnly={readOnly} />
        </Card>
      )}
    </div>
  );
}

function Indicators({ rows, data, set, errors, readOnly }: KindProps & { rows: IndicatorRow[] }) {
  const { t, local, number } = useText();
  const values = valueMap(data.values);
  return (
    <Card title={t('evaluate.indicators')} flush>
      <Table
        label={t('evaluate.indicators')}
        rows={rows}
        rowKey={(row) => row.id}
        columns={[
          { id: 'title', label: t('evaluate.indicator'), main: true, cell: (row) => <>{local(row.title)} <span className="muted">({row.unit})</span></> },
          { id: 'baseline', label: t('evaluate.baseline'), numeric: true, cell: (row) => number(row.baseline) },
          { id: 'previous', label: t('evaluate.previous'), numeric: true, cell: (row) => (row.previous === null ? '–' : number(row.previous)) },
          { id: 'target', label: t('evaluate.target'), numeric: true, cell: (row) => number(row.target) },
          {
            id: 'value',
            label: t('evaluate.value'),
            width: '180px',
            cell: (row) => (
              <div id={anchorOf(`/values/${row.id}`)}>
                <NumberField label={t('evaluate.valueOf', { indicator: local(row.title) })} hideLabel unit={row.unit} value={values.get(row.id)} onChange={(value) => set({ values: withValue(data.values, row.id, value) })} error={errors[`/values/${row.id}`]} readOnly={readOnly} required />
              </div>
            ),
          },
          { id: 'trend', label: '', hideLabel: true, width: '130px', cell: (row) => <TrendBadge trend={trendOf(row, values.get(row.id))} /> },
        ]}
      />
    </Card>
  );
}

const TRENDS: Record<Trend, { tone: Tone; icon: typeof Trophy }> = {
  reached: { tone: 'ok', icon: Trophy },
  better: { tone: 'info', icon: TrendingUp },
  worse: { tone: 'danger', icon: TrendingDown },
  same: { tone: 'neutral', icon: Minus },
};

function TrendBadge({ trend }: { trend: Trend | undefined }) {
  const { t } = useText();
  if (!trend) return null;
  const { tone, icon } = TRENDS[trend];
  return <Badge tone={tone} icon={icon}>{t(`evaluate.${trend}`)}</Badge>;
}

const GRADE_TONE: Record<string, Tone> = { A: 'ok', B: 'ok', C: 'warn', D: 'danger' };

function Survey({ survey }: { survey: NonNullable<Cycle['survey']> }) {
  const { t, number } = useText();
  const grade = survey.grade ?? (survey.index === null ? null : gradeOf(survey.index));
  return (
    <Card title={t('evaluate.survey')}>
      <div className="row-between">
        {survey.index === null ? <p className="muted">{t('evaluate.noIndex')}</p> : <Figure label={t('evaluate.index')} value={number(survey.index, { minimumFractionDigits: 2 })} note={t('evaluate.respondents', { count: survey.respondents })} />}
        {grade && <Badge tone={GRADE_TONE[grade] ?? 'neutral'}>{t('evaluate.grade', { grade })}</Badge>}
      </div>
      {survey.minimum !== null && survey.respondents < survey.minimum && <Banner tone="warn">{t('evaluate.tooFew', { minimum: survey.minimum })}</Banner>}
      <div className="stack" style={{ '--gap': '10px' } as React.CSSProperties}>
        {SKM_ELEMENTS.filter((element) => survey.means[element] !== undefined).map((element) => (
          <ProgressBar key={element} label={t(`skm.${element}`)} value={survey.means[element]!} max={4} text={number(survey.means[element]!, { minimumFractionDigits: 2 })} tone={survey.means[element]! < 2.6 ? 'danger' : 'brand'} />
        ))}
      </div>
    </Card>
  );
}
