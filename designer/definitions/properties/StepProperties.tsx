/** The properties of the chosen step: everything its kind can be told, in plain language. */
import { useEffect, useRef } from 'react';
import { useIntl } from 'react-intl';
import { KINDS } from '../../../process/kinds';
import type { ProcessDefinition, Step, StepId, StepKind, StepOf } from '../../../process/types';
import { updateStep } from '../../canvas/edit';
import type { EditorStore } from '../../canvas/editor-store';
import { clean } from './clean';
import { Group, LocalizedControl, RoleControl, type Scope } from './controls';
import { DeadlineProperties } from './DeadlineProperties';
import { ApprovalProperties } from './kinds/ApprovalProperties';
import { ComplaintsProperties } from './kinds/ComplaintsProperties';
import { ConsultationProperties } from './kinds/ConsultationProperties';
import { DecisionProperties } from './kinds/DecisionProperties';
import { DraftingProperties } from './kinds/DraftingProperties';
import { EndProperties, NotifyProperties, SubprocessProperties, TaskProperties, WaitProperties } from './kinds/SmallProperties';
import { MonitoringProperties } from './kinds/MonitoringProperties';
import { NeedsAnalysisProperties } from './kinds/NeedsAnalysisProperties';
import { SocializationProperties } from './kinds/SocializationProperties';

export interface KindPanel<K extends StepKind> {
  step: StepOf<K>;
  scope: Scope;
  /** Replaces some settings; `name` groups typing into one step of undo. */
  set: (change: Partial<StepOf<K>['settings']>, name: string) => void;
}

export default function StepProperties({ store, stepId, definition, readOnly, naming, onNamed }: {
  store: EditorStore;
  stepId: StepId;
  definition: ProcessDefinition;
  readOnly: boolean;
  /** Puts the focus into the title, once. */
  naming?: boolean;
  onNamed?: () => void;
}) {
  const intl = useIntl();
  const root = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!naming) return;
    const title = root.current?.querySelector('input');
    title?.focus();
    title?.select();
    onNamed?.();
  }, [naming, onNamed]);
  const step = definition.steps.find(({ id }) => id === stepId);
  if (!step) return null;
  const scope: Scope = { definition, readOnly };
  const kind = KINDS[step.kind];
  const change = (name: string, edit: (step: Step) => Step): void =>
    store.change(intl.formatMessage({ id: `gesture.${name}` }), (current) => updateStep(current, stepId, edit), true);
  const set = (settings: object, name: string): void =>
    change(name, (before) => ({ ...before, settings: clean({ ...before.settings, ...settings }) }) as Step);
  return (
    <div key={stepId} ref={root}>
      <Group title={intl.formatMessage({ id: 'properties.general' })} open>
        <LocalizedControl
          label={intl.formatMessage({ id: 'properties.title' })}
          value={step.title}
          readOnly={readOnly}
          onChange={(title) => change('title', (before) => ({ ...before, title }))}
        />
        <LocalizedControl
          label={intl.formatMessage({ id: 'properties.description' })}
          value={step.description}
          multiline
          readOnly={readOnly}
          onChange={(description) => change('description', (before) => clean({ ...before, description }) as Step)}
        />
        {kind.role !== 'never' && (
          <RoleControl
            label={intl.formatMessage({ id: 'properties.role' })}
            value={step.role}
            scope={scope}
            kinds={['people']}
            optional={kind.role === 'sometimes'}
            onChange={(role) => change('role', (before) => clean({ ...before, role }) as Step)}
          />
        )}
      </Group>
      <KindProperties step={step} scope={scope} set={set} />
      {kind.deadline && (
        <DeadlineProperties
          step={step}
          scope={scope}
          onChange={(deadline) => change('deadline', (before) => clean({ ...before, deadline }) as Step)}
        />
      )}
    </div>
  );
}

function KindProperties({ step, scope, set }: { step: Step; scope: Scope; set: (change: object, name: string) => void }) {
  switch (step.kind) {
    case 'start':
    case 'fork':
    case 'join':
      return null;
    case 'end':
      return <EndProperties step={step} scope={scope} set={set} />;
    case 'task':
      return <TaskProperties step={step} scope={scope} set={set} />;
    case 'needs-analysis':
      return <NeedsAnalysisProperties step={step} scope={scope} set={set} />;
    case 'drafting':
      return <DraftingProperties step={step} scope={scope} set={set} />;
    case 'consultation':
      return <ConsultationProperties step={step} scope={scope} set={set} />;
    case 'approval':
      return <ApprovalProperties step={step} scope={scope} set={set} />;
    case 'socialization':
      return <SocializationProperties step={step} scope={scope} set={set} />;
    case 'monitoring':
      return <MonitoringProperties step={step} scope={scope} set={set} />;
    case 'complaints':
      return <ComplaintsProperties step={step} scope={scope} set={set} />;
    case 'decision':
      return <DecisionProperties step={step} scope={scope} set={set} />;
    case 'wait':
      return <WaitProperties step={step} scope={scope} set={set} />;
    case 'notify':
      return <NotifyProperties step={step} scope={scope} set={set} />;
    case 'subprocess':
      return <SubprocessProperties step={step} scope={scope} set={set} />;
  }
}
