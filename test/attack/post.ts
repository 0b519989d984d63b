import { createHash } from 'node:crypto';
import type { SendMessageBatchCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { SQSEvent, SQSRecord } from 'aws-lambda';
import { simpleParser } from 'mailparser';
import type { Instant } from '../../domain/kernel/instant.ts';
import { createLog, type LogLine } from '../../functions/adapters/system/log.ts';
import { createOutgoingGuard } from '../../functions/adapters/system/outgoing.ts';
import { createConsumer } from '../../functions/jobs/consume-deliveries.ts';
import { createSweep } from '../../functions/jobs/dispatch-due.ts';
import type { OutgoingMail } from '../../functions/jobs/ses-sender.ts';
import type { TestTable } from '../support/engine.ts';

/** Bytes that are the same in every run. */
export const sameBytes = (name: string): ((size: number) => Uint8Array) => {
  let drawn = 0;
  return (size) => {
    drawn += 1;
    return createHash('sha512').update(`${name} ${drawn}`).digest().subarray(0, size);
  };
};

/** The jobs with queue and mail service in between, as far as anybody outside can see them. */
export const createPost = (table: TestTable) => {
  let now = '' as Instant;
  const lines: LogLine[] = [];
  const messages: string[] = [];
  const mails: OutgoingMail[] = [];
  let waiting: string[] = [];
  const log = createLog((line) => lines.push(line));
  const queue = {
    send: async ({ input }: SendMessageBatchCommand) => {
      for (const { MessageBody = '' } of input.Entries ?? []) {
        messages.push(JSON.stringify([MessageBody, input]));
        waiting.push(MessageBody);
      }
      return { Successful: (input.Entries ?? []).map(({ Id }) => ({ Id })) };
    },
  } as unknown as SQSClient;
  const sweep = createSweep({ table, queue, queueUrl: 'http://queue', now: () => now, log });
  const consume = createConsumer({
    scopes: async (id) => table.scope(id),
    now: () => now,
    randomBytes: sameBytes('jobs'),
    log,
    tzdata: 'test',
    outgoing: createOutgoingGuard(),
    sendMail: async (mail) => {
      mails.push(mail);
      return { kind: 'sent', messageId: `message-of-${mail.deliveryId}` } as never;
    },
    pace: async () => ({ isStill: () => true }),
    mailFrom: 'upturn@upturn.example',
    appUrl: 'https://upturn.example/app/',
  });
  return {
    lines,
    messages,
    mails,
    /** A sweep at that moment, and all that follows from it. */
    at: async (moment: Instant): Promise<void> => {
      now = moment;
      for (let round = 0; round < 4; round += 1) {
        waiting = [];
        await sweep({}, { getRemainingTimeInMillis: () => 30_000 });
        if (waiting.length === 0) return;
        const Records = waiting.map(
          (body, index) => ({ body, messageId: String(index) }) as unknown as SQSRecord,
        );
        await consume({ Records } as SQSEvent);
      }
    },
  };
};

/** Everything in a mail that somebody can read: envelope, headers, subject, texts, attachments. */
export const readable = async ({ mime, to, from }: OutgoingMail): Promise<string> => {
  const { headerLines, subject, text, html, attachments } = await simpleParser(Buffer.from(mime));
  const files = attachments.map(({ content, filename }) => `${filename} ${content.toString()}`);
  const headers = headerLines.map(({ line }) => line);
  return [to, from, subject, text, html, ...headers, ...files].join('\n');
};
