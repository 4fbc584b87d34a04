import type { ApprovalSettings } from '../types';
import { rule } from './rule';

type M = 'none' | 'twice' | 'quorum' | 'unused';

/** An approval has approvers, each role once; m of n has its m, and no other mode does. */
export const approvalApprovers = rule({
  name: 'approval-approvers',
  messages: {
    none: { id: 'Persetujuan "{step}" belum memiliki penyetuju.', en: 'The approval "{step}" has no approvers.' },
    twice: {
      id: 'Persetujuan "{step}" memuat peran yang sama dua kali.',
      en: 'The approval "{step}" names a role twice.',
    },
    quorum: {
      id: 'Persetujuan "{step}" memerlukan jumlah kuorum.',
      en: 'The approval "{step}" needs the number of its quorum.',
    },
    unused: {
      id: 'Pengaturan "{step}" tidak berlaku pada cara persetujuan ini.',
      en: 'A setting of "{step}" has no meaning in this mode of approval.',
    },
  },
  check: (model) =>
    model.ofKind('approval').flatMap((step) =>
      issuesOf(step.settings).map(([message, below]) => ({
        message,
        step: step.id,
        path: model.path(step, `/settings/${below}`),
      })),
    ),
});

function issuesOf({ approvers, mode, quorum, deadlineEach }: ApprovalSettings): [M, string][] {
  const issues: [M, string][] = [];
  if (approvers.length === 0) issues.push(['none', 'approvers']);
  if (new Set(approvers).size < approvers.length) issues.push(['twice', 'approvers']);
  if (mode === 'quorum' && quorum === undefined) issues.push(['quorum', 'quorum']);
  if (mode !== 'quorum' && quorum !== undefined) issues.push(['unused', 'quorum']);
  if (mode !== 'chain' && deadlineEach) issues.push(['unused', 'deadlineEach']);
  return issues;
}
