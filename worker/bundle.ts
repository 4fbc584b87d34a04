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
  const { code } = await bundleWorkflowCode({
    workflowsPath: path.join(root, 'workflows', 'index.ts'),
    // Measured: without it, loading our modules for each new workflow takes most of a worker's time.
    preloadModules: [path.join(root, 'workflows', 'preload.ts')],
    webpackConfigHook: modernTarget,
    logger: QUIET,
  });
  return code;
}

type BundlerConfig = Parameters<NonNullable<Parameters<typeof bundleWorkflowCode>[0]['webpackConfigHook']>>[0];

/** The sandbox runs in our own Node, so classes and spreads need not be written out in old words. */
function modernTarget(config: BundlerConfig): BundlerConfig {
  for (const rule of config.module?.rules ?? []) {
    const use = typeof rule === 'object' && rule && 'use' in rule ? (rule.use as { options?: { jsc?: { target?: string } } }) : undefined;
    if (use?.options?.jsc) use.options.jsc.target = 'es2022';
  }
  return config;
}

const silent = (): void => undefined;
const QUIET = { log: silent, trace: silent, debug: silent, info: silent, warn: silent, error: console.error };

async function exists(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  );
}
