import { Problem } from '../../errors/problem';
import type { Command, Fact } from '../../process/types';
import { play, replay, type Fed, type Machine } from '../../workflows/feed';

interface ToyState {
  at: number;
  log: string[];
  due: number[];
}
type ToyEvent = { at: number; type: string; name?: string };

/** Remembers what it was fed; an instant that is due goes when a `time` event reaches it. */
const toy: Machine<ToyState, ToyEvent> = {
  advance(state, event) {
    const at = Math.max(state.at, event.at);
    const due = event.type === 'time' ? state.due.filter((instant) => instant > event.at) : state.due;
    return { state: { at, due, log: [...state.log, `${event.name ?? event.type}@${at}`] }, commands: [] as Command[], facts: [] as Fact[] };
  },
  nextTime: (state) => (state.due.length > 0 ? Math.min(...state.due) : undefined),
  refuse: (_, event) => (event.name === 'refused' ? new Problem('STEP_NOT_ACTIVE') : undefined),
  isOpen: () => true,
  openWindows: () => [],
};
const start = (due: number[]): ToyState => ({ at: 0, log: [], due });
const event = (name: string, at: number): Fed<ToyEvent> => ({ event: { type: 'act', at, name }, id: name });

describe('play', () => {
  it('feeds instants that have passed at their own time, between the acts, as a punctual worker would have', () => {
    const late = play(toy, start([10, 20]), { first: [], fed: [event('b', 15), event('a', 5)], now: 30 });
    expect(late.state.log).toEqual(['a@5', 'time@10', 'b@15', 'time@20']);
  });

  it('puts an act that won its race before the deadline that would have ended its task', () => {
    const played = play(toy, start([10]), { first: [event('won', 12)], fed: [], now: 30 });
    expect(played.state.log).toEqual(['won@12', 'time@12']);
  });

  it('does not run ahead of the clock for an act that a faster clock has stamped', () => {
    const played = play(toy, start([10]), { first: [], fed: [event('early', 11)], now: 9 });
    expect(played.state.log).toEqual(['early@11']);
  });

  it('leaves out what the machine refuses, and says so', () => {
    const played = play(toy, start([]), { first: [], fed: [event('refused', 1), event('a', 2)], now: 3 });
    expect(played.events.map(({ id }) => id)).toEqual(['a']);
    expect(played.refused).toMatchObject([{ id: 'refused', problem: { code: 'STEP_NOT_ACTIVE' } }]);
  });

  it('gives the same state when its events are played again', () => {
    const played = play(toy, start([10, 20]), { first: [event('w', 1)], fed: [event('a', 15)], now: 30 });
    expect(replay(toy, start([10, 20]), played.events).state).toEqual(played.state);
  });

  it('stops with an error when an instant stays due, instead of looping', () => {
    const stuck = { ...toy, nextTime: () => 5 };
    expect(() => play(stuck, start([]), { first: [], fed: [], now: 9 })).toThrow('stays due');
  });
});
