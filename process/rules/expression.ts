import { parseExpression } from 'feelin';
import type { Form, Step, StepId } from '../types';
import type { Model } from './model';

/** A FEEL expression at its place in the definition. */
export interface Placed {
  step: StepId;
  path: string;
  expression: string;
  /** `decision` reads data, rounds, outcomes and today; `form` reads the other answers of its form. */
  scope: { type: 'decision' } | { type: 'form'; fields: string[] };
  /** `undefined` where it isn't FEEL. */
  reading: Reading | undefined;
}

type Unread = Omit<Placed, 'reading'>;

/** What an expression holds: the paths that it reads, the functions that it calls, the constructions that it uses. */
export interface Reading {
  paths: string[][];
  calls: string[];
  constructions: string[];
}

/** Several rules look at the expressions of one model: they are read once. */
const readOnce = new WeakMap<Model, Placed[]>();

/** Every expression of the definition that is filled in, and every decision's condition even if it is empty. */
export function expressionsOf(model: Model): Placed[] {
  const known = readOnce.get(model);
  if (known) return known;
  const placed = unreadExpressions(model).map((unread) => ({ ...unread, reading: readExpression(unread.expression) }));
  readOnce.set(model, placed);
  return placed;
}

function unreadExpressions(model: Model): Unread[] {
  return model.steps.flatMap((step) => [
    ...(step.kind === 'decision'
      ? step.settings.branches.map((branch, index) => ({
          step: step.id,
          path: model.path(step, `/settings/branches/${index}/condition`),
          expression: branch.condition,
          scope: { type: 'decision' as const },
        }))
      : []),
    ...formsOf(step).flatMap(({ form, path }) => formExpressions(step.id, form, model.path(step, path))),
  ]);
}

function formExpressions(step: StepId, form: Form, path: string): Unread[] {
  return form.fields.flatMap((field, index) =>
    field.when === undefined || field.when.trim() === ''
      ? []
      : [
          {
            step,
            path: `${path}/fields/${index}/when`,
            expression: field.when,
            scope: {
              type: 'form' as const,
              fields: form.fields.filter((other) => other !== field).map(({ id }) => id),
            },
          },
        ],
  );
}

/** The forms of a step, with where they stand below it. */
export function formsOf(step: Step): { form: Form; path: string }[] {
  if (step.kind === 'task') return [{ form: step.settings.form, path: '/settings/form' }];
  if (step.kind === 'consultation') return [{ form: step.settings.questions, path: '/settings/questions' }];
  if (step.kind === 'drafting' && step.settings.form) return [{ form: step.settings.form, path: '/settings/form' }];
  return [];
}

/** Reads an expression without evaluating it. `undefined` where it isn't FEEL. */
export function readExpression(expression: string): Reading | undefined {
  if (expression.trim() === '') return undefined;
  const reading: Reading = { paths: [], calls: [], constructions: [] };
  const cursor = parseExpression(expression, {}, undefined).cursor();
  const text = () => expression.slice(cursor.from, cursor.to).trim();
  let broken = false;
  // Each construction that a condition may not use is collected by the name that the grammar gives it.
  const enter = (parents: string[]): void => {
    const { name } = cursor;
    if (cursor.type.isError) broken = true;
    if (name.endsWith('Expression') || name.endsWith('Definition') || name === 'Context')
      reading.constructions.push(name);
    if (name === 'VariableName') {
      if (parents.at(-1) === 'FunctionInvocation') reading.calls.push(text());
      else reading.paths.push([text()]);
    }
    if (name === 'PathName') reading.paths.at(-1)?.push(text());
    if (!cursor.firstChild()) return;
    do enter([...parents, name]);
    while (cursor.nextSibling());
    cursor.parent();
  };
  enter([]);
  return broken ? undefined : reading;
}
