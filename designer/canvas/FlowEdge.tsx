/** One flow: an orthogonal way with its outcome's name and, while drawing, a "+" that inserts a step. */
import { BaseEdge, EdgeLabelRenderer, type EdgeProps } from '@xyflow/react';
import { Plus } from 'lucide-react';
import { memo } from 'react';
import { useIntl } from 'react-intl';
import { labelPlace, pathThrough, wayBetween } from './geometry';
import styles from './canvas.module.css';

export interface FlowEdgeData extends Record<string, unknown> {
  /** Shown only where the exit's own row doesn't name it. */
  label?: string;
  readOnly: boolean;
  taken?: boolean;
  lit?: boolean;
  /** How far the two nodes reach above and below the flow's ends. */
  reach: { sourceTop: number; sourceBottom: number; targetTop: number; targetBottom: number };
  onInsert?: (flowId: string, at: { x: number; y: number }) => void;
  insertLabel: string;
}

export const FlowEdge = memo(function FlowEdge(props: EdgeProps & { data: FlowEdgeData }) {
  const { sourceX, sourceY, targetX, targetY, selected, data, id } = props;
  const intl = useIntl();
  const points = wayBetween(
    { x: sourceX, y: sourceY },
    { x: targetX, y: targetY },
    {
      top: Math.min(sourceY - data.reach.sourceTop, targetY - data.reach.targetTop),
      bottom: Math.max(sourceY + data.reach.sourceBottom, targetY + data.reach.targetBottom),
    },
  );
  const place = labelPlace(points);
  return (
    <>
      <BaseEdge
        id={id}
        path={pathThrough(points)}
        interactionWidth={20}
        markerEnd={props.markerEnd}
        className={styles.flow}
        data-selected={selected || undefined}
        data-taken={data.taken || undefined}
        data-lit={data.lit || undefined}
      />
      {!data.readOnly && data.onInsert && (
        <EdgeLabelRenderer>
          <button
            type="button"
            className={`${styles.insert} nodrag nopan`}
            tabIndex={-1}
            style={{ transform: `translate(-50%, -50%) translate(${place.x}px, ${place.y}px)` }}
            aria-label={data.insertLabel}
            title={intl.formatMessage({ id: 'canvas.insert' })}
            onClick={(event) => data.onInsert?.(id, { x: event.clientX, y: event.clientY })}
          >
            <Plus size={14} aria-hidden />
          </button>
        </EdgeLabelRenderer>
      )}
    </>
  );
});
