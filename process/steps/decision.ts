import { localDate } from '../calendar';
import { conditionContext, holds } from '../condition';
import type { StepMachine } from './machine';

/** Takes the first branch whose condition holds, else the default; a condition that can't be evaluated doesn't hold (S30, S32). */
export const decision: StepMachine<'decision'> = {
  kind: 'decision',
  instant: true,
  enter(turn) {
    const { branches, otherwise } = turn.step.settings;
    const { scope } = turn;
    const context = conditionContext(scope.definition, { ...scope, today: localDate(scope.calendar, turn.at) });
    for (const branch of branches) {
      const result = holds(branch.condition, context);
      if ('problem' in result) {
        turn.fact({ type: 'condition-failed', condition: branch.condition, message: result.problem.en ?? result.problem.id });
      } else if (result.value) {
        turn.fact({ type: 'decided', outcome: branch.outcome, condition: branch.condition });
        return turn.finish(branch.outcome, 'engine');
      }
    }
    turn.fact({ type: 'decided', outcome: otherwise.outcome });
    return turn.finish(otherwise.outcome, 'engine');
  },
};
