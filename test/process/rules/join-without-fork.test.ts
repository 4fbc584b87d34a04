import { joinWithoutFork } from '../../../process/rules/join-without-fork';
import { definitionOf, step } from './definitions';
import { testRule } from './test-rule';

testRule(joinWithoutFork, {
  passes: { 'after a fork': definitionOf([step('fork', 'f'), step('join', 'j')], 'f.each -> j') },
  finds: {
    'after a decision': [definitionOf([step('decision', 'd'), step('join', 'j')], 'd.yes -> j, d.no -> j'), 'none j'],
  },
});
