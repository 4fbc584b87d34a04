/** What was built from which sources, so that nothing is built twice and nothing stale is run. */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** A hash over names and contents of all files under these paths; paths that don't exist count as empty. */
export function fingerprint(root, paths) {
  const hash = createHash('sha256').update(process.versions.node.split('.')[0]);
  for (const path of paths) for (const file of filesUnder(root, path)) hash.update(`${file}\0`).update(readFileSync(join(root, file))).update('\0');
  return hash.digest('hex');
}

function filesUnder(root, path) {
  const full = join(root, path);
  if (!existsSync(full)) return [];
  if (statSync(full).isFile()) return [path];
  return readdirSync(full, { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => (entry.isDirectory() ? filesUnder(root, join(path, entry.name)) : entry.isFile() ? [join(path, entry.name)] : []));
}

/** True when `target` was last built from these sources and is still there. */
export function isBuilt(root, target, sources) {
  return target.outputs.every((output) => existsSync(join(root, output))) && stampOf(root, target) === sources;
}

export function markBuilt(root, target, sources) {
  const file = stampFile(root, target);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, sources);
}

function stampOf(root, target) {
  try {
    return readFileSync(stampFile(root, target), 'utf8');
  } catch {
    return undefined;
  }
}

const stampFile = (root, target) => join(root, 'dist', '.built', target.name);
