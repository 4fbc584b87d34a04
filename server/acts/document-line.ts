/**
 * Which drafting steps work on the same document. A drafting step that disposes of the input of a consultation revises
 * the document that was consulted on; every other one begins a document of its own.
 */
import type { ProcessDefinition, StepId, StepOf } from '../../process/types';

/** The drafting step where the document of this drafting step began. */
export function documentRoot(definition: ProcessDefinition, stepId: StepId, seen: readonly StepId[] = []): StepId {
  const step = definition.steps.find((one): one is StepOf<'drafting'> => one.id === stepId && one.kind === 'drafting');
  if (!step || seen.includes(stepId)) return stepId;
  for (const consultationId of step.settings.dispositionsOf ?? []) {
    const about = documentOf(definition, consultationId);
    if (about !== undefined) return documentRoot(definition, about, [...seen, stepId]);
  }
  return stepId;
}

/** The drafting step whose document a consultation is about. */
export function documentOf(definition: ProcessDefinition, consultationId: StepId): StepId | undefined {
  const step = definition.steps.find((one): one is StepOf<'consultation'> => one.id === consultationId && one.kind === 'consultation');
  return step?.settings.documentOf || undefined;
}

/** All drafting steps of the document that begins at `root`. */
export function draftingStepsOf(definition: ProcessDefinition, root: StepId): StepId[] {
  return definition.steps.filter((step) => step.kind === 'drafting' && documentRoot(definition, step.id) === root).map((step) => step.id);
}

/** The document that an approval is about: of the steps that it must be separate from, else the first of the process. */
export function documentUnderApproval(definition: ProcessDefinition, stepId: StepId): StepId | undefined {
  const step = definition.steps.find((one) => one.id === stepId);
  const authors = step?.kind === 'approval' ? (step.settings.notAuthorsOf ?? []) : [];
  const drafting = definition.steps.filter((one) => one.kind === 'drafting');
  const found = drafting.find((one) => authors.includes(one.id)) ?? drafting[0];
  return found && documentRoot(definition, found.id);
}
