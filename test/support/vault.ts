import { handOverIn } from '../../functions/api/report/vault.ts';
import type { Vault } from '../../functions/http/services.ts';
import type { useObjectStorage } from './object-storage.ts';

/** Files and evidence of the tests' companies, all in one bucket. */
export const vaultOn = (
  { objects, signer }: ReturnType<ReturnType<typeof useObjectStorage>>,
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
