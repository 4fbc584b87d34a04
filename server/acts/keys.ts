/** Keys and ids that are made here. */
import { createHash, randomBytes } from 'node:crypto';

/** A random key for an act that came without one. */
export const newKey = (): string => randomBytes(16).toString('hex');

// Digits and letters without those that look alike or make words.
const ALPHABET = '0123456789bcdfghjkmnpqrstvwxyz';

/** Twelve characters that name a process; the same person and key give the same one, so that a repeat finds it. */
export function processIdFor(user: string, key: string): string {
  const digest = createHash('sha256').update(`${user}\n${key}`).digest();
  return Array.from({ length: 12 }, (_, index) => ALPHABET[(digest[index * 2]! * 256 + digest[index * 2 + 1]!) % ALPHABET.length]).join('');
}
