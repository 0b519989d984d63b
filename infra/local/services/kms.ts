import { createPrivateKey, createPublicKey, generateKeyPairSync, sign } from 'node:crypto';
import type { Authorise, CloudService, WireRequest, WireResponse } from '../service.ts';
import { isObject, type Json } from '../template.ts';
import { accessKeyOf } from './authorise.ts';

/** A key of the template: asymmetric, for signing. */
export interface SigningKeyDefinition {
  readonly id: string;
  readonly arn: string;
}

export interface KmsOptions {
  readonly keys: readonly SigningKeyDefinition[];
  readonly authorise: Authorise;
  /** The private key kept for that name, made by `generate` the first time. */
  readonly once: (name: string, generate: () => string) => string;
}

class KmsError extends Error {
  override readonly name = 'KmsError';
  readonly code: string;
  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

/**
 * KMS's JSON protocol for keys that sign (ECDSA over P-256): Sign and GetPublicKey. Each install
 * makes keys of its own; unlike KMS's they lie in a file of the machine.
 */
export const createKms = ({ keys, authorise, once }: KmsOptions): CloudService => {
  const keyOf = (named: unknown): SigningKeyDefinition => {
    const key = keys.find(({ id, arn }) => named === id || named === arn);
    if (key === undefined)
      throw new KmsError('NotFoundException', `Key '${String(named)}' does not exist`);
    return key;
  };
  const privateKeyOf = ({ id }: SigningKeyDefinition) =>
    createPrivateKey(
      once(`kms:${id}`, () =>
        generateKeyPairSync('ec', { namedCurve: 'P-256' })
          .privateKey.export({ format: 'pem', type: 'pkcs8' })
          .toString(),
      ),
    );

  const operations: Readonly<Record<string, (input: Json, key: SigningKeyDefinition) => Json>> = {
    Sign: (input, key) => {
      refuseOthers(input, ['KeyId', 'Message', 'MessageType', 'SigningAlgorithm']);
      if (input.SigningAlgorithm !== 'ECDSA_SHA_256')
        throw new KmsError('ValidationException', `${input.SigningAlgorithm} is not modelled`);
      // Node signs what it hashes itself, so a digest alone is nothing it could sign.
      if (input.MessageType !== undefined && input.MessageType !== 'RAW')
        throw new KmsError(
          'ValidationException',
          `MessageType ${input.MessageType} is not modelled`,
        );
      const message = Buffer.from(String(input.Message), 'base64');
      if (message.length < 1 || message.length > 4096)
        throw new KmsError('ValidationException', 'Message has a length outside 1 to 4096 bytes');
      return {
        KeyId: key.arn,
        Signature: sign('sha256', message, privateKeyOf(key)).toString('base64'),
        SigningAlgorithm: 'ECDSA_SHA_256',
      };
    },
    GetPublicKey: (input, key) => {
      refuseOthers(input, ['KeyId']);
      const spki = createPublicKey(privateKeyOf(key)).export({ format: 'der', type: 'spki' });
      return {
        KeyId: key.arn,
        PublicKey: spki.toString('base64'),
        KeySpec: 'ECC_NIST_P256',
        KeyUsage: 'SIGN_VERIFY',
        SigningAlgorithms: ['ECDSA_SHA_256'],
      };
    },
  };

  const answer = (request: WireRequest): Json => {
    const name = /^TrentService\.(\w+)$/.exec(request.headers['x-amz-target'] ?? '')?.[1] ?? '';
    const operation = Object.hasOwn(operations, name) ? operations[name] : undefined;
    if (operation === undefined)
      throw new KmsError('UnknownOperationException', `${name} is not modelled by the local host`);
    const input: unknown = JSON.parse(request.body.toString('utf8'));
    if (!isObject(input)) throw new KmsError('SerializationException', 'not an object');
    const key = keyOf(input.KeyId);
    const answered = authorise({
      accessKeyId: accessKeyOf(request),
      action: `kms:${name}`,
      resource: key.arn,
    });
    if (!answered.allowed)
      throw new KmsError(
        answered.reason === 'implicitDeny' || answered.reason === 'explicitDeny'
          ? 'AccessDeniedException'
          : 'UnrecognizedClientException',
        answered.message,
      );
    return operation(input, key);
  };

  const json = (status: number, body: Json): WireResponse => ({
    status,
    headers: { 'content-type': 'application/x-amz-json-1.1' },
    body: JSON.stringify(body),
  });

  return {
    name: 'kms',
    handle: async (request) => {
      try {
        return json(200, answer(request));
      } catch (error) {
        return error instanceof KmsError
          ? json(400, { __type: error.code, message: error.message })
          : json(500, { __type: 'KMSInternalException', message: String(error) });
      }
    },
    close: async () => {},
  };
};

const refuseOthers = (input: Json, modelled: readonly string[]): void => {
  for (const name of Object.keys(input))
    if (!modelled.includes(name))
      throw new KmsError('ValidationException', `${name} is not modelled by the local host`);
};
