/** What must hold before anything long begins. Each refusal is one sentence. */
import { accessSync, constants, mkdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join, resolve } from 'node:path';
import { Plain } from './words.mjs';

const NODE_NEEDED = [20, 19];

/** Throws unless this Node can run us. */
export function checkNode(words, version = process.versions.node) {
  const [major, minor] = version.split('.').map(Number);
  if (major < NODE_NEEDED[0] || (major === NODE_NEEDED[0] && minor < NODE_NEEDED[1])) {
    throw new Plain(words.nodeTooOld(version, NODE_NEEDED.join('.')));
  }
}

/** Where the server will listen. */
export function listenAddress(env, words) {
  const text = env.PORT || '3000';
  const port = Number(text);
  if (!/^\d+$/.test(text) || port < 1 || port > 65_535) throw new Plain(words.portInvalid(text));
  return { port, host: env.HOST || '127.0.0.1' };
}

/** Throws when the port can't be listened on. */
export async function checkPort({ port, host }, words) {
  const code = await new Promise((answer) => {
    const server = createServer();
    server.once('error', (error) => answer(error.code));
    server.listen(port, host, () => server.close(() => answer(undefined)));
  });
  if (code === undefined) return;
  if (code === 'EACCES') throw new Plain(words.portForbidden(port));
  if (code === 'EADDRINUSE') throw new Plain(words.portTaken(port, host));
  throw new Plain(words.hostUnknown(host));
}

/** The data folder, made when missing; throws when it can't be written. */
export function dataFolder(root, env, words) {
  const folder = resolve(root, env.DATA_DIR || '.data');
  if (statSync(folder, { throwIfNoEntry: false })?.isDirectory() === false) throw new Plain(words.dataNotFolder(folder));
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    accessSync(folder, constants.W_OK);
    // A read-only mount and a full disk show only at a real write.
    const probe = join(folder, `.write-${process.pid}`);
    writeFileSync(probe, 'x');
    rmSync(probe);
  } catch {
    throw new Plain(words.dataUnwritable(folder));
  }
  return folder;
}
