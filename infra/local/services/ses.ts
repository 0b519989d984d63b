import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { simpleParser } from 'mailparser';
import { createTransport } from 'nodemailer';
import type {
  Authorise,
  Clock,
  CloudService,
  Principal,
  WireRequest,
  WireResponse,
} from '../service.ts';
import { accessKeyOf } from './authorise.ts';
import { inboxPage } from './inbox.ts';
import {
  answerQuery,
  element,
  memberList,
  memberPairs,
  QueryError,
  refusal,
} from './query-protocol.ts';
import { eventsOf, type SesEvent, type SesEventType } from './ses-events.ts';
import {
  addressesIn,
  checkRecipients,
  checkTags,
  fieldValue,
  headerRecipients,
  messageIdField,
  newMessageId,
  outgoing,
  parseRaw,
  type RawMessage,
  type StoredMail,
  tagsOfField,
} from './ses-message.ts';

export type { SesEvent, SesEventMail, SesEventType } from './ses-events.ts';
export { SIMULATED_DOMAINS } from './ses-message.ts';

export interface SesOptions {
  readonly db: DatabaseSync;
  /** Where each mail is kept as `<message id>.eml`; made when absent. */
  readonly directory: string;
  readonly clock: Clock;
  readonly configurationSets: readonly SesConfigurationSet[];
  /** Verified e-mail addresses and domains; a sender outside them is refused. */
  readonly identities: readonly string[];
  readonly accountId: string;
  readonly region: string;
  readonly authorise: Authorise;
  /** Receives what SES would put on the EventBridge bus: after the answer, in order, best effort. */
  readonly onEvent?: (event: SesEvent) => void | Promise<void>;
  /** Sending limits, counted in recipients as SES does; without them none is enforced. */
  readonly limits?: SesLimits;
  /** Passes every accepted mail on to an SMTP server as well. */
  readonly relay?: { readonly host: string; readonly port: number };
  /** Told when an event or a relay could not be handed on; default: a process warning. */
  readonly onLoss?: (what: 'event' | 'relay', error: unknown) => void;
}

export interface SesLimits {
  readonly perSecond: number;
  readonly per24Hours: number;
}

export interface SesConfigurationSet {
  readonly name: string;
  /** Event types sent to EventBridge; default all. */
  readonly eventTypes?: readonly SesEventType[];
  /** Default true; `false` refuses with ConfigurationSetSendingPausedException. */
  readonly sendingEnabled?: boolean;
}

/** What the next sending call meets, once. */
export type SesFailure =
  | { readonly kind: 'throttle' }
  /** The call is never answered. `accepted` says whether the mail went out all the same. */
  | { readonly kind: 'timeout'; readonly accepted: boolean }
  /** The connection is reset. */
  | { readonly kind: 'reset'; readonly accepted: boolean }
  /** An internal error; `accepted` says whether the mail went out all the same. */
  | { readonly kind: 'serverError'; readonly accepted: boolean }
  | { readonly kind: 'messageRejected' }
  | { readonly kind: 'accountPaused' };

export interface Ses extends CloudService {
  /**
   * Pages for people: `/`, `/mails` (JSON), `/mails/{id}`, `/mails/{id}/html`, `/mails/{id}/raw`.
   * Links are relative, so the mount point must be called with its closing slash.
   */
  inboxPage(request: WireRequest): Promise<WireResponse>;
  /** Newest first; all of them unless `limit` says otherwise. */
  mails(limit?: number): readonly StoredMail[];
  /** The stored message as it went out, or `undefined`. */
  raw(messageId: string): Buffer | undefined;
  /** Queues a failure for the next sending call; several queue up. */
  simulateFailure(failure: SesFailure): void;
  /** Resolves when every event and relay so far has been handed on. */
  settled(): Promise<void>;
}

const DAY_MS = 24 * 60 * 60 * 1000;
const UNLIMITED: SesLimits = { perSecond: 1000, per24Hours: 1_000_000 };

/** SES's v1 query API for sending, an outbox on disk, and the events of a configuration set. */
export const createSes = (options: SesOptions): Ses => {
  const { db, directory, clock, accountId, region, authorise, limits } = options;
  mkdirSync(directory, { recursive: true });
  db.exec(SCHEMA);
  const insert = db.prepare(
    'INSERT INTO ses_mail (id, at, source, recipients, recipient_count, subject, tags, configuration_set) VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
  );
  const list = db.prepare('SELECT * FROM ses_mail ORDER BY seq DESC LIMIT ?');
  const sentSince = db.prepare(
    'SELECT coalesce(sum(recipient_count), 0) AS n FROM ses_mail WHERE at > ?',
  );
  const sets = new Map(options.configurationSets.map((set) => [set.name, set]));
  const identities = options.identities.map((identity) => identity.toLowerCase());
  const smtp = options.relay && createTransport({ ...options.relay, secure: false });
  const failures: SesFailure[] = [];
  const hanging = new Set<() => void>();
  let handedOn: Promise<void> = Promise.resolve();

  const onLoss =
    options.onLoss ??
    ((what: string, error: unknown) => process.emitWarning(`mail ${what} lost: ${String(error)}`));

  /** Runs after the answer, in order, whatever became of the work before it. */
  const afterwards = (what: 'event' | 'relay', work: () => unknown): void => {
    handedOn = handedOn.then(async () => {
      await new Promise((resolve) => setImmediate(resolve));
      try {
        await work();
      } catch (error) {
        onLoss(what, error);
      }
    });
  };

  const arn = (kind: 'identity' | 'configuration-set', name: string): string =>
    `arn:aws:ses:${region}:${accountId}:${kind}/${name}`;

  /** The verified identity that covers an address: itself, its domain, or a domain above. */
  const identityOf = (address: string): string | undefined => {
    const lower = address.toLowerCase();
    const domain = lower.slice(lower.lastIndexOf('@') + 1);
    return (
      identities.find((identity) => identity === lower) ??
      identities
        .filter((identity) => domain === identity || domain.endsWith(`.${identity}`))
        .sort((a, b) => b.length - a.length)[0]
    );
  };

  const demand = (
    accessKeyId: string | undefined,
    action: string,
    resource: string,
    context: Record<string, string | string[]> = {},
  ): Principal => {
    const answer = authorise({ accessKeyId, action: `ses:${action}`, resource, context });
    if (answer.allowed) return answer.principal;
    throw refusal(answer);
  };

  const checkLimits = (recipients: number): void => {
    if (limits === undefined) return;
    const now = clock.now();
    if (Number(sentSince.get(now - DAY_MS)?.n) + recipients > limits.per24Hours) {
      throw new QueryError('Throttling', 'Daily message quota exceeded.');
    }
    if (Number(sentSince.get(now - 1000)?.n) + recipients > limits.perSecond) {
      throw new QueryError('Throttling', 'Maximum sending rate exceeded.');
    }
  };

  const accept = async (mail: Accepted): Promise<string> => {
    const at = clock.now();
    const messageId = newMessageId(at);
    const message = outgoing(mail.message, {
      messageId: messageIdField(messageId, region),
      date: new Date(at),
      from: mail.source,
    });
    const head = await simpleParser(message.subarray(0, message.indexOf('\r\n\r\n') + 4));
    const source = addressesIn(mail.source)[0] ?? mail.source;
    // The file first: an index row without its message would be a mail nobody can open.
    const file = join(directory, `${messageId}.eml`);
    writeFileSync(`${file}.part`, message);
    renameSync(`${file}.part`, file);
    insert.run(
      messageId,
      at,
      source,
      JSON.stringify(mail.recipients),
      mail.recipients.length,
      head.subject ?? '',
      JSON.stringify(mail.tags),
      mail.configurationSet ?? null,
    );
    if (smtp !== undefined) {
      afterwards('relay', () =>
        smtp.sendMail({ envelope: { from: source, to: [...mail.recipients] }, raw: message }),
      );
    }
    const set = mail.configurationSet === undefined ? undefined : sets.get(mail.configurationSet);
    const { onEvent } = options;
    if (set !== undefined && onEvent !== undefined) {
      const events = eventsOf({
        ...mail,
        messageId,
        at,
        sourceArn: arn('identity', identityOf(source) ?? source),
        fields: mail.message.fields,
        commonHeaders: {
          from: [head.from?.text ?? mail.source],
          date: new Date(at).toUTCString(),
          to: addressesIn(fieldValue(mail.message, 'to') ?? ''),
          messageId,
          subject: head.subject ?? '',
        },
        configurationSet: set.name,
        accountId,
        region,
      });
      for (const event of events) {
        if (set.eventTypes !== undefined && !set.eventTypes.includes(event.detail.eventType)) {
          continue;
        }
        afterwards('event', () => onEvent(event));
      }
    }
    return messageId;
  };

  const send = async (
    request: WireRequest,
    operation: 'SendEmail' | 'SendRawEmail',
    form: URLSearchParams,
    fate: Fate,
  ): Promise<string> => {
    for (const name of ['SourceArn', 'FromArn', 'ReturnPathArn']) {
      if (form.get(name)) {
        throw new QueryError('InvalidParameterValue', `${name} is not modelled by the local host`);
      }
    }
    const message =
      operation === 'SendRawEmail'
        ? parseRaw(Buffer.from(required(form, 'RawMessage.Data'), 'base64'))
        : parseRaw(await compose(form));
    const from = form.get('Source') ?? fieldValue(message, 'from');
    if (from === undefined) {
      throw new QueryError('InvalidParameterValue', "Missing required header 'From'.");
    }
    const destinations =
      operation === 'SendRawEmail' ? memberList(form, 'Destinations') : destinationsOf(form);
    const recipients = checkRecipients(
      destinations.length > 0 ? destinations : headerRecipients(message),
    );
    const configurationSet =
      form.get('ConfigurationSetName') ?? fieldValue(message, 'x-ses-configuration-set');
    const senders = [
      ...new Set([...addressesIn(from), ...addressesIn(fieldValue(message, 'from') ?? '')]),
    ];
    const accessKeyId = accessKeyOf(request);
    const context = {
      'ses:FromAddress': senders[0] ?? from,
      'ses:Recipients': recipients,
    };
    let caller = '';
    for (const resource of [
      ...senders.map((sender) => arn('identity', identityOf(sender) ?? sender)),
      ...(configurationSet === undefined ? [] : [arn('configuration-set', configurationSet)]),
    ]) {
      caller = demand(accessKeyId, operation, resource, context).role;
    }
    const failure = failures.shift();
    if (failure?.kind === 'accountPaused') {
      throw new QueryError(
        'AccountSendingPausedException',
        'Email sending is disabled for your entire account.',
      );
    }
    if (configurationSet !== undefined) checkConfigurationSet(sets, configurationSet);
    const unverified = senders.filter((sender) => identityOf(sender) === undefined);
    if (unverified.length > 0 || senders.length === 0) {
      throw new QueryError(
        'MessageRejected',
        `Email address is not verified. The following identities failed the check in region ${region.toUpperCase()}: ${unverified.join(', ') || from}`,
      );
    }
    const tags = checkTags([
      ...tagsOfField(fieldValue(message, 'x-ses-message-tags') ?? ''),
      ...memberPairs(form, 'Tags', 'Name', 'Value'),
    ]);
    if (failure?.kind === 'throttle') {
      throw new QueryError('Throttling', 'Maximum sending rate exceeded.');
    }
    if (failure?.kind === 'messageRejected') {
      throw new QueryError('MessageRejected', 'The message was rejected (simulated).');
    }
    checkLimits(recipients.length);
    let messageId = '';
    if (failure === undefined || failure.accepted) {
      messageId = await accept({
        message,
        source: from,
        recipients,
        tags,
        configurationSet,
        operation,
        caller,
      });
    }
    if (failure?.kind === 'timeout') fate.never = true;
    if (failure?.kind === 'reset') fate.reset = true;
    if (failure?.kind === 'serverError') {
      throw new QueryError('InternalFailure', 'An internal error (simulated).', 500);
    }
    return element('MessageId', messageId);
  };

  const mails = (limit = -1): StoredMail[] =>
    list.all(limit).map((row) => ({
      messageId: String(row.id),
      at: Number(row.at),
      source: String(row.source),
      recipients: JSON.parse(String(row.recipients)) as string[],
      subject: String(row.subject),
      tags: JSON.parse(String(row.tags)) as Record<string, string>,
      configurationSet: row.configuration_set === null ? undefined : String(row.configuration_set),
    }));

  const raw = (messageId: string): Buffer | undefined => {
    // The id becomes a file name: nothing but the shape of our own ids may pass.
    if (!/^[0-9a-f]{16}-[0-9a-f-]{36}-\d{6}$/.test(messageId)) return undefined;
    try {
      return readFileSync(join(directory, `${messageId}.eml`));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
      throw error;
    }
  };

  return {
    name: 'ses',
    handle: async (request) => {
      const fate: Fate = { never: false, reset: false };
      const response = await answerQuery(
        {
          namespace: 'http://ses.amazonaws.com/doc/2010-12-01/',
          version: '2010-12-01',
          actions: {
            SendRawEmail: (form) => send(request, 'SendRawEmail', form, fate),
            SendEmail: (form) => send(request, 'SendEmail', form, fate),
            GetSendQuota: () => {
              demand(accessKeyOf(request), 'GetSendQuota', '*');
              const { perSecond, per24Hours } = limits ?? UNLIMITED;
              return (
                element('Max24HourSend', String(per24Hours)) +
                element('MaxSendRate', String(perSecond)) +
                element('SentLast24Hours', String(sentSince.get(clock.now() - DAY_MS)?.n ?? 0))
              );
            },
          },
        },
        request,
      );
      if (fate.never) {
        await new Promise<void>((resolve) => {
          hanging.add(resolve);
          request.signal?.addEventListener('abort', () => resolve());
          if (request.signal?.aborted) resolve();
        });
      }
      return fate.never || fate.reset ? { status: 503, dropConnection: true } : response;
    },
    close: async () => {
      for (const release of hanging) release();
      await handedOn;
      smtp?.close();
    },
    inboxPage: (request) => inboxPage({ mails, raw }, request),
    mails,
    raw,
    simulateFailure: (failure) => {
      failures.push(failure);
    },
    settled: () => handedOn,
  };
};

/** What happens to an answer on its way. */
interface Fate {
  never: boolean;
  reset: boolean;
}

interface Accepted {
  readonly message: RawMessage;
  readonly source: string;
  readonly recipients: readonly string[];
  readonly tags: Readonly<Record<string, string>>;
  readonly configurationSet: string | undefined;
  readonly operation: string;
  readonly caller: string;
}

const SCHEMA = `
  CREATE TABLE IF NOT EXISTS ses_mail (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    at INTEGER NOT NULL,
    source TEXT NOT NULL,
    recipients TEXT NOT NULL,
    recipient_count INTEGER NOT NULL,
    subject TEXT NOT NULL,
    tags TEXT NOT NULL,
    configuration_set TEXT
  ) STRICT;
  CREATE INDEX IF NOT EXISTS ses_mail_at ON ses_mail (at);
`;

const checkConfigurationSet = (
  sets: ReadonlyMap<string, SesConfigurationSet>,
  name: string,
): void => {
  const set = sets.get(name);
  if (set === undefined) {
    throw new QueryError(
      'ConfigurationSetDoesNotExist',
      `Configuration set <${name}> does not exist.`,
      400,
      { ConfigurationSetName: name },
    );
  }
  if (set.sendingEnabled === false) {
    throw new QueryError(
      'ConfigurationSetSendingPausedException',
      `Email sending is disabled for the configuration set <${name}>.`,
      400,
      { ConfigurationSetName: name },
    );
  }
};

const required = (form: URLSearchParams, name: string): string => {
  const value = form.get(name);
  if (value !== null && value !== '') return value;
  throw new QueryError(
    'ValidationError',
    `1 validation error detected: Value null at '${name}' failed to satisfy constraint: Member must not be null`,
  );
};

const destinationsOf = (form: URLSearchParams): string[] =>
  ['ToAddresses', 'CcAddresses', 'BccAddresses'].flatMap((kind) =>
    memberList(form, `Destination.${kind}`),
  );

/** The message that SendEmail describes by its parts. */
const compose = async (form: URLSearchParams): Promise<Buffer> => {
  const transport = createTransport({ streamTransport: true, buffer: true, newline: 'windows' });
  const text = form.get('Message.Body.Text.Data');
  const html = form.get('Message.Body.Html.Data');
  const replyTo = memberList(form, 'ReplyToAddresses');
  const { message } = await transport.sendMail({
    from: required(form, 'Source'),
    to: memberList(form, 'Destination.ToAddresses'),
    cc: memberList(form, 'Destination.CcAddresses'),
    ...(replyTo.length > 0 ? { replyTo } : {}),
    subject: required(form, 'Message.Subject.Data'),
    ...(text === null ? {} : { text }),
    ...(html === null ? {} : { html }),
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return message as Buffer;
};
