import { readdirSync, rmSync, writeFileSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  GetSendQuotaCommand,
  ListIdentitiesCommand,
  SESClient,
  SendEmailCommand,
  SendRawEmailCommand,
  type SendRawEmailCommandInput,
} from '@aws-sdk/client-ses';
import { simpleParser } from 'mailparser';
import { createTransport } from 'nodemailer';
import { SMTPServer } from 'smtp-server';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Statement } from '../../../../infra/local/service.ts';
import {
  createSes,
  openServiceDatabase,
  type Ses,
  type SesEvent,
  type SesOptions,
} from '../../../../infra/local/services/index.ts';
import { allow, mount, movableClock, oneRole } from './mount.ts';

const SET = 'upturn-mail';
const FROM = 'Upturn <no-reply@mail.example.com>';

const start = async (
  more: Partial<SesOptions> = {},
  statements: readonly Statement[] = [allow('ses:*')],
) => {
  const clock = movableClock();
  const directory = await mkdtemp(join(tmpdir(), 'upturn-ses-'));
  const { authorise, credentials } = oneRole(statements);
  const events: SesEvent[] = [];
  const db = openServiceDatabase(join(directory, 'services.sqlite'));
  const options: SesOptions = {
    db,
    directory: join(directory, 'mail'),
    clock,
    configurationSets: [
      { name: SET },
      { name: 'quiet', eventTypes: ['Bounce'] },
      { name: 'paused', sendingEnabled: false },
    ],
    identities: ['example.com', 'one@other.org'],
    accountId: '111122223333',
    region: 'eu-central-1',
    authorise,
    onEvent: (event) => {
      events.push(event);
    },
    ...more,
  };
  const ses = createSes(options);
  const host = await mount(() => [ses]);
  const client = new SESClient({
    endpoint: `${host.url}/ses`,
    region: 'eu-central-1',
    credentials,
    maxAttempts: 1,
  });
  return {
    clock,
    ses,
    client,
    events,
    options,
    directory: join(directory, 'mail'),
    stop: async () => {
      client.destroy();
      await host.close();
      await ses.close();
      db.close();
      rmSync(directory, { recursive: true });
    },
  };
};

const mime = async (mail: Parameters<ReturnType<typeof createTransport>['sendMail']>[0]) => {
  const transport = createTransport({ streamTransport: true, buffer: true, newline: 'windows' });
  const { message } = await transport.sendMail({
    from: FROM,
    subject: 'Hello',
    text: 'Hi',
    ...mail,
  });
  return message as Buffer;
};

describe('SES', () => {
  let world: Awaited<ReturnType<typeof start>>;
  beforeEach(async () => {
    world = await start();
  });
  afterEach(() => world.stop());

  const sendRaw = async (
    mail: Parameters<typeof mime>[0],
    more: Partial<SendRawEmailCommandInput> = {},
  ) =>
    world.client.send(
      new SendRawEmailCommand({
        RawMessage: { Data: await mime(mail) },
        ConfigurationSetName: SET,
        ...more,
      }),
    );

  it('keeps every recipient, tag and byte of the body, under its own Message-ID and Date', async () => {
    const { MessageId } = await sendRaw(
      {
        to: 'Wáng <wang@example.net>',
        bcc: 'hidden@example.net',
        subject: '检查点提醒 – reminder',
        messageId: '<mine@example.com>',
        date: new Date(0),
        references: '<delivery-1@example.com>',
        html: '<p>Hi</p>',
        icalEvent: { method: 'REQUEST', content: 'BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n' },
        headers: { 'X-SES-MESSAGE-TAGS': 'a=from-header, d=overridden' },
      },
      {
        Source: FROM,
        Destinations: ['wang@example.net', 'Second <second@example.net>'],
        Tags: [{ Name: 'd', Value: '01JD-delivery_1' }],
      },
    );
    expect(MessageId).toMatch(/^[0-9a-f]{16}-[0-9a-f-]{36}-\d{6}$/);
    expect(world.ses.mails()).toEqual([
      {
        messageId: MessageId,
        at: world.clock.now(),
        source: 'no-reply@mail.example.com',
        recipients: ['wang@example.net', 'second@example.net'],
        subject: '检查点提醒 – reminder',
        tags: { a: 'from-header', d: '01JD-delivery_1' },
        configurationSet: SET,
      },
    ]);
    const raw = world.ses.raw(MessageId as string) as Buffer;
    const mail = await simpleParser(raw);
    expect(mail.messageId).toBe(`<${MessageId}@eu-central-1.amazonses.com>`);
    expect(mail.date?.getTime()).toBe(world.clock.now());
    expect(mail.references).toBe('<delivery-1@example.com>');
    expect(mail.headers.has('bcc')).toBe(false);
    expect(mail.headers.has('x-ses-message-tags')).toBe(false);
    expect(mail.attachments.some(({ contentType }) => contentType === 'text/calendar')).toBe(true);
    expect(readdirSync(world.directory)).toEqual([`${MessageId}.eml`]);
  });

  it('leaves the body of a message as it came', async () => {
    const body = 'line one\r\n\r\nline two \t\r\n.\r\n';
    const { MessageId } = await world.client.send(
      new SendRawEmailCommand({
        RawMessage: {
          Data: Buffer.from(
            `From: ${FROM}\r\nTo: a@example.net\r\nSubject: a\r\n b\r\n\r\n${body}`,
          ),
        },
      }),
    );
    const raw = world.ses.raw(MessageId as string)?.toString() ?? '';
    expect(raw.slice(raw.indexOf('\r\n\r\n') + 4)).toBe(body);
    expect(raw).toContain('Subject: a\r\n b\r\n');
  });

  it('reads recipients from To, Cc and Bcc when the call names none', async () => {
    await sendRaw({
      to: 'a@example.net, B <b@example.net>',
      cc: 'c@example.net',
      headers: { Bcc: 'd@example.net' },
    });
    expect(world.ses.mails()[0]?.recipients).toEqual(
      expect.arrayContaining(['a@example.net', 'b@example.net', 'c@example.net']),
    );
  });

  it('sends Send and Delivery events in the shape of EventBridge', async () => {
    const { MessageId } = await sendRaw(
      { to: 'a@example.net' },
      { Tags: [{ Name: 'd', Value: 'delivery-1' }] },
    );
    await world.ses.settled();
    expect(world.events.map((event) => event['detail-type'])).toEqual([
      'Email Sent',
      'Email Delivered',
    ]);
    expect(world.events[1]).toMatchObject({
      version: '0',
      source: 'aws.ses',
      account: '111122223333',
      region: 'eu-central-1',
      time: new Date(world.clock.now()).toISOString(),
      resources: [`arn:aws:ses:eu-central-1:111122223333:configuration-set/${SET}`],
      detail: {
        eventType: 'Delivery',
        delivery: { recipients: ['a@example.net'] },
        mail: {
          messageId: MessageId,
          source: FROM,
          sourceArn: 'arn:aws:ses:eu-central-1:111122223333:identity/example.com',
          destination: ['a@example.net'],
          tags: {
            d: ['delivery-1'],
            'ses:configuration-set': [SET],
            'ses:operation': ['SendRawEmail'],
            'ses:from-domain': ['mail.example.com'],
          },
        },
      },
    });
  });

  it.each([
    ['bounce@simulator.amazonses.com', ['Send', 'Bounce']],
    ['bounce+label@simulator.amazonses.com', ['Send', 'Bounce']],
    ['anybody@team.bounce.invalid', ['Send', 'Bounce']],
    ['anybody@softbounce.invalid', ['Send', 'Bounce']],
    ['suppressionlist@simulator.amazonses.com', ['Send', 'Bounce']],
    ['complaint@simulator.amazonses.com', ['Send', 'Delivery', 'Complaint']],
    ['anybody@complaint.invalid', ['Send', 'Delivery', 'Complaint']],
    ['success@simulator.amazonses.com', ['Send', 'Delivery']],
    ['anybody@silent.invalid', []],
    ['bounce@example.net', ['Send', 'Delivery']],
  ])('mail to %s meets %j', async (to, expected) => {
    await sendRaw({ to });
    await world.ses.settled();
    expect(world.events.map((event) => event.detail.eventType)).toEqual(expected);
  });

  it('tells the kinds of bounces apart, and one recipient from another', async () => {
    await sendRaw({
      to: 'a@bounce.invalid, b@softbounce.invalid, c@suppressed.invalid, d@example.net',
    });
    await world.ses.settled();
    expect(world.events.map(({ detail }) => detail)).toMatchObject([
      { eventType: 'Send' },
      { eventType: 'Delivery', delivery: { recipients: ['d@example.net'] } },
      {
        bounce: {
          bounceType: 'Permanent',
          bounceSubType: 'General',
          bouncedRecipients: [{ emailAddress: 'a@bounce.invalid', status: '5.1.1' }],
        },
      },
      {
        bounce: {
          bounceType: 'Transient',
          bouncedRecipients: [{ emailAddress: 'b@softbounce.invalid' }],
        },
      },
      {
        bounce: {
          bounceSubType: 'Suppressed',
          bouncedRecipients: [{ emailAddress: 'c@suppressed.invalid' }],
        },
      },
    ]);
  });

  it('publishes only what the configuration set matches, and nothing without one', async () => {
    await sendRaw({ to: 'a@bounce.invalid' }, { ConfigurationSetName: 'quiet' });
    await sendRaw({ to: 'a@bounce.invalid' }, { ConfigurationSetName: undefined });
    await world.ses.settled();
    expect(world.events.map(({ detail }) => detail.eventType)).toEqual(['Bounce']);
  });

  it('refuses as SES refuses, and sends nothing then', async () => {
    const to = 'a@example.net';
    await expect(sendRaw({ to }, { ConfigurationSetName: 'nope' })).rejects.toMatchObject({
      name: 'ConfigurationSetDoesNotExistException',
      ConfigurationSetName: 'nope',
    });
    await expect(sendRaw({ to }, { ConfigurationSetName: 'paused' })).rejects.toMatchObject({
      name: 'ConfigurationSetSendingPausedException',
    });
    for (const from of ['x@unverified.org', 'two@other.org', 'x@notexample.com']) {
      await expect(sendRaw({ to, from })).rejects.toMatchObject({
        name: 'MessageRejected',
        message: `Email address is not verified. The following identities failed the check in region EU-CENTRAL-1: ${from}`,
      });
    }
    // A verified envelope does not make up for an unverified header.
    await expect(sendRaw({ to, from: 'x@unverified.org' }, { Source: FROM })).rejects.toMatchObject(
      {
        name: 'MessageRejected',
      },
    );
    await expect(sendRaw({ to: [] })).rejects.toMatchObject({ name: 'InvalidParameterValue' });
    for (const bad of ['nobody', 'a b@example.net', 'ü@example.net', 'a@exa mple.net', 'a@']) {
      await expect(sendRaw({ to }, { Destinations: [bad] })).rejects.toMatchObject({
        name: 'InvalidParameterValue',
      });
    }
    await expect(
      sendRaw({ to }, { Destinations: Array.from({ length: 51 }, (_, n) => `a${n}@example.net`) }),
    ).rejects.toThrow(/exceeds 50/);
    for (const Value of ['a b', 'T#1', '', 'x'.repeat(257)]) {
      await expect(sendRaw({ to }, { Tags: [{ Name: 'd', Value }] })).rejects.toMatchObject({
        name: 'InvalidParameterValue',
      });
    }
    await expect(
      world.client.send(
        new SendRawEmailCommand({
          RawMessage: {
            Data: Buffer.from(`From: ${FROM}\r\nTo: ${to}\r\nSubject: a\r\nSubject: b\r\n\r\n`),
          },
        }),
      ),
    ).rejects.toThrow("Duplicate header 'Subject'");
    expect(world.ses.mails()).toEqual([]);
    expect(readdirSync(world.directory)).toEqual([]);
  });

  it('sends from a single verified address', async () => {
    await sendRaw({ to: 'a@example.net', from: 'one@other.org' });
    expect(world.ses.mails()[0]?.source).toBe('one@other.org');
  });

  it('speaks SendEmail with every kind of recipient', async () => {
    const { MessageId } = await world.client.send(
      new SendEmailCommand({
        Source: FROM,
        Destination: {
          ToAddresses: ['a@example.net', 'b@example.net'],
          CcAddresses: ['c@example.net'],
          BccAddresses: ['d@example.net'],
        },
        Message: {
          Subject: { Data: '提醒' },
          Body: { Text: { Data: 'text' }, Html: { Data: '<b>html</b>' } },
        },
        Tags: [{ Name: 'd', Value: 'x' }],
      }),
    );
    expect(world.ses.mails()[0]).toMatchObject({
      recipients: ['a@example.net', 'b@example.net', 'c@example.net', 'd@example.net'],
      subject: '提醒',
      tags: { d: 'x' },
    });
    const mail = await simpleParser(world.ses.raw(MessageId as string) as Buffer);
    expect(mail).toMatchObject({ text: 'text', html: '<b>html</b>' });
    expect(JSON.stringify([...mail.headers])).not.toContain('d@example.net');
  });

  it('answers what it does not know with an error instead of silence', async () => {
    await expect(world.client.send(new ListIdentitiesCommand({}))).rejects.toMatchObject({
      name: 'InvalidAction',
      $metadata: { httpStatusCode: 400 },
    });
    expect(
      await world.ses.handle({
        method: 'GET',
        path: '/',
        query: new URLSearchParams(),
        headers: {},
        body: Buffer.alloc(0),
      }),
    ).toMatchObject({ status: 405 });
  });

  it('meets a simulated failure once', async () => {
    const to = 'a@example.net';
    world.ses.simulateFailure({ kind: 'throttle' });
    world.ses.simulateFailure({ kind: 'serverError', accepted: false });
    world.ses.simulateFailure({ kind: 'serverError', accepted: true });
    world.ses.simulateFailure({ kind: 'reset', accepted: true });
    world.ses.simulateFailure({ kind: 'messageRejected' });
    world.ses.simulateFailure({ kind: 'accountPaused' });
    await expect(sendRaw({ to })).rejects.toMatchObject({
      name: 'Throttling',
      message: 'Maximum sending rate exceeded.',
    });
    await expect(sendRaw({ to })).rejects.toMatchObject({ $metadata: { httpStatusCode: 500 } });
    expect(world.ses.mails()).toHaveLength(0);
    await expect(sendRaw({ to })).rejects.toMatchObject({ $metadata: { httpStatusCode: 500 } });
    expect(world.ses.mails()).toHaveLength(1);
    await expect(sendRaw({ to })).rejects.toMatchObject({ code: 'ECONNRESET' });
    expect(world.ses.mails()).toHaveLength(2);
    await expect(sendRaw({ to })).rejects.toMatchObject({ name: 'MessageRejected' });
    await expect(sendRaw({ to })).rejects.toMatchObject({ name: 'AccountSendingPausedException' });
    await sendRaw({ to });
    await world.ses.settled();
    expect(world.ses.mails()).toHaveLength(3);
    expect(world.events.filter(({ detail }) => detail.eventType === 'Send')).toHaveLength(3);
  });

  it('never answers a call that is to time out, and lets go when the caller leaves', async () => {
    world.ses.simulateFailure({ kind: 'timeout', accepted: true });
    const leave = new AbortController();
    const call = world.client.send(
      new SendRawEmailCommand({
        RawMessage: { Data: await mime({ to: 'a@example.net' }) },
        ConfigurationSetName: SET,
      }),
      { abortSignal: leave.signal },
    );
    await expect.poll(() => world.events.length, { timeout: 4000 }).toBe(2);
    leave.abort();
    await expect(call).rejects.toMatchObject({ name: 'AbortError' });
    expect(world.ses.mails()).toHaveLength(1);
  });
});

describe('SES with settings of its own', () => {
  it('enforces limits on the clock, counted in recipients', async () => {
    const world = await start({ limits: { perSecond: 2, per24Hours: 5 } });
    try {
      const send = async (to: string) =>
        world.client.send(new SendRawEmailCommand({ RawMessage: { Data: await mime({ to }) } }));
      await send('a@example.net, b@example.net');
      await expect(send('c@example.net')).rejects.toThrow('Maximum sending rate exceeded.');
      world.clock.advance(1000);
      await send('c@example.net, d@example.net');
      world.clock.advance(1000);
      await send('e@example.net');
      world.clock.advance(1000);
      await expect(send('f@example.net')).rejects.toThrow('Daily message quota exceeded.');
      expect(await world.client.send(new GetSendQuotaCommand({}))).toMatchObject({
        Max24HourSend: 5,
        MaxSendRate: 2,
        SentLast24Hours: 5,
      });
      world.clock.advance(86_400_000);
      await send('f@example.net');
    } finally {
      await world.stop();
    }
  });

  it('asks for permission on the identity and on the configuration set', async () => {
    const arn = (resource: string) => `arn:aws:ses:eu-central-1:111122223333:${resource}`;
    const world = await start({}, [allow('ses:SendRawEmail', arn('identity/example.com'))]);
    try {
      const send = async (ConfigurationSetName?: string, from?: string) =>
        world.client.send(
          new SendRawEmailCommand({
            RawMessage: { Data: await mime({ to: 'a@example.net', ...(from ? { from } : {}) }) },
            ConfigurationSetName,
          }),
        );
      await send();
      await expect(send(SET)).rejects.toMatchObject({
        name: 'AccessDenied',
        message: expect.stringContaining(
          `ses:SendRawEmail on resource: ${arn(`configuration-set/${SET}`)}`,
        ),
      });
      await expect(send(undefined, 'one@other.org')).rejects.toMatchObject({
        name: 'AccessDenied',
      });
      await expect(world.client.send(new GetSendQuotaCommand({}))).rejects.toMatchObject({
        name: 'AccessDenied',
      });
    } finally {
      await world.stop();
    }
  });

  it('keeps mails over a restart', async () => {
    const world = await start();
    try {
      const { MessageId } = await world.client.send(
        new SendRawEmailCommand({ RawMessage: { Data: await mime({ to: 'a@example.net' }) } }),
      );
      const again: Ses = createSes(world.options);
      expect(again.mails()).toEqual(world.ses.mails());
      expect(again.raw(MessageId as string)).toEqual(world.ses.raw(MessageId as string));
      await again.close();
    } finally {
      await world.stop();
    }
  });

  it('relays to an SMTP server, and says when it could not', async () => {
    const received: { to: string[]; text: string }[] = [];
    const server = new SMTPServer({
      authOptional: true,
      disabledCommands: ['STARTTLS', 'AUTH'],
      onData: (stream, session, done) => {
        const chunks: Buffer[] = [];
        stream.on('data', (chunk: Buffer) => chunks.push(chunk));
        stream.on('end', () => {
          received.push({
            to: session.envelope.rcptTo.map(({ address }) => address),
            text: Buffer.concat(chunks).toString(),
          });
          done();
        });
      },
    });
    const port = await new Promise<number>((resolve) => {
      const listening = server.listen(0, '127.0.0.1', () => {
        resolve((listening.address() as { port: number }).port);
      });
    });
    const lost: string[] = [];
    const world = await start({
      relay: { host: '127.0.0.1', port },
      onLoss: (what) => {
        lost.push(what);
      },
    });
    try {
      const send = async () =>
        world.client.send(
          new SendRawEmailCommand({
            RawMessage: { Data: await mime({ to: 'a@example.net', text: 'relayed' }) },
            Destinations: ['a@example.net', 'b@example.net'],
          }),
        );
      await send();
      await world.ses.settled();
      expect(received).toMatchObject([{ to: ['a@example.net', 'b@example.net'] }]);
      expect(received[0]?.text).toContain('relayed');
      await new Promise<void>((resolve) => server.close(() => resolve()));
      await send();
      await world.ses.settled();
      expect(lost).toEqual(['relay']);
      expect(world.ses.mails()).toHaveLength(2);
    } finally {
      await world.stop();
    }
  });
});

describe('the inbox page', () => {
  let world: Awaited<ReturnType<typeof start>>;
  beforeEach(async () => {
    world = await start();
  });
  afterEach(() => world.stop());

  const get = async (path: string, method = 'GET') => {
    const url = new URL(path, 'http://localhost');
    const response = await world.ses.inboxPage({
      method,
      path: url.pathname,
      query: url.searchParams,
      headers: {},
      body: Buffer.alloc(0),
    });
    return { ...response, text: String(response.body) };
  };
  const send = async (mail: Parameters<typeof mime>[0]) => {
    const { MessageId } = await world.client.send(
      new SendRawEmailCommand({ RawMessage: { Data: await mime(mail) } }),
    );
    return MessageId as string;
  };

  it('lists mails newest first, escaped, without anything from outside', async () => {
    expect((await get('/')).text).toContain('No mail has been sent yet.');
    await send({ to: 'first@example.net', subject: 'First' });
    world.clock.advance(60_000);
    const id = await send({ to: 'second@example.net', subject: '<script>alert(1)</script>' });
    const { status, text, headers } = await get('/');
    expect(status).toBe(200);
    expect(text.indexOf('second@example.net')).toBeLessThan(text.indexOf('first@example.net'));
    expect(text).toContain(`href="mails/${id}"`);
    expect(text).not.toContain('<script');
    expect(text).not.toMatch(/(src|href)="(https?:)?\/\//);
    expect(headers?.['content-security-policy']).toContain("default-src 'none'");
    const { body } = await get('/mails?limit=1');
    expect(JSON.parse(String(body))).toMatchObject([
      { messageId: id, recipients: ['second@example.net'], at: '2026-11-23T09:01:00.000Z' },
    ]);
  });

  it('shows one mail: headers, sandboxed HTML, text and calendar', async () => {
    const id = await send({
      to: 'a@example.net',
      subject: 'Reminder',
      text: 'The <text> part',
      html: '<!doctype html><html><head><title>x</title></head><body><a href="https://app.example.com">Open</a><script>steal()</script></body></html>',
      icalEvent: { method: 'REQUEST', content: 'BEGIN:VCALENDAR\r\nUID:1\r\nEND:VCALENDAR\r\n' },
    });
    const { text } = await get(`/mails/${id}`);
    expect(text).toContain('The &#60;text&#62; part');
    expect(text).toContain('UID:1');
    expect(text).toContain('<dt>Message-ID</dt>');
    expect(text).toMatch(/<iframe title="[^"]+" sandbox="allow-popups[^"]*" src="[^"]+\/html">/);
    expect(text).not.toContain('<script');
    const frame = await get(`/mails/${id}/html`);
    expect(frame.text).toContain('<head><base target="_blank">');
    const policy = frame.headers?.['content-security-policy'] ?? '';
    expect(policy).toContain('sandbox');
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toMatch(/allow-scripts|allow-same-origin|script-src/);
    const raw = await get(`/mails/${id}/raw`);
    expect(raw.headers?.['content-type']).toBe('message/rfc822');
    expect(raw.body).toEqual(world.ses.raw(id));
  });

  it('knows no other pages, and no file outside its directory', async () => {
    const id = await send({ to: 'a@example.net' });
    for (const path of [`/mails/${id}x`, `/mails/${id}/other`, '/mails/..%2f..%2fservices', '/x']) {
      expect((await get(path)).status).toBe(404);
    }
    expect((await get(`/mails/${id}/html`)).status).toBe(404);
    writeFileSync(join(world.directory, '..', 'outside.eml'), 'Subject: secret\r\n\r\n');
    expect(world.ses.raw('../outside')).toBeUndefined();
    expect((await get('/', 'POST')).status).toBe(405);
  });
});
