/** The workflows' code as Temporal's sandbox runs it: built once by `npm run build`, or here when it is missing. */
import { access } from 'node:fs/promises';
import path from 'node:path';
import { bundleWorkflowCode, type WorkflowBundleOption } from '@temporalio/worker';

/** The built bundle at `builtFile`, or one made from the sources in `root`. */
export async function workflowBundle({ builtFile, root }: { builtFile?: string; root: string }): Promise<WorkflowBundleOption> {
  if (builtFile && (await exists(builtFile))) return { codePath: builtFile };
  return { code: await buildWorkflowBundle(root) };
}

/** Bundles `workflows/index.ts`; the text is what `npm run build` writes to `dist`. */
export async function buildWorkflowBundle(root: string): Promise<string> {
  const { code } = await bundleWorkflowCode({ workflowsPath: path.join(root, 'workflows', 'index.ts'), logger: QUIET });
  return code;
}

const silent = (): void => undefined;
const QUIET = { log: silent, trace: silent, debug: silent, info: silent, warn: silent, error: console.error };

async function exists(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  );
}
