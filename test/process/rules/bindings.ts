import type { FormField } from '../../../process/types';
import { definitionOf, step } from './definitions';

/** A task whose one answer goes into a variable. */
export const answerInto = (type: FormField['type'], variable: string) =>
  definitionOf([step('task', 't', { form: { fields: [{ id: 'q', type, label: { id: 'Q' }, variable }] } })], '');
