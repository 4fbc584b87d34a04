/** Witnesses: whatever one answers, only what its key verifies is kept and served; and a log that was put back is seen. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { checkEd25519, newSigningKey, signerFrom } from '../../ledger/ed25519-node';
import { concatBytes, hashFromBase64, toBase64, utf8ToBytes, type Hash } from '../../ledger/hash';
import { ED25519_COSIGNATURE, keyHashOf, openNote, parseCheckpoint, parseVerifierKey, verifyNote, type Signer } from '../../ledger/note';
import { verifyConsistency } from '../../ledger/tree';
import { Sequencer } from '../../sequencer/sequencer';
import { createWitnesses, parseWitnesses } from '../../sequencer/witnesses';
import { LogMirror, wholeNote } from '../../store/log';
import { end } from '../store/support/acts';
import { openTestStore, type TestStore } from '../store/support/open-store';

const NAME = 'witness.example/w1';
const SECONDS = 1_790_000_000;

let held: TestStore;
let mirror: LogMirror;
let accepted = 0;

beforeAll(async () => {
  held = await openTestStore('witnesses');
  mirror = new LogMirror(held.store.collections);
});
afterAll(async () => held?.close());

const keyOf = (signer: Signer): string => {
  const keyHash = Buffer.from(keyHashOf(signer.name, signer.publicKey, ED25519_COSIGNATURE)).toString('hex');
  return `${signer.name}+${keyHash}+${toBase64(concatBytes(new Uint8Array([ED25519_COSIGNATURE]), signer.publicKey))}`;
};

function cosignature(signer: Signer, checkpoint: string, name = signer.name): string {
  const time = new Uint8Array(8);
  new DataView(time.buffer).setBigUint64(0, BigInt(SECONDS));
  const signature = signer.sign(utf8ToBytes(`cosignature/v1\ntime ${SECONDS}\n${checkpoint}`));
  return `— ${name} ${toBase64(concatBytes(keyHashOf(name, signer.publicKey, ED25519_COSIGNATURE), time, signature))}\n`;
}

/** A witness as c2sp.org/tlog-witness describes it; `answer` may make it lie. */
class FakeWitness {
  readonly signer = signerFrom(NAME, newSigningKey());
  known: { size: number; root: Hash } | undefined;
  readonly olds: number[] = [];
  private server: Server | undefined;

  constructor(readonly answer: (checkpoint: string, honest: string, signer: Signer) => string = (_, honest) => honest) {}

  async listen(): Promise<string> {
    this.server = createServer((request, response) => {
      let body = '';
      request.on('data', (chunk: Buffer) => (body += chunk.toString()));
      request.on('end', () => {
        void this.take(request.url ?? '', body).then(({ status, text }) => response.writeHead(status).end(text));
      });
    });
    await new Promise<void>((resolve) => this.server!.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/w`;
  }
  close(): void {
    this.server?.closeAllConnections();
    this.server?.close();
  }

  private async take(url: string, body: string): Promise<{ status: number; text: string }> {
    if (url !== '/w/add-checkpoint') return { status: 404, text: '' };
    const cut = body.indexOf('\n\n');
    const [first = '', ...proof] = body.slice(0, cut).split('\n');
    const note = body.slice(cut + 2);
    const checkpoint = await verifyNote(note, held.store.signer, checkEd25519).catch(() => undefined);
    if (checkpoint === undefined) return { status: 403, text: '' };
    const { size, root } = parseCheckpoint(checkpoint);
    const old = Number(/^old (\d+)$/.exec(first)?.[1]);
    this.olds.push(old);
    if (old !== (this.known?.size ?? 0)) return { status: 409, text: `${this.known?.size ?? 0}\n` };
    if (this.known && !verifyConsistency(old, size, this.known.root, root, proof.map(hashFromBase64))) return { status: 422, text: '' };
    this.known = { size, root };
    return { status: 200, text: this.answer(checkpoint, cosignature(this.signer, checkpoint), this.signer) };
  }
}

/** Accepts one more act and signs a checkpoint; gives what witnesses are asked with. */
async function nextCheckpoint(): Promise<{ note: string; size: number }> {
  await held.store.stores.acts.accept({ ...end(`p.s.1.t${accepted++}`, 'ani'), deliver: undefined as never });
  await held.store.hints.flush();
  let made: { note: string; size: number } | undefined;
  const sequencer = new Sequencer({ collections: held.store.collections, mirror, signer: held.store.signer, sweepMs: 0, onCheckpoint: (note, size) => (made = { note, size }) });
  while ((await sequencer.step()) > 0);
  if (!made) throw new Error('no checkpoint was signed');
  return made;
}

async function ask(witness: FakeWitness, options: { again?: { note: string; size: number } } = {}) {
  const url = await witness.listen();
  const errors: unknown[] = [];
  const cosign = createWitnesses({
    witnesses: parseWitnesses(`${keyOf(witness.signer)} ${url}`), mirror, collections: held.store.collections, onError: (_, error) => errors.push(error),
  });
  const asked = options.again ?? (await nextCheckpoint());
  await cosign(asked.note, asked.size);
  const head = (await held.store.collections.heads.findOne({ _id: 'log' }))!;
  return { url, cosign, errors, asked, head };
}

test('a cosignature that its key verifies is kept, and served under the checkpoint', async () => {
  const witness = new FakeWitness();
  const { errors, head, asked } = await ask(witness);
  expect(errors).toEqual([]);
  expect(head.cosignatures).toEqual([{ name: NAME, at: SECONDS * 1_000, line: expect.stringContaining(NAME) }]);
  const served = openNote(wholeNote(head));
  expect(served.signatures.map(({ name }) => name)).toEqual([held.store.signer.name, NAME]);
  expect(served.text).toBe(openNote(asked.note).text);
  // Kept for good as well, however many checkpoints come after it.
  expect((await held.store.collections.checkpoints.findOne({ _id: asked.size }))?.cosignatures).toHaveLength(1);
  expect((await held.store.stores.log.state()).witnesses).toEqual([{ name: NAME, at: SECONDS * 1_000 }]);
  witness.close();
});

test('a witness is given the proof from the size that it knows, also after we have forgotten which that was', async () => {
  const witness = new FakeWitness();
  const { cosign, errors } = await ask(witness);
  const second = await nextCheckpoint();
  await cosign(second.note, second.size);
  expect(witness.known?.size).toBe(second.size);
  const third = await nextCheckpoint();
  witness.olds.length = 0;
  const afterRestart = await ask(witness, { again: third });
  expect(witness.olds).toEqual([0, second.size]);
  expect([...errors, ...afterRestart.errors]).toEqual([]);
  witness.close();
});

test('asked twice about one checkpoint, it stands under it once', async () => {
  const witness = new FakeWitness();
  const { asked } = await ask(witness);
  const { head } = await ask(witness, { again: asked });
  expect(head.cosignatures).toHaveLength(1);
  witness.close();
});

const impostor = signerFrom(NAME, newSigningKey());
test.each<[string, (checkpoint: string, honest: string, signer: Signer) => string]>([
  ['of another key under its name', (checkpoint) => cosignature(impostor, checkpoint)],
  ['of another key under its name and key hash', (checkpoint, honest, signer) => {
    const forged = openNote(`x\n\n${cosignature(impostor, checkpoint)}`).signatures[0]!;
    return `— ${NAME} ${toBase64(concatBytes(keyHashOf(NAME, signer.publicKey, ED25519_COSIGNATURE), forged.signature))}\n`;
  }],
  ['over another checkpoint', (checkpoint, _, signer) => cosignature(signer, checkpoint.replace(/\n\d+\n/, '\n1\n').replace(/^/, 'x'))],
  ['with another time than was signed', (_, honest, signer) => {
    const { signature } = openNote(`x\n\n${honest}`).signatures[0]!;
    return `— ${NAME} ${toBase64(concatBytes(keyHashOf(NAME, signer.publicKey, ED25519_COSIGNATURE), signature.map((byte, n) => (n === 7 ? byte ^ 1 : byte))))}\n`;
  }],
  ['as a plain signature of a note', (checkpoint, _, signer) => `— ${NAME} ${toBase64(concatBytes(keyHashOf(NAME, signer.publicKey, ED25519_COSIGNATURE), signer.sign(utf8ToBytes(checkpoint))))}\n`],
  ['under another name', (checkpoint, _, signer) => cosignature(signer, checkpoint, 'witness.example/w2')],
  ['missing', () => ''],
  ['in no form at all', () => 'thank you\n'],
])('a cosignature %s is neither kept nor served', async (_, answer) => {
  const witness = new FakeWitness(answer);
  const { errors, head, asked } = await ask(witness);
  expect(errors).toEqual([expect.objectContaining({ code: expect.stringMatching(/SIGNATURE|NOTE_FORM/) })]);
  expect(head.cosignatures).toEqual([]);
  expect((await held.store.collections.checkpoints.findOne({ _id: asked.size }))?.cosignatures ?? []).toEqual([]);
  witness.close();
});

test('lines of other keys beside the right one are left out', async () => {
  const witness = new FakeWitness((checkpoint, honest) => cosignature(signerFrom('witness.example/other', newSigningKey()), checkpoint) + honest);
  const { head } = await ask(witness);
  expect(head.cosignatures.map(({ name }) => name)).toEqual([NAME]);
  witness.close();
});

test('a witness that has cosigned more than we have shows that this log was put back', async () => {
  const witness = new FakeWitness();
  const { asked } = await ask(witness);
  witness.known = { size: asked.size + 1_000, root: new Uint8Array(32) };
  const next = await nextCheckpoint();
  const { errors } = await ask(witness, { again: next });
  expect(errors).toEqual([expect.objectContaining({ code: 'CONSISTENCY', expected: expect.stringContaining(`${asked.size + 1_000}`) })]);
  witness.close();
});

test('one that is away is asked about the newest checkpoint when it is back, and holds up nothing', async () => {
  const witness = new FakeWitness();
  const { url, cosign, errors } = await ask(witness);
  witness.close();
  const lost = await nextCheckpoint();
  await cosign(lost.note, lost.size);
  expect(errors).toHaveLength(1);
  const back = new FakeWitness();
  Object.assign(back, { signer: witness.signer, known: witness.known });
  const newest = await nextCheckpoint();
  const server = await back.listen();
  expect(server).not.toBe(url);
  await createWitnesses({ witnesses: parseWitnesses(`${keyOf(witness.signer)} ${server}`), mirror, collections: held.store.collections })(newest.note, newest.size);
  expect((await held.store.collections.heads.findOne({ _id: 'log' }))?.cosignatures).toHaveLength(1);
  back.close();
});

describe('LEDGER_WITNESSES', () => {
  const key = keyOf(signerFrom(NAME, newSigningKey()));
  test('names each witness by key and address', () => {
    expect(parseWitnesses('')).toEqual([]);
    expect(parseWitnesses(`${key} https://w.example/a, ${key} https://w.example/b/`).map(({ url, verifier }) => [url, verifier.name])).toEqual([
      ['https://w.example/a/', NAME], ['https://w.example/b/', NAME],
    ]);
  });
  test.each([
    ['an address without a key', 'https://w.example'],
    ['a key without an address', key],
    ['the key of a log in place of a witness’s', `${NAME}+${Buffer.from(keyHashOf(NAME, new Uint8Array(32))).toString('hex')}+${toBase64(concatBytes(new Uint8Array([1]), new Uint8Array(32)))} https://w.example`],
    ['a key with a letter changed', `${key.replace(/\+[0-9a-f]{8}\+/, '+00000000+')} https://w.example`],
  ])('%s is refused', (_, text) => {
    expect(() => parseWitnesses(text)).toThrow(expect.objectContaining({ code: 'NOTE_FORM' }));
  });
  test('a witness’s key is no key for notes', () => {
    expect(() => parseVerifierKey(key)).toThrow(/NOTE_FORM/);
  });
});
