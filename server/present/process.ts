/** Processes as the instance page and the lists show them. */
import type { ActiveStep, ProcessDefinition, WaitsFor } from '../../process/types';
import type { ProcessDocument } from '../../store/contract';
import type { ActiveStepJson, ClockStatus, EndedStepJson, ProcessDetail, ProcessSummary, WaitsForJson } from '../contract/processes';
import { processWorkflowId } from '../../workflows/messages';
import { personOf, rehearsalOf, rfc3339, rfc3339OrNull, roleOf, stepOf, stepTitle, type NameOf } from './common';

export interface ProcessMaterial {
  process: ProcessDocument;
  definition: ProcessDefinition;
  names: NameOf;
  /** Real time. */
  now: number;
}

export function processSummary({ process, definition, names, now }: ProcessMaterial): ProcessSummary {
  const active = process.view.active.filter((step) => step.kind !== 'join');
  const due = active.flatMap((step) => (step.dueAt === undefined ? [] : [step.dueAt]));
  return {
    id: process._id,
    title: process.title,
    status: process.view.status,
    definition: { ...process.definition, title: definition.title },
    startedAt: rfc3339(process.startedAt),
    startedBy: personOf(names, process.startedBy),
    endedAt: endedAt(process),
    rehearsal: rehearsalOf(process, now),
    active: active.map((step) => ({
      stepId: step.stepId,
      title: stepTitle(definition, step.stepId),
      round: step.round,
      dueAt: rfc3339OrNull(step.dueAt),
      status: step.status,
    })),
    dueAt: due.length > 0 ? rfc3339(Math.min(...due)) : null,
    clock: worst(active),
  };
}

export interface DetailExtras {
  mayOwn: boolean;
  myTasks: ProcessDetail['myTasks'];
  publicPath: string | null;
  subprocesses?: Record<string, string>;
}

export function processDetail(material: ProcessMaterial, extras: DetailExtras): ProcessDetail {
  const { process, definition, names, now } = material;
  const running = process.view.status === 'running';
  const mayOwn = extras.mayOwn && running;
  return {
    id: process._id,
    title: process.title,
    status: process.view.status,
    definition: { ...process.definition, title: definition.title },
    design: definition,
    startedAt: rfc3339(process.startedAt),
    startedBy: personOf(names, process.startedBy),
    endedAt: endedAt(process),
    rehearsal: rehearsalOf(process, now),
    roles: Object.entries(definition.roles).map(([id, role]) => ({
      id,
      title: role.title,
      kind: role.kind,
      people: (process.roles[id] ?? []).map((user) => personOf(names, user)),
    })),
    data: process.view.data,
    rounds: process.view.rounds,
    active: process.view.active.map((step) => activeStep(material, step, mayOwn, extras.subprocesses)),
    ended: process.view.ended.map((end) => endedStep(material, end, mayOwn)),
    myTasks: extras.myTasks,
    publicPath: extras.publicPath,
    workflowId: processWorkflowId(process._id),
    seq: process.seq,
    mayWithdraw: mayOwn,
  };
}

const endedAt = (process: ProcessDocument): string | null => (process.view.status === 'running' ? null : rfc3339(process.view.at));

const WEIGHT: Record<ClockStatus, number> = { 'on-time': 0, paused: 1, 'at-risk': 2, overdue: 3 };

function worst(active: readonly ActiveStep[]): ClockStatus {
  return active.reduce<ClockStatus>((found, step) => (WEIGHT[step.status] > WEIGHT[found] ? step.status : found), 'on-time');
}

function activeStep({ definition, names }: ProcessMaterial, step: ActiveStep, mayOwn: boolean, subprocesses: Record<string, string> = {}): ActiveStepJson {
  const waiting = step.waitsFor.some((wait) => wait.type === 'task');
  const acts: ActiveStepJson['ownerActs'] = [];
  if (mayOwn && step.kind !== 'join') {
    // A round that waits for its dispositions has closed already; it ends with the last of them.
    const closing = step.kind === 'consultation' && step.waitsFor.some((wait) => wait.type === 'task' && wait.kind === 'dispose');
    if (!closing) acts.push('close');
    if (step.dueAt !== undefined || step.status === 'paused') acts.push('extend');
    if (waiting) acts.push('reassign');
  }
  return {
    runId: step.runId,
    stepId: step.stepId,
    kind: step.kind,
    title: stepTitle(definition, step.stepId),
    round: step.round,
    since: rfc3339(step.since),
    dueAt: rfc3339OrNull(step.dueAt),
    status: step.status,
    extensions: step.extensions,
    waitsFor: step.waitsFor.map((wait) => waitsForJson(definition, names, step, wait, subprocesses)),
    ownerActs: acts,
  };
}

function waitsForJson(definition: ProcessDefinition, names: NameOf, step: ActiveStep, wait: WaitsFor, subprocesses: Record<string, string>): WaitsForJson {
  switch (wait.type) {
    case 'task':
      return {
        type: 'task',
        taskId: wait.taskId,
        kind: wait.kind,
        role: roleOf(definition, wait.role),
        people: wait.users.map((user) => personOf(names, user)),
        since: rfc3339(wait.since),
      };
    case 'responses':
      return { type: 'responses', windowId: wait.windowId, have: wait.have, need: wait.need, until: rfc3339OrNull(wait.until), public: isPublic(definition, step.stepId) };
    case 'time':
      return { type: 'time', until: rfc3339(wait.until) };
    case 'branches':
      return { type: 'branches', arrived: wait.arrived, of: wait.of };
    case 'subprocess':
      return { type: 'subprocess', processId: subprocesses[step.runId] ?? null };
    case 'step':
      return { type: 'step' };
  }
}

function isPublic(definition: ProcessDefinition, stepId: string): boolean {
  const step = stepOf(definition, stepId);
  if (step?.kind === 'consultation') return step.settings.public === true;
  return step?.kind === 'monitoring' || step?.kind === 'complaints' || step?.kind === 'socialization';
}

function endedStep({ process, definition, names }: ProcessMaterial, end: ProcessDocument['view']['ended'][number], mayOwn: boolean): EndedStepJson {
  const active = process.view.active.some((step) => step.stepId === end.stepId);
  const kind = stepOf(definition, end.stepId)?.kind;
  const instant = kind === 'start' || kind === 'end' || kind === 'fork' || kind === 'join' || kind === 'decision' || kind === 'notify' || kind === undefined;
  return {
    stepId: end.stepId,
    title: stepTitle(definition, end.stepId),
    round: end.round,
    outcome: end.outcome,
    at: rfc3339(end.at),
    by: end.by.map((user) => personOf(names, user)),
    // Whether it can really be reopened only the workflow knows; this says where asking makes sense.
    ownerActs: mayOwn && !active && !instant && end.produced !== undefined ? ['reopen'] : [],
  };
}

/** Path of a process's public page: readable, and found again by what follows the last hyphen. */
export function publicSlug(process: Pick<ProcessDocument, '_id' | 'title'>): string {
  const words = process.title
    .toLowerCase()
    .normalize('NFKD')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 60)
    .replace(/-+$/, '');
  return words === '' ? process._id : `${words}-${process._id}`;
}

/** Has it anything that concerns the public? Then it has a public page. */
export function hasPublicPart(definition: ProcessDefinition): boolean {
  return definition.steps.some(
    (step) => (step.kind === 'consultation' && step.settings.public === true) || step.kind === 'complaints' || (step.kind === 'monitoring' && step.settings.survey !== undefined),
  );
}
