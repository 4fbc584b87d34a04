import { KINDS, newStep, newStepFrom, PRESETS } from '../../process/kinds';
import { stepSchema } from '../../process/schema';
import type { StepKind } from '../../process/types';

const kinds = Object.keys(KINDS) as StepKind[];

test.each(kinds)('a new step of kind %s has the shape of its kind', (kind) => {
  const step = newStep(kind, 'fresh', { x: 10, y: 20 });
  expect(stepSchema.parse(step)).toEqual(step);
  expect(step).toMatchObject({ id: 'fresh', kind, position: { x: 10, y: 20 } });
  if (step.deadline) expect(KINDS[kind].deadline).toBe(true);
});

test.each(PRESETS.map((preset) => [preset.id, preset] as const))(
  'the preset %s has the shape of its kind',
  (_, preset) => {
    const step = newStepFrom(preset, 'fresh', { x: 0, y: 0 });
    expect(stepSchema.parse(step)).toEqual(step);
    expect(step.title).toEqual(preset.title);
  },
);

test('facilitation: 15 working days, then silence is consent', () => {
  const preset = PRESETS.find(({ id }) => id === 'facilitation');
  expect(preset?.deadline).toMatchObject({
    within: { amount: 15, unit: 'working-days' },
    overdue: { action: 'consent' },
  });
});

test('two new steps share nothing that could be changed by accident', () => {
  const first = newStep('task', 'a', { x: 0, y: 0 });
  first.settings.form.fields.push({ id: 'x', type: 'short', label: { id: 'x' } });
  expect(newStep('task', 'b', { x: 0, y: 0 }).settings.form.fields).toEqual([]);
});
