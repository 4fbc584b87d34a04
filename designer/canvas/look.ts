/** How kinds and outcomes look and are called on screen. */
import {
  CircleCheckBig, ClipboardCheck, ClipboardList, Combine, FileText, GitFork, Hourglass, Mail, Megaphone, MessageSquareWarning,
  MessagesSquare, Play, Split, Stamp, Users, Workflow, type LucideIcon,
} from 'lucide-react';
import type { IntlShape } from 'react-intl';
import type { Localized, Outcome, Step, StepKind } from '../../process/types';

export const KIND_ICON: Record<StepKind, LucideIcon> = {
  start: Play,
  end: CircleCheckBig,
  task: ClipboardCheck,
  'needs-analysis': Users,
  drafting: FileText,
  consultation: MessagesSquare,
  approval: Stamp,
  socialization: Megaphone,
  monitoring: ClipboardList,
  complaints: MessageSquareWarning,
  decision: Split,
  fork: GitFork,
  join: Combine,
  wait: Hourglass,
  notify: Mail,
  subprocess: Workflow,
};

/** A text in the reader's language; Indonesian where the other is missing. */
export const textOf = (text: Localized | undefined, locale: string): string =>
  (locale.startsWith('en') ? text?.en || text?.id : text?.id || text?.en) ?? '';

/** The name of an exit: the owner's own for decisions, else the language's. */
export function outcomeLabel(step: Step, outcome: Outcome, intl: IntlShape): string {
  if (step.kind === 'decision') {
    const branch = [...step.settings.branches, step.settings.otherwise].find((candidate) => candidate.outcome === outcome);
    if (branch) return textOf(branch.title, intl.locale) || outcome;
  }
  return intl.formatMessage({ id: `outcome.${outcome}`, defaultMessage: outcome });
}
