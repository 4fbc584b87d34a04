/** One step on the canvas: a card with its exits, or a sign for start, end, fork and join. */
import { Handle, Position as Side, type NodeProps } from '@xyflow/react';
import { memo } from 'react';
import { useIntl } from 'react-intl';
import { possibleOutcomes } from '../../process/possible-outcomes';
import type { ActiveStep, Finding, Outcome, Step } from '../../process/types';
import { exitsOf, entryOf, isSign } from './geometry';
import { KIND_ICON, outcomeLabel, textOf } from './look';
import styles from './canvas.module.css';

export interface StepNodeData extends Record<string, unknown> {
  step: Step;
  roleTitle?: string;
  readOnly: boolean;
  /** Outcomes that have a flow. */
  connected: readonly Outcome[];
  /** The worst finding at this step. */
  severity?: Finding['severity'];
  /** Of a running process. */
  active?: ActiveStep;
  done?: boolean;
  rounds?: number;
  /** Lit while a counterexample plays. */
  lit?: boolean;
  /** The one tab stop of the canvas. */
  tabStop: boolean;
  deadline?: string;
}

export const StepNode = memo(function StepNode({ data, selected }: NodeProps & { data: StepNodeData }) {
  const intl = useIntl();
  const { step } = data;
  const Icon = KIND_ICON[step.kind];
  const title = textOf(step.title, intl.locale);
  const kind = intl.formatMessage({ id: `kind.${step.kind}` });
  const possible = possibleOutcomes(step);
  // What the settings rule out needs no flow; it is shown, but calls for nothing.
  const isOpen = (outcome: Outcome): boolean => possible.includes(outcome) && !data.connected.includes(outcome);
  const isIdle = (outcome: Outcome): boolean => !possible.includes(outcome) && !data.connected.includes(outcome);
  const unconnected = exitsOf(step).filter((exit) => isOpen(exit.outcome));
  const label = [
    title ? `${title}, ${kind}` : kind,
    data.roleTitle,
    data.active && intl.formatMessage({ id: `canvas.status.${data.active.status}` }),
    data.done && intl.formatMessage({ id: 'canvas.status.done' }),
    data.severity && intl.formatMessage({ id: `canvas.severity.${data.severity}` }),
    !data.readOnly && unconnected.length > 0 && intl.formatMessage({ id: 'canvas.exitsOpen' }, { count: unconnected.length }),
  ]
    .filter(Boolean)
    .join('. ');
  const state = data.active ? data.active.status : data.done ? 'done' : undefined;
  return (
    <div
      className={isSign(step) ? styles.sign : styles.card}
      data-kind={step.kind}
      data-state={state}
      data-selected={selected || undefined}
      data-lit={data.lit || undefined}
      data-step={step.id}
      role="button"
      tabIndex={data.tabStop ? 0 : -1}
      aria-label={label}
      aria-pressed={selected}
    >
      {isSign(step) ? (
        <>
          <Icon size={22} aria-hidden />
          <span className={styles.signTitle}>{title}</span>
        </>
      ) : (
        <>
          <div className={styles.head}>
            <span className={styles.icon}>
              <Icon size={18} aria-hidden />
            </span>
            <span className={styles.titles}>
              <span className={styles.title}>{title || kind}</span>
              <span className={styles.meta}>
                {data.roleTitle ?? kind}
                {data.deadline ? ` · ${data.deadline}` : ''}
              </span>
            </span>
          </div>
          {data.rounds !== undefined && data.rounds > 1 && (
            <span className={styles.rounds} title={intl.formatMessage({ id: 'canvas.round' }, { round: data.rounds })}>
              ×{data.rounds}
            </span>
          )}
          {exitsOf(step).length > 1 && (
            <ul className={styles.exits} aria-hidden>
              {exitsOf(step).map((exit) => (
                <li key={exit.outcome} data-open={isOpen(exit.outcome) || undefined} data-idle={isIdle(exit.outcome) || undefined}>
                  {outcomeLabel(step, exit.outcome, intl)}
                </li>
              ))}
            </ul>
          )}
        </>
      )}
      {data.severity && <span className={styles.finding} data-severity={data.severity} aria-hidden />}
      {entryOf(step) && (
        <Handle type="target" position={Side.Left} id="in" className={styles.entry} style={{ top: entryOf(step)!.y }} isConnectableStart={false} />
      )}
      {exitsOf(step).map((exit) => (
        <Handle
          key={exit.outcome}
          type="source"
          position={Side.Right}
          id={exit.outcome}
          className={styles.exit}
          data-open={isOpen(exit.outcome) || undefined}
          data-idle={isIdle(exit.outcome) || undefined}
          style={{ top: exit.y }}
          title={outcomeLabel(step, exit.outcome, intl)}
          isConnectableEnd={false}
        />
      ))}
    </div>
  );
});
