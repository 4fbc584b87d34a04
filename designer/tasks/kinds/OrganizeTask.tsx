import { ExternalLink, Plus, Trash2 } from 'lucide-react';
import type { Json } from '../../../process/types';
import type { TaskDataOf } from '../../../server/contract/task-data';
import { useText } from '../../i18n/use-text';
import { paths } from '../../paths';
import { Button, IconButton } from '../../ui/Button';
import { Banner, Card, ProgressBar } from '../../ui/display';
import { DateField } from '../../ui/DateField';
import { TextArea, TextField } from '../../ui/fields';
import { MoneyField, NumberField } from '../../ui/NumberField';
import { anchorOf } from '../../ui/form/anchors';
import { ButtonLink } from '../../ui/Link';
import { Markdown } from '../../ui/Markdown';
import type { KindProps } from '../kind-props';
import styles from '../tasks.module.css';

type Session = TaskDataOf['organize']['sessions'][number];
type Resistance = NonNullable<TaskDataOf['organize']['resistance']>[number];

const listOf = <T,>(value: Json | undefined): T[] => (Array.isArray(value) ? (value as unknown as T[]) : []);

export default function OrganizeTask(props: KindProps) {
  const { t, local } = useText();
  const { task, data, set, readOnly } = props;
  const settings = task.design.kind === 'socialization' ? task.design.settings : undefined;
  return (
    <div className="stack">
      <Meters {...props} />
      {settings && (
        <Card title={t('organize.material')}>
          <Markdown text={local(settings.material)} />
          {settings.incentives && <Banner tone="gold" title={t('organize.incentives')}>{local(settings.incentives)}</Banner>}
        </Card>
      )}
      <Sessions {...props} />
      <ResistanceLog {...props} />
      <Card>
        <TextArea label={t('organize.note')} markOptional max={20_000} value={typeof data.note === 'string' ? data.note : ''} onChange={(note) => set({ note: note || undefined })} readOnly={readOnly} />
      </Card>
      {!readOnly && <Banner tone="info">{t('organize.closing')}</Banner>}
    </div>
  );
}

function Meters({ task, data }: KindProps) {
  const { t, number, rupiah } = useText();
  const { coverage } = task.material;
  if (!coverage) return null;
  const spent = listOf<Session>(data.sessions).reduce((sum, session) => sum + (session.cost ?? 0), 0);
  const ceiling = coverage.budgetCeiling;
  return (
    <div className={styles.pair}>
      <Card>
        <ProgressBar
          label={t('organize.coverage')}
          value={coverage.acknowledged}
          max={coverage.audience ?? coverage.needed}
          target={coverage.needed}
          text={t('organize.coverageText', { have: number(coverage.acknowledged), need: number(coverage.needed) })}
          tone={coverage.acknowledged >= coverage.needed ? 'ok' : 'brand'}
        />
        <div className="row-between">
          {coverage.audience !== null && <span className="muted small">{t('organize.audience', { count: number(coverage.audience) })}</span>}
          <ButtonLink small look="quiet" icon={ExternalLink} href={paths.acknowledgement(coverage.windowId)}>{t('organize.link')}</ButtonLink>
        </div>
      </Card>
      <Card>
        {ceiling === null ? <p>{t('organize.noCeiling', { cost: rupiah(spent) })}</p> : (
          <>
            <ProgressBar label={t('organize.costs')} value={spent} max={ceiling} text={t('organize.costsText', { cost: rupiah(spent), ceiling: rupiah(ceiling) })} tone={spent > ceiling ? 'danger' : 'gold'} />
            {spent > ceiling && <Banner tone="danger" live>{t('organize.over', { ceiling: rupiah(ceiling) })}</Banner>}
          </>
        )}
      </Card>
    </div>
  );
}

function Sessions({ data, set, errors, readOnly }: KindProps) {
  const { t } = useText();
  const sessions = listOf<Session>(data.sessions);
  const change = (next: Session[]) => set({ sessions: next as unknown as Json });
  const patch = (at: number, part: Partial<Session>) => change(sessions.with(at, { ...sessions[at]!, ...part }));
  return (
    <Card title={t('organize.sessions')} actions={!readOnly && <Button small icon={Plus} onPress={() => change([...sessions, { date: '', place: '', participants: 0 }])}>{t('organize.addSession')}</Button>}>
      {sessions.map((session, at) => (
        <fieldset key={at} className={styles.entry}>
          <legend>{t('organize.session', { number: at + 1 })}</legend>
          <div className={styles.entryFields}>
            <div id={anchorOf(`/sessions/${at}/date`)}><DateField label={t('organize.date')} required value={session.date || undefined} onChange={(date) => patch(at, { date: date ?? '' })} error={errors[`/sessions/${at}/date`]} readOnly={readOnly} /></div>
            <TextField label={t('organize.place')} value={session.place} onChange={(place) => patch(at, { place })} readOnly={readOnly} max={300} />
            <TextField label={t('organize.topic')} markOptional value={session.topic ?? ''} onChange={(topic) => patch(at, { topic })} readOnly={readOnly} max={300} />
            <NumberField label={t('organize.participants')} min={0} decimals={0} value={session.participants} onChange={(participants) => patch(at, { participants: participants ?? 0 })} readOnly={readOnly} />
            <MoneyField label={t('organize.cost')} min={0} value={session.cost} onChange={(cost) => patch(at, { cost: cost ?? 0 })} readOnly={readOnly} />
          </div>
          {!readOnly && <IconButton icon={Trash2} look="danger" label={t('action.remove', { what: t('organize.session', { number: at + 1 }) })} onPress={() => change(sessions.toSpliced(at, 1))} />}
        </fieldset>
      ))}
    </Card>
  );
}

function ResistanceLog({ data, set, errors, readOnly }: KindProps) {
  const { t } = useText();
  const notes = listOf<Resistance>(data.resistance);
  const change = (next: Resistance[]) => set({ resistance: next.length > 0 ? (next as unknown as Json) : undefined });
  const patch = (at: number, part: Partial<Resistance>) => change(notes.with(at, { ...notes[at]!, ...part }));
  return (
    <Card title={t('organize.resistance')} actions={!readOnly && <Button small icon={Plus} onPress={() => change([...notes, { concern: '', action: '' }])}>{t('organize.addResistance')}</Button>}>
      <p className="muted">{t('organize.resistanceLead')}</p>
      {notes.map((note, at) => (
        <div key={at} className={styles.entry} role="group" aria-label={`${t('organize.concern')} ${at + 1}`}>
          <div className={styles.entryFields}>
            <div id={anchorOf(`/resistance/${at}/concern`)}><TextArea label={t('organize.concern')} required rows={2} max={2_000} value={note.concern} onChange={(concern) => patch(at, { concern })} error={errors[`/resistance/${at}/concern`]} readOnly={readOnly} /></div>
            <TextArea label={t('organize.action')} rows={2} max={2_000} value={note.action} onChange={(action) => patch(at, { action })} readOnly={readOnly} />
          </div>
          {!readOnly && <IconButton icon={Trash2} look="danger" label={t('action.remove', { what: `${t('organize.concern')} ${at + 1}` })} onPress={() => change(notes.toSpliced(at, 1))} />}
        </div>
      ))}
    </Card>
  );
}
