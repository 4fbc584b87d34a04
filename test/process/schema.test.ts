import { z } from 'zod';
import { Problem } from '../../errors/problem';
import { definitionSchema, LIMITS, parseDefinition } from '../../process/schema';
import { emptyDefinition } from './rules/definitions';

type Edit = (definition: any) => void;

function refusal(edit: Edit): Problem {
  const json = JSON.parse(JSON.stringify(emptyDefinition()));
  edit(json);
  try {
    parseDefinition(json);
  } catch (error) {
    if (error instanceof Problem) return error;
    throw error;
  }
  throw new Error('nothing was refused');
}

describe('parseDefinition', () => {
  it('accepts a definition of every kind of step and gives an equal copy', () => {
    const definition = emptyDefinition();
    const parsed = parseDefinition(definition);
    expect(parsed).toEqual(definition);
    expect(parsed).not.toBe(definition);
  });

  it('treats an undefined field as absent', () => {
    const parsed = parseDefinition({ ...emptyDefinition(), description: undefined });
    expect('description' in parsed).toBe(false);
  });

  it.each<[string, Edit, string]>([
    ['an unknown field at the top', (d) => (d.owner = 'x'), ''],
    ['an unknown field in a step', (d) => (d.steps[0].color = 'red'), '/steps/0'],
    ['an unknown field in settings', (d) => (d.steps[1].settings.color = 'red'), '/steps/1/settings'],
    ['settings of another kind', (d) => (d.steps[0].settings = { result: 'completed' }), '/steps/0/settings'],
    ['an unknown kind', (d) => (d.steps[0].kind = 'script'), '/steps/0/kind'],
    ['a title that is a bare text', (d) => (d.title = 'x'), '/title'],
    ['a step id that FEEL can not read', (d) => (d.steps[0].id = 'a-b'), '/steps/0/id'],
    ['a step id that every object inherits', (d) => (d.steps[0].id = 'toString'), '/steps/0/id'],
    [
      'a role id that every object inherits',
      (d) => (d.roles.valueOf = { title: { id: 'x' }, kind: 'people' }),
      '/roles/valueOf',
    ],
    ['a title of 301 characters', (d) => (d.title.id = 'x'.repeat(301)), '/title/id'],
    ['a position that is a text', (d) => (d.steps[0].position.x = '3'), '/steps/0/position/x'],
    [
      'a duration of nothing',
      (d) => (d.steps[1].deadline = { within: { amount: 0, unit: 'days' }, overdue: { action: 'remind' } }),
      '/steps/1/deadline/within/amount',
    ],
    [
      'half a day',
      (d) => (d.steps[1].deadline = { within: { amount: 0.5, unit: 'days' }, overdue: { action: 'remind' } }),
      '/steps/1/deadline/within/amount',
    ],
    [
      'a duration of 500 years',
      (d) => (d.steps[1].deadline = { within: { amount: 6000, unit: 'months' }, overdue: { action: 'remind' } }),
      '/steps/1/deadline/within/amount',
    ],
    [
      'an unknown overdue action',
      (d) => (d.steps[1].deadline = { overdue: { action: 'explode' } }),
      '/steps/1/deadline/overdue/action',
    ],
  ])('[issue names the place] refuses %s', (_, edit, path) => {
    const problem = refusal(edit);
    expect(problem.code).toBe('BODY_INVALID');
    expect(problem.details.issues?.map((issue) => issue.path)).toContain(path);
  });

  it.each<[string, Edit]>([
    ['NUL', (d) => (d.title.id = 'a\u0000b')],
    ['a lone surrogate', (d) => (d.title.id = 'a\ud800b')],
    ['a lone surrogate in a key', (d) => (d.data.properties['a\udc00'] = { type: 'boolean' })],
    ['NaN', (d) => (d.steps[0].position.x = Number.NaN)],
    ['Infinity', (d) => (d.steps[0].position.x = Number.POSITIVE_INFINITY)],
    ['a date object', (d) => (d.title = new Date(0))],
    ['the key constructor', (d) => (d.roles.constructor = { title: { id: 'x' }, kind: 'people' })],
    ['the key __proto__', (d) => (d.roles = JSON.parse('{"__proto__": {"title": {"id": "x"}, "kind": "people"}}'))],
  ])('refuses %s', (_, edit) => {
    expect(refusal(edit).code).toBe('BODY_INVALID');
  });

  it('refuses nesting without end, without exhausting the stack', () => {
    let deep: unknown = 1;
    for (let n = 0; n < 100_000; n++) deep = [deep];
    expect(refusalOf({ ...emptyDefinition(), steps: [deep] }).code).toBe('BODY_INVALID');
  });

  it('keeps pairs of surrogates, which are ordinary characters', () => {
    expect(parseDefinition({ ...emptyDefinition(), title: { id: '📜' } }).title.id).toBe('📜');
  });

  it.each([
    ['10,000 steps', { steps: new Array(10_000).fill({}) }, '2000 steps', '10000 steps'],
    ['4,001 flows', { flows: new Array(4_001).fill({}) }, '4000 flows', '4001 flows'],
  ])('refuses %s before it looks at them', (_, part, expected, received) => {
    const problem = refusalOf({ ...emptyDefinition(), ...part });
    expect(problem.code).toBe('DEFINITION_TOO_LARGE');
    expect(problem.details).toMatchObject({ expected, received });
  });

  it('refuses another format by name', () => {
    expect(refusalOf({ ...emptyDefinition(), format: 2 })).toMatchObject({
      code: 'FORMAT_UNKNOWN',
      details: { expected: '1', received: '2' },
    });
  });

  it.each([null, undefined, 3, 'text', [], true])('refuses %p', (json) => {
    expect(refusalOf(json).code).toBe('BODY_INVALID');
  });

  it('reports no more issues than its limit', () => {
    const problem = refusal((d) => (d.notes = new Array(400).fill({})));
    expect(problem.details.issues).toHaveLength(LIMITS.issues);
  });

  it('can be written as JSON Schema, with its parts by name', () => {
    const schema = z.toJSONSchema(definitionSchema, { io: 'input' });
    expect(Object.keys(schema.$defs ?? {})).toEqual(
      expect.arrayContaining(['Step', 'Flow', 'Deadline', 'ApprovalStep']),
    );
  });
});

function refusalOf(json: unknown): Problem {
  try {
    parseDefinition(json);
  } catch (error) {
    if (error instanceof Problem) return error;
    throw error;
  }
  throw new Error('nothing was refused');
}
