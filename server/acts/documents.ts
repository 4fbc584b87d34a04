/** Versions of documents: each is the accepted end of a drafting task, so that a version can be proved and never changes. */
import { taskId, runId } from '../../process/ids';
import type { ProcessDefinition, StepId } from '../../process/types';
import type { EntryDocument, ProcessDocument } from '../../store/contract';
import type { DocumentBrief, DocumentLine, DocumentVersion } from '../contract/documents';
import type { DocumentContent } from '../contract/task-data';
import { personOf, rfc3339, stepTitle, type NameOf } from '../present/common';
import type { Stores } from '../stores';
import { taskEndId, type TaskEndPayload } from './complete';
import { documentRoot, draftingStepsOf } from './document-line';

interface Made {
  stepId: StepId;
  round: number;
  entry: EntryDocument;
}

/** All versions of the document that begins at `root`, oldest first. */
export async function versionsOf(stores: Stores, process: ProcessDocument, definition: ProcessDefinition, root: StepId, names: NameOf): Promise<DocumentVersion[]> {
  const places = draftingStepsOf(definition, root).flatMap((stepId) =>
    Array.from({ length: process.view.rounds[stepId] ?? 0 }, (_, index) => ({ stepId, round: index + 1 })),
  );
  const entries = new Map((await stores.entries.many(places.map(({ stepId, round }) => endOf(process._id, stepId, round)))).map((entry) => [entry._id, entry]));
  const made = places.flatMap((place): Made[] => {
    const entry = entries.get(endOf(process._id, place.stepId, place.round));
    return entry && entry.leaf.actor.startsWith('user:') ? [{ ...place, entry }] : [];
  });
  return made
    .sort((a, b) => a.entry.acceptedAt - b.entry.acceptedAt)
    .map((one, index) => versionJson(root, index + 1, one, definition, names));
}

export async function newestVersion(stores: Stores, process: ProcessDocument, definition: ProcessDefinition, stepId: StepId, names: NameOf): Promise<DocumentVersion | null> {
  return (await versionsOf(stores, process, definition, documentRoot(definition, stepId), names)).at(-1) ?? null;
}

/** Lines of the process with at least one version. */
export async function documentLines(stores: Stores, process: ProcessDocument, definition: ProcessDefinition, names: NameOf): Promise<DocumentLine[]> {
  const roots = [...new Set(definition.steps.filter((step) => step.kind === 'drafting').map((step) => documentRoot(definition, step.id)))];
  const lines = await Promise.all(roots.map(async (root) => ({ root, versions: await versionsOf(stores, process, definition, root, names) })));
  return lines
    .filter(({ versions }) => versions.length > 0)
    .map(({ root, versions }) => ({ stepId: root, title: stepTitle(definition, root), versions: versions.map(withoutContent) }));
}

const endOf = (processId: string, stepId: StepId, round: number): string => taskEndId(taskId(runId(processId, stepId, round), 'main'));

function withoutContent({ content: _content, ...brief }: DocumentVersion): DocumentBrief {
  return brief;
}

function versionJson(root: StepId, version: number, { stepId, round, entry }: Made, definition: ProcessDefinition, names: NameOf): DocumentVersion {
  const data = (entry.payload as TaskEndPayload | undefined)?.data as { document?: DocumentContent; changes?: string } | undefined;
  const content = data?.document ?? { title: '', sections: [] };
  return {
    stepId: root,
    version,
    title: content.title,
    at: rfc3339(Date.parse(entry.leaf.at)),
    by: personOf(names, entry.leaf.actor.slice('user:'.length)),
    madeIn: { stepId, round, title: stepTitle(definition, stepId) },
    changes: data?.changes?.trim() || null,
    entryId: entry._id,
    hash: entry.leafHash,
    content,
  };
}
