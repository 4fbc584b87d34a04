/**
 * Approval by one person, a chain, m of n, or all (S21...S25). Every signature is the end of one task, so that each has
 * its own entry; who drafted it is never among the candidates.
 */
import { Problem } from '../../errors/problem';
import { restartDeadline } from '../deadline';
import type { ApprovalSettings, OpenTask, Outcome, RoleId, TaskAct, UserId } from '../types';
import type { EndCause, StepMachine, TurnOf } from './machine';

type Turn = TurnOf<'approval'>;
type Vote = 'approved' | 'returned' | 'rejected' | 'abstained';

interface Detail {
  /** 1-based link of a chain that is being asked. */
  link: number;
  /** How often that link was asked: an abstention passes the question to the others. */
  asked: number;
  abstained: UserId[];
  votes: { by: UserId; vote: Vote }[];
  /** How many votes there are at most (quorum, unanimous). */
  voters: number;
  [key: string]: number | UserId[] | { by: UserId; vote: Vote }[];
}

export const approval: StepMachine<'approval'> = {
  kind: 'approval',
  enter(turn) {
    turn.run.detail = { link: 1, asked: 1, abstained: [], votes: [], voters: 0 } satisfies Detail;
    if (isBallot(turn)) openBallot(turn);
    else askLink(turn);
  },
  act(turn, task, act) {
    if (isBallot(turn)) vote(turn, act);
    else sign(turn, task, act);
  },
  close: closeWithWhatIsThere,
  refusesClose(turn) {
    const possible = turn.run.hosted || closedResult(turn.step.settings, detailOf(turn)) !== undefined;
    return possible ? undefined : new Problem('CLOSE_UNDECIDED', { params: { step: turn.step.id } });
  },
  consent(turn) {
    // With a deadline for each, silence is the consent of this link only (S24).
    if (turn.step.settings.mode === 'chain' && turn.step.settings.deadlineEach && detailOf(turn).link < links(turn).length) {
      turn.closeTasks('overdue');
      return nextLink(turn);
    }
    return turn.finish('approved', 'deemed-consent');
  },
  // A vote is personal; a signature in a chain can be given by who stands above.
  escalates: (turn) => !isBallot(turn),
  eligible: (turn, user) => !authorsOf(turn).has(user),
};

const detailOf = (turn: Turn): Detail => turn.run.detail as unknown as Detail;
const isBallot = (turn: Turn): boolean => turn.step.settings.mode === 'quorum' || turn.step.settings.mode === 'unanimous';

/** `one` is a chain with a single link that any member of any approver role can sign. */
function links(turn: Turn): RoleId[][] {
  const { mode, approvers } = turn.step.settings;
  return mode === 'chain' ? approvers.map((role) => [role]) : [approvers];
}

/** Members of these roles who may approve: who ended a task of the steps in `notAuthorsOf` may not (S25). */
function voters(turn: Turn, roles: RoleId[]): { user: UserId; role: RoleId }[] {
  const authors = authorsOf(turn);
  const seen = new Set<UserId>();
  return roles.flatMap((role) =>
    turn.members(role).flatMap((user) => {
      if (authors.has(user) || seen.has(user)) return [];
      seen.add(user);
      return [{ user, role }];
    }),
  );
}

/** Who ended tasks in the latest round of the steps that an approver must not have worked on. */
function authorsOf(turn: Turn): Set<UserId> {
  return new Set((turn.step.settings.notAuthorsOf ?? []).flatMap((stepId) => turn.scope.ended[stepId]?.by ?? []));
}

function taskOutcomes(turn: Turn, abstain: boolean): Outcome[] {
  const { mayReturn, mayReject } = turn.step.settings;
  return ['approved', ...(mayReturn ? ['returned'] : []), ...(mayReject ? ['rejected'] : []), ...(abstain ? ['abstained'] : [])];
}

// ------------------------------------------------------------------------------------------------ one, chain

function askLink(turn: Turn): void {
  const detail = detailOf(turn);
  const roles = links(turn)[detail.link - 1] ?? [];
  const candidates = voters(turn, roles)
    .map((voter) => voter.user)
    .filter((user) => !detail.abstained.includes(user));
  turn.openTask({
    key: detail.asked === 1 ? `approve-${detail.link}` : `approve-${detail.link}-${detail.asked}`,
    kind: 'approve',
    role: roles[0] ?? '',
    candidates,
    // The last one who could sign can't abstain: the question would be left to nobody.
    outcomes: taskOutcomes(turn, candidates.length > 1),
    context: { link: detail.link, links: links(turn).length },
  });
}

function sign(turn: Turn, _task: OpenTask, act: TaskAct): void {
  const detail = detailOf(turn);
  detail.votes = [...detail.votes, { by: act.by, vote: act.outcome as Vote }];
  switch (act.outcome as Vote) {
    case 'returned':
    case 'rejected':
      return turn.finish(act.outcome, 'act');
    case 'abstained':
      detail.abstained = [...detail.abstained, act.by];
      detail.asked += 1;
      return askLink(turn);
    case 'approved':
      return detail.link < links(turn).length ? nextLink(turn) : turn.finish('approved', 'act');
  }
}

function nextLink(turn: Turn): void {
  const detail = detailOf(turn);
  detail.link += 1;
  detail.asked = 1;
  detail.abstained = [];
  if (turn.step.settings.deadlineEach) restartDeadline(turn);
  askLink(turn);
}

// ------------------------------------------------------------------------------------------------ quorum, unanimous

function openBallot(turn: Turn): void {
  const { approvers, mode, mayReturn, mayReject } = turn.step.settings;
  const asked = voters(turn, approvers);
  // Where nothing but approval is possible, an abstention could leave the step without any end.
  const outcomes = taskOutcomes(turn, mayReturn || mayReject);
  detailOf(turn).voters = Math.max(1, asked.length);
  // Nobody to ask: one vote waits until the owner names someone (S22).
  if (asked.length === 0) turn.openTask({ key: 'approve-1', kind: 'approve', role: approvers[0] ?? '', candidates: [], outcomes });
  for (const { user, role } of asked) {
    turn.openTask({ key: `approve-${user}`, kind: 'approve', role, candidates: [user], outcomes, context: { mode } });
  }
}

function vote(turn: Turn, act: TaskAct): void {
  const detail = detailOf(turn);
  detail.votes = [...detail.votes, { by: act.by, vote: act.outcome as Vote }];
  const decided = certainResult(turn);
  if (decided) turn.finish(decided, 'act');
}

/** The result, as soon as the votes that are missing can't change it (S23). */
function certainResult(turn: Turn): Outcome | undefined {
  const detail = detailOf(turn);
  const { approved, returned, rejected, missing } = tally(detail);
  if (turn.step.settings.mode === 'unanimous') {
    if (rejected > 0) return 'rejected';
    if (returned > 0) return 'returned';
    if (missing > 0) return undefined;
    return approved > 0 ? 'approved' : negative(turn.step.settings, detail);
  }
  const needed = neededApprovals(turn.step.settings, detail.voters);
  if (approved >= needed) return 'approved';
  return approved + missing < needed ? negative(turn.step.settings, detail) : undefined;
}

function tally(detail: Detail): Record<Vote | 'missing', number> {
  const count = (wanted: Vote) => detail.votes.filter(({ vote: given }) => given === wanted).length;
  return {
    approved: count('approved'),
    returned: count('returned'),
    rejected: count('rejected'),
    abstained: count('abstained'),
    missing: Math.max(0, detail.voters - detail.votes.length),
  };
}

/** m, or all where fewer people than m can vote; a majority where the definition names no m. */
function neededApprovals(settings: ApprovalSettings, voterCount: number): number {
  return Math.min(settings.quorum ?? Math.floor(voterCount / 2) + 1, voterCount);
}

/** Which refusal it is: what most of those who refused chose; in doubt the milder one that the settings allow. */
function negative(settings: ApprovalSettings, detail: Detail): Outcome | undefined {
  const { returned, rejected } = tally(detail);
  if (rejected > returned) return 'rejected';
  if (returned > 0 || settings.mayReturn) return 'returned';
  return settings.mayReject ? 'rejected' : undefined;
}

// ------------------------------------------------------------------------------------------------ closing

/** Closing before the result is certain: enough approvals among the votes given, else the refusal that is allowed (S43). */
function closeWithWhatIsThere(turn: Turn, cause: EndCause, reason?: string): boolean {
  const outcome = closedResult(turn.step.settings, detailOf(turn));
  if (outcome === undefined) return false;
  turn.finish(outcome, cause, reason);
  return true;
}

/** What it can end with before the result is certain, if anything. */
function closedResult(settings: ApprovalSettings, detail: Detail): Outcome | undefined {
  const { approved, returned, rejected } = tally(detail);
  if (settings.mode === 'unanimous' && approved > 0 && returned + rejected === 0) return 'approved';
  return negative(settings, detail);
}
