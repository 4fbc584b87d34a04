/**
 * The evidence of one process as a ZIP: what was published, every entry with its place and proof, the payloads that the
 * reader may see, the archived Temporal histories, the checkpoint and the log's key. `README.txt` says how to check it.
 */
import { strToU8, zipSync, type Zippable } from 'fflate';
import { canonicalJson } from '../../process/canonical';
import type { Json } from '../../process/types';
import type { EntryDocument, ProcessDocument, PublishedVersion } from '../../store/contract';
import type { LogState } from '../stores';
import type { Services } from './services';

const PAGE = 500;
const PAGES_MAX = 2_000;

export interface EvidenceOptions {
  /** May the contact that the public left be in it? Only for auditors. */
  contacts: boolean;
}

/** Bytes of the ZIP. The same process at the same checkpoint gives the same bytes. */
export async function evidenceBundle(services: Services, process: ProcessDocument, options: EvidenceOptions): Promise<Uint8Array> {
  const { stores } = services;
  const entries = await allEntries(services, process._id);
  const [state, histories, published] = await Promise.all([
    stores.log.state(),
    stores.histories.ofProcess(process._id),
    services.published.version(process.definition.id, process.definition.version),
  ]);
  const files: Zippable = {};
  const add = (name: string, json: Json): void => {
    files[name] = strToU8(`${canonicalJson(json)}\n`);
  };
  add('manifest.json', manifest(process, entries, histories, state));
  if (published) add('definition.json', definitionFile(published));
  for (const entry of entries) add(`entries/${fileName(entry._id)}.json`, await entryFile(services, entry, options));
  for (const { workflowId, runId, json } of histories) files[`histories/${fileName(workflowId)}.${fileName(runId)}.json`] = strToU8(json);
  files['checkpoint.txt'] = strToU8(state.checkpoint ?? '');
  files['key.txt'] = strToU8(`${state.key}\n`);
  files['README.txt'] = strToU8(README);
  // A fixed date, so that the bytes don't depend on when it was asked for.
  return zipSync(files, { level: 6, mtime: new Date('2000-01-01T00:00:00Z') });
}

async function allEntries(services: Services, processId: string): Promise<EntryDocument[]> {
  const found: EntryDocument[] = [];
  let cursor: string | undefined;
  for (let page = 0; page < PAGES_MAX; page++) {
    const { items, next } = await services.stores.entries.allOf(processId, { limit: PAGE, cursor });
    found.push(...items);
    if (next === null) return found;
    cursor = next;
  }
  return found;
}

function manifest(process: ProcessDocument, entries: readonly EntryDocument[], histories: readonly { workflowId: string; runId: string; hash: string }[], state: LogState): Json {
  return {
    format: 1,
    process: { id: process._id, title: process.title, definition: { ...process.definition }, status: process.view.status, rehearsal: process.rehearsal ? { ...process.rehearsal } : null },
    log: { origin: state.origin, size: state.size, root: state.root },
    entries: entries.map((entry) => ({ id: entry._id, hash: entry.leafHash, index: entry.logIndex ?? null })),
    histories: histories.map(({ workflowId, runId, hash }) => ({ workflowId, runId, hash, file: `histories/${fileName(workflowId)}.${fileName(runId)}.json` })),
  };
}

const definitionFile = (published: PublishedVersion): Json => ({
  id: published.definitionId,
  version: published.version,
  hash: published.hash,
  definition: published.definition as unknown as Json,
});

async function entryFile({ stores }: Services, entry: EntryDocument, { contacts }: EvidenceOptions): Promise<Json> {
  const hidden = !contacts && hasContact(entry.payload);
  return {
    id: entry._id,
    leaf: entry.leaf as unknown as Json,
    leafHash: entry.leafHash,
    acceptedAt: entry.acceptedAt,
    // Without its salt a payload can't be guessed from its hash; both go together or not at all.
    ...(hidden || entry.payload === undefined ? { payload: null } : { payload: entry.payload, salt: entry.salt }),
    proof: (await stores.log.proof(entry._id)) as unknown as Json,
  };
}

const hasContact = (payload: Json | undefined): boolean => typeof payload === 'object' && payload !== null && !Array.isArray(payload) && payload.contact !== undefined;

/** Ids hold only characters that are safe in names, except those that part them. */
const fileName = (id: string): string => id.replace(/[^A-Za-z0-9._-]/g, '_');

const README = `Evidence of one process.

manifest.json    what is in here
definition.json  the published version that the process runs; hash = SHA-256 of its canonical JSON (RFC 8785)
entries/         every act: the leaf, its hash, the payload with its salt as far as it may be seen, the inclusion proof
histories/       archived Temporal histories of its workflows, canonical JSON; their hashes are in the ledger
checkpoint.txt   signed note (C2SP tlog-checkpoint)
key.txt          verifier key of the log

Leaf hash: SHA-256(0x00 || RFC 8785 JSON of "leaf"). Payload hash: SHA-256(salt || RFC 8785 JSON of "payload").
Check it with: musyawarah verify <this file>
`;
