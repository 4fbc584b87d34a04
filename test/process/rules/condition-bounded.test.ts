import { conditionBounded } from '../../../process/rules/condition-bounded';
import { condition, shownWhen } from './conditions';
import { testRule } from './test-rule';

testRule(conditionBounded, {
  passes: {
    operators: condition('cost > 10 and not(material)'),
    'a choice': condition('if material then cost > 1 else false'),
    'a range': condition('cost in [1..10]'),
    'a function of texts': condition('starts with(outcomes.draft, "sub")'),
    'a literal date and duration': condition('date(day) + duration("P1M") > today'),
  },
  finds: {
    'the real clock': [condition('now() > today'), 'call d'],
    'the real date': [condition('today() > date("2026-01-01")'), 'call d'],
    'a pattern': [condition('matches(day, "(a+)+$")'), 'call d'],
    'a function that does not exist': [condition('launch(cost)'), 'call d'],
    'a loop': [condition('count(for x in 1..1000000000 return x) > 1'), 'construction d'],
    'a search': [condition('some x in 1..1000000000 satisfies x < 0'), 'construction d'],
    'a function of its own': [condition('(function(x) x)(1) = 1'), 'construction d'],
    'in a form too': [shownWhen('now() = null'), 'call t'],
  },
});
