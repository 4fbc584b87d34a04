import { checkStructure } from './rules/check';
import { checkSoundness } from './soundness';
import type { Finding, ProcessDefinition } from './types';

const WEIGHT = { error: 0, warning: 1, info: 2 } as const;

/**
 * Everything that is wrong or odd about a definition, worst first, then in the order of its steps. Empty of errors: it
 * can be published. Soundness is judged only where the drawing itself holds together, since it plays the drawing.
 */
export function validate(definition: ProcessDefinition): Finding[] {
  const { findings, drawingHolds } = checkStructure(definition);
  return inOrder(definition, drawingHolds ? [...findings, ...checkSoundness(definition)] : findings);
}

/** May this definition be published, as far as these findings go? */
export function isPublishable(findings: readonly Finding[]): boolean {
  return !findings.some((finding) => finding.severity === 'error');
}

function inOrder(definition: ProcessDefinition, findings: Finding[]): Finding[] {
  const place = new Map(definition.steps.map((step, index) => [step.id, index]));
  const placeOf = (finding: Finding) => place.get(finding.stepIds[0] ?? '') ?? -1;
  // Array sort is stable: of one weight and step, findings stay in the order of the rules.
  return findings.sort((a, b) => WEIGHT[a.severity] - WEIGHT[b.severity] || placeOf(a) - placeOf(b));
}
