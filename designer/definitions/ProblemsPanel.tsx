/** What the checker found, worst first. A click goes to the step; a counterexample can be played on the canvas. */
import { CircleAlert, CircleCheck, Info, Play, TriangleAlert } from 'lucide-react';
import { useIntl } from 'react-intl';
import type { Finding, StepId } from '../../process/types';
import { textOf } from '../canvas/look';
import { Skeleton } from '../ui/display';
import styles from './editor.module.css';

const ICON = { error: CircleAlert, warning: TriangleAlert, info: Info } as const;

export function ProblemsPanel({ findings, onGo, onPlay }: {
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
                <p>{textOf(finding.message, intl.locale)}</p>
              ) : (
                <button type="button" onClick={() => onGo(target)}>
                  {textOf(finding.message, intl.locale)}
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
