import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { SESClient, SendRawEmailCommand } from '@aws-sdk/client-ses';
import { type AwsClientStub, mockClient } from 'aws-sdk-client-mock';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  classify,
  createSesClient,
  createSesSender,
  type OutgoingMail,
} from '../../../functions/jobs/ses-sender.ts';
import { TIMING } from '../../../functions/jobs/timing.ts';
import { PLAN_ID, TENANT_ID } from '../../support/plans.ts';

const mail: OutgoingMail = {
  tenantId: TENANT_ID,
  planId: PLAN_ID,
  deliveryId: 'd'.repeat(64),
  attemptId: 'a'.repeat(32),
  kind: 'checkIn',
  from: 'upturn@upturn.example',
  to: 'li.lei@example.com',
  mime: Buffer.from('Subject: x\r\n\r\nx'),
};

const failure = (name: string, httpStatusCode?: number, code?: string) =>
  Object.assign(new Error('quotes li.lei@example.com'), {
    name,
    ...(code === undefined ? {} : { code }),
    ...(httpStatusCode === undefined ? {} : { $metadata: { httpStatusCode } }),
  });

describe('what an error of SES says about a mail', () => {
  it.each([
    ['throttled', 'Throttling', 400],
    ['throttled', 'TooManyRequestsException', 429],
    ['throttled', 'LimitExceededException', 400],
    ['blocked', 'AccountSendingPausedException', 400],
    ['blocked', 'ConfigurationSetSendingPausedException', 400],
    ['blocked', 'MailFromDomainNotVerifiedException', 400],
    ['blocked', 'AccessDenied', 403],
    ['blocked', 'ExpiredToken', 403],
    ['rejected', 'MessageRejected', 400],
    ['rejected', 'InvalidParameterValue', 400],
    ['ambiguous', 'InternalFailure', 500],
    ['ambiguous', 'ServiceUnavailable', 503],
    ['ambiguous', 'TimeoutError', undefined],
    ['ambiguous', 'Error', undefined],
  ] as const)('%s: %s', (kind, name, status) => {
    expect(classify(failure(name, status))).toEqual({ kind, reason: name });
  });

  it('a connection that never came about sent nothing; one that broke may have', () => {
    expect(classify(failure('Error', undefined, 'ECONNREFUSED'))).toEqual({
      kind: 'throttled',
      reason: 'ECONNREFUSED',
    });
    expect(classify(failure('Error', undefined, 'ECONNRESET')).kind).toBe('ambiguous');
  });

  it('whatever is thrown, the reason is a code and no text from outside', () => {
    expect(classify('li.lei@example.com')).toEqual({ kind: 'ambiguous', reason: 'Unknown' });
    expect(classify(undefined)).toEqual({ kind: 'ambiguous', reason: 'Unknown' });
    expect(classify(failure('bounced: li.lei@example.com', 400))).toEqual({
      kind: 'rejected',
      reason: 'Unknown',
    });
  });
});

describe('sending', () => {
  let ses: AwsClientStub<SESClient>;
  beforeEach(() => {
    ses = mockClient(SESClient) as unknown as AwsClientStub<SESClient>;
  });
  afterEach(() => ses.restore());

  it('hands over the message as it is, to one address, with ids as tags', async () => {
    ses.on(SendRawEmailCommand).resolves({ MessageId: 'm-1' });
    const send = createSesSender(createSesClient(), 'upturn-mail');
    expect(await send(mail)).toEqual({ kind: 'sent', messageId: 'm-1' });
    expect(ses.commandCalls(SendRawEmailCommand).map((call) => call.args[0].input)).toEqual([
      {
        Source: 'upturn@upturn.example',
        Destinations: ['li.lei@example.com'],
        RawMessage: { Data: mail.mime },
        ConfigurationSetName: 'upturn-mail',
        Tags: [
          { Name: 'tenant', Value: TENANT_ID },
          { Name: 'plan', Value: PLAN_ID },
          { Name: 'delivery', Value: mail.deliveryId },
          { Name: 'attempt', Value: mail.attemptId },
          { Name: 'kind', Value: 'checkIn' },
        ],
      },
    ]);
  });

  it('an answer without an id is no proof', async () => {
    ses.on(SendRawEmailCommand).resolves({});
    const send = createSesSender(createSesClient(), 'upturn-mail');
    expect(await send(mail)).toEqual({ kind: 'ambiguous', reason: 'NoMessageId' });
  });

  it('an error is an answer, not an exception', async () => {
    ses.on(SendRawEmailCommand).rejects(failure('MessageRejected', 400));
    const send = createSesSender(createSesClient(), 'upturn-mail');
    expect(await send(mail)).toEqual({ kind: 'rejected', reason: 'MessageRejected' });
  });
});

describe('over the wire', () => {
  let server: Server;
  let calls = 0;
  let answer: (respond: (status: number, body: string) => void) => void = () => {};

  beforeEach(async () => {
    calls = 0;
    server = createServer((_request, response) => {
      calls += 1;
      answer((status, body) => {
        response.writeHead(status, { 'content-type': 'text/xml' });
        response.end(body);
      });
    });
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  });
  afterEach(async () => {
    vi.unstubAllEnvs();
    server.closeAllConnections();
    await new Promise((closed) => server.close(closed));
  });

  /** The real client, found by its own ways: the environment. */
  const clientAt = (port: number) => {
    vi.stubEnv('AWS_ENDPOINT_URL_SES', `http://127.0.0.1:${port}`);
    vi.stubEnv('AWS_REGION', 'eu-central-1');
    vi.stubEnv('AWS_ACCESS_KEY_ID', 'x');
    vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'y');
    return createSesClient();
  };
  const sender = (port = (server.address() as AddressInfo).port) =>
    createSesSender(clientAt(port), 'upturn-mail');

  it('a 5xx is ambiguous and not repeated by the SDK', async () => {
    answer = (respond) =>
      respond(
        503,
        '<ErrorResponse><Error><Type>Receiver</Type><Code>ServiceUnavailable</Code></Error></ErrorResponse>',
      );
    expect(await sender()(mail)).toEqual({ kind: 'ambiguous', reason: 'ServiceUnavailable' });
    expect(calls).toBe(1);
  });

  it('throttling is recognised by its code', async () => {
    answer = (respond) =>
      respond(
        400,
        '<ErrorResponse><Error><Type>Sender</Type><Code>Throttling</Code><Message>Maximum sending rate exceeded.</Message></Error></ErrorResponse>',
      );
    expect(await sender()(mail)).toEqual({ kind: 'throttled', reason: 'Throttling' });
    expect(calls).toBe(1);
  });

  it('a refused connection is not ambiguous', async () => {
    expect(await sender(1)(mail)).toEqual({ kind: 'throttled', reason: 'ECONNREFUSED' });
  });

  it('the client gives up by itself, in the time that the law allows, and tries once', async () => {
    const client = clientAt(1);
    expect(await client.config.maxAttempts()).toBe(1);
    const handler = client.config.requestHandler as unknown as {
      readonly configProvider: Promise<Record<string, unknown>>;
    };
    expect(await handler.configProvider).toMatchObject({
      connectionTimeout: TIMING.sesConnectMs,
      requestTimeout: TIMING.sesAnswerMs,
      throwOnRequestTimeout: true,
    });
  });
});
