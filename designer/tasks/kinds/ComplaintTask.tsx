import { useText } from '../../i18n/use-text';
import { Badge, Card, Facts } from '../../ui/display';
import { TextArea } from '../../ui/fields';
import { anchorOf } from '../../ui/form/anchors';
import { Markdown } from '../../ui/Markdown';
import { DateTime, DueTime, RelativeTime } from '../../ui/time';
import type { KindProps } from '../kind-props';
import { OutcomeChoice } from '../OutcomeChoice';

export default function ComplaintTask(props: KindProps) {
  const { t } = useText();
  const { task, data, set, errors, readOnly } = props;
  const { complaint } = task.material;
  return (
    <div className="stack">
      {complaint && (
        <Card title={complaint.subject} actions={!complaint.reporter && <Badge tone="plum">{t('complaint.kept')}</Badge>} aria-label={t('complaint.subject')}>
          <Markdown text={complaint.text} />
          <Facts
            items={[
              { label: t('complaint.subject'), value: <><DateTime time={complaint.at} /> (<RelativeTime time={complaint.at} />)</> },
              { label: t('complaint.answerBy'), value: <DueTime due={complaint.answerBy} /> },
              ...(complaint.reporter ? [{ label: t('complaint.reporter'), value: <>{complaint.reporter.name}<br />{complaint.reporter.contact}</> }] : []),
            ]}
          />
        </Card>
      )}
      <Card tone="gold">
        {task.outcomes.length > 1 && <OutcomeChoice {...props} label={t('complaint.what')} />}
        <div id={anchorOf('/message')}>
          <TextArea label={t('complaint.message')} required rows={6} max={20_000} value={typeof data.message === 'string' ? data.message : ''} onChange={(message) => set({ message: message || undefined })} error={errors['/message']} readOnly={readOnly} />
        </div>
      </Card>
    </div>
  );
}
