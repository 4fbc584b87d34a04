/** Connects a step without dragging: choose an outcome and a target from lists. */
import { useState } from 'react';
import { useIntl } from 'react-intl';
import type { StepId } from '../../process/types';
import { outcomesOf } from '../../process/outcomes';
import { connect, removeFlows, whyNotConnect } from '../canvas/edit';
import type { EditorStore } from '../canvas/editor-store';
import { outcomeLabel, textOf } from '../canvas/look';
import styles from './editor.module.css';

export function ConnectList({ store, from, onClose }: { store: EditorStore; from: StepId; onClose: () => void }) {
  const intl = useIntl();
  const t = (id: string): string => intl.formatMessage({ id: `editor.connect.${id}` });
  const { definition } = store;
  const source = definition.steps.find((step) => step.id === from);
  const outcomes = source ? outcomesOf(source) : [];
  const free = outcomes.find((outcome) => !definition.flows.some((flow) => flow.from === from && flow.outcome === outcome));
  const [outcome, setOutcome] = useState(free ?? outcomes[0] ?? '');
  if (!source) return null;
  const existing = definition.flows.filter((flow) => flow.from === from && flow.outcome === outcome);
  return (
    <div
      className={styles.quick}
      role="dialog"
      aria-label={t('title')}
      onKeyDown={(event) => {
        if (event.key === 'Escape') {
          event.stopPropagation();
          onClose();
        }
      }}
    >
      <h3>{t('title')}</h3>
      <label className={styles.connectOutcome}>
        {t('outcome')}
        <select autoFocus value={outcome} onChange={(event) => setOutcome(event.target.value)}>
          {outcomes.map((each) => (
            <option key={each} value={each}>
              {outcomeLabel(source, each, intl)}
            </option>
          ))}
        </select>
      </label>
      {existing.length > 0 && (
        <button
          type="button"
          className={styles.target}
          onClick={() => {
            store.change(intl.formatMessage({ id: 'gesture.remove' }), (current) => removeFlows(current, existing.map((flow) => flow.id)));
            onClose();
          }}
        >
          {t('disconnect')}
        </button>
      )}
      <ul className={styles.targets}>
        {definition.steps.map((step) => {
          const why = whyNotConnect(definition, from, outcome, step.id);
          const title = textOf(step.title, intl.locale) || step.id;
          return (
            <li key={step.id}>
              <button
                type="button"
                className={styles.target}
                disabled={why !== undefined}
                onClick={() => {
                  store.change(intl.formatMessage({ id: 'gesture.connect' }), (current) => connect(current, from, outcome, step.id));
                  store.announce(intl.formatMessage({ id: 'announce.connected' }, { from: textOf(source.title, intl.locale), to: title }));
                  onClose();
                }}
              >
                {title}
                {why && <small>{intl.formatMessage({ id: `canvas.impossible.${why}` })}</small>}
              </button>
            </li>
          );
        })}
      </ul>
      <button type="button" className={styles.quickClose} onClick={onClose}>
        {intl.formatMessage({ id: 'editor.close' })}
      </button>
    </div>
  );
}
