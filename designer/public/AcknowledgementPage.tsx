/** Read and understood: the material, a short quiz where there is one, and the statement. */
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import type { PublicAcknowledgement } from '../../server/contract/public';
import { useText } from '../i18n/use-text';
import { Button } from '../ui/Button';
import { Checkbox, RadioGroup } from '../ui/choices';
import { Card, ProgressBar } from '../ui/display';
import { ErrorState } from '../ui/ErrorState';
import { TextField } from '../ui/fields';
import { ErrorSummary } from '../ui/form/ErrorSummary';
import { Markdown } from '../ui/Markdown';
import { WindowPage } from './parts';
import { PublicReceiptCard } from './PublicReceiptCard';
import { publicAcknowledgementQuery } from './queries';
import { useSend } from './use-send';
import styles from './public.module.css';

const SHORTEST_NUMBER = 4;

export default function AcknowledgementPage() {
  const { t, local, number } = useText();
  const { windowId = '' } = useParams({ strict: false }) as { windowId?: string };
  return (
    <WindowPage query={useQuery(publicAcknowledgementQuery(windowId))}>
      {(page) => (
        <div className={`stack ${styles.narrow}`} style={{ '--gap': '24px' } as React.CSSProperties}>
          <ProgressBar label={t('open.ack.progress')} value={page.acknowledged} max={page.needed} text={t('open.ack.of', { have: number(page.acknowledged), need: number(page.needed) })} />
          <Card title={t('open.ack.material')}><Markdown text={local(page.material)} document /></Card>
          {page.incentives && <Card title={t('open.ack.incentives')}><Markdown text={local(page.incentives)} /></Card>}
          {page.window.status === 'open' && <Statement page={page} />}
        </div>
      )}
    </WindowPage>
  );
}

function Statement({ page }: { page: PublicAcknowledgement }) {
  const { t, local } = useText();
  const [person, setPerson] = useState('');
  const [answers, setAnswers] = useState<Record<string, string>>({});
  const [understood, setUnderstood] = useState(false);
  const [attempt, setAttempt] = useState(0);
  const { busy, error, receipt, send } = useSend(`/public/acknowledgements/${encodeURIComponent(page.window.id)}`);
  if (receipt) return <PublicReceiptCard receipt={receipt} />;
  const questions = page.quiz?.questions ?? [];
  const all = [
    ...(person.trim().length < SHORTEST_NUMBER ? [{ anchor: 'nip', label: t('open.ack.person'), message: t('open.ack.personMissing') }] : []),
    ...questions.filter((question) => answers[question.id] === undefined).map((question) => ({ anchor: `kuis-${question.id}`, label: local(question.label), message: t('open.survey.missing') })),
    ...(understood ? [] : [{ anchor: 'paham', label: t('open.ack.send'), message: t('open.ack.understoodMissing') }]),
  ];
  const faults = attempt > 0 ? all : [];
  const errorOf = (anchor: string) => faults.find((fault) => fault.anchor === anchor)?.message;
  const submit = () => {
    setAttempt(attempt + 1);
    if (all.length === 0) void send({ person: person.trim(), understood: true, ...(questions.length > 0 && { answers }) });
  };
  return (
    <form className="stack" noValidate onSubmit={(event) => { event.preventDefault(); submit(); }}>
      <ErrorSummary attempt={attempt} errors={faults} />
      {page.quiz && (
        <Card title={t('open.ack.quiz')}>
          <p className="muted">{t('open.ack.quizText', { score: page.quiz.passScore })}</p>
          {questions.map((question) => (
            <div key={question.id} id={`kuis-${question.id}`}>
              <RadioGroup label={local(question.label)} cards required value={answers[question.id]} onChange={(value) => setAnswers({ ...answers, [question.id]: value })} options={question.options.map((option) => ({ value: option.value, label: local(option.label) }))} error={errorOf(`kuis-${question.id}`)} />
            </div>
          ))}
        </Card>
      )}
      <Card tone="gold">
        <div id="nip"><TextField label={t('open.ack.person')} help={t('open.ack.personHelp')} required value={person} onChange={setPerson} max={64} inputMode="numeric" error={errorOf('nip')} /></div>
        <div id="paham"><Checkbox checked={understood} onChange={setUnderstood} error={errorOf('paham') !== undefined}>{t('open.ack.understood')}</Checkbox></div>
        {error !== undefined && <ErrorState error={error} />}
        <div className="row"><Button type="submit" look="primary" busy={busy}>{t('open.ack.send')}</Button></div>
      </Card>
    </form>
  );
}
