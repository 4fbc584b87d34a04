/** Where a step names other things: one list for the rules, the palette and the comparison of versions. */
import type { RoleId, Step, StepId, StepKind } from './types';

/** What a role does at this place. `work`, `approve`, `respond` and `escalation` need named people. */
export type RoleUse = 'work' | 'approve' | 'respond' | 'escalation' | 'audience' | 'notify' | 'mapping';

export interface RoleReference {
  role: RoleId;
  use: RoleUse;
  /** Below the step, as a JSON pointer. */
  path: string;
}

export interface StepReference {
  stepId: StepId;
  /** Kinds that make sense here; absent: any but start and end. */
  kinds?: StepKind[];
  path: string;
}

/** Every role that a step names, empty references included. */
export function roleReferences(step: Step): RoleReference[] {
  const found: RoleReference[] = [];
  if (step.role !== undefined) found.push({ role: step.role, use: 'work', path: '/role' });
  if (step.deadline?.overdue.action === 'escalate') {
    found.push({ role: step.deadline.overdue.to, use: 'escalation', path: '/deadline/overdue/to' });
  }
  return [...found, ...settingRoles(step)];
}

function settingRoles(step: Step): RoleReference[] {
  switch (step.kind) {
    case 'consultation':
      return step.settings.invited === undefined
        ? []
        : [{ role: step.settings.invited, use: 'respond', path: '/settings/invited' }];
    case 'approval':
      return step.settings.approvers.map((role, index) => ({
        role,
        use: 'approve',
        path: `/settings/approvers/${index}`,
      }));
    case 'socialization':
      return [{ role: step.settings.audience, use: 'audience', path: '/settings/audience' }];
    case 'complaints':
      return [{ role: step.settings.escalateTo, use: 'escalation', path: '/settings/escalateTo' }];
    case 'notify':
      return [{ role: step.settings.to, use: 'notify', path: '/settings/to' }];
    case 'subprocess':
      return Object.entries(step.settings.roles ?? {}).map(([theirs, role]) => ({
        role,
        use: 'mapping',
        path: `/settings/roles/${theirs}`,
      }));
    default:
      return [];
  }
}

/** Every other step that a step's settings name, empty references included. `deadline.pause` has a rule of its own. */
export function stepReferences(step: Step): StepReference[] {
  switch (step.kind) {
    case 'drafting':
      return (step.settings.dispositionsOf ?? []).map((stepId, index) => ({
        stepId,
        kinds: ['consultation'],
        path: `/settings/dispositionsOf/${index}`,
      }));
    case 'consultation':
      return step.settings.documentOf === undefined
        ? []
        : [{ stepId: step.settings.documentOf, kinds: ['drafting'], path: '/settings/documentOf' }];
    case 'approval':
      return (step.settings.notAuthorsOf ?? []).map((stepId, index) => ({
        stepId,
        path: `/settings/notAuthorsOf/${index}`,
      }));
    case 'monitoring':
      return step.settings.complaintsOf === undefined
        ? []
        : [{ stepId: step.settings.complaintsOf, kinds: ['complaints'], path: '/settings/complaintsOf' }];
    case 'complaints':
      return [{ stepId: step.settings.closesWith, path: '/settings/closesWith' }];
    default:
      return [];
  }
}
