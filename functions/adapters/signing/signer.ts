import { GetPublicKeyCommand, KMSClient, SignCommand } from '@aws-sdk/client-kms';
import { fingerprintOf } from '../evidence/anchor.ts';

/** Signs with a key that nobody can take away: it never leaves the signing service. */
export interface Signer {
  /** ECDSA over P-256 and SHA-256 of the bytes, at most 4,096 of them; DER, base64. */
  readonly sign: (bytes: Uint8Array) => Promise<string>;
  readonly publicKey: () => Promise<PublicKey>;
}

export interface PublicKey {
  /** SPKI, DER. */
  readonly spki: Uint8Array;
  /** SHA-256 of the SPKI, lower-case hex. */
  readonly fingerprint: string;
}

/** A signer with a KMS key. The public part is asked for once. */
export const createKmsSigner = (
  keyId: string,
  kms: Pick<KMSClient, 'send'> = new KMSClient({ maxAttempts: 3 }),
): Signer => {
  let known: Promise<PublicKey> | undefined;
  const ask = async (): Promise<PublicKey> => {
    const { PublicKey: spki } = await kms.send(new GetPublicKeyCommand({ KeyId: keyId }));
    if (spki === undefined) throw new Error('KMS gave no public key');
    return { spki, fingerprint: fingerprintOf(spki) };
  };
  return {
    sign: async (bytes) => {
      const { Signature } = await kms.send(
        new SignCommand({
          KeyId: keyId,
          Message: bytes,
          MessageType: 'RAW',
          SigningAlgorithm: 'ECDSA_SHA_256',
        }),
      );
      if (Signature === undefined) throw new Error('KMS gave no signature');
      return Buffer.from(Signature).toString('base64');
    },
    publicKey: () => {
      known ??= ask().catch((error: unknown) => {
        // A refusal is not kept.
        known = undefined;
        throw error;
      });
      return known;
    },
  };
};
