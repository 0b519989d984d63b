import { SESClient, SendRawEmailCommand } from '@aws-sdk/client-ses';
import type { PlanId, TenantId } from '../../domain/kernel/ids.ts';
import { TIMING } from './timing.ts';

/** One mail, ready to go. */
export interface OutgoingMail {
  readonly tenantId: TenantId;
  readonly planId: PlanId;
  readonly deliveryId: string;
  readonly attemptId: string;
  /** Sort of mail, e.g. `checkIn`. */
  readonly kind: string;
  readonly from: string;
  readonly to: string;
  readonly mime: Uint8Array;
}

/** What became of one attempt to send. */
export type SendOutcome =
  | { readonly kind: 'sent'; readonly messageId: string }
  /** Surely not sent; a little later it may work. */
  | { readonly kind: 'throttled'; readonly reason: string }
  /** Surely not sent, nor will any other mail be until somebody mends the account. */
  | { readonly kind: 'blocked'; readonly reason: string }
  /** Surely not sent; this mail never will be. */
  | { readonly kind: 'rejected'; readonly reason: string }
  /** The answer never came: it may have gone out. */
  | { readonly kind: 'ambiguous'; readonly reason: string };

export type SendMail = (mail: OutgoingMail) => Promise<SendOutcome>;

/**
 * A client that tries once and gives up in time. The SDK would repeat a lost call, which is a second
 * e-mail, and would wait past its own timeout.
 */
export const createSesClient = (): SESClient =>
  new SESClient({
    maxAttempts: 1,
    requestHandler: {
      connectionTimeout: TIMING.sesConnectMs,
      requestTimeout: TIMING.sesAnswerMs,
      throwOnRequestTimeout: true,
    },
  });

const THROTTLED: ReadonlySet<string> = new Set([
  'Throttling',
  'ThrottlingException',
  'ThrottledException',
  'TooManyRequestsException',
  'RequestThrottled',
  'RequestThrottledException',
  'LimitExceededException',
  'RequestLimitExceeded',
  'SlowDown',
]);

/** The account, its identity or our rights: all mail stands still, and none of it is at fault. */
const BLOCKED: ReadonlySet<string> = new Set([
  'AccountSendingPausedException',
  'ConfigurationSetSendingPausedException',
  'ConfigurationSetDoesNotExist',
  'ConfigurationSetDoesNotExistException',
  'MailFromDomainNotVerifiedException',
  'AccessDenied',
  'AccessDeniedException',
  'InvalidClientTokenId',
  'UnrecognizedClientException',
  'SignatureDoesNotMatch',
  'ExpiredToken',
  'ExpiredTokenException',
  'RequestExpired',
  'OptInRequired',
  'CredentialsProviderError',
]);

/** No connection came about, so nothing was handed over. */
const NEVER_LEFT: ReadonlySet<string> = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN']);

/** Codes only: SES's messages quote addresses. */
const CODE = /^[A-Za-z]\w{0,60}$/;

/**
 * What an error of SES says about the mail. Only a refusal by name, with a 4xx, proves that nothing
 * went out; a timeout, a reset or a 5xx proves nothing.
 */
export const classify = (error: unknown): Exclude<SendOutcome, { kind: 'sent' }> => {
  const { name, code, status } = anatomy(error);
  const reason = CODE.test(name) ? name : 'Unknown';
  if (THROTTLED.has(name) || status === 429) return { kind: 'throttled', reason };
  if (BLOCKED.has(name)) return { kind: 'blocked', reason };
  if (status !== undefined && status >= 400 && status < 500) return { kind: 'rejected', reason };
  if (code !== undefined && NEVER_LEFT.has(code)) return { kind: 'throttled', reason: code };
  return { kind: 'ambiguous', reason };
};

const anatomy = (error: unknown) => {
  const {
    name = '',
    code,
    $metadata,
  } = (typeof error === 'object' && error !== null ? error : {}) as {
    readonly name?: string;
    readonly code?: string;
    readonly $metadata?: { readonly httpStatusCode?: number };
  };
  return { name, code, status: $metadata?.httpStatusCode };
};

/** Sends through SES; what went wrong is part of the answer, nothing is thrown. */
export const createSesSender =
  (ses: SESClient, configurationSet: string): SendMail =>
  async (mail) => {
    try {
      const { MessageId } = await ses.send(
        new SendRawEmailCommand({
          Source: mail.from,
          Destinations: [mail.to],
          RawMessage: { Data: mail.mime },
          ConfigurationSetName: configurationSet,
          // What the mail service's own events about this mail carry: ids and a closed word.
          Tags: [
            { Name: 'tenant', Value: mail.tenantId },
            { Name: 'plan', Value: mail.planId },
            { Name: 'delivery', Value: mail.deliveryId },
            { Name: 'attempt', Value: mail.attemptId },
            { Name: 'kind', Value: mail.kind },
          ],
        }),
      );
      return MessageId === undefined
        ? { kind: 'ambiguous', reason: 'NoMessageId' }
        : { kind: 'sent', messageId: MessageId };
    } catch (error) {
      return classify(error);
    }
  };
