/** The community satisfaction survey: nine questions, each with four answers. */
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import type { PublicSurvey, SurveyAnswerRequest } from '../../server/contract/public';
import { useText } from '../i18n/use-text';
import { Button } from '../ui/Button';
import { RadioGroup } from '../ui/choices';
import { Card } from '../ui/display';
import { ErrorState } from '../ui/ErrorState';
import { TextArea } from '../ui/fields';
import { anchorOf } from '../ui/form/anchors';
import { ErrorSummary } from '../ui/form/ErrorSummary';
import { WindowPage } from './parts';
import { PublicReceiptCard } from './PublicReceiptCard';
import { publicSurveyQuery } from './queries';
import { useSend } from './use-send';
import styles from './public.module.css';

export default function SurveyPage() {
  const { t } = useText();
  const { windowId = '' } = useParams({ strict: false }) as { windowId?: string };
  return (
    <WindowPage query={useQuery(publicSurveyQuery(windowId))} lead={t('open.survey.lead')}>
      {(survey) => (survey.window.status === 'open' ? <Questions survey={survey} /> : null)}
    </WindowPage>
  );
}

function Questions({ survey }: { survey: PublicSurvey }) {
  const { t, local } = useText();
  const [scores, setScores] = useState<Record<string, number>>({});
  const [comment, setComment] = useState('');
  const [attempt, setAttempt] = useState(0);
  const { busy, error, receipt, send } = useSend(`/public/surveys/${encodeURIComponent(survey.window.id)}/answers`);
  if (receipt) return <PublicReceiptCard receipt={receipt} />;
  const open = survey.elements.filter((element) => scores[element.id] === undefined);
  const missing = attempt > 0 ? open : [];
  const submit = () => {
    setAttempt(attempt + 1);
    if (open.length === 0) void send({ scores: scores as SurveyAnswerRequest['scores'], ...(comment.trim() && { comment: comment.trim() }) });
  };
  return (
    <form className={`stack ${styles.narrow}`} noValidate onSubmit={(event) => { event.preventDefault(); submit(); }}>
      <ErrorSummary attempt={attempt} errors={missing.map((element) => ({ anchor: anchorOf(`/scores/${element.id}`), label: local(element.question), message: t('open.survey.missing') }))} />
      {survey.elements.map((element) => (
        <Card key={element.id} id={anchorOf(`/scores/${element.id}`)}>
          <RadioGroup
            label={local(element.question)}
            cards
            required
            value={scores[element.id]?.toString()}
            onChange={(value) => setScores({ ...scores, [element.id]: Number(value) })}
            options={element.scale.map((label, index) => ({ value: String(index + 1), label: local(label) }))}
            error={missing.includes(element) ? t('open.survey.missing') : undefined}
          />
        </Card>
      ))}
      <Card><TextArea label={t('open.survey.comment')} value={comment} onChange={setComment} max={5000} rows={4} markOptional /></Card>
      {error !== undefined && <ErrorState error={error} />}
      <div className="row"><Button type="submit" look="primary" busy={busy}>{t('open.sendSurvey')}</Button></div>
    </form>
  );
}
