/** The workflow bundle for tests, built once for each state of the sources and shared by all test files. */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { buildWorkflowBundle } from '../../worker/bundle';

const ROOT = path.resolve(__dirname, '../..');
/** Everything that a workflow can import. */
const SOURCES = ['workflows', 'process', 'errors', 'activities', 'store/contract.ts', 'worker/bundle.ts', 'package-lock.json'];

/** Path of the built bundle. */
export async function testBundle(): Promise<{ codePath: string }> {
  const folder = path.join(ROOT, 'node_modules', '.cache', 'musyawarah');
  const codePath = path.join(folder, `workflows-${fingerprint()}.js`);
  if (!existsSync(codePath)) {
    mkdirSync(folder, { recursive: true });
    const temporary = `${codePath}.${process.pid}`;
    writeFileSync(temporary, await buildWorkflowBundle(ROOT));
    renameSync(temporary, codePath);
  }
  return { codePath };
}

function fingerprint(): string {
  const hash = createHash('sha256');
  for (const source of SOURCES) {
    for (const file of filesOf(path.join(ROOT, source))) hash.update(file).update(readFileSync(file));
  }
  return hash.digest('hex').slice(0, 16);
}

function filesOf(target: string): string[] {
  if (path.extname(target)) return [target];
  return readdirSync(target, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .map((entry) => path.join(entry.parentPath, entry.name))
    .sort();
}
