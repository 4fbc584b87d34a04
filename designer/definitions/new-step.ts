/** The palette's entries, and fresh steps filled in with what this definition already knows. */
import { KINDS, newStep, newStepFrom, PRESETS, type KindGroup } from '../../process/kinds';
import type { Localized, Position, ProcessDefinition, Step, StepId, StepKind } from '../../process/types';
import { freeStepId } from '../canvas/edit';

export interface PaletteEntry {
  id: string;
  kind: StepKind;
  title: Localized;
  description: Localized;
  group: KindGroup;
  make: (id: StepId, position: Position) => Step;
}

const presets: PaletteEntry[] = PRESETS.map((preset) => ({
  ...preset,
  group: KINDS[preset.kind].group,
  make: (id, position) => newStepFrom(preset, id, position),
}));

export const PALETTE: readonly PaletteEntry[] = [
  ...Object.values(KINDS).map((info): PaletteEntry => ({
    id: info.kind,
    kind: info.kind,
    title: info.title,
    description: info.description,
    group: info.group,
    make: (id, position) => newStep(info.kind, id, position),
  })),
  ...presets,
];

export const GROUPS: readonly KindGroup[] = ['participation', 'work', 'decision', 'follow-up', 'flow'];

/** A new step with a free id; its role, approvers and audience are the first that fit. */
export function stepFor(definition: ProcessDefinition, entry: PaletteEntry, position: Position): Step {
  const step = entry.make(freeStepId(definition, camel(entry.id)), position);
  const roles = Object.entries(definition.roles);
  const people = roles.find(([, role]) => role.kind === 'people')?.[0];
  const everyone = roles.find(([, role]) => role.kind === 'everyone')?.[0];
  const withRole = people !== undefined && KINDS[step.kind].role !== 'never' ? ({ ...step, role: people } as Step) : step;
  switch (withRole.kind) {
    case 'approval':
      return { ...withRole, settings: { ...withRole.settings, approvers: people === undefined ? [] : [people] } };
    case 'socialization':
      return { ...withRole, settings: { ...withRole.settings, audience: everyone ?? people ?? '', audienceSize: 100 } };
    case 'notify':
      return { ...withRole, settings: { ...withRole.settings, to: people ?? '' } };
    case 'complaints': {
      const closesWith = definition.steps.find(({ kind }) => kind === 'monitoring')?.id ?? '';
      return { ...withRole, settings: { ...withRole.settings, escalateTo: people ?? '', closesWith } };
    }
    default:
      return withRole;
  }
}

const camel = (id: string): string => id.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
