import fc from 'fast-check';
import {
  addStep, appendStep, connect, copySteps, freeStepId, insertOnFlow, moveSteps, pasteClip, reconnect, removeAndHeal, removeSteps, updateStep, whyNotConnect,
} from '../../designer/canvas/edit';
import { newHistory, record, redo, undo } from '../../designer/canvas/history';
import { exitsOf, pathThrough, readingOrder, sizeOf, wayBetween } from '../../designer/canvas/geometry';
import { tidy } from '../../designer/canvas/tidy';
import { newStep } from '../../process/kinds';
import type { ProcessDefinition, StepKind } from '../../process/types';

const at = { x: 0, y: 0 };
const empty: ProcessDefinition = {
  format: 1, id: 'd', title: { id: 'D' }, calendar: 'id', roles: {}, data: { type: 'object', properties: {} }, steps: [], flows: [],
};
const line = (...kinds: [string, StepKind][]): ProcessDefinition =>
  kinds.reduce((definition, [id, kind]) => addStep(definition, newStep(kind, id, at)), empty);

const started = connect(line(['begin', 'start'], ['work', 'task'], ['finish', 'end']), 'begin', 'started', 'work');
const whole = connect(started, 'work', 'done', 'finish');

describe('graph edits', () => {
  test('an exit has one flow: a newer one takes its place', () => {
    const moved = connect(whole, 'begin', 'started', 'finish');
    expect(moved.flows.filter((flow) => flow.from === 'begin').map((flow) => flow.to)).toEqual(['finish']);
  });

  test('a fork keeps all the flows of its exit', () => {
    const forked = line(['split', 'fork'], ['a', 'task'], ['b', 'task']);
    const both = connect(connect(forked, 'split', 'each', 'a'), 'split', 'each', 'b');
    expect(both.flows).toHaveLength(2);
  });

  test.each([
    ['to a start', 'work', 'done', 'begin', 'to-start'],
    ['from an end', 'finish', 'done', 'work', 'from-end'],
    ['to itself', 'work', 'done', 'work', 'to-itself'],
    ['a second time', 'begin', 'started', 'work', 'exists'],
    ['from an outcome that is not there', 'work', 'approved', 'finish', 'no-exit'],
  ])('refuses a flow %s, with the reason, and changes nothing', (_, from, outcome, to, why) => {
    expect(whyNotConnect(whole, from, outcome, to)).toBe(why);
    expect(connect(whole, from, outcome, to)).toBe(whole);
  });

  test('inserting on a flow leads through the new step', () => {
    const flow = whole.flows.find(({ from }) => from === 'begin')!;
    const inserted = insertOnFlow(whole, flow.id, newStep('wait', 'pause', at));
    expect(inserted.flows.map(({ from, outcome, to }) => `${from} ${outcome} ${to}`)).toEqual(
      expect.arrayContaining(['begin started pause', 'pause elapsed work', 'work done finish']),
    );
  });

  test('delete and heal joins what led to the step with what followed', () => {
    const healed = removeAndHeal(whole, 'work');
    expect(healed.flows.map(({ from, outcome, to }) => [from, outcome, to])).toEqual([['begin', 'started', 'finish']]);
  });

  test('deleting a step takes its flows with it', () => {
    expect(removeSteps(whole, ['work']).flows).toEqual([]);
  });

  test('an outcome that goes away takes its flow with it', () => {
    const decision = connect(line(['choice', 'decision'], ['finish', 'end']), 'choice', 'yes', 'finish');
    const without = updateStep(decision, 'choice', (step) =>
      step.kind === 'decision' ? { ...step, settings: { ...step.settings, branches: [] } } : step,
    );
    expect(without.flows).toEqual([]);
  });

  test('moving an end of a flow keeps it one flow; an impossible move changes nothing', () => {
    const flow = whole.flows[0]!;
    expect(reconnect(whole, flow.id, { from: 'begin', outcome: 'started', to: 'finish' }).flows).toHaveLength(2);
    expect(reconnect(whole, flow.id, { from: 'begin', outcome: 'started', to: 'begin' })).toBe(whole);
  });

  test('paste makes new ids and keeps the flows inside', () => {
    const pasted = pasteClip(whole, copySteps(whole, ['work', 'finish']), { x: 20, y: 20 });
    expect(pasted.ids).toEqual(['work2', 'finish2']);
    expect(pasted.definition.flows.some(({ from, to }) => from === 'work2' && to === 'finish2')).toBe(true);
  });

  test('appending puts the step to the right of its source, on a free place, connected', () => {
    const appended = appendStep(started, 'work', 'done', newStep('approval', 'sign', at));
    const sign = appended.steps.find(({ id }) => id === 'sign')!;
    expect(sign.position.x).toBeGreaterThan(sizeOf(started.steps[1]!).width);
    expect(appended.flows.some(({ from, to }) => from === 'work' && to === 'sign')).toBe(true);
  });

  test('a move to the same place is no change', () => {
    expect(moveSteps(whole, { work: { x: 0, y: 0 } })).toBe(whole);
  });

  test('free ids count on', () => {
    expect(freeStepId(whole, 'work')).toBe('work2');
    expect(freeStepId(whole, 'new')).toBe('new');
  });
});

describe('undo', () => {
  test('any series of edits undone and redone gives the same definitions back', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 9 }), { maxLength: 60 }), (values) => {
        let history = newHistory(-1);
        for (const value of values) history = record(history, `set ${value}`, value);
        const end = history.present;
        const steps = history.past.length;
        for (let n = 0; n < steps; n++) history = undo(history);
        expect(history.present).toBe(-1);
        for (let n = 0; n < steps; n++) history = redo(history);
        expect(history.present).toBe(end);
      }),
    );
  });

  test('keeps the last 200 gestures', () => {
    let history = newHistory(0);
    for (let n = 1; n <= 250; n++) history = record(history, 'set', n);
    expect(history.past).toHaveLength(200);
  });

  test('typing in one field is one step of undo', () => {
    const typed = record(record(record(newHistory('a'), 'title', 'ab', true), 'title', 'abc', true), 'role', 'abcd', true);
    expect(undo(undo(typed)).present).toBe('a');
  });
});

describe('geometry', () => {
  test('every outcome has an exit inside the height of its node', () => {
    for (const kind of ['approval', 'monitoring', 'decision', 'task'] as const) {
      const step = newStep(kind, 'x', at);
      for (const exit of exitsOf(step)) expect(exit.y).toBeLessThan(sizeOf(step).height);
    }
  });

  test('flows are orthogonal and end where they should', () => {
    fc.assert(
      fc.property(fc.integer({ min: -900, max: 900 }), fc.integer({ min: -900, max: 900 }), (x, y) => {
        const points = wayBetween({ x: 0, y: 0 }, { x, y }, { top: Math.min(0, y) - 50, bottom: Math.max(0, y) + 50 });
        expect(points[0]).toEqual({ x: 0, y: 0 });
        expect(points.at(-1)).toEqual({ x, y });
        for (let n = 1; n < points.length; n++) {
          const straight = Math.abs(points[n]!.x - points[n - 1]!.x) < 1 || Math.abs(points[n]!.y - points[n - 1]!.y) < 1;
          expect(straight).toBe(true);
        }
        expect(pathThrough(points)).toMatch(/^M/);
      }),
    );
  });

  test('reading order follows the flow from the start and names every step once', () => {
    expect(readingOrder(whole)).toEqual(['begin', 'work', 'finish']);
  });

  test('tidying lays a line out from left to right without overlap', () => {
    const places = tidy(whole);
    expect(places['begin']!.x).toBeLessThan(places['work']!.x);
    expect(places['work']!.x + sizeOf(whole.steps[1]!).width).toBeLessThan(places['finish']!.x);
  });
});
