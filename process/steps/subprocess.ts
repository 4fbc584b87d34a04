import type { StepMachine } from './machine';

/** Runs another published definition and waits for its end, whatever that is (S28). */
export const subprocess: StepMachine<'subprocess'> = {
  kind: 'subprocess',
  enter(turn) {
    const { definitionId, version, roles } = turn.step.settings;
    const mapped = Object.fromEntries(Object.entries(roles ?? {}).map(([theirs, ours]) => [theirs, turn.members(ours)]));
    turn.out.commands.push({
      type: 'start-subprocess',
      runId: turn.run.id,
      definitionId,
      ...(version === undefined ? {} : { version }),
      roles: mapped,
    });
  },
  subprocessEnded(turn) {
    turn.run.detail = { ended: true };
    turn.finish('done', 'engine');
  },
  close(turn, cause, reason) {
    turn.finish('done', cause, reason);
    return true;
  },
  release(turn) {
    if (turn.run.detail === null) turn.out.commands.push({ type: 'cancel-subprocess', runId: turn.run.id });
  },
};
