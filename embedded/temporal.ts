/** A Temporal service for this machine: found, downloaded or built, and started on a file. */
import { join } from 'node:path';
import { cacheFolder, type Effects } from './effects';
import recipe from './temporal-build.json';
import { NeedError, provision, type Found, type Link, type Progress } from './provision';

/**
 * The newest Temporal CLI that `go install` can build (its server is 1.29.1); later ones carry replace directives. In a file
 * of its own, because cli/lib/early.mjs begins to build it before packages are installed.
 */
export const TEMPORAL_CLI_VERSION = recipe.version;

/** Its folder in the cache, whether it was downloaded or built. */
export const temporalFolder = (): string => `temporal-cli-${TEMPORAL_CLI_VERSION}`;

/** The first Go that fetches the toolchain which a module asks for. */
const GO_NEEDED = [1, 21] as const;

const WAYS =
  'Set TEMPORAL_ADDRESS to a running Temporal, put the Temporal CLI (`temporal`) on PATH, or install Go (1.21 or newer) so that it can be built.';

/** The chain of design: configured address → PATH or cache → official download → built from the Go module proxy. */
export function temporalLinks(effects: Effects, download: () => Promise<string>, progress: Progress): Link<string>[] {
  const cached = join(cacheFolder(effects.env), temporalFolder(), 'temporal');
  return [
    {
      name: 'configured',
      attempt: async () => {
        const address = effects.env['TEMPORAL_ADDRESS'];
        return address ? { kind: 'address', address } : { kind: 'missing', why: 'TEMPORAL_ADDRESS is not set' };
      },
    },
    {
      name: 'path',
      attempt: async () => {
        const program = await effects.which('temporal');
        return program ? { kind: 'program', program } : { kind: 'missing', why: 'no `temporal` on PATH' };
      },
    },
    {
      name: 'cache',
      attempt: async () => ((await effects.exists(cached)) ? { kind: 'program', program: cached } : { kind: 'missing', why: 'nothing kept from before' }),
    },
    {
      name: 'download',
      attempt: async () => {
        if (effects.env['MUSYAWARAH_OFFLINE']) return { kind: 'missing', why: 'MUSYAWARAH_OFFLINE is set' };
        progress('Temporal: downloading the official CLI');
        return { kind: 'program', program: await download() };
      },
    },
    { name: 'registry', attempt: () => build(effects, cached, progress) },
  ];
}

async function build(effects: Effects, target: string, progress: Progress): Promise<Found<string>> {
  const go = await effects.which('go');
  if (!go) throw new NeedError({ kind: 'missing', program: 'Go' });
  const old = await tooOldGo(effects, go);
  if (old) throw new NeedError({ kind: 'old', program: 'Go', has: old, needs: GO_NEEDED.join('.') });
  progress(`Temporal: building CLI ${TEMPORAL_CLI_VERSION} from its Go module (some minutes, once)`);
  const folder = join(target, '..');
  await effects.folder(folder, async (temporary) => {
    const result = await effects.exec(go, ['install', `${recipe.module}@v${recipe.version}`], {
      env: { GOBIN: temporary, ...recipe.env },
      onLine: (line) => progress(`Temporal: ${line}`),
    });
    if (result.code !== 0) throw new NeedError({ kind: 'failed', program: 'go install', said: result.output.trim().split('\n').at(-1) ?? '' });
  });
  return { kind: 'program', program: target };
}

async function tooOldGo(effects: Effects, go: string): Promise<string | undefined> {
  const [, major, minor] = /go(\d+)\.(\d+)/.exec((await effects.exec(go, ['version'])).output) ?? [];
  if (!major || !minor) return undefined;
  const isOld = Number(major) < GO_NEEDED[0] || (Number(major) === GO_NEEDED[0] && Number(minor) < GO_NEEDED[1]);
  return isOld ? `${major}.${minor}` : undefined;
}

export const findTemporal = (effects: Effects, download: () => Promise<string>, progress: Progress): Promise<Found<string> & { link: string }> =>
  provision('Temporal', temporalLinks(effects, download, progress), WAYS, progress);

/** Arguments of a durable one-node Temporal. WAL with NORMAL survives a killed process and is twice as quick as the default. */
export function temporalArguments(options: { file: string; host: string; port: number; uiPort?: number; namespace: string }): string[] {
  return [
    'server', 'start-dev',
    '--ip', options.host,
    '--port', String(options.port),
    '--db-filename', options.file,
    '--namespace', options.namespace,
    ...(options.uiPort === undefined ? ['--headless'] : ['--ui-port', String(options.uiPort), '--ui-ip', '127.0.0.1']),
    '--sqlite-pragma', 'journal_mode=WAL',
    '--sqlite-pragma', 'synchronous=NORMAL',
    '--dynamic-config-value', 'system.enableActivityEagerExecution=true',
    '--log-level', 'warn',
  ];
}
