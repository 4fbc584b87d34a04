/** Every structure rule with how bad a breach of it is: an error can't be published, a warning and a note can. */
import type { Finding } from '../types';
import { approvalApprovers } from './approval-approvers';
import { complaintsClosesWith } from './complaints-closes-with';
import { conditionBounded } from './condition-bounded';
import { conditionNames } from './condition-names';
import { conditionParses } from './condition-parses';
import { consultationAudience } from './consultation-audience';
import { consultationCanClose } from './consultation-can-close';
import { dataDefaultFits } from './data-default-fits';
import { deadlineValid } from './deadline-valid';
import { decisionOutcomes } from './decision-outcomes';
import { dispositionsSomewhere } from './dispositions-somewhere';
import { duplicateIds } from './duplicate-ids';
import { endNoOutgoing } from './end-no-outgoing';
import { flowEndsExist } from './flow-ends-exist';
import { flowOutcomeExists } from './flow-outcome-exists';
import { forkHasBranches } from './fork-has-branches';
import { forkWithoutJoin } from './fork-without-join';
import { formFieldsValid } from './form-fields-valid';
import { hasEnd } from './has-end';
import { joinHasBranches } from './join-has-branches';
import { joinWithoutFork } from './join-without-fork';
import { longWithoutDeadline } from './long-without-deadline';
import { monitoringMeasures } from './monitoring-measures';
import { noDuplicateFlow } from './no-duplicate-flow';
import { noInstantLoop } from './no-instant-loop';
import { oneStart } from './one-start';
import { outcomeConnected } from './outcome-connected';
import { overdueFitsKind } from './overdue-fits-kind';
import { pauseStepsExist } from './pause-steps-exist';
import { publicRoleNotAssigned } from './public-role-not-assigned';
import { roleExists } from './role-exists';
import { roleNeeded } from './role-needed';
import { roleUsed } from './role-used';
import type { Rule } from './rule';
import { socializationTarget } from './socialization-target';
import { startNoIncoming } from './start-no-incoming';
import { stepReachable } from './step-reachable';
import { stepReferencesFit } from './step-references-fit';
import { subprocessChosen } from './subprocess-chosen';
import { titleNeeded } from './title-needed';
import { variableNameFree } from './variable-name-free';
import { variableDeclared } from './variable-declared';
import { variableTypeFits } from './variable-type-fits';
import { waitNeedsTime } from './wait-needs-time';
import { withdrawDrawn } from './withdraw-drawn';

export interface RuleEntry {
  rule: Rule;
  severity: Finding['severity'];
  /** The drawing itself is broken: the soundness checker has nothing to play before it is mended. */
  drawing?: boolean;
}

const error = (rule: Rule): RuleEntry => ({ rule, severity: 'error' });
const drawing = (rule: Rule): RuleEntry => ({ rule, severity: 'error', drawing: true });
const warning = (rule: Rule): RuleEntry => ({ rule, severity: 'warning' });
const info = (rule: Rule): RuleEntry => ({ rule, severity: 'info' });

/** In the order in which an owner best mends them. */
export const RULES: readonly RuleEntry[] = [
  drawing(duplicateIds),
  drawing(oneStart),
  error(hasEnd),
  drawing(startNoIncoming),
  drawing(endNoOutgoing),
  drawing(flowEndsExist),
  drawing(flowOutcomeExists),
  drawing(outcomeConnected),
  drawing(noDuplicateFlow),
  drawing(noInstantLoop),
  error(stepReachable),
  warning(forkHasBranches),
  info(forkWithoutJoin),
  warning(joinHasBranches),
  warning(joinWithoutFork),
  error(titleNeeded),
  error(roleNeeded),
  error(roleExists),
  error(publicRoleNotAssigned),
  warning(roleUsed),
  error(deadlineValid),
  error(overdueFitsKind),
  error(pauseStepsExist),
  warning(longWithoutDeadline),
  error(decisionOutcomes),
  error(conditionParses),
  error(conditionNames),
  error(conditionBounded),
  error(variableNameFree),
  error(dataDefaultFits),
  error(variableDeclared),
  error(variableTypeFits),
  error(formFieldsValid),
  error(stepReferencesFit),
  error(consultationAudience),
  warning(consultationCanClose),
  error(dispositionsSomewhere),
  error(approvalApprovers),
  error(socializationTarget),
  error(monitoringMeasures),
  error(complaintsClosesWith),
  error(waitNeedsTime),
  error(subprocessChosen),
  info(withdrawDrawn),
];
