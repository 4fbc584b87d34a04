/**
 * The types of the process language, format 1. They are the contract between the four drivers (workflow, simulator,
 * checker, canvas) and everything that stores or shows a process. Numbered rules are in `SPEC.md`.
 *
 * All of it is plain JSON: no `Date`, `Map`, `Set`, class or `undefined` inside arrays. Times are epoch milliseconds in
 * the *instance's own time* (in a rehearsal that clock runs faster than ours).
 */
import type { Calendar, Duration } from './calendar/types';

export type { Calendar, Duration };

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/** A text in the interface's languages. Indonesian is the first; where English is missing, Indonesian is shown. */
export interface Localized {
  id: string;
  en?: string;
}

/** `[a-z][A-Za-z0-9]{0,63}`: usable as a FEEL name, in a URL and in a workflow id. */
export type StepId = string;
export type FlowId = string;
export type RoleId = string;
/** A user's account name. */
export type UserId = string;
/** `<processId>.<stepId>.<round>.<key>`, made only by `taskId()`. */
export type TaskId = string;
/** `<processId>.<stepId>.<round>`, made only by `runId()`: one round of one step. */
export type RunId = string;
export type Outcome = string;

// ---------------------------------------------------------------------------------------------- definition

export interface ProcessDefinition {
  format: 1;
  /** `[a-z0-9][a-z0-9-]{0,63}` */
  id: string;
  title: Localized;
  description?: Localized;
  /** Id of the calendar that its working days are counted on. */
  calendar: string;
  roles: Record<RoleId, RoleDefinition>;
  /** JSON Schema of the variables that conditions may read. They hold no personal data: they travel in histories. */
  data: DataSchema;
  steps: Step[];
  flows: Flow[];
  /** Free notes on the canvas; no meaning for the process. */
  notes?: { id: string; text: string; position: Position; size?: { width: number; height: number } }[];
}

export interface RoleDefinition {
  title: Localized;
  /** `people`: named users at start. `public`: anyone, no account. `everyone`: an audience by number (all civil servants). */
  kind: 'people' | 'public' | 'everyone';
}

export interface DataSchema {
  type: 'object';
  properties: Record<string, DataProperty>;
}
export interface DataProperty {
  type: 'boolean' | 'number' | 'integer' | 'string';
  format?: 'date';
  enum?: string[];
  title?: Localized;
  default?: boolean | number | string;
}

export interface Position {
  x: number;
  y: number;
}

export interface Flow {
  id: FlowId;
  from: StepId;
  outcome: Outcome;
  to: StepId;
}

export type StepKind = Step['kind'];

interface StepBase<K extends string, S> {
  id: StepId;
  kind: K;
  title: Localized;
  description?: Localized;
  /** Who does the work; absent for steps that the engine does alone. */
  role?: RoleId;
  deadline?: Deadline;
  settings: S;
  position: Position;
}

export type Step =
  | StepBase<'start', Record<string, never>>
  | StepBase<'end', EndSettings>
  | StepBase<'task', TaskSettings>
  | StepBase<'needs-analysis', NeedsAnalysisSettings>
  | StepBase<'drafting', DraftingSettings>
  | StepBase<'consultation', ConsultationSettings>
  | StepBase<'approval', ApprovalSettings>
  | StepBase<'socialization', SocializationSettings>
  | StepBase<'monitoring', MonitoringSettings>
  | StepBase<'complaints', ComplaintsSettings>
  | StepBase<'decision', DecisionSettings>
  | StepBase<'fork', Record<string, never>>
  | StepBase<'join', Record<string, never>>
  | StepBase<'wait', WaitSettings>
  | StepBase<'notify', NotifySettings>
  | StepBase<'subprocess', SubprocessSettings>;

export type StepOf<K extends StepKind> = Extract<Step, { kind: K }>;

/** What a missed deadline means (domain.md 5). `expire` adds the outcome `expired`; `consent` is silence that approves. */
export type Overdue =
  | { action: 'remind' }
  | { action: 'escalate'; to: RoleId }
  | { action: 'close' }
  | { action: 'expire' }
  | { action: 'consent' };

export interface Deadline {
  /** Either a duration from the step's opening, or a fixed local date (due at the end of that day). */
  within?: Duration;
  on?: string;
  /** Each reminds that long before the due time. */
  reminders?: Duration[];
  /** 0 < share < 1: the step is marked as at risk once this share of its time has passed. */
  warnAt?: number;
  overdue: Overdue;
  /** Clock-stop: the clock rests while any of these steps is active. */
  pause?: StepId[];
}

export type FieldType =
  | 'short' | 'long' | 'choice' | 'many' | 'scale' | 'number' | 'money' | 'date' | 'yes-no' | 'file' | 'section';

export interface FormField {
  /** `[a-z][A-Za-z0-9]{0,63}`, unique in its form. */
  id: string;
  type: FieldType;
  label: Localized;
  help?: Localized;
  required?: boolean;
  /** For `choice` and `many`. */
  options?: { value: string; label: Localized }[];
  /** For `scale` (default 1..4), `number`, `money`: bounds; for `short`, `long`: length. */
  min?: number;
  max?: number;
  /** Name of a variable in the definition's `data` that takes this answer. Never for personal data. */
  variable?: string;
  /** FEEL over the other answers of this form; the field is shown and required only while it holds. */
  when?: string;
}
export interface Form {
  fields: FormField[];
}

export interface EndSettings {
  /** A withdrawing end cancels what still runs. */
  result: 'completed' | 'withdrawn';
}
export interface TaskSettings {
  instructions?: Localized;
  form: Form;
}
export interface NeedsAnalysisSettings {
  /** Effective working year in minutes (75,000 = 1,250 h). */
  workingYearMinutes: number;
  sectors: { id: string; title: Localized }[];
  /** Variables that take the totals. */
  output?: { need?: string; gap?: string };
}
export interface DraftingSettings {
  instructions?: Localized;
  /** Consultation steps whose every input must have a disposition before this step can be submitted. */
  dispositionsOf?: StepId[];
  /** Further questions at submission. */
  form?: Form;
}
export interface ConsultationSettings {
  /** Invited people: each member gets a task. */
  invited?: RoleId;
  /** Open to the public, without an account. */
  public?: boolean;
  /** The drafting step whose newest version is put up for comment. */
  documentOf?: StepId;
  questions: Form;
  /** Fewest responses (of whichever audience) for the outcome `closed`. */
  minimum?: number;
  /** Fewest invitees who must have answered for the outcome `closed`. */
  quorum?: number;
  /** When too few answered at the deadline. */
  extension?: { times: number; by: Duration };
  /** End as soon as every invitee has answered (only without `public`). */
  closeWhenAllAnswered?: boolean;
  /** `before-close`: the step's role disposes of every input before the round ends; `later`: in a drafting step; `none`. */
  dispositions: 'before-close' | 'later' | 'none';
}
export interface ApprovalSettings {
  mode: 'one' | 'chain' | 'quorum' | 'unanimous';
  /** `chain`: signed in this order, one role after the other. Otherwise: every member of these roles may vote. */
  approvers: RoleId[];
  /** m of n for `quorum`. */
  quorum?: number;
  /** Is `returned` / `rejected` open to the approvers? Both outcomes exist as exits in any case. */
  mayReturn: boolean;
  mayReject: boolean;
  /** Separation of duties: who ended a task of one of these steps (latest round) can't approve. */
  notAuthorsOf?: StepId[];
  legalBasisRequired: boolean;
  /** In a chain: each link has the whole deadline to itself. */
  deadlineEach?: boolean;
}
export interface SocializationSettings {
  /** Role of kind `everyone` (by number) or `people`. */
  audience: RoleId;
  /** Number of people in an audience of kind `everyone`. */
  audienceSize?: number;
  /** 0 < target <= 1: share that must have read and understood. */
  target: number;
  /** Rupiah. */
  budgetCeiling?: number;
  material: Localized;
  /** Short quiz; `passScore` is the fewest right answers. */
  quiz?: { questions: { id: string; label: Localized; options: { value: string; label: Localized }[]; right: string }[]; passScore: number };
  incentives?: Localized;
}
export interface Indicator {
  id: string;
  title: Localized;
  unit: string;
  baseline: number;
  target: number;
  better: 'higher' | 'lower';
}
export interface MonitoringSettings {
  every: Duration;
  cycles: number;
  indicators: Indicator[];
  /** The community satisfaction survey of each cycle (public). */
  survey?: { kind: 'skm'; minimum?: number };
  /** The complaints step whose figures are put before the evaluator. */
  complaintsOf?: StepId;
  /** Time for the evaluator (the step's role) after each cycle's end. */
  evaluateWithin: Duration;
}
export interface ComplaintsSettings {
  acknowledgeWithin: Duration;
  answerWithin: Duration;
  escalateTo: RoleId;
  /** The reporter's identity is kept from those who handle the complaint. */
  anonymous: boolean;
  /** The desk closes when this step ends (any outcome). */
  closesWith: StepId;
}
export interface DecisionSettings {
  branches: { outcome: Outcome; title: Localized; condition: string }[];
  otherwise: { outcome: Outcome; title: Localized };
}
export interface WaitSettings {
  for?: Duration;
  until?: string;
}
export interface NotifySettings {
  to: RoleId;
  subject: Localized;
  message: Localized;
}
export interface SubprocessSettings {
  definitionId: string;
  /** Absent: the newest published at the moment of entry. */
  version?: number;
  /** Role of the other definition -> role of this one. */
  roles?: Record<RoleId, RoleId>;
}

// ---------------------------------------------------------------------------------------------- state

export type ProcessStatus = 'running' | 'completed' | 'withdrawn';

/** Which steps are carried out by a workflow of their own. `inline`: none (simulator, checker, traces). */
export type Hosting = 'inline' | 'workflows';

export interface ProcessState {
  format: 1;
  processId: string;
  definition: DefinitionRef;
  status: ProcessStatus;
  hosting: Hosting;
  calendar: Calendar;
  startedAt: number;
  endedAt?: number;
  /** Time of the newest event; `advance` never goes back before it. */
  at: number;
  roles: Record<RoleId, UserId[]>;
  data: Record<string, Json>;
  /** How often each step has been entered. */
  rounds: Record<StepId, number>;
  /** Latest end of each step that has ended. */
  ended: Record<StepId, StepEnd>;
  /** Where control stands: in an active run, or waiting at a join. */
  tokens: Token[];
  /** Active runs only; ended ones live in the ledger. */
  runs: Record<RunId, StepRun>;
  /** Counter for fork activations. */
  forks: number;
}

export interface DefinitionRef {
  id: string;
  version: number;
  /** Hex SHA-256 of the canonical JSON. */
  hash: string;
}

export interface StepEnd {
  round: number;
  outcome: Outcome;
  at: number;
  /** Who ended its tasks: for separation of duties. */
  by: UserId[];
  /** What its clock had left, where clock-stop may need it: counted days for day units, else milliseconds (S46). */
  left?: number;
  /** How many steps, ends and joins its end led to: while a token still stands at each, the step can be reopened (S54). */
  produced?: number;
}

export interface Token {
  id: string;
  stepId: StepId;
  /** The active run that it stands in; absent while it waits at a join. */
  runId?: RunId;
  /** Fork activations that it belongs to, innermost last. */
  forks: { id: string; forkStepId: StepId }[];
  /** The latest step with work or waiting of its own that it came from; `depth`: length of `forks` there (S54). */
  from?: { stepId: StepId; round: number; depth: number };
}

/** One round of one step while it is active. `detail` belongs to the step's kind. */
export interface StepRun {
  id: RunId;
  stepId: StepId;
  kind: StepKind;
  round: number;
  enteredAt: number;
  /** Carried out by a workflow of its own: only a shadow is kept here. */
  hosted: boolean;
  clock: StepClock;
  /** Open tasks. */
  tasks: Record<TaskId, OpenTask>;
  by: UserId[];
  /** Answers bound to variables so far; they take effect when the step ends (S12). */
  variables?: Record<string, Json>;
  /** Open windows. */
  windows?: Record<string, Window>;
  detail: Json;
}

/** A deadline under way. Absolute times, so that they survive continue-as-new. */
export interface StepClock {
  /** When the counting began (moves with `deadlineEach`). */
  from: number;
  dueAt?: number;
  /** Sum of owner's and automatic extensions, for showing. */
  extensions: { by: Duration; at: number; reason?: string; automatic: boolean }[];
  pausedAt?: number;
  /** Milliseconds that the clock has rested so far. */
  rested: number;
  remindersSent: number[];
  warned: boolean;
  overdueAt?: number;
  escalatedAt?: number;
}

export type TaskKind =
  | 'form' | 'needs-analysis' | 'draft' | 'respond' | 'dispose' | 'approve' | 'organize' | 'measure' | 'evaluate' | 'complaint';

export interface OpenTask {
  id: TaskId;
  kind: TaskKind;
  stepId: StepId;
  round: number;
  role: RoleId;
  /** Who may do it. One of them is enough. */
  candidates: UserId[];
  openedAt: number;
  dueAt?: number;
  /** What a person may answer; the server refuses any other. */
  outcomes: Outcome[];
  /** Position in an approval chain, cycle number, complaint id … shown with the task. */
  context?: Record<string, Json>;
}

// ---------------------------------------------------------------------------------------------- events

export type ProcessEvent = { at: number } & (
  | { type: 'start' }
  /** A person's accepted act that ended a task. */
  | { type: 'act'; act: TaskAct }
  /** The clock has reached `at`: everything that is due by then happens. */
  | { type: 'time' }
  /** Figures of a public window, read from the store (responses, answers, acknowledgements). */
  | { type: 'counts'; runId: RunId; counts: WindowCounts }
  /** A public complaint was accepted at a desk. */
  | { type: 'complaint'; runId: RunId; complaintId: string }
  | { type: 'owner'; act: OwnerAct }
  /** A hosted step's workflow reports its end. */
  | { type: 'run-ended'; runId: RunId; end: RunEnd }
  | { type: 'subprocess-ended'; runId: RunId; result: 'completed' | 'withdrawn' }
  | { type: 'calendar'; calendar: Calendar; reason: string }
);

export interface TaskAct {
  taskId: TaskId;
  outcome: Outcome;
  by: UserId;
  /** `_id` and leaf hash (hex) of its ledger entry. */
  entryId: string;
  hash: string;
  /** Answers bound to variables. */
  variables?: Record<string, Json>;
}

export interface WindowCounts {
  /** Accepted answers of any kind in this window. */
  total: number;
  /** Of these, without a disposition yet. */
  undisposed?: number;
}

export type OwnerAct = { by: UserId; reason: string; entryId?: string } & (
  | { type: 'close'; stepId: StepId }
  | { type: 'extend'; stepId: StepId; duration: Duration }
  | { type: 'reopen'; stepId: StepId }
  | { type: 'reassign'; stepId: StepId; from: UserId; to: UserId }
  | { type: 'withdraw' }
);

export interface RunEnd {
  outcome: Outcome;
  by: UserId[];
  variables: Record<string, Json>;
  /** For the fact `step-ended`, which the process records, never the hosted step. */
  cause?: 'act' | 'owner' | 'deadline' | 'deemed-consent' | 'engine';
  reason?: string;
  left?: number;
}

// ---------------------------------------------------------------------------------------------- commands

/** What the driver must do. Each has a deterministic identity, so it may be carried out more than once. */
export type Command =
  | { type: 'open-task'; task: OpenTask }
  | { type: 'update-task'; task: OpenTask }
  /** The engine ends a task. In the durable driver that is an insert that an act may have won: see `closedTasks`. */
  | { type: 'close-task'; taskId: TaskId; reason: 'step-ended' | 'overdue' | 'withdrawn' | 'reassigned' }
  | { type: 'open-window'; window: Window }
  | { type: 'update-window'; window: Window }
  | { type: 'close-window'; windowId: RunId }
  | { type: 'start-run'; run: StepRun }
  | { type: 'control-run'; runId: RunId; control: RunControl }
  | { type: 'start-subprocess'; runId: RunId; definitionId: string; version?: number; roles: Record<RoleId, UserId[]> }
  | { type: 'cancel-subprocess'; runId: RunId }
  | { type: 'notify'; id: string; to: { role: RoleId; users: UserId[] }; template: NoticeTemplate; stepId: StepId; round: number; params: Record<string, Json> };

export type NoticeTemplate = 'reminder' | 'warning' | 'overdue' | 'escalation' | 'message' | 'extended' | 'reopened' | 'withdrawn';

/** What a parent tells a hosted step. */
export type RunControl =
  | { type: 'pause' }
  | { type: 'resume' }
  | { type: 'cancel'; reason: string }
  /** The engine closes it early: a complaints desk whose `closesWith` has ended. */
  | { type: 'close'; reason: string }
  | { type: 'owner'; act: OwnerAct }
  | { type: 'calendar'; calendar: Calendar; reason: string };

/** A place where many (the public, an audience) may answer while it is open. Its id is the run's id; monitoring adds `.c<n>`. */
export interface Window {
  id: string;
  runId: RunId;
  kind: 'consultation' | 'survey' | 'acknowledgement' | 'complaints';
  stepId: StepId;
  round: number;
  public: boolean;
  openedAt: number;
  closesAt?: number;
  /** The workflow is told once the total reaches one of these. */
  tellAt: number[];
}

// ---------------------------------------------------------------------------------------------- facts

/** What happened, for the history. Recorded in the entry of the advance that made it. Plain, no personal data beyond account names. */
export type Fact = { at: number; stepId?: StepId; round?: number } & (
  | { type: 'process-started' }
  | { type: 'process-ended'; result: 'completed' | 'withdrawn'; reason?: string; by?: UserId }
  | { type: 'step-entered'; dueAt?: number }
  | { type: 'step-ended'; outcome: Outcome; by: UserId[]; cause: 'act' | 'owner' | 'deadline' | 'deemed-consent' | 'engine' | 'cancelled'; reason?: string }
  | { type: 'task-ended'; taskId: TaskId; outcome: Outcome; by: UserId; entryId: string; hash: string }
  | { type: 'reminded' }
  | { type: 'warned' }
  | { type: 'overdue' }
  | { type: 'escalated'; to: RoleId }
  | { type: 'extended'; by: Duration; dueAt: number; automatic: boolean; reason?: string; user?: UserId }
  | { type: 'reopened'; user: UserId; reason: string }
  | { type: 'reassigned'; user: UserId; from: UserId; to: UserId; reason: string }
  /** Nothing new comes in any more; it ends once what is open is done (dispositions, complaints). */
  | { type: 'closing'; cause: 'act' | 'owner' | 'deadline' | 'engine'; reason?: string }
  | { type: 'clock-stopped' }
  | { type: 'clock-resumed'; rested: number }
  | { type: 'deadline-moved'; from: number; to: number; reason: string }
  | { type: 'decided'; outcome: Outcome; condition?: string }
  | { type: 'cycle-started'; cycle: number }
  | { type: 'cycle-ended'; cycle: number; verdict: Outcome }
  | { type: 'counted'; counts: WindowCounts }
  | { type: 'joined' }
  | { type: 'notified'; to: RoleId }
  | { type: 'condition-failed'; condition: string; message: string }
);

// ---------------------------------------------------------------------------------------------- advance

export interface Advance {
  state: ProcessState;
  commands: Command[];
  facts: Fact[];
}

/** State of a hosted step in its own workflow. */
export interface RunState {
  format: 1;
  processId: string;
  definition: DefinitionRef;
  calendar: Calendar;
  roles: Record<RoleId, UserId[]>;
  data: Record<string, Json>;
  rounds: Record<StepId, number>;
  ended: Record<StepId, StepEnd>;
  at: number;
  run: StepRun;
  /** Set once; then the workflow reports and completes. */
  end?: RunEnd;
}

export type RunEvent =
  | { at: number; type: 'enter' }
  | Extract<ProcessEvent, { type: 'act' | 'time' | 'counts' | 'complaint' | 'calendar' }>
  | { at: number; type: 'control'; control: RunControl };

export interface RunAdvance {
  state: RunState;
  commands: Command[];
  facts: Fact[];
}

/*
 * Functions, all pure, in `process/`:
 *   advance.ts      initialState(definition, {processId, ref, calendar, roles, data, hosting, at}): ProcessState
 *                   advance(definition, state, event): Advance            total on valid states; refuses unknown formats (typed error)
 *                   nextTime(definition, state): number | undefined       earliest instant at which a `time` event has an effect
 *                   checkOwnerAct(definition, state, act): Problem | undefined    the synchronous validator
 *   run.ts          initialRun(definition, parentState, run): RunState; advanceRun(definition, state, event): RunAdvance; nextRunTime(...)
 *   ids.ts          runId(), taskId()
 *   outcomes.ts     outcomesOf(step): Outcome[]                           the exits, `expired` included
 *   schema.ts       parseDefinition(json): zod schema, strict; definitionHash in `hash.ts`
 *   validate.ts     validate(definition): Finding[]                       structure rules + soundness
 *   condition.ts    evaluate(expression, context): {value} | {problem}    FEEL
 *   view.ts         viewOf(definition, state): ProcessView                what screens show
 */

/** One finding of the checker. Messages come from the catalogue by `rule`, with `params`. */
export interface Finding {
  rule: string;
  severity: 'error' | 'warning' | 'info';
  stepIds: StepId[];
  flowIds?: FlowId[];
  /** JSON-pointer-like place in the definition, for the properties panel. */
  path?: string;
  params?: Record<string, Json>;
  /** Shortest way into the trouble: step ids and outcomes in order; the canvas plays it. */
  trace?: { stepId: StepId; outcome: Outcome }[];
  /** Ready message in both languages. */
  message: Localized;
}

/** What every screen shows of a running process; derived, never stored as truth. */
export interface ProcessView {
  status: ProcessStatus;
  at: number;
  active: ActiveStep[];
  ended: (StepEnd & { stepId: StepId })[];
  data: Record<string, Json>;
  rounds: Record<StepId, number>;
}
export interface ActiveStep {
  runId: RunId;
  stepId: StepId;
  kind: StepKind;
  round: number;
  since: number;
  dueAt?: number;
  status: 'on-time' | 'at-risk' | 'overdue' | 'paused';
  extensions: number;
  /** What it waits for, as data: people with open tasks, a window's counts, a time, other branches at a join. */
  waitsFor: WaitsFor[];
}
export type WaitsFor =
  | { type: 'task'; taskId: TaskId; kind: TaskKind; role: RoleId; users: UserId[]; since: number }
  | { type: 'responses'; windowId: string; have: number; need: number; until?: number }
  | { type: 'time'; until: number }
  | { type: 'branches'; arrived: number; of: number }
  | { type: 'subprocess' }
  | { type: 'step' };
