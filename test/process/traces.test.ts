import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { playTrace, readTrace, traceFiles, writeTrace } from './support/trace';

const spec = readFileSync(join(__dirname, '../../process/SPEC.md'), 'utf8');
const cases = traceFiles().map((name): [string, string] => [`[${readTrace(name).rules.join(' ')}] ${readTrace(name).title}`, name]);

describe('golden traces', () => {
  test.each(cases)('%s', (_title, name) => {
    const trace = readTrace(name);
    const played = playTrace(trace);
    if (process.env.UPDATE_TRACES) writeTrace(name, { ...trace, expect: played.expect, end: played.end });
    else expect({ expect: played.expect, end: played.end }).toEqual({ expect: trace.expect, end: trace.end });
  });

  test('every trace names rules that exist', () => {
    const named = traceFiles().flatMap((name) => readTrace(name).rules);
    expect(named.filter((rule) => !spec.includes(`**${rule}**`))).toEqual([]);
  });

  test('every rule about what happens has a trace', () => {
    const named = new Set(traceFiles().flatMap((name) => readTrace(name).rules));
    const elsewhere = ['S1', 'S9', 'S10', 'S60', 'S61', 'S71', 'S72', 'S31'];
    const rules = [...spec.matchAll(/\*\*(S\d+)\*\*/g)].map(([, rule]) => rule as string);
    expect(rules.filter((rule) => !named.has(rule) && !elsewhere.includes(rule))).toEqual([]);
  });
});
