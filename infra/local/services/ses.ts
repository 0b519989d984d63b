import type { DatabaseSync } from 'node:sqlite';
import type { Authorise, Clock, CloudService, WireRequest, WireResponse } from '../service.ts';

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
  /** Sending limits; without them none is enforced and GetSendQuota reports generous ones. */
  readonly limits?: { readonly perSecond: number; readonly per24Hours: number };
  /** Passes every accepted mail on to an SMTP server as well. */
  readonly relay?: { readonly host: string; readonly port: number };
}

export interface SesConfigurationSet {
  readonly name: string;
  /** Event types sent to EventBridge; default all. */
  readonly eventTypes?: readonly SesEventType[];
  /** Default true; `false` refuses with ConfigurationSetSendingPausedException. */
  readonly sendingEnabled?: boolean;
}

export type SesEventType = 'Send' | 'Delivery' | 'Bounce' | 'Complaint' | 'Reject';

/** The EventBridge envelope of an SES event. */
export interface SesEvent {
  readonly version: '0';
  readonly id: string;
  readonly 'detail-type': string;
  readonly source: 'aws.ses';
  readonly account: string;
  readonly time: string;
  readonly region: string;
  readonly resources: readonly string[];
  readonly detail: Readonly<Record<string, unknown>> & { readonly eventType: SesEventType };
}

/** One stored mail. */
export interface StoredMail {
  readonly messageId: string;
  readonly at: number;
  readonly source: string;
  readonly recipients: readonly string[];
  readonly subject: string;
  readonly tags: Readonly<Record<string, string>>;
  readonly configurationSet: string | undefined;
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
  /** Pages for people: `/`, `/mails`, `/mails/{id}`, `/mails/{id}/html`, `/mails/{id}/raw`. */
  inboxPage(request: WireRequest): Promise<WireResponse>;
  /** Newest first. */
  mails(): readonly StoredMail[];
  /** The stored message as it went out, or `undefined`. */
  raw(messageId: string): Buffer | undefined;
  /** Queues a failure for the next sending call; several queue up. */
  simulateFailure(failure: SesFailure): void;
  /** Resolves when every event and relay so far has been handed on. */
  settled(): Promise<void>;
}

export const createSes = (_options: SesOptions): Ses => {
  throw new Error('SES is being built');
};
