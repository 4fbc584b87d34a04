/** Passwords: argon2id with the parameters that OWASP recommends, measured at a few tens of milliseconds. */
import { hash, verify } from '@node-rs/argon2';

// 2 is argon2id; the package gives its enum as a const enum, which isolated modules can't read.
const OPTIONS = { algorithm: 2, memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

export const hashPassword = (password: string): Promise<string> => hash(password.normalize('NFKC'), OPTIONS);

let dummy: Promise<string> | undefined;

/** Takes as long for an account that doesn't exist, so that nobody learns which names do. */
export async function passwordFits(stored: string | undefined, password: string): Promise<boolean> {
  dummy ??= hashPassword('nobody has this password');
  const fits = await verify(stored ?? (await dummy), password.normalize('NFKC')).catch(() => false);
  return fits && stored !== undefined;
}
