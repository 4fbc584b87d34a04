/** What can be wrong with a log or a proof. Each says what was expected and what was found, and where. */
export type LedgerFault =
  | 'CHAIN_GAP' | 'CHAIN_PREV' | 'LEAF_HASH' | 'LEAF_FORM' | 'PAYLOAD_HASH' | 'ENTRY_MISSING' | 'ENTRY_PLACE' | 'ENTRY_TWICE' | 'ROOT' | 'SIGNATURE'
  | 'BASE64' | 'NOTE_FORM' | 'PROOF_FORM' | 'INCLUSION' | 'CONSISTENCY' | 'TILE' | 'EVIDENCE_FORM' | 'REPLAY';

export class LedgerError extends Error {
  constructor(
    readonly code: LedgerFault,
    readonly place: string,
    readonly expected: string,
    readonly received: string,
  ) {
    super(`${code} at ${place}: expected ${expected}, received ${received}`);
    this.name = 'LedgerError';
  }
}
