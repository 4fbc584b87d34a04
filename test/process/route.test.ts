import { graphOf, leave, startMarking, consume, type Marking } from '../../process/route';
import { canStillReach } from '../../process/reach';
import type { ProcessDefinition, Step, Token } from '../../process/types';

function graph(steps: string, flows: string) {
  const definition = {
    steps: steps.split(' ').map((text) => {
      const [id = '', kind = 'task'] = text.split(':');
      return { id, kind } as Step;
    }),
    flows: flows.split(' ').map((text, index) => {
      const [, from = '', outcome = '', to = ''] = /^(\w+)\.(\w+)>(\w+)$/.exec(text) ?? [];
      return { id: `f${index}`, from, outcome, to };
    }),
  } as ProcessDefinition;
  return graphOf(definition);
}

const at = (marking: Marking, stepId: string): Token => {
  const token = marking.tokens.find((other) => other.stepId === stepId);
  if (!token) throw new Error(`no token at ${stepId}`);
  return token;
};
const places = (marking: Marking): string[] => marking.tokens.map((token) => `${token.stepId}/${token.forks.map((fork) => fork.id).join('.')}`);

describe('routing of tokens', () => {
  const two = graph('s:start f:fork a b m:join e:end', 's.started>f f.each>a f.each>b a.done>m b.done>m m.all>e');

  test('[S2] one token at each start step', () => {
    expect(startMarking(graph('s:start t:start a', 's.started>a t.started>a')).entered.map((token) => token.stepId)).toEqual(['s', 't']);
  });

  test('[S5] a fork makes a token for each flow, with a new activation', () => {
    const forked = leave(two, leave(two, startMarking(two).marking, { id: 't0', stepId: 's', forks: [] }, 'started').marking, { id: 't0', stepId: 'f', forks: [] }, 'each');
    expect(places(forked.marking)).toEqual(['a/a1', 'b/a1']);
    expect(forked.entered).toHaveLength(2);
    expect(forked.marking.forks).toBe(1);
  });

  test('[S6] the join fires with the last one, and takes the activation off', () => {
    let { marking } = leave(two, { tokens: [{ id: 't0', stepId: 'f', forks: [] }], forks: 0 }, { id: 't0', stepId: 'f', forks: [] }, 'each');
    const first = leave(two, marking, at(marking, 'b'), 'done');
    expect({ places: places(first.marking), entered: first.entered, joined: first.joined }).toEqual({ places: ['a/a1', 'm/a1'], entered: [], joined: [] });
    const last = leave(two, first.marking, at(first.marking, 'a'), 'done');
    expect({ places: places(last.marking), joined: last.joined }).toEqual({ places: ['e/'], joined: ['m'] });
    ({ marking } = consume(two, last.marking, at(last.marking, 'e')));
    expect(marking.tokens).toEqual([]);
  });

  test('[S6] the end of a branch lets the join fire for those that wait', () => {
    const forked = leave(two, { tokens: [{ id: 't0', stepId: 'f', forks: [] }], forks: 4 }, { id: 't0', stepId: 'f', forks: [] }, 'each').marking;
    const waiting = leave(two, forked, at(forked, 'a'), 'done').marking;
    const fired = consume(two, waiting, at(waiting, 'b'));
    expect({ places: places(fired.marking), joined: fired.joined }).toEqual({ places: ['e/'], joined: ['m'] });
  });

  test('[S4] an outcome without a flow takes the token away', () => {
    expect(leave(two, { tokens: [{ id: 't0', stepId: 'a', forks: [] }], forks: 0 }, { id: 't0', stepId: 'a', forks: [] }, 'odd').marking.tokens).toEqual([]);
  });

  test('[S6] joins that lead into each other stop', () => {
    const ring = graph('s:start m:join n:join', 's.started>m m.all>n n.all>m');
    expect(leave(ring, startMarking(ring).marking, { id: 't0', stepId: 's', forks: [] }, 'started').marking.tokens).toHaveLength(1);
  });

  test('[S61] no input is changed', () => {
    const marking = Object.freeze({ tokens: Object.freeze([Object.freeze({ id: 't0', stepId: 's', forks: Object.freeze([]) })]), forks: 0 }) as unknown as Marking;
    expect(() => leave(two, marking, at(marking, 's'), 'started')).not.toThrow();
  });
});

describe('[S19] can a step still be reached while a desk waits?', () => {
  const flows = 's.started>f f.each>desk f.each>a a.done>w a.other>m w.done>m desk.closed>m m.all>z z.again>f z.on>e';
  const loop = graph('s:start f:fork desk:complaints a w m:join z:decision e:end', flows);
  const forks = [{ id: 'a1', forkStepId: 'f' }];
  const desk: Token = { id: 'd', stepId: 'desk', runId: 'p.desk.1', forks };
  test.each<[string, Token[], boolean]>([
    ['before it', [desk, { id: 'x', stepId: 'a', runId: 'p.a.1', forks }], true],
    ['at it', [desk, { id: 'x', stepId: 'w', runId: 'p.w.1', forks }], true],
    ['behind the join that waits for the desk itself', [desk, { id: 'x', stepId: 'm', forks }], false],
    ['nobody else is left', [desk], false],
  ])('%s', (_title, tokens, expected) => {
    expect(canStillReach(loop, tokens, 'p.desk.1', 'w')).toBe(expected);
  });

  test('through the join of an inner fork', () => {
    const inner = graph('f:fork desk:complaints g:fork a b n:join w m:join', 'f.each>desk f.each>g g.each>a g.each>b a.done>n b.done>n n.all>w w.done>m desk.closed>m');
    const deep = [...forks, { id: 'a2', forkStepId: 'g' }];
    const tokens: Token[] = [desk, { id: 'x', stepId: 'a', runId: 'p.a.1', forks: deep }, { id: 'y', stepId: 'n', forks: deep }];
    expect(canStillReach(inner, tokens, 'p.desk.1', 'w')).toBe(true);
  });
});
