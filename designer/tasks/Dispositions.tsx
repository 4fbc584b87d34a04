/** Reasoned answers to input, one or many at once, each tied to the article that it changed. They count at once, before the task is sent. */
import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Page } from '../../server/contract/common';
import type { ConsultationDetail, ConsultationSummary, DispositionKind, DispositionsAnswer, Input } from '../../server/contract/consultations';
import type { DocumentSection } from '../../server/contract/task-data';
import { get, newKey, post, seg } from '../api/client';
import { useText } from '../i18n/use-text';
import { Button } from '../ui/Button';
import { Checkbox, RadioGroup, Switch } from '../ui/choices';
import { Badge, Card, EmptyState, ProgressBar, Skeleton, type Tone } from '../ui/display';
import { ErrorState } from '../ui/ErrorState';
import { TextArea } from '../ui/fields';
import { AnswersView } from '../ui/form/AnswersView';
import { LoadMore } from '../ui/LoadMore';
import { Select } from '../ui/Select';
import { RelativeTime } from '../ui/time';
import { toast } from '../ui/toast';
import styles from './tasks.module.css';

const KINDS: readonly DispositionKind[] = ['accepted', 'partly', 'rejected', 'noted'];
const KIND_TONE: Record<DispositionKind, Tone> = { accepted: 'ok', partly: 'info', rejected: 'danger', noted: 'neutral' };

export function Dispositions({ taskId, consultations, sections, readOnly }: {
  taskId: string;
  consultations: ConsultationSummary[];
  sections: readonly DocumentSection[];
  readOnly: boolean;
}) {
  return (
    <div className="stack" style={{ '--gap': '40px' } as React.CSSProperties}>
      {consultations.map((consultation) => <OneConsultation key={consultation.id} taskId={taskId} consultation={consultation} sections={sections} readOnly={readOnly} />)}
    </div>
  );
}

function OneConsultation({ taskId, consultation, sections, readOnly }: { taskId: string; consultation: ConsultationSummary; sections: readonly DocumentSection[]; readOnly: boolean }) {
  const { t, local } = useText();
  const [openOnly, setOpenOnly] = useState(true);
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const detail = useQuery({ queryKey: ['consultation', consultation.id], queryFn: ({ signal }) => get<ConsultationDetail>(`/consultations/${seg(consultation.id)}`, { signal }) });
  const inputs = useInfiniteQuery({
    queryKey: ['inputs', consultation.id, openOnly],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) => get<Page<Input>>(`/consultations/${seg(consultation.id)}/inputs`, { signal, query: { undisposed: openOnly || undefined, cursor: pageParam } }),
    getNextPageParam: (last) => last.next ?? undefined,
  });
  const shown = inputs.data?.pages.flatMap((page) => page.items) ?? [];
  const picked = shown.filter((input) => chosen.has(input.id));
  const toggle = (id: string, on: boolean) => setChosen((before) => new Set(on ? [...before, id] : [...before].filter((other) => other !== id)));
  const questions = detail.data?.questions;
  const done = consultation.responses - consultation.undisposed;
  return (
    <section className="stack" aria-label={local(consultation.title)}>
      <div className="row-between">
        <h2>{local(consultation.step.title)}</h2>
        <Switch checked={openOnly} onChange={setOpenOnly}>{t('dispose.openOnly')}</Switch>
      </div>
      <ProgressBar label={t('dispose.progress')} value={done} max={consultation.responses} text={t('dispose.progressText', { done, all: consultation.responses })} tone={consultation.undisposed === 0 ? 'ok' : 'gold'} />
      {(inputs.error ?? detail.error) && <ErrorState error={inputs.error ?? detail.error} onRetry={() => void inputs.refetch()} />}
      {inputs.isPending && <Skeleton lines={5} height={70} />}
      {inputs.data && shown.length === 0 && <EmptyState title={t(consultation.responses === 0 ? 'dispose.none' : 'dispose.allDone')} />}
      {shown.length > 0 && (
        <div className={readOnly ? undefined : styles.disposing}>
          <div className={styles.inputs}>
            {!readOnly && (
              <Checkbox checked={picked.length === shown.length} mixed={picked.length > 0 && picked.length < shown.length} onChange={(on) => setChosen(new Set(on ? shown.map((input) => input.id) : []))}>
                {t('dispose.selectAll')}
              </Checkbox>
            )}
            {shown.map((input) => (
              <InputCard key={input.id} input={input} questions={questions} sections={sections} chosen={chosen.has(input.id)} {...(!readOnly && { onChoose: (on: boolean) => toggle(input.id, on) })} />
            ))}
            <LoadMore more={inputs.hasNextPage} busy={inputs.isFetchingNextPage} onMore={() => void inputs.fetchNextPage()} />
          </div>
          {!readOnly && <DispositionForm taskId={taskId} windowId={consultation.id} inputIds={picked.map((input) => input.id)} sections={sections} onDone={() => setChosen(new Set())} />}
        </div>
      )}
    </section>
  );
}

function InputCard({ input, questions, sections, chosen, onChoose }: {
  input: Input;
  questions: ConsultationDetail['questions'] | undefined;
  sections: readonly DocumentSection[];
  chosen: boolean;
  onChoose?: (on: boolean) => void;
}) {
  const { t } = useText();
  const from = input.from.type === 'invited' ? input.from.person.name : (input.from.name ?? t('dispose.anonymous'));
  const { disposition } = input;
  return (
    <article className={styles.input} data-chosen={chosen || undefined} aria-label={from}>
      {onChoose && <Checkbox hideLabel checked={chosen} onChange={onChoose}>{t('dispose.select', { from })}</Checkbox>}
      <div className={styles.inputBody}>
        <p className="row" style={{ '--gap': '6px 10px' } as React.CSSProperties}>
          <strong>{from}</strong>
          <Badge tone={input.from.type === 'invited' ? 'brand' : 'neutral'}>{t(input.from.type === 'invited' ? 'dispose.invited' : 'dispose.public')}</Badge>
          <span className="muted small"><RelativeTime time={input.at} /></span>
        </p>
        {input.answers && questions ? <AnswersView form={questions} answers={input.answers} /> : !input.answers && <p className="muted">{t('dispose.hidden')}</p>}
        {disposition && (
          <div className={styles.disposition}>
            <p className="row"><Badge tone={KIND_TONE[disposition.kind]}>{t(`dispose.kind.${disposition.kind}`)}</Badge>{disposition.section && <span className="small">{sections.find((section) => section.id === disposition.section)?.heading ?? disposition.section}</span>}</p>
            <p>{disposition.reason}</p>
            <p className="muted small">{disposition.by.name}</p>
          </div>
        )}
      </div>
    </article>
  );
}

function DispositionForm({ taskId, windowId, inputIds, sections, onDone }: { taskId: string; windowId: string; inputIds: string[]; sections: readonly DocumentSection[]; onDone: () => void }) {
  const { t, number } = useText();
  const client = useQueryClient();
  const [kind, setKind] = useState<DispositionKind>();
  const [reason, setReason] = useState('');
  const [section, setSection] = useState('');
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>();
  const [tried, setTried] = useState(false);
  const complete = kind !== undefined && reason.trim() !== '' && inputIds.length > 0;
  const save = async () => {
    setTried(true);
    if (!complete) return;
    setBusy(true);
    setError(undefined);
    try {
      const body = { dispositions: [{ inputIds, kind, reason: reason.trim(), section: section || null }] };
      await post<DispositionsAnswer>(`/consultations/${seg(windowId)}/dispositions`, body, { key: newKey() });
      toast(t('dispose.saved', { count: number(inputIds.length) }));
      setReason('');
      setKind(undefined);
      setTried(false);
      onDone();
      await Promise.all([['inputs', windowId], ['consultation', windowId], ['task', taskId]].map((queryKey) => client.invalidateQueries({ queryKey })));
    } catch (problem) {
      setError(problem);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Card tone="gold" as="aside" aria-label={t('dispose.kind')}>
      <p aria-live="polite">{inputIds.length === 0 ? <span className="muted">{t('dispose.pick')}</span> : <strong>{t('dispose.selected', { count: inputIds.length })}</strong>}</p>
      <RadioGroup label={t('dispose.kind')} required value={kind} onChange={(next) => setKind(next as DispositionKind)} options={KINDS.map((value) => ({ value, label: t(`dispose.kind.${value}`) }))} error={tried && !kind ? t('check.required') : undefined} />
      <TextArea label={t('dispose.reason')} help={t('dispose.reasonHelp')} required rows={4} max={10_000} value={reason} onChange={setReason} error={tried && reason.trim() === '' ? t('check.required') : undefined} />
      {sections.length > 0 && (
        <Select label={t('dispose.section')} value={section} onChange={setSection} options={[{ value: '', label: t('dispose.noSection') }, ...sections.map(({ id, heading }) => ({ value: id, label: heading || id }))]} />
      )}
      {error !== undefined && <ErrorState error={error} compact />}
      <Button look="primary" busy={busy} isDisabled={inputIds.length === 0} onPress={() => void save()}>{t('dispose.save')}</Button>
    </Card>
  );
}
