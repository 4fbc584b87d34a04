import type { Finding, ProcessDefinition } from '../types';
import { RULES, type RuleEntry } from './index';
import { Model } from './model';
import { findingOf } from './rule';

/** Findings of one rule in one definition stop here: a list of thousands helps nobody. */
const FINDINGS_PER_RULE = 100;

/** Runs the structure rules. `drawingHolds`: steps and flows fit together well enough to be played. */
export function checkStructure(definition: ProcessDefinition): { findings: Finding[]; drawingHolds: boolean } {
  const model = new Model(definition);
  const reports = RULES.map((entry) => ({ entry, findings: report(entry, model) }));
  return {
    findings: reports.flatMap(({ findings }) => findings),
    drawingHolds: !reports.some(({ entry, findings }) => entry.drawing && findings.length > 0),
  };
}

function report({ rule, severity }: RuleEntry, model: Model): Finding[] {
  return rule
    .check(model)
    .slice(0, FINDINGS_PER_RULE)
    .map((found) => findingOf(rule, severity, model, found));
}
