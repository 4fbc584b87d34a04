/** A machine that never was: programs on its PATH, files that exist, and what a run of a program answers. */
import type { Effects, ExecResult } from '../../../embedded/effects';

export interface FakeMachine {
  env?: Record<string, string>;
  /** Program → its path. */
  path?: Record<string, string>;
  files?: string[];
  /** By program and its arguments; unknown ones answer 127. */
  answer?: (program: string, args: readonly string[]) => Partial<ExecResult> | undefined;
}

/** Effects that touch nothing, and the commands that were run. */
export function fakeMachine({ env = {}, path = {}, files = [], answer = () => undefined }: FakeMachine): Effects & { ran: string[] } {
  const ran: string[] = [];
  return {
    ran,
    env: { MUSYAWARAH_CACHE: '/cache', ...env },
    which: async (program) => path[program],
    exists: async (file) => files.includes(file),
    exec: async (program, args) => {
      ran.push([program, ...args].join(' '));
      return { code: 127, output: '', ...answer(program, args) };
    },
    folder: async (_path, make) => make('/cache/temporary'),
  };
}
