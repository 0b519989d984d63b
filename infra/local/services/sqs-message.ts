import { createHash, randomUUID } from 'node:crypto';
import type { SQSMessageAttribute, SQSRecord } from 'aws-lambda';

/** What travels through SQS: messages, their checks, digests and shapes on the wire. */

export const MAX_BYTES = 1024 * 1024;
export const MAX_BATCH = 10;
const MAX_DELAY_SECONDS = 900;
export const MAX_VISIBILITY_SECONDS = 43_200;

/** A refusal in the words of SQS: `code` for JSON callers, `legacy` for the query-mode header. */
export class SqsError extends Error {
  override readonly name = 'SqsError';
  readonly code: string;
  readonly legacy: string;
  readonly status: number;
  constructor(code: string, message: string, legacy = code, status = 400) {
    super(message);
    this.code = code;
    this.legacy = legacy;
    this.status = status;
  }
}

export interface StoredAttribute {
  readonly DataType: string;
  readonly StringValue?: string;
  /** Base64. */
  readonly BinaryValue?: string;
}

export interface Received {
  readonly messageId: string;
  readonly receiptHandle: string;
  readonly body: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly messageAttributes: Readonly<Record<string, StoredAttribute>>;
}

export interface NewMessage {
  readonly id: string;
  readonly body: string;
  readonly group: string | undefined;
  readonly delaySeconds: number | undefined;
  readonly sender: string;
  readonly attributes: Readonly<Record<string, StoredAttribute>>;
}

export type Input = Readonly<Record<string, unknown>>;
export const invalidValue = (message: string): SqsError =>
  new SqsError('InvalidParameterValueException', message, 'InvalidParameterValue');

export const requireText = (input: Input, name: string): string => {
  const value = input[name];
  if (typeof value === 'string' && value !== '') return value;
  throw new SqsError(
    'MissingRequiredParameterException',
    `The request must contain the parameter ${name}.`,
    'MissingParameter',
  );
};

export const optionalInteger = (
  input: Input,
  name: string,
  min: number,
  max: number,
): number | undefined => {
  const value = input[name];
  if (value === undefined || value === null) return undefined;
  if (typeof value === 'number' && Number.isInteger(value) && value >= min && value <= max) {
    return value;
  }
  throw invalidValue(
    `Value ${String(value)} for parameter ${name} is invalid. Reason: Must be >= ${min} and <= ${max}, if provided.`,
  );
};

export const requireTimeout = (input: Input): number => {
  const seconds = optionalInteger(input, 'VisibilityTimeout', 0, MAX_VISIBILITY_SECONDS);
  if (seconds !== undefined) return seconds;
  throw new SqsError(
    'MissingRequiredParameterException',
    'The request must contain the parameter VisibilityTimeout.',
    'MissingParameter',
  );
};

export const textList = (input: Input, name: string): string[] => {
  const value = input[name];
  return Array.isArray(value) ? value.filter((entry) => typeof entry === 'string') : [];
};

export const batchEntries = (input: Input): Input[] => {
  const entries = Array.isArray(input.Entries) ? (input.Entries as Input[]) : [];
  const fail = (code: string, message: string): SqsError =>
    new SqsError(code, message, `AWS.SimpleQueueService.${code}`);
  if (entries.length === 0) {
    throw fail('EmptyBatchRequest', 'There should be at least one entry in the request.');
  }
  if (entries.length > MAX_BATCH) {
    throw fail(
      'TooManyEntriesInBatchRequest',
      `Maximum number of entries per request are ${MAX_BATCH}. You have sent ${entries.length}.`,
    );
  }
  const ids = new Set<string>();
  for (const entry of entries) {
    const id = requireText(entry, 'Id');
    if (!/^[\w-]{1,80}$/.test(id)) {
      throw fail(
        'InvalidBatchEntryId',
        'A batch entry id can only contain alphanumeric characters, hyphens and underscores. It can be at most 80 letters long.',
      );
    }
    if (ids.has(id)) throw fail('BatchEntryIdsNotDistinct', `Id ${id} repeated.`);
    ids.add(id);
  }
  return entries;
};

/** One result per entry; a refused entry does not stop the others. */
export const eachEntry = (
  entries: readonly Input[],
  work: (entry: Input) => Record<string, unknown>,
): Record<string, unknown> => {
  const successful: unknown[] = [];
  const failed: unknown[] = [];
  for (const entry of entries) {
    try {
      successful.push({ Id: entry.Id, ...work(entry) });
    } catch (error) {
      if (!(error instanceof SqsError)) throw error;
      failed.push({ Id: entry.Id, Code: error.legacy, Message: error.message, SenderFault: true });
    }
  }
  return { Successful: successful, ...(failed.length > 0 ? { Failed: failed } : {}) };
};

export const newMessage = (input: Input, sender: string): NewMessage => {
  const body = requireText(input, 'MessageBody');
  if (!ALLOWED_TEXT.test(body)) {
    throw new SqsError(
      'InvalidMessageContents',
      'Invalid characters were found in the message body. Valid unicode characters are #x9 | #xA | #xD | #x20 to #xD7FF | #xE000 to #xFFFD | #x10000 to #x10FFFF.',
    );
  }
  if (messageBytes(input) > MAX_BYTES) {
    throw invalidValue(
      `One or more parameters are invalid. Reason: Message must be shorter than ${MAX_BYTES} bytes.`,
    );
  }
  const group = input.MessageGroupId;
  if (group !== undefined && group !== null && !GROUP_ID.test(String(group))) {
    throw invalidValue(
      'Value for parameter MessageGroupId is invalid. Reason: MessageGroupId can only include alphanumeric and punctuation characters. 1 to 128 in length.',
    );
  }
  if (input.MessageSystemAttributes !== undefined) {
    throw invalidValue('MessageSystemAttributes are not modelled by the local host.');
  }
  if (input.MessageDeduplicationId !== undefined) {
    throw invalidValue(
      'Value for parameter MessageDeduplicationId is invalid. Reason: The request includes a parameter that is not valid for this queue type.',
    );
  }
  return {
    id: randomUUID(),
    body,
    group: typeof group === 'string' ? group : undefined,
    delaySeconds: optionalInteger(input, 'DelaySeconds', 0, MAX_DELAY_SECONDS),
    sender,
    attributes: attributesOf(input),
  };
};

const ALLOWED_TEXT = /^[\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]*$/u;
const GROUP_ID = /^[\w!"#$%&'()*+,\-./:;<=>?@[\\\]^`{|}~]{1,128}$/;

const attributesOf = (input: Input): Record<string, StoredAttribute> => {
  const given = (input.MessageAttributes ?? {}) as Record<string, StoredAttribute>;
  const names = Object.keys(given);
  if (names.length > 10) {
    throw invalidValue(
      `Number of message attributes [${names.length}] exceeds the allowed maximum [10].`,
    );
  }
  for (const name of names) {
    const attribute = given[name] as StoredAttribute;
    const [type] = String(attribute.DataType ?? '').split('.');
    const value = type === 'Binary' ? attribute.BinaryValue : attribute.StringValue;
    if (!/^[\w.-]{1,256}$/.test(name) || !['String', 'Number', 'Binary'].includes(type ?? '')) {
      throw invalidValue(
        `The message attribute '${name}' has an invalid name or message attribute type.`,
      );
    }
    if (typeof value !== 'string' || value === '') {
      throw invalidValue(`The message attribute '${name}' must contain a non-empty value.`);
    }
  }
  return { ...given };
};

export const messageBytes = (input: Input): number => {
  let bytes = Buffer.byteLength(typeof input.MessageBody === 'string' ? input.MessageBody : '');
  const attributes = (input.MessageAttributes ?? {}) as Record<string, StoredAttribute>;
  for (const [name, { DataType, StringValue, BinaryValue }] of Object.entries(attributes)) {
    bytes += Buffer.byteLength(name) + Buffer.byteLength(DataType ?? '');
    bytes += Buffer.byteLength(StringValue ?? '') + Buffer.byteLength(BinaryValue ?? '', 'base64');
  }
  return bytes;
};

/** Refuses what this service never gave out. */
export const checkReceiptHandle = (receiptHandle: string): void => {
  if (!/^\d+\.[\w-]{32}$/.test(receiptHandle)) {
    throw new SqsError(
      'ReceiptHandleIsInvalid',
      `The input receipt handle "${receiptHandle.slice(0, 40)}" is not a valid receipt handle.`,
    );
  }
};

const md5 = (data: string | Buffer): string => createHash('md5').update(data).digest('hex');

/** SQS's digest of message attributes: length-prefixed names, types and values, names in order. */
const md5OfAttributes = (attributes: Readonly<Record<string, StoredAttribute>>): string => {
  const parts: Buffer[] = [];
  const part = (data: Buffer): void => {
    const length = Buffer.alloc(4);
    length.writeUInt32BE(data.length);
    parts.push(length, data);
  };
  for (const name of Object.keys(attributes).sort()) {
    const { DataType, StringValue, BinaryValue } = attributes[name] as StoredAttribute;
    part(Buffer.from(name));
    part(Buffer.from(DataType));
    const binary = DataType.startsWith('Binary');
    parts.push(Buffer.from([binary ? 2 : 1]));
    part(binary ? Buffer.from(BinaryValue ?? '', 'base64') : Buffer.from(StringValue ?? ''));
  }
  return md5(Buffer.concat(parts));
};

/** What the sender learns about an accepted message. */
export const sentMessage = (message: NewMessage): Record<string, unknown> => ({
  MessageId: message.id,
  MD5OfMessageBody: md5(message.body),
  ...(Object.keys(message.attributes).length > 0
    ? { MD5OfMessageAttributes: md5OfAttributes(message.attributes) }
    : {}),
});

/** A received message as ReceiveMessage shows it: only the attributes that were asked for. */
export const wireMessage = (message: Received, input: Input): Record<string, unknown> => {
  const system = new Set([
    ...textList(input, 'AttributeNames'),
    ...textList(input, 'MessageSystemAttributeNames'),
  ]);
  const attributes = Object.entries(message.attributes).filter(
    ([name]) => system.has('All') || system.has(name),
  );
  const wanted = textList(input, 'MessageAttributeNames');
  const custom = Object.fromEntries(
    Object.entries(message.messageAttributes).filter(([name]) =>
      wanted.some((pattern) =>
        pattern === 'All' || pattern === '.*'
          ? true
          : pattern.endsWith('.*')
            ? name.startsWith(pattern.slice(0, -2))
            : name === pattern,
      ),
    ),
  );
  return {
    MessageId: message.messageId,
    ReceiptHandle: message.receiptHandle,
    MD5OfBody: md5(message.body),
    Body: message.body,
    ...(attributes.length > 0 ? { Attributes: Object.fromEntries(attributes) } : {}),
    ...(Object.keys(custom).length > 0
      ? { MessageAttributes: custom, MD5OfMessageAttributes: md5OfAttributes(custom) }
      : {}),
  };
};

/** A received message as Lambda hands it to a function. */
export const lambdaRecord = (message: Received, arn: string, region: string): SQSRecord => {
  const custom = Object.entries(message.messageAttributes).map(
    ([name, attribute]): [string, SQSMessageAttribute] => [
      name,
      {
        dataType: attribute.DataType,
        ...(attribute.StringValue === undefined ? {} : { stringValue: attribute.StringValue }),
        ...(attribute.BinaryValue === undefined ? {} : { binaryValue: attribute.BinaryValue }),
        stringListValues: [],
        binaryListValues: [],
      },
    ],
  );
  return {
    messageId: message.messageId,
    receiptHandle: message.receiptHandle,
    body: message.body,
    attributes: message.attributes as unknown as SQSRecord['attributes'],
    messageAttributes: Object.fromEntries(custom),
    md5OfBody: md5(message.body),
    ...(custom.length > 0
      ? { md5OfMessageAttributes: md5OfAttributes(message.messageAttributes) }
      : {}),
    eventSource: 'aws:sqs',
    eventSourceARN: arn,
    awsRegion: region,
  };
};
