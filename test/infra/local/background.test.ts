import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { PutItemCommand } from '@aws-sdk/client-dynamodb';
import type { SQSRecord } from 'aws-lambda';
import { afterAll, afterEach, describe, expect, it, vi } from 'vitest';
import { createEventBus, matchesPattern } from '../../../infra/local/event-bus.ts';
import { succeeded } from '../../../infra/local/event-source.ts';
import { type Host, type HostOptions, startHost } from '../../../infra/local/host.ts';
import { StartupError } from '../../../infra/local/startup-error.ts';
import type { TemplateResource } from '../../../infra/local/template.ts';
import { removeTinyAssemblies, type TinyApp, tinyAssembly } from './tiny-app.ts';

// Worker threads start slowly on a machine that is busy with other suites.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const START = Date.parse('2026-03-02T01:00:00.000Z');
const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

const requireHere = createRequire(import.meta.url);
const sdk = (name: string) => pathToFileURL(requireHere.resolve(name)).href;

const say = (what: string) =>
  `console.log(JSON.stringify({ at: new Date().toISOString(), ${what} }))`;

/** Takes what is due out of the index and puts it on the queue. */
const SWEEP = `import dynamodb from '${sdk('@aws-sdk/client-dynamodb')}';
import sqs from '${sdk('@aws-sdk/client-sqs')}';
const table = new dynamodb.DynamoDBClient({});
const queue = new sqs.SQSClient({});
export const handler = async () => {
  ${say('swept: true')};
  const { Items = [] } = await table.send(new dynamodb.QueryCommand({
    TableName: process.env.TABLE, IndexName: 'due', KeyConditionExpression: 'duePk = :p and dueSk <= :now',
    ExpressionAttributeValues: { ':p': { S: 'D' }, ':now': { S: new Date().toISOString() + '~' } } }));
  for (const item of Items) {
    await queue.send(new sqs.SendMessageCommand({ QueueUrl: process.env.QUEUE, MessageBody: item.pk.S }));
    await table.send(new dynamodb.DeleteItemCommand({ TableName: process.env.TABLE, Key: { pk: item.pk, sk: item.sk } }));
  }
};`;

/** Fails messages by what they say; sends a mail for those that ask for it. */
const SEND = `import ses from '${sdk('@aws-sdk/client-ses')}';
const mail = new ses.SESClient({ maxAttempts: 1 });
export const handler = async ({ Records }) => {
  ${say('sent: Records.map((record) => record.body)')};
  if (Records.some(({ body }) => body === 'throw')) throw new Error('sending failed');
  for (const { body } of Records) if (body.startsWith('mail '))
    await mail.send(new ses.SendRawEmailCommand({ Source: 'a@sender.example', Destinations: [body.slice(5)],
      ConfigurationSetName: process.env.SET,
      RawMessage: { Data: Buffer.from('From: a@sender.example\\r\\nTo: ' + body.slice(5) + '\\r\\nSubject: s\\r\\n\\r\\ntext\\r\\n') } }));
  return { batchItemFailures: Records.filter(({ body }) => body.startsWith('fail')).map(({ messageId }) => ({ itemIdentifier: messageId })) };
};`;

const allow = (Action: string | readonly string[], Resource: unknown) => ({
  Effect: 'Allow',
  Action,
  Resource,
});
const arnOf = (logicalId: string) => ({ 'Fn::GetAtt': [logicalId, 'Arn'] });

const resources: Record<string, TemplateResource> = {
  Queue: {
    Type: 'AWS::SQS::Queue',
    Properties: {
      VisibilityTimeout: 180,
      RedrivePolicy: { deadLetterTargetArn: arnOf('Dead'), maxReceiveCount: 3 },
    },
  },
  Dead: { Type: 'AWS::SQS::Queue', Properties: { MessageRetentionPeriod: 1_209_600 } },
  Mapping: {
    Type: 'AWS::Lambda::EventSourceMapping',
    Properties: {
      EventSourceArn: arnOf('Queue'),
      FunctionName: { Ref: 'Send' },
      BatchSize: 2,
      ScalingConfig: { MaximumConcurrency: 2 },
      FunctionResponseTypes: ['ReportBatchItemFailures'],
    },
  },
  ScheduleRole: {
    Type: 'AWS::IAM::Role',
    Properties: {
      AssumeRolePolicyDocument: { Statement: [] },
      Policies: [
        {
          PolicyDocument: {
            Statement: [allow('lambda:InvokeFunction', [arnOf('Sweep'), arnOf('Failing')])],
          },
        },
      ],
    },
  },
  Every: {
    Type: 'AWS::Scheduler::Schedule',
    Properties: {
      ScheduleExpression: 'rate(1 minute)',
      FlexibleTimeWindow: { Mode: 'OFF' },
      Target: { Arn: arnOf('Sweep'), RoleArn: arnOf('ScheduleRole') },
    },
  },
  FailingRetries: {
    Type: 'AWS::Lambda::EventInvokeConfig',
    Properties: {
      FunctionName: { Ref: 'Failing' },
      Qualifier: '$LATEST',
      MaximumEventAgeInSeconds: 300,
      DestinationConfig: { OnFailure: { Destination: arnOf('Dead') } },
    },
  },
  Set: { Type: 'AWS::SES::ConfigurationSet', Properties: { Name: 'set' } },
  SetEvents: {
    Type: 'AWS::SES::ConfigurationSetEventDestination',
    Properties: {
      ConfigurationSetName: { Ref: 'Set' },
      EventDestination: {
        Enabled: true,
        MatchingEventTypes: ['send', 'delivery', 'bounce'],
        EventBridgeDestination: { EventBusArn: 'arn:aws:events:x:0:event-bus/default' },
      },
    },
  },
  Sender: { Type: 'AWS::SES::EmailIdentity', Properties: { EmailIdentity: 'sender.example' } },
  Rule: {
    Type: 'AWS::Events::Rule',
    Properties: {
      EventPattern: { source: ['aws.ses'], detail: { eventType: ['Delivery', 'Bounce'] } },
      Targets: [{ Id: 'one', Arn: arnOf('MailEvents') }],
    },
  },
};

const app: TinyApp = {
  functions: {
    Sweep: {
      source: SWEEP,
      variables: { TABLE: { Ref: 'Table' }, QUEUE: { Ref: 'Queue' } },
      statements: [
        allow('dynamodb:Query', { 'Fn::Sub': ['$' + '{arn}/index/due', { arn: arnOf('Table') }] }),
        allow('dynamodb:DeleteItem', arnOf('Table')),
        allow('sqs:SendMessage', arnOf('Queue')),
      ],
    },
    Send: {
      source: SEND,
      variables: { SET: { Ref: 'Set' } },
      statements: [
        allow(
          ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'],
          arnOf('Queue'),
        ),
        allow('ses:SendRawEmail', '*'),
      ],
    },
    Failing: {
      source: `export const handler = async (event) => { ${say('tried: event')}; throw new TypeError('always'); };`,
      statements: [allow('sqs:SendMessage', arnOf('Dead'))],
    },
    MailEvents: {
      source: `export const handler = async (event) => { ${say('mailEvent: event.detail.eventType')}; };`,
    },
  },
  resources,
};

const assembly = tinyAssembly(app);
const hosts: Host[] = [];
const directories: string[] = [];
const start = async (options: HostOptions = {}): Promise<Host> => {
  const host = await startHost({
    assembly,
    clock: { kind: 'development', startAtMs: START, frozen: true },
    ...options,
  });
  hosts.push(host);
  return host;
};
afterEach(async () => {
  for (const host of hosts.splice(0)) await host.close();
  for (const directory of directories.splice(0)) rmSync(directory, { recursive: true });
});
afterAll(removeTinyAssemblies);

const said = (host: Host): Record<string, unknown>[] =>
  host
    .logs()
    .filter(({ stream }) => stream === 'stdout')
    .map(({ line }) => JSON.parse(line));
const sent = (host: Host) => said(host).flatMap((entry) => (entry.sent as string[]) ?? []);
const queueArn = (host: Host, logicalId: string) => host.resolver.attribute(logicalId, 'Arn');
const at = (ms: number) => new Date(ms).toISOString();

const putDue = async (host: Host, name: string, dueAtMs: number) => {
  await host.services.engine.client.send(
    new PutItemCommand({
      TableName: host.tableName,
      Item: {
        pk: { S: name },
        sk: { S: 'DUE' },
        duePk: { S: 'D' },
        dueSk: { S: `${at(dueAtMs)}#${name}` },
      },
    }),
  );
};

describe('schedules', () => {
  it('fire on the host clock, once per jump, and never by themselves in a test', async () => {
    const host = await start();
    await host.settle();
    const sweeps = () =>
      said(host)
        .filter(({ swept }) => swept === true)
        .map((entry) => entry.at);
    const before = sweeps().length;
    await host.settle();
    expect(sweeps()).toHaveLength(before);
    await host.advanceTo(START + MINUTE_MS);
    await host.advanceTo(START + 7 * DAY_MS);
    expect(sweeps().slice(before)).toEqual([at(START + MINUTE_MS), at(START + 7 * DAY_MS)]);
  });

  it('take sixty days in as many steps as there is work', async () => {
    const host = await start();
    const dues = [10, 10, 25, 59].map((day, index) => START + day * DAY_MS + index * 17_000);
    for (const [index, due] of dues.entries()) await putDue(host, `plan${index}`, due);
    expect(await host.nextDueInstant()).toBe(dues[0]);
    await host.advanceThrough(START + 60 * DAY_MS);
    expect(await host.nextDueInstant()).toBeUndefined();
    expect(host.clock.now()).toBe(START + 60 * DAY_MS);
    expect(sent(host)).toEqual(['plan0', 'plan1', 'plan2', 'plan3']);
    // Each was sent within the minute in which it fell due, and no sweep ran for nothing.
    const times = said(host)
      .filter((entry) => entry.sent)
      .map((entry) => Date.parse(String(entry.at)));
    for (const [index, time] of times.entries()) {
      expect(time).toBeGreaterThanOrEqual(dues[index] ?? 0);
      expect(time).toBeLessThan((dues[index] ?? 0) + MINUTE_MS);
    }
    expect(said(host).filter(({ swept }) => swept).length).toBeLessThanOrEqual(7);
  });

  it('take fewer steps with a rest after each, and leave nothing undone', async () => {
    const host = await start();
    const dues = [0, 2, 4, 30].map((minutes) => START + DAY_MS + minutes * MINUTE_MS);
    for (const [index, due] of dues.entries()) await putDue(host, `plan${index}`, due);
    const before = said(host).filter(({ swept }) => swept).length;
    await host.advanceThrough(START + DAY_MS + 31 * MINUTE_MS, 6 * MINUTE_MS);
    expect(sent(host).sort()).toEqual(['plan0', 'plan1', 'plan2', 'plan3']);
    expect(await host.nextDueInstant()).toBeUndefined();
    expect(said(host).filter(({ swept }) => swept).length - before).toBeLessThanOrEqual(5);
  });

  it('do not run away when something stays due', async () => {
    const host = await start();
    await host.services.engine.client.send(
      new PutItemCommand({
        TableName: host.tableName,
        // In a partition that the sweep does not read.
        Item: {
          pk: { S: 'x' },
          sk: { S: 'DUE' },
          duePk: { S: 'other' },
          dueSk: { S: `${at(START)}#x` },
        },
      }),
    );
    await host.advanceThrough(START + 30 * DAY_MS);
    expect(host.clock.now()).toBe(START + 30 * DAY_MS);
    expect(said(host).filter(({ swept }) => swept).length).toBeLessThan(60);
  });

  it('are refused when their role may not invoke the function', async () => {
    const { ScheduleRole: _role, ...rest } = resources;
    const error = await startHost({
      assembly: tinyAssembly({
        ...app,
        resources: {
          ...rest,
          ScheduleRole: {
            Type: 'AWS::IAM::Role',
            Properties: { AssumeRolePolicyDocument: { Statement: [] } },
          },
        },
      }),
    }).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(StartupError);
    expect((error as Error).message).toMatch(
      /Every: role ScheduleRole may not lambda:InvokeFunction/,
    );
  });
});

describe('asynchronous invocations', () => {
  const rule = {
    Every: {
      ...resources.Every,
      Properties: { ...resources.Every?.Properties, State: 'DISABLED' },
    },
  } as Record<string, TemplateResource>;
  const enqueueFailing = {
    ...app,
    resources: {
      ...resources,
      ...rule,
      Rule: {
        Type: 'AWS::Events::Rule',
        Properties: {
          EventPattern: { source: ['aws.ses'] },
          Targets: [{ Id: 'one', Arn: arnOf('Failing') }],
        },
      },
    },
  };
  const failing = tinyAssembly(enqueueFailing);
  const attempts = (host: Host) =>
    said(host)
      .filter((entry) => entry.tried)
      .map((entry) => entry.at);
  /** Any asynchronous event will do: one message makes SES report two events, both fail. */
  const cause = async (host: Host) => {
    host.services.sqs.send(queueArn(host, 'Queue'), 'mail b@one.example');
    await host.settle();
  };

  it('are tried again after one and two minutes, then recorded at the failure destination', async () => {
    const host = await start({ assembly: failing });
    await cause(host);
    const events = attempts(host).length;
    expect(events).toBeGreaterThan(0);
    await host.advanceTo(START + MINUTE_MS - 1);
    expect(attempts(host)).toHaveLength(events);
    await host.advanceTo(START + MINUTE_MS);
    expect(attempts(host)).toHaveLength(2 * events);
    await host.advanceTo(START + 3 * MINUTE_MS - 1);
    expect(attempts(host)).toHaveLength(2 * events);
    expect(host.services.sqs.depth(queueArn(host, 'Dead')).visible).toBe(0);
    await host.advanceTo(START + 3 * MINUTE_MS);
    expect(attempts(host)).toHaveLength(3 * events);
    const [record] = host.services.sqs.receive(queueArn(host, 'Dead'), 1);
    expect(JSON.parse(record?.body ?? '')).toEqual({
      version: '1.0',
      timestamp: at(START + 3 * MINUTE_MS),
      requestContext: {
        requestId: expect.any(String),
        functionArn: `${queueArn(host, 'Failing')}:$LATEST`,
        condition: 'RetriesExhausted',
        approximateInvokeCount: 3,
      },
      requestPayload: expect.objectContaining({ source: 'aws.ses' }),
      responseContext: {
        statusCode: 200,
        executedVersion: '$LATEST',
        functionError: 'Unhandled',
      },
      responsePayload: expect.objectContaining({ errorType: 'TypeError', errorMessage: 'always' }),
    });
    await host.advanceTo(START + DAY_MS);
    expect(attempts(host)).toHaveLength(3 * events);
  });

  it('survive a restart between two attempts', async () => {
    const dataDir = mkdtempSync(join(tmpdir(), 'upturn-async-'));
    directories.push(dataDir);
    const first = await start({ assembly: failing, dataDir });
    await cause(first);
    const events = attempts(first).length;
    await first.close();
    const second = await start({ assembly: failing, dataDir });
    await second.settle();
    expect(attempts(second)).toHaveLength(0);
    await second.advanceThrough(START + 10 * MINUTE_MS);
    expect(attempts(second)).toHaveLength(2 * events);
    expect(second.services.sqs.depth(queueArn(second, 'Dead')).visible).toBe(events);
  });
});

describe('a queue with a function behind it', () => {
  it('is delivered in batches, and what failed comes back alone until it is dead', async () => {
    const host = await start();
    const { sqs } = host.services;
    for (const body of ['a', 'fail', 'b', 'c', 'd']) sqs.send(queueArn(host, 'Queue'), body);
    await host.settle();
    const batches = said(host).flatMap((entry) => (entry.sent ? [entry.sent as string[]] : []));
    expect(Math.max(...batches.map(({ length }) => length))).toBeLessThanOrEqual(2);
    expect(sent(host).sort()).toEqual(['a', 'b', 'c', 'd', 'fail']);
    expect(sqs.depth(queueArn(host, 'Queue'))).toEqual({ visible: 0, inFlight: 1, delayed: 0 });
    await host.advanceTo(START + 180_000);
    await host.advanceTo(START + 360_000);
    expect(sent(host).filter((body) => body === 'fail')).toHaveLength(3);
    await host.advanceTo(START + 540_000);
    expect(sent(host)).toHaveLength(7);
    expect(sqs.depth(queueArn(host, 'Dead')).visible).toBe(1);
  });

  it('keeps the whole batch when the function throws', async () => {
    const host = await start();
    const { sqs } = host.services;
    sqs.send(queueArn(host, 'Queue'), 'throw');
    await host.settle();
    expect(sqs.depth(queueArn(host, 'Queue')).inFlight).toBe(1);
    await host.advanceThrough(START + 10 * MINUTE_MS);
    expect(sent(host)).toEqual(['throw', 'throw', 'throw']);
    expect(sqs.depth(queueArn(host, 'Dead')).visible).toBe(1);
  });

  it('delivers by itself when the host runs in the background', async () => {
    const host = await start({ background: true });
    const seen = new Promise<void>((resolve) => {
      const look = () => (sent(host).includes('now') ? resolve() : setImmediate(look));
      look();
    });
    host.services.sqs.send(queueArn(host, 'Queue'), 'now');
    await seen;
  });

  it('passes the events of its mail to the rules of the bus', async () => {
    const host = await start();
    host.services.sqs.send(queueArn(host, 'Queue'), 'mail b@one.example');
    await host.settle();
    expect(host.services.ses.mails()).toMatchObject([{ recipients: ['b@one.example'] }]);
    expect(said(host).flatMap(({ mailEvent }) => (mailEvent ? [mailEvent] : []))).toEqual([
      'Delivery',
    ]);
  });
});

describe('what a function reports of its batch', () => {
  const records = ['1', '2', '3'].map((messageId) => ({ messageId })) as SQSRecord[];
  const done = (returned: unknown, reports = true) =>
    succeeded(records, JSON.stringify(returned), reports).map(({ messageId }) => messageId);

  it.each([
    ['nothing', null, ['1', '2', '3']],
    ['another object', {}, ['1', '2', '3']],
    ['no failures', { batchItemFailures: [] }, ['1', '2', '3']],
    ['null as list', { batchItemFailures: null }, ['1', '2', '3']],
    ['one failure', { batchItemFailures: [{ itemIdentifier: '2' }] }, ['1', '3']],
    ['an unknown message', { batchItemFailures: [{ itemIdentifier: '9' }] }, []],
    ['an empty identifier', { batchItemFailures: [{ itemIdentifier: '' }] }, []],
    ['a wrong key', { batchItemFailures: [{ id: '2' }] }, []],
    ['no list', { batchItemFailures: 'all' }, []],
  ])('%s', (_name, returned, expected) => {
    expect(done(returned)).toEqual(expected);
  });

  it('is not looked at unless the mapping says so', () => {
    expect(done({ batchItemFailures: [{ itemIdentifier: '2' }] }, false)).toEqual(['1', '2', '3']);
  });
});

describe('event patterns', () => {
  const event = {
    source: 'aws.ses',
    'detail-type': 'Email Bounced',
    detail: { eventType: 'Bounce', bounce: { kind: 'Permanent' }, tags: ['x', 'y'] },
  };

  it.each([
    [{ source: ['aws.ses'] }, true],
    [{ source: ['aws.s3', 'aws.ses'] }, true],
    [{ source: ['aws.s3'] }, false],
    [{ detail: { eventType: ['Bounce'], bounce: { kind: ['Permanent'] } } }, true],
    [{ detail: { eventType: ['Bounce'], bounce: { kind: ['Transient'] } } }, false],
    [{ detail: { tags: ['y'] } }, true],
    [{ detail: { missing: [{ exists: false }] } }, true],
    [{ detail: { missing: { deeper: [{ exists: true }] } } }, false],
    [{ source: [{ prefix: 'aws.' }] }, true],
    [{ source: [{ suffix: '.s3' }] }, false],
    [{ detail: { eventType: [{ 'anything-but': ['Send'] }] } }, true],
    [{ detail: { eventType: [{ 'anything-but': 'Bounce' }] } }, false],
  ])('%j', (pattern, expected) => {
    expect(matchesPattern(pattern, event)).toBe(expected);
  });

  it.each([
    { detail: { n: [{ numeric: ['>', 1] }] } },
    { $or: [{ source: ['a'] }] },
    { source: [{ 'anything-but': { prefix: 'a' } }] },
  ])('%j is not modelled and says so', (pattern) => {
    const bus = createEventBus([{ name: 'r', pattern, targets: [] }], () => undefined);
    expect(() => bus.put(event)).toThrow(/not modelled/);
  });
});
