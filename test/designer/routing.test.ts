import fc from 'fast-check';
import { rectOf } from '../../designer/canvas/geometry';
import { ROUTED_STEPS_MAX, routeFlows, runsThrough } from '../../designer/canvas/routing';
import { tidy } from '../../designer/canvas/tidy';
import { moveSteps } from '../../designer/canvas/edit';
import { newStep } from '../../process/kinds';
import { templates } from '../../process/templates';
import type { ProcessDefinition } from '../../process/types';

/** Flows that run through a step, named. */
function disturbing(definition: ProcessDefinition): string[] {
  return [...routeFlows(definition)].flatMap(([id, way]) =>
    way.slice(1).flatMap((b, n) => definition.steps.filter((step) => runsThrough({ a: way[n]!, b }, rectOf(step))).map((step) => `${id} through ${step.id}`)),
  );
}

describe('ways of flows', () => {
  test.each(templates.map((template) => [template.id, template] as const))('%s: no flow runs through a step, as drawn and tidied', (_, template) => {
    expect(disturbing(template)).toEqual([]);
    expect(disturbing(moveSteps(template, tidy(template)))).toEqual([]);
  });

  test('each flow has one way, orthogonal, from its exit to its entry, wherever its steps stand', () => {
    const place = fc.record({ x: fc.integer({ min: 0, max: 80 }), y: fc.integer({ min: 0, max: 60 }) });
    fc.assert(
      fc.property(fc.array(place, { minLength: templates[0]!.steps.length, maxLength: templates[0]!.steps.length }), (places) => {
        const steps = templates[0]!.steps.map((step, n) => ({ ...step, position: { x: places[n]!.x * 20, y: places[n]!.y * 20 } }));
        const ways = routeFlows({ ...templates[0]!, steps });
        expect(ways.size).toBe(templates[0]!.flows.length);
        for (const way of ways.values()) {
          for (let n = 1; n < way.length; n++) expect(Math.min(Math.abs(way[n]!.x - way[n - 1]!.x), Math.abs(way[n]!.y - way[n - 1]!.y))).toBeLessThan(1);
        }
      }),
      { numRuns: 50 },
    );
  });

  test('a drawing of hundreds of steps keeps the plain ways', () => {
    const steps = Array.from({ length: ROUTED_STEPS_MAX * 10 }, (_, n) => newStep('task', `t${n}`, { x: (n % 30) * 300, y: Math.floor(n / 30) * 160 }));
    const flows = steps.slice(1).map((step, n) => ({ id: `f${n}`, from: `t${n}`, outcome: 'done', to: step.id }));
    expect(routeFlows({ ...templates[0]!, steps, flows }).size).toBe(flows.length);
  });
});
