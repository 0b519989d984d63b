import { randomUUID } from 'node:crypto';
import type { HeaderField, Outcome } from './ses-message.ts';
import { outcomeOf } from './ses-message.ts';

export type SesEventType = 'Send' | 'Delivery' | 'Bounce' | 'Complaint' | 'Reject';

/** The EventBridge envelope of an SES event. */
export interface SesEvent {
  readonly version: '0';
  readonly id: string;
  readonly 'detail-type': string;
  readonly source: 'aws.ses';
  readonly account: string;
  /** ISO 8601 in UTC. */
  readonly time: string;
  readonly region: string;
  /** ARN of the configuration set. */
  readonly resources: readonly string[];
  readonly detail: Readonly<Record<string, unknown>> & {
    readonly eventType: SesEventType;
    readonly mail: SesEventMail;
  };
}

export interface SesEventMail {
  readonly timestamp: string;
  readonly source: string;
  readonly sourceArn: string;
  readonly sendingAccountId: string;
  readonly messageId: string;
  readonly destination: readonly string[];
  readonly headersTruncated: boolean;
  readonly headers: readonly HeaderField[];
  readonly commonHeaders: Readonly<Record<string, unknown>>;
  /** Every value is a list; SES's own start with `ses:`. */
  readonly tags: Readonly<Record<string, readonly string[]>>;
}

export interface SentMail {
  readonly messageId: string;
  readonly at: number;
  readonly source: string;
  readonly sourceArn: string;
  readonly recipients: readonly string[];
  readonly fields: readonly HeaderField[];
  readonly commonHeaders: Readonly<Record<string, unknown>>;
  readonly tags: Readonly<Record<string, string>>;
  readonly operation: string;
  readonly caller: string;
  readonly configurationSet: string;
  readonly accountId: string;
  readonly region: string;
}

const DETAIL_TYPES: Readonly<Record<SesEventType, string>> = {
  Send: 'Email Sent',
  Delivery: 'Email Delivered',
  Bounce: 'Email Bounced',
  Complaint: 'Email Complaint Received',
  Reject: 'Email Rejected',
};

/**
 * What SES tells about a mail, in the order in which it would: Send, then for each kind of outcome
 * one event with its recipients. A recipient whose fate is silence appears in none of them, and a
 * mail to such recipients alone has no events at all: SES's events are best effort.
 */
export const eventsOf = (mail: SentMail): SesEvent[] => {
  const time = new Date(mail.at).toISOString();
  const fates = new Map<Outcome, string[]>();
  for (const recipient of mail.recipients) {
    const outcome = outcomeOf(recipient);
    fates.set(outcome, [...(fates.get(outcome) ?? []), recipient]);
  }
  if (fates.size === 1 && fates.has('silent')) return [];
  const feedback = {
    timestamp: time,
    feedbackId: `${mail.messageId.slice(0, 16)}-${randomUUID()}-000000`,
  };
  const bounce = (
    recipients: readonly string[] | undefined,
    bounceType: 'Permanent' | 'Transient',
    bounceSubType: string,
    status: string,
    diagnosticCode: string,
  ): [SesEventType, object][] =>
    recipients === undefined
      ? []
      : [
          [
            'Bounce',
            {
              bounce: {
                ...feedback,
                bounceType,
                bounceSubType,
                bouncedRecipients: recipients.map((emailAddress) => ({
                  emailAddress,
                  action: 'failed',
                  status,
                  diagnosticCode,
                })),
                reportingMTA: 'dns; amazonses.com',
              },
            },
          ],
        ];
  const delivered = mail.recipients.filter((recipient) =>
    ['delivered', 'complained'].includes(outcomeOf(recipient)),
  );
  const complained = fates.get('complained');
  const details: [SesEventType, object][] = [
    ['Send', { send: {} }],
    ...(delivered.length === 0
      ? []
      : ([
          [
            'Delivery',
            {
              delivery: {
                timestamp: time,
                processingTimeMillis: 0,
                recipients: delivered,
                smtpResponse: '250 2.0.0 OK',
                reportingMTA: 'localhost',
              },
            },
          ],
        ] satisfies [SesEventType, object][])),
    ...bounce(
      fates.get('bounced'),
      'Permanent',
      'General',
      '5.1.1',
      'smtp; 550 5.1.1 user unknown',
    ),
    ...bounce(
      fates.get('softBounced'),
      'Transient',
      'MailboxFull',
      '4.2.2',
      'smtp; 452 4.2.2 mailbox full',
    ),
    ...bounce(
      fates.get('suppressed'),
      'Permanent',
      'Suppressed',
      '5.1.1',
      'Amazon SES has suppressed sending to this address',
    ),
    ...(complained === undefined
      ? []
      : ([
          [
            'Complaint',
            {
              complaint: {
                ...feedback,
                complainedRecipients: complained.map((emailAddress) => ({ emailAddress })),
                complaintFeedbackType: 'abuse',
                arrivalDate: time,
              },
            },
          ],
        ] satisfies [SesEventType, object][])),
  ];
  return details.map(([eventType, detail]) => ({
    version: '0',
    id: randomUUID(),
    'detail-type': DETAIL_TYPES[eventType],
    source: 'aws.ses',
    account: mail.accountId,
    time,
    region: mail.region,
    resources: [
      `arn:aws:ses:${mail.region}:${mail.accountId}:configuration-set/${mail.configurationSet}`,
    ],
    detail: { eventType, mail: mailOf(mail, time), ...detail },
  }));
};

const mailOf = (mail: SentMail, timestamp: string): SesEventMail => ({
  timestamp,
  source: mail.source,
  sourceArn: mail.sourceArn,
  sendingAccountId: mail.accountId,
  messageId: mail.messageId,
  destination: mail.recipients,
  headersTruncated: false,
  headers: mail.fields.map(({ name, value }) => ({
    name,
    value: value.replace(/\r?\n[ \t]+/g, ' ').trim(),
  })),
  commonHeaders: mail.commonHeaders,
  tags: {
    'ses:operation': [mail.operation],
    'ses:configuration-set': [mail.configurationSet],
    'ses:source-ip': ['127.0.0.1'],
    'ses:from-domain': [mail.source.slice(mail.source.lastIndexOf('@') + 1).replace(/>$/, '')],
    'ses:caller-identity': [mail.caller],
    ...Object.fromEntries(Object.entries(mail.tags).map(([name, value]) => [name, [value]])),
  },
});
