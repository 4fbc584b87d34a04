import { keysTouchedBy } from '../../designer/api/events';
import { urlOf } from '../../designer/api/client';
import { problemOf } from '../../designer/api/problem';
import { emptyYear, findingsOf, sortedDays } from '../../designer/admin/holiday-year';
import { safeNext } from '../../designer/session/next';
import { homeOf, isWithin, placesOf } from '../../designer/shell/navigation';

describe('after signing in', () => {
  test.each([
    ['/tugas/x', '/tugas/x'], ['/tugas?a=1#b', '/tugas?a=1#b'], [undefined, '/'], ['https://evil.example', '/'], ['//evil.example', '/'],
    ['/\\evil.example', '/'], ['/masuk?next=/masuk', '/'], ['javascript:alert(1)', '/'],
  ])('%s leads to %s', (next, target) => {
    expect(safeNext(next)).toBe(target);
  });
});

describe('places by role', () => {
  test.each([
    [['stakeholder'], ['tasks', 'processes', 'notices', 'consultations'], '/tugas'],
    [['owner'], ['tasks', 'processes', 'notices', 'definitions', 'consultations', 'audit'], '/tugas'],
    [['auditor'], ['processes', 'notices', 'definitions', 'consultations', 'audit'], '/proses'],
    [['admin'], ['tasks', 'processes', 'notices', 'definitions', 'consultations', 'audit', 'settings'], '/tugas'],
  ] as const)('%j sees %j and starts at %s', (roles, places, home) => {
    expect(placesOf(roles).map((place) => place.id)).toEqual(places);
    expect(homeOf(roles)).toBe(home);
  });

  test('a place is current on its own pages only', () => {
    expect(isWithin('/tugas', '/tugas/x')).toBe(true);
    expect(isWithin('/tugas', '/tugasan')).toBe(false);
  });
});

describe('the API', () => {
  test('absent parameters are left out, the ledger stands at the root', () => {
    expect(urlOf('/tasks', { q: '', process: undefined, limit: 5 })).toBe('/api/v1/tasks?limit=5');
    expect(urlOf('/ledger/checkpoint')).toBe('/ledger/checkpoint');
  });

  test('a refusal is read with its code, words, issues and reference', () => {
    const problem = problemOf(422, { code: 'BODY_INVALID', title: 'Isian tidak sesuai.', detail: 'Periksa.', reference: 'b1', issues: [{ path: '/data/x', message: 'wajib' }, 'broken'] });
    expect(problem).toMatchObject({ status: 422, code: 'BODY_INVALID', text: 'Periksa.', reference: 'b1', issues: [{ path: '/data/x', message: 'wajib' }] });
  });

  test.each([[undefined], ['<html>'], [null], [[]], [{ code: 5, issues: 'x' }]])('whatever a proxy answers (%j) is a problem, not a crash', (body) => {
    expect(problemOf(502, body)).toMatchObject({ status: 502, code: 'HTTP_502' });
  });

  test('an event refreshes lists and the one thing that it names', () => {
    expect(keysTouchedBy({ type: 'task', taskId: 't7', processId: 'p1' })).toEqual([['tasks'], ['task', 't7'], ['process']]);
    expect(keysTouchedBy({ type: 'process', processId: 'p1' })).toEqual([['processes'], ['process', 'p1'], ['history']]);
  });
});

describe('holiday years', () => {
  const day = (date: string, name = 'X') => ({ date, kind: 'holiday' as const, name: { id: name } });
  test('errors and doubts are those of the calendar; what is missing comes with the day that would settle it', () => {
    const draft = { ...emptyYear(), source: { id: 'Edaran' }, days: [day('2027-01-01'), day('2027-01-01'), day('2026-12-31'), day('2027-08-17', ' '), day('')] };
    const { errors, doubts } = findingsOf('2027', draft, [1, 2, 3, 4, 5]);
    expect(errors.map(({ rule, path }) => `${rule} ${path}`)).toEqual(['date-twice /days/1/date', 'date-of-other-year /days/2/date', 'day-name /days/3/name', 'date-invalid /days/4/date']);
    expect(doubts.map(({ missing }) => missing?.date)).toEqual(['2027-05-01', '2027-06-01', '2027-12-25']);
  });
  test('days are kept in order', () => {
    expect(sortedDays([day('2027-08-17'), day('2027-01-01')]).map(({ date }) => date)).toEqual(['2027-01-01', '2027-08-17']);
  });
});
