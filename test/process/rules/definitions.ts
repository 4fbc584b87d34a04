/** Short ways to write definitions in tests. */
import type { Flow, ProcessDefinition, Step, StepKind, StepOf } from '../../../process/types';

const at = { x: 0, y: 0 };
const titled = (id: string) => ({ id: `Langkah ${id}`, en: `Step ${id}` });

const SETTINGS: { [K in StepKind]: StepOf<K>['settings'] } = {
  start: {},
  end: { result: 'completed' },
  task: { form: { fields: [] } },
  'needs-analysis': { workingYearMinutes: 75_000, sectors: [{ id: 'health', title: { id: 'Kesehatan' } }] },
  drafting: {},
  consultation: { invited: 'experts', questions: { fields: [] }, dispositions: 'none' },
  approval: { mode: 'one', approvers: ['regent'], mayReturn: false, mayReject: false, legalBasisRequired: false },
  socialization: { audience: 'everyone', audienceSize: 5_000, target: 0.95, material: { id: 'Isi kebijakan' } },
  monitoring: {
    every: { amount: 3, unit: 'months' },
    cycles: 8,
    indicators: [
      { id: 'i1', title: { id: 'Kekosongan jabatan' }, unit: '%', baseline: 30, target: 10, better: 'lower' },
    ],
    evaluateWithin: { amount: 10, unit: 'working-days' },
  },
  complaints: {
    acknowledgeWithin: { amount: 3, unit: 'working-days' },
    answerWithin: { amount: 14, unit: 'working-days' },
    escalateTo: 'regent',
    anonymous: true,
    closesWith: 'monitor',
  },
  decision: {
    branches: [{ outcome: 'yes', title: { id: 'Ya' }, condition: 'material = true' }],
    otherwise: { outcome: 'no', title: { id: 'Tidak' } },
  },
  fork: {},
  join: {},
  wait: { for: { amount: 7, unit: 'days' } },
  notify: { to: 'experts', subject: { id: 'Undangan' }, message: { id: 'Mohon hadir.' } },
  subprocess: { definitionId: 'other' },
};

/** Kinds whose work is done by people of a role of the step's own. */
const WITH_ROLE: ReadonlySet<StepKind> = new Set([
  'task',
  'needs-analysis',
  'drafting',
  'socialization',
  'monitoring',
  'complaints',
]);

/** A step of a kind with good settings, changed by `settings` and `rest`. */
export function step<K extends StepKind>(
  kind: K,
  id: string,
  settings: Partial<StepOf<K>['settings']> = {},
  rest: Partial<Step> = {},
): Step {
  const role = WITH_ROLE.has(kind) ? { role: 'owner' } : {};
  return {
    id,
    kind,
    title: titled(id),
    ...role,
    settings: { ...SETTINGS[kind], ...settings },
    position: at,
    ...rest,
  } as Step;
}

/** `'draft.submitted -> check'`, several to a text, one a line or after a comma. */
export function flows(text: string): Flow[] {
  const lines = text
    .split(/[\n,]/)
    .map((line) => line.trim())
    .filter((line) => line !== '');
  return lines.map((line, index) => {
    const match = /^(\w+)\.([\w-]+)\s*->\s*(\w+)$/.exec(line);
    if (!match) throw new Error(`not a flow: ${line}`);
    return { id: `f${index + 1}`, from: match[1] as string, outcome: match[2] as string, to: match[3] as string };
  });
}

/** A definition of these steps and flows; the roles and variables that the steps above name exist. */
export function definitionOf(
  steps: Step[],
  flowText: string,
  rest: Partial<ProcessDefinition> = {},
): ProcessDefinition {
  return {
    format: 1,
    id: 'test',
    title: { id: 'Uji', en: 'Test' },
    calendar: 'indonesia',
    roles: {
      owner: { title: { id: 'Pemilik' }, kind: 'people' },
      experts: { title: { id: 'Pakar' }, kind: 'people' },
      regent: { title: { id: 'Bupati' }, kind: 'people' },
      public: { title: { id: 'Masyarakat' }, kind: 'public' },
      everyone: { title: { id: 'Seluruh ASN' }, kind: 'everyone' },
    },
    data: {
      type: 'object',
      properties: { material: { type: 'boolean' }, cost: { type: 'number' }, day: { type: 'string', format: 'date' } },
    },
    steps,
    flows: flows(flowText),
    ...rest,
  };
}

/** One step of every kind, without flows: right in shape, wrong in structure. */
export function emptyDefinition(): ProcessDefinition {
  const kinds = Object.keys(SETTINGS) as StepKind[];
  return definitionOf(
    kinds.map((kind) =>
      step(
        kind,
        kind.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase()),
      ),
    ),
    '',
  );
}

/** start -> the steps in a row, each by its first named exit -> end. */
export function line(...middle: [Step, string][]): ProcessDefinition {
  const steps = [step('start', 'start'), ...middle.map(([one]) => one), step('end', 'end')];
  const exits = ['started', ...middle.map(([, outcome]) => outcome)];
  const text = exits.map((outcome, index) => `${steps[index]?.id}.${outcome} -> ${steps[index + 1]?.id}`);
  return definitionOf(steps, text.join('\n'));
}
