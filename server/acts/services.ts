/** What handlers work with: the stores, and how to reach the workflows. Built once by the entry point or by a test. */
import type { OwnerAct, RunId, RunState } from '../../process/types';
import type { ActNotice } from '../../store/contract';
import type { OwnerActResult, SpeedChange } from '../../workflows/messages';
import type { Accounts } from '../auth/accounts';
import type { SessionStore } from '../auth/session-store';
import type { Tokens } from '../auth/tokens';
import type { Records } from '../records';
import type { Stores } from '../stores';
import type { CountWatch } from './count-watch';
import type { Published } from './published';
import type { Teller } from './teller';

/** The workflows, as the server needs them. */
export interface Engine {
  /** Tells a workflow of accepted acts. A failure is no fault: the relay sends them again. */
  deliver(workflowId: string, notices: ActNotice[]): Promise<void>;
  /** An owner's act, with the workflow's own answer. Throws `Problem`. */
  ownerAct(processId: string, act: OwnerAct & { key: string }): Promise<OwnerActResult>;
  /** The state of a hosted step, from its own workflow; null where the step has none (any more). */
  runState(runId: RunId): Promise<RunState | null>;
  speed(processId: string, change: SpeedChange): Promise<void>;
  calendarChanged(workflowIds: string[], change: { calendarId: string; reason: string }): Promise<void>;
  /** Is Temporal there? */
  ping(): Promise<void>;
}


export interface Services {
  stores: Stores;
  records: Records;
  accounts: Accounts;
  tokens: Tokens;
  sessions: SessionStore;
  published: Published;
  engine: Engine;
  /** Tells workflows of acts, with nobody waiting. */
  teller: Teller;
  /** Tells when enough of the public has answered. */
  counts: Pick<CountWatch, 'answered'>;
  now(): number;
  log: { warn(fields: Record<string, unknown>, message: string): void };
  demo: boolean;
}
