import { handOverIn } from '../../functions/api/report/vault.ts';
import type { Vault } from '../../functions/http/services.ts';
import type { ObjectStorage } from './object-storage.ts';

/** Files and evidence of the tests' companies, all in one bucket. */
export const vaultOn = (
  { objects, signer }: ObjectStorage,
  verifier: Uint8Array = Buffer.from('// verifier'),
): Vault => ({
  files: () => objects,
  anchors: () => objects,
  seal: signer,
  verifier: async () => verifier,
  handOver: handOverIn(
    () => objects,
    () => `answer-${verifier.length}`,
  ),
});
