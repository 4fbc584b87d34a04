/**
 * The shape of a definition, format 1, as zod schemas: strict (an unknown field is refused), bounded (a definition can't
 * be used to fill a disk or to hang the checker) and named, so that the API's OpenAPI document is made from them.
 *
 * A draft has this very shape too. What is not filled in yet is an empty text, an empty reference or an absent field;
 * the rules in `rules/` say what is missing before it can be published.
 */
import { z } from 'zod';
import type { Issue, IssueRule } from '../errors/issues';
import { Problem } from '../errors/problem';
import { plainJson } from './plain-json';
import type { ProcessDefinition } from './types';

/** Upper bounds of a definition. `tooLarge` counts the first four before anything else is looked at. */
export const LIMITS = {
  steps: 2_000,
  flows: 4_000,
  notes: 500,
  roles: 100,
  variables: 200,
  fields: 200,
  options: 200,
  branches: 50,
  list: 100,
  title: 300,
  text: 20_000,
  expression: 2_000,
  issues: 50,
} as const;

/** Longest durations: a hundred years, or what a smaller unit is still sensible for. */
const LONGEST = { minutes: 1_000_000, hours: 100_000, days: 36_525, 'working-days': 26_000, months: 1_200 } as const;

// ------------------------------------------------------------------------------------------------ building blocks

// Names become keys of plain objects (`rounds[stepId]`), so what every object inherits can't be a name.
const NAME =
  /^(?!(?:constructor|toString|toLocaleString|valueOf|hasOwnProperty|isPrototypeOf|propertyIsEnumerable)$)[a-z][A-Za-z0-9]{0,63}$/;
const KEBAB_NAME = new RegExp(NAME.source.replace('[A-Za-z0-9]', '[A-Za-z0-9-]'));
const SLUG = /^[a-z0-9][a-z0-9-]{0,63}$/;
const LOCAL_ID = /^[A-Za-z0-9][A-Za-z0-9_.:-]{0,199}$/;
const DATE = /^\d{4}-\d{2}-\d{2}$/;

const orEmpty = (pattern: RegExp) => new RegExp(`^$|${pattern.source}`);
const integer = (min: number, max: number) => z.int().min(min).max(max);

const stepId = z
  .string()
  .regex(NAME)
  .meta({ id: 'StepId', description: 'Usable in conditions, URLs and workflow ids.' });
const roleId = z.string().regex(KEBAB_NAME).meta({ id: 'RoleId' });
/** A reference that a draft may leave empty. */
const stepRef = z.string().regex(orEmpty(NAME));
const roleRef = z.string().regex(orEmpty(KEBAB_NAME));
const variableRef = z.string().regex(orEmpty(NAME));
const outcome = z.string().regex(KEBAB_NAME).meta({ id: 'Outcome' });
const localId = z.string().regex(LOCAL_ID);
const localDate = z.string().regex(DATE);

const title = z
  .strictObject({ id: z.string().max(LIMITS.title), en: z.string().max(LIMITS.title).optional() })
  .meta({ id: 'Title', description: 'A short text in Indonesian and, optionally, English.' });
const text = z
  .strictObject({ id: z.string().max(LIMITS.text), en: z.string().max(LIMITS.text).optional() })
  .meta({ id: 'Text', description: 'A long text in Indonesian and, optionally, English.' });

/** A length of time; its unit decides how long it may be. */
export const durationSchema = z
  .strictObject({ amount: integer(1, 1_000_000), unit: z.enum(['minutes', 'hours', 'days', 'working-days', 'months']) })
  .refine((duration) => duration.amount <= LONGEST[duration.unit], {
    path: ['amount'],
    error: 'longer than a hundred years, or than this unit is meant for',
    params: { rule: 'duration-long' satisfies IssueRule },
  })
  .meta({ id: 'Duration' });

const positionSchema = z
  .strictObject({ x: z.number().min(-1e6).max(1e6), y: z.number().min(-1e6).max(1e6) })
  .meta({ id: 'Position' });

// ------------------------------------------------------------------------------------------------ deadlines, forms

const overdueSchema = z
  .discriminatedUnion('action', [
    z.strictObject({ action: z.literal('remind') }),
    z.strictObject({ action: z.literal('escalate'), to: roleRef }),
    z.strictObject({ action: z.literal('close') }),
    z.strictObject({ action: z.literal('expire') }),
    z.strictObject({ action: z.literal('consent') }),
  ])
  .meta({ id: 'Overdue', description: 'What a missed deadline means.' });

/** A step's deadline. */
export const deadlineSchema = z
  .strictObject({
    within: durationSchema.optional(),
    on: localDate.optional(),
    reminders: z.array(durationSchema).max(20).optional(),
    warnAt: z.number().min(0).max(1).optional(),
    overdue: overdueSchema,
    pause: z.array(stepRef).max(LIMITS.list).optional(),
  })
  .meta({ id: 'Deadline' });

const optionSchema = z.strictObject({ value: z.string().max(LIMITS.title), label: title });

const fieldSchema = z
  .strictObject({
    id: z.string().regex(NAME),
    type: z.enum(['short', 'long', 'choice', 'many', 'scale', 'number', 'money', 'date', 'yes-no', 'file', 'section']),
    label: title,
    help: text.optional(),
    required: z.boolean().optional(),
    options: z.array(optionSchema).max(LIMITS.options).optional(),
    min: z.number().optional(),
    max: z.number().optional(),
    variable: variableRef.optional(),
    when: z.string().max(LIMITS.expression).optional(),
  })
  .meta({ id: 'FormField' });

/** The form of a task, a consultation or a submission. */
export const formSchema = z.strictObject({ fields: z.array(fieldSchema).max(LIMITS.fields) }).meta({ id: 'Form' });

// ------------------------------------------------------------------------------------------------ settings per kind

const none = z.strictObject({});

const taskSettings = z.strictObject({ instructions: text.optional(), form: formSchema });

const needsAnalysisSettings = z.strictObject({
  workingYearMinutes: integer(1, 527_040),
  sectors: z.array(z.strictObject({ id: localId, title })).max(LIMITS.list),
  output: z.strictObject({ need: variableRef.optional(), gap: variableRef.optional() }).optional(),
});

const draftingSettings = z.strictObject({
  instructions: text.optional(),
  dispositionsOf: z.array(stepRef).max(LIMITS.list).optional(),
  form: formSchema.optional(),
});

const consultationSettings = z.strictObject({
  invited: roleRef.optional(),
  public: z.boolean().optional(),
  documentOf: stepRef.optional(),
  questions: formSchema,
  minimum: integer(0, 10_000_000).optional(),
  quorum: integer(0, 100_000).optional(),
  extension: z.strictObject({ times: integer(1, 20), by: durationSchema }).optional(),
  closeWhenAllAnswered: z.boolean().optional(),
  dispositions: z.enum(['before-close', 'later', 'none']),
});

const approvalSettings = z.strictObject({
  mode: z.enum(['one', 'chain', 'quorum', 'unanimous']),
  approvers: z.array(roleRef).max(LIMITS.list),
  quorum: integer(1, 100_000).optional(),
  mayReturn: z.boolean(),
  mayReject: z.boolean(),
  notAuthorsOf: z.array(stepRef).max(LIMITS.list).optional(),
  legalBasisRequired: z.boolean(),
  deadlineEach: z.boolean().optional(),
});

const quizSchema = z.strictObject({
  questions: z
    .array(
      z.strictObject({
        id: localId,
        label: title,
        options: z.array(optionSchema).max(20),
        right: z.string().max(LIMITS.title),
      }),
    )
    .max(50),
  passScore: integer(0, 50),
});

const socializationSettings = z.strictObject({
  audience: roleRef,
  audienceSize: integer(1, 100_000_000).optional(),
  target: z.number().min(0).max(1),
  budgetCeiling: z.number().min(0).max(1e15).optional(),
  material: text,
  quiz: quizSchema.optional(),
  incentives: text.optional(),
});

const indicatorSchema = z
  .strictObject({
    id: localId,
    title,
    unit: z.string().max(64),
    baseline: z.number(),
    target: z.number(),
    better: z.enum(['higher', 'lower']),
  })
  .meta({ id: 'Indicator' });

const monitoringSettings = z.strictObject({
  every: durationSchema,
  cycles: integer(1, 400),
  indicators: z.array(indicatorSchema).max(LIMITS.list),
  survey: z.strictObject({ kind: z.literal('skm'), minimum: integer(0, 10_000_000).optional() }).optional(),
  complaintsOf: stepRef.optional(),
  evaluateWithin: durationSchema,
});

const complaintsSettings = z.strictObject({
  acknowledgeWithin: durationSchema,
  answerWithin: durationSchema,
  escalateTo: roleRef,
  anonymous: z.boolean(),
  closesWith: stepRef,
});

const decisionSettings = z.strictObject({
  branches: z
    .array(z.strictObject({ outcome, title, condition: z.string().max(LIMITS.expression) }))
    .max(LIMITS.branches),
  otherwise: z.strictObject({ outcome, title }),
});

const waitSettings = z.strictObject({ for: durationSchema.optional(), until: localDate.optional() });

const notifySettings = z.strictObject({ to: roleRef, subject: title, message: text });

const subprocessSettings = z.strictObject({
  definitionId: z.string().regex(orEmpty(SLUG)),
  version: integer(1, 1_000_000).optional(),
  roles: z.record(z.string().regex(KEBAB_NAME), roleRef).optional(),
});

// ------------------------------------------------------------------------------------------------ steps, definition

const step = <K extends string, S extends z.ZodType>(kind: K, settings: S, name: string) =>
  z
    .strictObject({
      id: stepId,
      kind: z.literal(kind),
      title,
      description: text.optional(),
      role: roleRef.optional(),
      deadline: deadlineSchema.optional(),
      settings,
      position: positionSchema,
    })
    .meta({ id: name });

const stepSchemas = {
  start: step('start', none, 'StartStep'),
  end: step('end', z.strictObject({ result: z.enum(['completed', 'withdrawn']) }), 'EndStep'),
  task: step('task', taskSettings, 'TaskStep'),
  'needs-analysis': step('needs-analysis', needsAnalysisSettings, 'NeedsAnalysisStep'),
  drafting: step('drafting', draftingSettings, 'DraftingStep'),
  consultation: step('consultation', consultationSettings, 'ConsultationStep'),
  approval: step('approval', approvalSettings, 'ApprovalStep'),
  socialization: step('socialization', socializationSettings, 'SocializationStep'),
  monitoring: step('monitoring', monitoringSettings, 'MonitoringStep'),
  complaints: step('complaints', complaintsSettings, 'ComplaintsStep'),
  decision: step('decision', decisionSettings, 'DecisionStep'),
  fork: step('fork', none, 'ForkStep'),
  join: step('join', none, 'JoinStep'),
  wait: step('wait', waitSettings, 'WaitStep'),
  notify: step('notify', notifySettings, 'NotifyStep'),
  subprocess: step('subprocess', subprocessSettings, 'SubprocessStep'),
} as const;

/** One step of any kind; `kind` decides which settings it has. */
export const stepSchema = z
  .discriminatedUnion('kind', [
    stepSchemas.start,
    stepSchemas.end,
    stepSchemas.task,
    stepSchemas['needs-analysis'],
    stepSchemas.drafting,
    stepSchemas.consultation,
    stepSchemas.approval,
    stepSchemas.socialization,
    stepSchemas.monitoring,
    stepSchemas.complaints,
    stepSchemas.decision,
    stepSchemas.fork,
    stepSchemas.join,
    stepSchemas.wait,
    stepSchemas.notify,
    stepSchemas.subprocess,
  ])
  .meta({ id: 'Step' });

/** One flow: from a step's outcome to a step. */
export const flowSchema = z.strictObject({ id: localId, from: stepId, outcome, to: stepId }).meta({ id: 'Flow' });

const roleSchema = z
  .strictObject({ title, kind: z.enum(['people', 'public', 'everyone']) })
  .meta({ id: 'RoleDefinition' });

const dataSchema = z
  .strictObject({
    type: z.literal('object'),
    properties: bounded(
      z.record(
        z.string().regex(NAME),
        z.strictObject({
          type: z.enum(['boolean', 'number', 'integer', 'string']),
          format: z.literal('date').optional(),
          enum: z.array(z.string().max(LIMITS.title)).max(LIMITS.options).optional(),
          title: title.optional(),
          default: z.union([z.boolean(), z.number(), z.string().max(LIMITS.title)]).optional(),
        }),
      ),
      LIMITS.variables,
    ),
  })
  .meta({ id: 'DataSchema', description: 'JSON Schema of the variables that conditions read. No personal data.' });

const noteSchema = z.strictObject({
  id: localId,
  text: z.string().max(LIMITS.text),
  position: positionSchema,
  size: z.strictObject({ width: z.number().min(0).max(1e6), height: z.number().min(0).max(1e6) }).optional(),
});

/** A whole definition, published or draft. Use `parseDefinition` on what comes from outside. */
export const definitionSchema = z
  .strictObject({
    format: z.literal(1),
    id: z.string().regex(SLUG),
    title,
    description: text.optional(),
    calendar: z.string().regex(SLUG),
    roles: bounded(z.record(roleId, roleSchema), LIMITS.roles),
    data: dataSchema,
    steps: z.array(stepSchema).max(LIMITS.steps),
    flows: z.array(flowSchema).max(LIMITS.flows),
    notes: z.array(noteSchema).max(LIMITS.notes).optional(),
  })
  .meta({ id: 'ProcessDefinition' });

function bounded<T extends z.ZodType<Record<string, unknown>>>(schema: T, max: number) {
  return schema.refine((value) => Object.keys(value).length <= max, {
    error: `at most ${max} entries`,
    params: { rule: 'entries-many' satisfies IssueRule, params: { maximum: max } },
  });
}

// The schema and the types say the same, in both directions: either line fails to compile when they part.
definitionSchema satisfies z.ZodType<ProcessDefinition>;
undefined as ProcessDefinition | undefined satisfies z.infer<typeof definitionSchema> | undefined;

// ------------------------------------------------------------------------------------------------ parsing

/**
 * Reads a definition that came from outside. Gives a clean copy, or throws a `Problem`: `FORMAT_UNKNOWN`,
 * `DEFINITION_TOO_LARGE`, or `BODY_INVALID` with one issue for each wrong field (at most `LIMITS.issues`).
 */
export function parseDefinition(json: unknown): ProcessDefinition {
  refuseTooLarge(json);
  const plain = plainJson(json);
  if ('issues' in plain) throw new Problem('BODY_INVALID', { issues: plain.issues });
  refuseOtherFormat(plain.value);
  const result = definitionSchema.safeParse(plain.value, { reportInput: true });
  if (!result.success) throw new Problem('BODY_INVALID', { issues: issuesOf(result.error) });
  return result.data;
}

/** The issues of a failed parse as `Problem` carries them: JSON pointer, rule with its parameters, expected, received. */
export function issuesOf(error: z.ZodError): Issue[] {
  return error.issues.slice(0, LIMITS.issues).map((issue) => {
    const expected = expectedOf(issue);
    const received = receivedOf(issue);
    const { rule, params } = ruleOf(issue);
    return {
      path: pointer(issue.path),
      message: issue.message,
      rule,
      ...(params === undefined ? {} : { params }),
      ...(expected === undefined ? {} : { expected }),
      ...(received === undefined ? {} : { received }),
    };
  });
}

const TYPE_RULES: Record<string, IssueRule> = {
  array: 'type-list', boolean: 'type-boolean', int: 'type-whole', number: 'type-number', object: 'type-object', record: 'type-object', string: 'type-text',
};
const FORMAT_RULES: Record<string, IssueRule> = { date: 'date', datetime: 'time' };

/** Which rule of the catalogue a schema's issue is: the schema's own message is English only. */
function ruleOf(issue: z.core.$ZodIssue): Pick<Issue, 'rule' | 'params'> {
  switch (issue.code) {
    case 'invalid_type':
      return { rule: issue.input === undefined ? 'required' : (TYPE_RULES[issue.expected] ?? 'other') };
    case 'too_big':
      return { rule: sizeRule(issue.origin, 'text-long', 'number-large', 'list-long'), params: { maximum: Number(issue.maximum) } };
    case 'too_small':
      if (issue.origin === 'string' && Number(issue.minimum) === 1) return { rule: 'required' };
      return { rule: sizeRule(issue.origin, 'text-short', 'number-small', 'list-short'), params: { minimum: Number(issue.minimum) } };
    case 'invalid_value':
      if (issue.input === undefined) return { rule: 'required' };
      return { rule: 'choice', params: { choices: issue.values.map(String).join(', ') } };
    case 'invalid_format':
      return { rule: FORMAT_RULES[issue.format] ?? 'format' };
    case 'unrecognized_keys':
      return { rule: 'unknown-fields', params: { fields: receivedOf(issue) ?? '' } };
    case 'custom':
      return (issue.params as Pick<Issue, 'rule' | 'params'> | undefined) ?? { rule: 'other' };
    case 'not_multiple_of':
    case 'invalid_union':
    case 'invalid_key':
    case 'invalid_element':
      return { rule: 'other' };
  }
}

function sizeRule(origin: string, text: IssueRule, number: IssueRule, list: IssueRule): IssueRule {
  if (origin === 'string') return text;
  return origin === 'number' || origin === 'int' || origin === 'bigint' ? number : list;
}

/** `['steps', 3, 'title']` -> `/steps/3/title`, as in RFC 6901. */
export function pointer(path: readonly PropertyKey[]): string {
  return path.map((key) => `/${String(key).replace(/~/g, '~0').replace(/\//g, '~1')}`).join('');
}

function expectedOf(issue: z.core.$ZodIssue): string | undefined {
  if (issue.code === 'invalid_type') return issue.expected;
  if (issue.code === 'invalid_value') return issue.values.map(String).join(', ');
  if (issue.code === 'too_big') return `at most ${issue.maximum}`;
  if (issue.code === 'too_small') return `at least ${issue.minimum}`;
  if (issue.code === 'invalid_format') return issue.pattern;
  if (issue.code === 'unrecognized_keys') return 'only the known fields';
  return undefined;
}

function receivedOf(issue: z.core.$ZodIssue): string | undefined {
  if (issue.code === 'unrecognized_keys')
    return issue.keys
      .slice(0, 5)
      .map((key) => short(key))
      .join(', ');
  const input = issue.input;
  if (input === null) return 'null';
  if (Array.isArray(input)) return issue.code === 'too_big' ? `${input.length} items` : 'array';
  if (typeof input === 'object') return 'object';
  return input === undefined ? 'nothing' : short(String(input));
}

function short(value: string): string {
  return value.length <= 60 ? value : `${value.slice(0, 60)}… (${value.length} characters)`;
}

function refuseTooLarge(json: unknown): void {
  for (const key of ['steps', 'flows', 'notes'] as const) {
    const list = (json as Record<string, unknown> | null | undefined)?.[key];
    if (Array.isArray(list) && list.length > LIMITS[key]) {
      throw new Problem('DEFINITION_TOO_LARGE', {
        expected: `${LIMITS[key]} ${key}`,
        received: `${list.length} ${key}`,
      });
    }
  }
}

function refuseOtherFormat(json: unknown): void {
  const format = (json as { format?: unknown } | null)?.format;
  if (format !== undefined && format !== 1)
    throw new Problem('FORMAT_UNKNOWN', { expected: '1', received: short(String(format)) });
}
