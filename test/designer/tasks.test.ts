import { checkForm } from '../../process/form';
import { answerErrors, withAnswer } from '../../designer/tasks/answer-errors';
import { faultsOf, type Handing } from '../../designer/tasks/faults';
import { trendOf, valueMap, withValue } from '../../designer/tasks/indicators';
import { moveSection, newSection } from '../../designer/tasks/sections';
import { startData } from '../../designer/tasks/start-data';
import { withoutGaps, type TaskData } from '../../designer/tasks/use-draft';
import type { TaskDetail } from '../../server/contract/tasks';
import { taskData } from '../../server/contract/task-data';
import { tasks } from '../support/task-fixtures';

/** Words as their keys: what is said is tested elsewhere. */
const words = { t: (id: string) => id, local: (text?: { id: string }) => text?.id ?? '', number: String } as Parameters<typeof faultsOf>[1];

const taskOf = (kind: TaskDetail['kind']): TaskDetail => tasks.find((task) => task.kind === kind)!;

function paths(kind: TaskDetail['kind'], data: TaskData, outcome?: string, change: (task: TaskDetail) => TaskDetail = (task) => task): string[] {
  const task = change(taskOf(kind));
  const { form } = task.material;
  const answers = (data.answers ?? {}) as Parameters<typeof checkForm>[1];
  const handing: Handing = { task, data, outcome: outcome ?? (task.outcomes.length === 1 ? task.outcomes[0] : undefined), form: form ? checkForm(form, answers) : undefined };
  return faultsOf(handing, words).map((fault) => fault.path);
}

describe('what is wrong before it is sent', () => {
  test('a required question, and one that appears by another answer', () => {
    expect(paths('form', { answers: {} })).toEqual(['/answers/number', '/answers/date', '/answers/corrected']);
    expect(paths('form', { answers: { number: '12', date: '2027-03-01', corrected: true } })).toEqual(['/answers/erratum']);
    expect(paths('form', { answers: { number: '12', date: '2027-03-01', corrected: false } })).toEqual([]);
  });

  test('a draft needs a title, a text and its questions', () => {
    expect(paths('draft', { document: { title: ' ', sections: [{ id: 'a', heading: 'A', text: ' ' }] }, answers: {} })).toEqual(['/document/title', '/document/sections', '/answers/materialChanges']);
  });

  test.each([
    ['approved', {}, ['/legalBasis']],
    ['approved', { legalBasis: 'UU 20/2023' }, []],
    ['returned', { legalBasis: 'UU 20/2023' }, ['/reason']],
    ['rejected', {}, ['/legalBasis', '/reason']],
    ['abstained', {}, []],
    [undefined, { legalBasis: 'UU 20/2023' }, ['/outcome']],
  ] as const)('a decision of %s with %j lacks %j', (outcome, data, expected) => {
    expect(paths('approve', data, outcome)).toEqual(expected);
  });

  test('a needs analysis names its jobs and duties', () => {
    expect(paths('needs-analysis', { jobs: [] })).toEqual(['/jobs']);
    expect(paths('needs-analysis', { jobs: [{ id: 'j1', title: '', duties: [{ title: '' }] }] })).toEqual(['/jobs/0/title', '/jobs/0/duties/0/title']);
  });

  test('an evaluation has a value for every indicator, its reasons and a verdict', () => {
    expect(paths('evaluate', { values: [{ indicator: 'vacancies', value: 90 }] })).toEqual(['/values/serviceTime', '/values/training', '/reasoning', '/outcome']);
  });

  test('sessions need their day, concerns their words, complaints a message', () => {
    expect(paths('organize', { sessions: [{ date: '', place: '' }], resistance: [{ concern: '' }] })).toEqual(['/sessions/0/date', '/resistance/0/concern']);
    expect(paths('complaint', {}, 'answered')).toEqual(['/message']);
  });
});

describe('what is handed in', () => {
  test.each(['form', 'respond', 'draft', 'dispose', 'approve', 'organize', 'measure'] as const)('%s starts with what the API takes, but for what people must fill in', (kind) => {
    const start = withoutGaps(startData(taskOf(kind)));
    const parsed = taskData[kind].safeParse(kind === 'draft' ? { ...start, document: { ...(start.document as object), title: 'T' } } : start);
    expect(parsed.error?.issues ?? []).toEqual([]);
  });

  test('an emptied answer is absent, not null', () => {
    expect(withAnswer({ a: 1, b: 2 }, 'a', undefined)).toEqual({ b: 2 });
    expect(withoutGaps({ a: undefined, b: 0 })).toEqual({ b: 0 });
  });

  test('errors of answers go to their fields', () => {
    expect(answerErrors({ '/answers/input': 'x', '/reason': 'y' })).toEqual({ input: 'x' });
  });
});

describe('indicators', () => {
  const higher = { baseline: 78, target: 92, better: 'higher', previous: 84 } as const;
  const lower = { baseline: 12, target: 5, better: 'lower', previous: null } as const;
  test.each([
    [higher, 92, 'reached'], [higher, 85, 'better'], [higher, 84, 'same'], [higher, 80, 'worse'], [higher, undefined, undefined],
    [lower, 5, 'reached'], [lower, 4, 'reached'], [lower, 11, 'better'], [lower, 12, 'same'], [lower, 13, 'worse'],
  ])('%j at %s is %s', (indicator, value, trend) => {
    expect(trendOf(indicator, value)).toBe(trend);
  });

  test('a value is set, replaced and taken out', () => {
    const one = withValue([], 'a', 1);
    expect(withValue(withValue(one, 'b', 2), 'a', 3)).toEqual([{ indicator: 'a', value: 3 }, { indicator: 'b', value: 2 }]);
    expect(withValue(one, 'a', undefined)).toEqual([]);
    expect([...valueMap('broken')]).toEqual([]);
  });
});

describe('articles of a draft', () => {
  const sections = [{ id: 'pasal-1', heading: 'Pasal 1', text: '' }, { id: 'menimbang', heading: 'Menimbang', text: '' }, { id: 'pasal-7', heading: 'Pasal 7', text: '' }];
  test('a new one is numbered after the highest, so that ids are never used twice', () => {
    expect(newSection(sections, (n) => `Pasal ${n}`)).toEqual({ id: 'pasal-8', heading: 'Pasal 8', text: '' });
    expect(newSection([], (n) => `Pasal ${n}`).id).toBe('pasal-1');
  });
  test('moving stops at the ends', () => {
    expect(moveSection(sections, 2, -1).map(({ id }) => id)).toEqual(['pasal-1', 'pasal-7', 'menimbang']);
    expect(moveSection(sections, 0, -1)).toEqual(sections);
    expect(moveSection(sections, 2, 1)).toEqual(sections);
  });
});
