/** Ed25519 by Node's own crypto. The one file of the ledger that does not run in a browser. */
import { createPrivateKey, createPublicKey, generateKeyPairSync, sign, verify } from 'node:crypto';
import { keyHashOf, type CheckSignature, type Signer } from './note';

/** DER prefix of a raw Ed25519 public key (RFC 8410). */
const SPKI = Buffer.from('302a300506032b6570032100', 'hex');

/** A new private key, PEM. */
export const newSigningKey = (): string => generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();

export function signerFrom(name: string, pem: string): Signer {
  const privateKey = createPrivateKey(pem);
  const publicKey = new Uint8Array(createPublicKey(privateKey).export({ type: 'spki', format: 'der' }).subarray(SPKI.length));
  return { name, publicKey, keyHash: keyHashOf(name, publicKey), sign: (message) => new Uint8Array(sign(null, message, privateKey)) };
}

export const checkEd25519: CheckSignature = (publicKey, message, signature) =>
  verify(null, message, createPublicKey({ key: Buffer.concat([SPKI, publicKey]), format: 'der', type: 'spki' }), signature);
