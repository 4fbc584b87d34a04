import { useId } from 'react';
import { DocumentView } from '../../documents/DocumentView';
import { useText } from '../../i18n/use-text';
import { Badge, Banner, Card, Timeline } from '../../ui/display';
import { TextArea, TextField } from '../../ui/fields';
import { anchorOf } from '../../ui/form/anchors';
import { DateTime } from '../../ui/time';
import type { KindProps } from '../kind-props';
import { OutcomeChoice } from '../OutcomeChoice';
import styles from '../tasks.module.css';

const text = (value: unknown): string => (typeof value === 'string' ? value : '');

export default function ApproveTask(props: KindProps) {
  const { t, word } = useText();
  const { task, data, set, errors, outcome, readOnly } = props;
  const { document, approval } = task.material;
  const reasonNeeded = outcome === 'returned' || outcome === 'rejected';
  const signed = task.before.filter((item) => item.fact.type === 'task-ended' && item.step?.id === task.step.id && item.step.round === task.step.round);
  const documentHead = useId();
  return (
    <div className={document ? styles.beside : 'stack'}>
      {document && (
        <section className="stack" aria-labelledby={documentHead}>
          <div className="row-between">
            <h2 id={documentHead}>{t('approve.document')}</h2>
            <Badge tone="brand">{t('document.version', { version: document.version })}</Badge>
          </div>
          <p className="muted small">{document.by.name}, <DateTime time={document.at} /></p>
          {document.changes && <Banner tone="info" title={t('document.changes')}>{document.changes}</Banner>}
          <DocumentView content={document.content} label={t('approve.document')} />
        </section>
      )}
      <div className="stack">
        {approval && (
          <Card title={t('approve.signed')}>
            <p className="muted small">
              {t(`approve.mode.${approval.mode}`)} {approval.mode === 'chain' && approval.link !== null && approval.links !== null && <strong>{t('approve.chain', { link: approval.link + 1, links: approval.links })}</strong>}
            </p>
            {signed.length === 0 ? <p className="muted">{t('approve.signedNone')}</p> : (
              <Timeline
                label={t('approve.signed')}
                items={signed.map((item) => ({
                  id: item.id,
                  when: <DateTime time={item.at} />,
                  title: item.fact.type === 'task-ended' ? `${item.fact.by.name}: ${word(`outcome.${item.fact.outcome}`, item.fact.outcome)}` : '',
                  tone: item.fact.type === 'task-ended' && item.fact.outcome === 'approved' ? 'ok' : 'neutral',
                }))}
              />
            )}
          </Card>
        )}
        {approval?.separated ? <Banner tone="warn">{t('approve.separated')}</Banner> : (
          <Card title={t('approve.yourDecision')} tone="gold">
            <OutcomeChoice {...props} label={t('approve.choose')} />
            <div id={anchorOf('/legalBasis')}>
              <TextField label={t('approve.legalBasis')} help={t('approve.legalBasisHelp')} required={!!approval?.legalBasisRequired && outcome !== 'abstained'} value={text(data.legalBasis)} onChange={(legalBasis) => set({ legalBasis: legalBasis || undefined })} error={errors['/legalBasis']} readOnly={readOnly} max={2000} />
            </div>
            <div id={anchorOf('/reason')}>
              <TextArea label={t('approve.reason')} required={reasonNeeded} markOptional value={text(data.reason)} onChange={(reason) => set({ reason: reason || undefined })} error={errors['/reason']} readOnly={readOnly} max={10_000} />
            </div>
          </Card>
        )}
      </div>
    </div>
  );
}
