/** What the checker found, worst first. A click goes to the step; a counterexample can be played on the canvas. */
import { CircleAlert, CircleCheck, Info, Play, TriangleAlert } from 'lucide-react';
import { useIntl, type IntlShape } from 'react-intl';
import type { Finding, ProcessDefinition, StepId } from '../../process/types';
import { outcomeLabel, textOf } from '../canvas/look';
import { Skeleton } from '../ui/display';
import styles from './editor.module.css';

const ICON = { error: CircleAlert, warning: TriangleAlert, info: Info } as const;

export function ProblemsPanel({ definition, findings, onGo, onPlay }: {
  definition: ProcessDefinition;
  /** Undefined while the first check runs. */
  findings: readonly Finding[] | undefined;
  onGo: (stepId: StepId) => void;
  onPlay: (finding: Finding) => void;
}) {
  const intl = useIntl();
  if (!findings) return <div className={styles.nothing}><Skeleton lines={3} /></div>;
  if (findings.length === 0) {
    return (
      <div className={styles.allWell}>
        <CircleCheck size={28} aria-hidden />
        <p>{intl.formatMessage({ id: 'editor.noProblems' })}</p>
      </div>
    );
  }
  return (
    <ul className={styles.problems}>
      {findings.map((finding, index) => {
        const Icon = ICON[finding.severity];
        const target = finding.stepIds[0];
        return (
          <li key={`${finding.rule}-${index}`} data-severity={finding.severity}>
            <Icon size={18} aria-label={intl.formatMessage({ id: `editor.severity.${finding.severity}` })} />
            <div>
              {target === undefined ? (
                <p>{messageOf(finding, definition, intl)}</p>
              ) : (
                <button type="button" onClick={() => onGo(target)}>
                  {messageOf(finding, definition, intl)}
                </button>
              )}
              <small>{finding.rule}</small>
              {finding.trace && finding.trace.length > 0 && (
                <button type="button" className={styles.play} onClick={() => onPlay(finding)}>
                  <Play size={14} aria-hidden /> {intl.formatMessage({ id: 'editor.playTrace' })}
                </button>
              )}
            </div>
          </li>
        );
      })}
    </ul>
  );
}

/** The finding's text; an outcome is called as on the canvas, not by its code. */
function messageOf({ message, params, stepIds }: Finding, definition: ProcessDefinition, intl: IntlShape): string {
  const text = textOf(message, intl.locale);
  const step = definition.steps.find(({ id }) => id === stepIds[0]);
  const outcome = params?.['outcome'];
  return step && typeof outcome === 'string' ? text.replace(outcome, () => `“${outcomeLabel(step, outcome, intl)}”`) : text;
}
