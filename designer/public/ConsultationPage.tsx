/** A consultation: the draft, the questions, and what others said, with the answers they were given. */
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import type { PublicConsultation, PublicInputRequest } from '../../server/contract/public';
import { DocumentView } from '../documents/DocumentView';
import { useText } from '../i18n/use-text';
import { Button } from '../ui/Button';
import { Badge, Card, EmptyState, ProgressBar } from '../ui/display';
import { ErrorState } from '../ui/ErrorState';
import { TextField } from '../ui/fields';
import { AnswersView } from '../ui/form/AnswersView';
import { anchorOf } from '../ui/form/anchors';
import { answerFaults, loadFormCheck, type Fault } from '../ui/form/check';
import { ErrorSummary } from '../ui/form/ErrorSummary';
import { FormFields, type Answers } from '../ui/form/FormFields';
import { useShown } from '../ui/form/use-shown';
import { DateTime } from '../ui/time';
import { WindowPage } from './parts';
import { PublicReceiptCard } from './PublicReceiptCard';
import { publicConsultationQuery } from './queries';
import { useSend } from './use-send';
import styles from './public.module.css';

const DISPOSITION_TONE = { accepted: 'ok', partly: 'gold', rejected: 'neutral', noted: 'info' } as const;

export default function ConsultationPage() {
  const { t } = useText();
  const { windowId = '' } = useParams({ strict: false }) as { windowId?: string };
  const found = useQuery(publicConsultationQuery(windowId));
  return (
    <WindowPage query={found}>
      {(consultation) => (
        <>
          {consultation.minimum !== null && (
            <ProgressBar label={t('open.minimum', { minimum: consultation.minimum })} value={consultation.window.responses} max={consultation.minimum} text={t('open.ack.of', { have: consultation.window.responses, need: consultation.minimum })} />
          )}
          <div className={styles.columns}>
            {consultation.document && (
              <section className="stack" aria-labelledby="naskah">
                <h2 id="naskah">{t('open.document')}</h2>
                <p className="muted small">{t('open.version', { version: consultation.document.version })}, <DateTime time={consultation.document.at} style="date" /></p>
                <DocumentView content={consultation.document.content} label={t('open.document')} />
              </section>
            )}
            <div className="stack" style={{ '--gap': '24px' } as React.CSSProperties}>
              {consultation.window.status === 'open' && <InputForm consultation={consultation} />}
              <Inputs consultation={consultation} />
            </div>
          </div>
        </>
      )}
    </WindowPage>
  );
}

function InputForm({ consultation }: { consultation: PublicConsultation }) {
  const { t, local } = useText();
  const form = consultation.questions;
  const [answers, setAnswers] = useState<Answers>({});
  const [name, setName] = useState('');
  const [contact, setContact] = useState('');
  const [faults, setFaults] = useState<Fault[]>([]);
  const [attempt, setAttempt] = useState(0);
  const shown = useShown(form, answers);
  const { busy, error, receipt, send } = useSend(`/public/consultations/${encodeURIComponent(consultation.window.id)}/inputs`);
  if (receipt) return <PublicReceiptCard receipt={receipt} />;
  const submit = async () => {
    const check = (await loadFormCheck()).checkForm(form, answers);
    const wrong = answerFaults(form, check, local);
    setFaults(wrong);
    setAttempt(attempt + 1);
    if (wrong.length > 0) return;
    const body: PublicInputRequest = { answers: check.answers, ...(name.trim() && { name: name.trim() }), ...(contact.trim() && { contact: contact.trim() }) };
    await send(body);
  };
  const errors = Object.fromEntries(faults.map((fault) => [fault.path.slice('/answers/'.length), fault.message]));
  return (
    <Card title={t('open.give')} tone="gold">
      <form className="stack" noValidate onSubmit={(event) => { event.preventDefault(); void submit(); }}>
        <ErrorSummary attempt={attempt} errors={faults.map((fault) => ({ anchor: anchorOf(fault.path), label: fault.label, message: fault.message }))} />
        <FormFields
          form={form}
          answers={answers}
          onChange={(id, value) => setAnswers(({ [id]: _before, ...others }) => (value === undefined ? others : { ...others, [id]: value }))}
          isShown={shown}
          errors={errors}
        />
        <div className={styles.two}>
          <TextField label={t('open.name')} help={t('open.nameHelp')} value={name} onChange={setName} max={200} autoComplete="name" markOptional />
          <TextField label={t('open.contact')} help={t('open.contactHelp')} value={contact} onChange={setContact} max={200} autoComplete="email" markOptional />
        </div>
        {error !== undefined && <ErrorState error={error} />}
        <div className="row"><Button type="submit" look="primary" busy={busy}>{t('open.send')}</Button></div>
      </form>
    </Card>
  );
}

function Inputs({ consultation }: { consultation: PublicConsultation }) {
  const { t } = useText();
  return (
    <section className="stack" aria-labelledby="masukan">
      <h2 id="masukan">{t('open.inputs')}</h2>
      {consultation.inputs.length === 0 && <EmptyState title={t('open.noInputs')} />}
      <ul className={styles.inputs}>
        {consultation.inputs.map((input) => (
          <li key={input.id} className={styles.input}>
            <div className="row-between"><strong>{(input.from.type === 'public' && input.from.name) || t('open.withoutName')}</strong><span className="muted small"><DateTime time={input.at} style="date" /></span></div>
            {input.answers ? <AnswersView form={consultation.questions} answers={input.answers} /> : <p className="muted">{t('open.hidden')}</p>}
            {input.disposition && (
              <div className={styles.disposition}>
                <span className="row"><strong className="small">{t('open.answer')}</strong><Badge tone={DISPOSITION_TONE[input.disposition.kind]}>{t(`open.disposition.${input.disposition.kind}`)}</Badge></span>
                <span>{input.disposition.reason}</span>
              </div>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
