/** The sequencer with its relay and witnesses, as the worker's process hosts them. */
import type { OpenStore } from '../store';
import { LogMirror } from '../store/log';
import { Relay, type Deliver } from './relay';
import { Sequencer } from './sequencer';
import { createWitnesses, type WitnessAddress } from './witnesses';

export { parseWitnesses } from './witnesses';

export interface LogKeeperOptions {
  store: OpenStore;
  deliver: Deliver;
  /** Who cosigns checkpoints (LEDGER_WITNESSES). */
  witnesses?: readonly WitnessAddress[];
  onError?: (where: string, error: unknown) => void;
}

export interface LogKeeper {
  stop(): Promise<void>;
}

const SWEEP_MS = { indexed: 5_000, fallback: 60_000 };

/** Starts both loops; they go on while Temporal is away. */
export function keepLog({ store, deliver, witnesses = [], onError = () => undefined }: LogKeeperOptions): LogKeeper {
  const sweepMs = store.indexed ? SWEEP_MS.indexed : SWEEP_MS.fallback;
  const { collections } = store;
  const mirror = new LogMirror(collections);
  const relay = new Relay({ collections, deliver, sweepMs, onError: (error, workflowId) => onError(`relay ${workflowId}`, error) });
  const cosign = createWitnesses({ witnesses, mirror, collections, onError: (url, error) => onError(`witness ${url}`, error) });
  const sequencer = new Sequencer({
    collections,
    mirror,
    signer: store.signer,
    sweepMs,
    onSequenced: relay.watch,
    onCheckpoint: (note, size) => void cosign(note, size),
    onError: (error) => onError('sequencer', error),
  });
  sequencer.start();
  relay.start();
  return {
    async stop() {
      await Promise.all([sequencer.stop(), relay.stop()]);
    },
  };
}
