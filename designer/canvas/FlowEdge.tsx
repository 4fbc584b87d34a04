/** One flow: an orthogonal way with its outcome's name and, while drawing, a "+" that inserts a step. */
import { BaseEdge, EdgeLabelRenderer, type EdgeProps } from '@xyflow/react';
import { Plus } from 'lucide-react';
import { memo } from 'react';
import { useIntl } from 'react-intl';
import type { Position } from '../../process/types';
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
  /** Found together with all other flows, so that it runs around steps. */
  way?: readonly Position[];
  onInsert?: (flowId: string, at: { x: number; y: number }) => void;
  insertLabel: string;
}

const isAt = (point: Position, x: number, y: number): boolean => Math.abs(point.x - x) < 1 && Math.abs(point.y - y) < 1;

export const FlowEdge = memo(function FlowEdge(props: EdgeProps & { data: FlowEdgeData }) {
  const { sourceX, sourceY, targetX, targetY, selected, data, id } = props;
  const intl = useIntl();
  // While one of its steps is dragged, the way that was found for it doesn't fit.
  const fits = data.way && isAt(data.way[0]!, sourceX, sourceY) && isAt(data.way.at(-1)!, targetX, targetY);
  const points = fits ? data.way! : wayBetween(
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
