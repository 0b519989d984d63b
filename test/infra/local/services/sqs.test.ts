import { spawn } from 'node:child_process';
import { rmSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  ChangeMessageVisibilityBatchCommand,
  ChangeMessageVisibilityCommand,
  DeleteMessageBatchCommand,
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  GetQueueUrlCommand,
  ListMessageMoveTasksCommand,
  ListQueuesCommand,
  PurgeQueueCommand,
  ReceiveMessageCommand,
  SendMessageBatchCommand,
  SendMessageCommand,
  SQSClient,
  StartMessageMoveTaskCommand,
} from '@aws-sdk/client-sqs';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Statement } from '../../../../infra/local/service.ts';
import {
  createSqs,
  openServiceDatabase,
  type Sqs,
} from '../../../../infra/local/services/index.ts';
import { allow, mount, movableClock, oneRole } from './mount.ts';

const QUEUES = [
  {
    name: 'deliveries',
    visibilityTimeout: 180,
    retentionSeconds: 345_600,
    redrive: { deadLetter: 'dead', maxReceiveCount: 2 },
  },
  { name: 'dead', visibilityTimeout: 30, retentionSeconds: 1_209_600 },
];
const ALL = [allow('sqs:*')];

const start = async (statements: readonly Statement[] = ALL, path = ':memory:') => {
  const clock = movableClock();
  const db = openServiceDatabase(path);
  const { authorise, credentials } = oneRole(statements);
  let sqs: Sqs;
  const host = await mount(() => [sqs]);
  sqs = createSqs({
    db,
    clock,
    queues: QUEUES,
    accountId: '111122223333',
    region: 'eu-central-1',
    authorise,
    endpoint: () => `${host.url}/sqs`,
  });
  const client = new SQSClient({
    endpoint: `${host.url}/sqs`,
    region: 'eu-central-1',
    credentials,
    maxAttempts: 1,
  });
  return {
    clock,
    sqs,
    client,
    url: sqs.queueUrl('deliveries'),
    deadUrl: sqs.queueUrl('dead'),
    stop: async () => {
      client.destroy();
      await sqs.close();
      await host.close();
      db.close();
    },
  };
};

describe('SQS', () => {
  let world: Awaited<ReturnType<typeof start>>;
  beforeEach(async () => {
    world = await start();
  });
  afterEach(() => world.stop());

  const send = (body: string, group?: string) =>
    world.client.send(
      new SendMessageCommand({
        QueueUrl: world.url,
        MessageBody: body,
        ...(group === undefined ? {} : { MessageGroupId: group }),
      }),
    );
  const receive = async (options: { max?: number; wait?: number; url?: string } = {}) =>
    (
      await world.client.send(
        new ReceiveMessageCommand({
          QueueUrl: options.url ?? world.url,
          MaxNumberOfMessages: options.max ?? 1,
          WaitTimeSeconds: options.wait ?? 0,
          MessageSystemAttributeNames: ['All'],
          MessageAttributeNames: ['All'],
        }),
      )
    ).Messages ?? [];

  it('hands over a message with its attributes and digests, then hides it until deleted', async () => {
    const sent = await world.client.send(
      new SendMessageCommand({
        QueueUrl: world.url,
        MessageBody: '{"pk":"T#1","提醒":"é"}',
        MessageGroupId: 'tenant-1',
        MessageAttributes: {
          kind: { DataType: 'String', StringValue: 'reminder' },
          blob: { DataType: 'Binary', BinaryValue: new Uint8Array([1, 2, 255]) },
          attempt: { DataType: 'Number', StringValue: '3' },
        },
      }),
    );
    const [message, ...others] = await receive({ max: 10 });
    expect(others).toEqual([]);
    expect(message).toMatchObject({
      MessageId: sent.MessageId,
      Body: '{"pk":"T#1","提醒":"é"}',
      MD5OfBody: sent.MD5OfMessageBody,
      MD5OfMessageAttributes: sent.MD5OfMessageAttributes,
      Attributes: {
        ApproximateReceiveCount: '1',
        SentTimestamp: String(world.clock.now()),
        ApproximateFirstReceiveTimestamp: String(world.clock.now()),
        MessageGroupId: 'tenant-1',
      },
    });
    expect(message?.MessageAttributes?.blob?.BinaryValue).toEqual(new Uint8Array([1, 2, 255]));
    expect(await receive()).toEqual([]);
    await world.client.send(
      new DeleteMessageCommand({ QueueUrl: world.url, ReceiptHandle: message?.ReceiptHandle }),
    );
    world.clock.advance(1_000_000);
    expect(await receive()).toEqual([]);
    expect(world.sqs.depth('deliveries')).toEqual({ visible: 0, inFlight: 0, delayed: 0 });
  });

  it('gives the attribute digest of the algorithm that AWS documents', async () => {
    // Computed outside with md5sum over 00000005 "color" 00000006 "String" 01 00000003 "red".
    const sent = await world.client.send(
      new SendMessageCommand({
        QueueUrl: world.url,
        MessageBody: 'x',
        MessageAttributes: { color: { DataType: 'String', StringValue: 'red' } },
      }),
    );
    expect(sent.MD5OfMessageAttributes).toBe('20ca9041878c8c65d5a4bf6eaf446c21');
  });

  it('shows a message again after the visibility timeout of the clock, and counts', async () => {
    await send('a');
    await receive();
    world.clock.advance(179_999);
    expect(await receive()).toEqual([]);
    world.clock.advance(1);
    const [again] = await receive();
    expect(again?.Attributes?.ApproximateReceiveCount).toBe('2');
  });

  it('moves a message to the dead-letter queue when it was received too often', async () => {
    const sent = await send('poison', 'tenant-1');
    for (let n = 0; n < 2; n++) {
      expect(await receive()).toHaveLength(1);
      world.clock.advance(180_000);
    }
    expect(await receive()).toEqual([]);
    const [dead] = await receive({ url: world.deadUrl });
    expect(dead).toMatchObject({
      MessageId: sent.MessageId,
      Body: 'poison',
      Attributes: {
        DeadLetterQueueSourceArn: 'arn:aws:sqs:eu-central-1:111122223333:deliveries',
        MessageGroupId: 'tenant-1',
        ApproximateReceiveCount: '3',
      },
    });
  });

  it('moves dead letters back with StartMessageMoveTask, as new messages', async () => {
    const sent = await send('poison');
    for (let n = 0; n < 3; n++) {
      await receive();
      world.clock.advance(180_000);
    }
    const SourceArn = world.sqs.queueArn('dead');
    const { TaskHandle } = await world.client.send(new StartMessageMoveTaskCommand({ SourceArn }));
    expect(TaskHandle).toBeTruthy();
    const [moved] = await receive();
    expect(moved).toMatchObject({ Body: 'poison', Attributes: { ApproximateReceiveCount: '1' } });
    expect(moved?.MessageId).not.toBe(sent.MessageId);
    const { Results } = await world.client.send(new ListMessageMoveTasksCommand({ SourceArn }));
    expect(Results).toMatchObject([{ Status: 'COMPLETED', ApproximateNumberOfMessagesMoved: 1 }]);
    await expect(
      world.client.send(
        new StartMessageMoveTaskCommand({ SourceArn: world.sqs.queueArn('deliveries') }),
      ),
    ).rejects.toThrow(/Dead Letter Queue/);
  });

  it('serves waiting groups in turn, so that a noisy tenant delays others by one round', async () => {
    for (let n = 0; n < 20; n++) await send(`noisy ${n}`, 'noisy');
    await send('quiet 1', 'quiet');
    await send('other 1', 'other');
    await send('quiet 2', 'quiet');
    const first = await receive({ max: 5 });
    expect(first.map((message) => message.Body)).toEqual([
      'noisy 0',
      'other 1',
      'quiet 1',
      'noisy 1',
      'quiet 2',
    ]);
    await send('late', 'late');
    const second = await receive({ max: 3 });
    expect(second.map((message) => message.Body)).toEqual(['late', 'noisy 2', 'noisy 3']);
  });

  it('remembers over receives whose turn it is', async () => {
    for (let n = 0; n < 3; n++) await send(`a ${n}`, 'a');
    for (let n = 0; n < 2; n++) await send(`z ${n}`, 'z');
    const order = [];
    for (let n = 0; n < 5; n++) order.push((await receive())[0]?.Body);
    expect(order).toEqual(['a 0', 'z 0', 'a 1', 'z 1', 'a 2']);
  });

  it('keeps order inside a group and lets messages without a group wait like one', async () => {
    for (const body of ['1', '2', '3']) await send(body);
    await send('a', 'group');
    expect((await receive({ max: 10 })).map((message) => message.Body)).toEqual([
      '1',
      'a',
      '2',
      '3',
    ]);
  });

  it('answers batches entry by entry', async () => {
    const sent = await world.client.send(
      new SendMessageBatchCommand({
        QueueUrl: world.url,
        Entries: [
          { Id: 'a', MessageBody: 'A', MessageGroupId: 't1' },
          { Id: 'bad', MessageBody: 'B\u0000' },
          { Id: 'late', MessageBody: 'C', DelaySeconds: 60 },
        ],
      }),
    );
    expect(sent.Successful?.map((entry) => entry.Id)).toEqual(['a', 'late']);
    expect(sent.Failed).toMatchObject([
      { Id: 'bad', Code: 'InvalidMessageContents', SenderFault: true },
    ]);
    expect(world.sqs.depth('deliveries')).toEqual({ visible: 1, inFlight: 0, delayed: 1 });
    world.clock.advance(60_000);
    const messages = await receive({ max: 10 });
    expect(messages.map((message) => message.Body)).toEqual(['C', 'A']);
    const entries = messages.map((message, n) => ({
      Id: String(n),
      ReceiptHandle: message.ReceiptHandle as string,
    }));
    const shown = await world.client.send(
      new ChangeMessageVisibilityBatchCommand({
        QueueUrl: world.url,
        Entries: entries.slice(0, 1).map((entry) => ({ ...entry, VisibilityTimeout: 0 })),
      }),
    );
    expect(shown.Successful).toHaveLength(1);
    expect(world.sqs.depth('deliveries')).toMatchObject({ visible: 1, inFlight: 1 });
    const deleted = await world.client.send(
      new DeleteMessageBatchCommand({
        QueueUrl: world.url,
        Entries: [...entries, { Id: 'made-up', ReceiptHandle: 'nonsense' }],
      }),
    );
    expect(deleted.Successful).toHaveLength(2);
    expect(deleted.Failed).toMatchObject([{ Id: 'made-up', Code: 'ReceiptHandleIsInvalid' }]);
  });

  it('refuses batches that AWS refuses', async () => {
    const batch = (Entries: { Id: string; MessageBody: string }[]) =>
      world.client.send(new SendMessageBatchCommand({ QueueUrl: world.url, Entries }));
    const entry = (Id: string, MessageBody = 'x') => ({ Id, MessageBody });
    await expect(batch([])).rejects.toMatchObject({ name: 'EmptyBatchRequest' });
    await expect(batch([entry('a'), entry('a')])).rejects.toMatchObject({
      name: 'BatchEntryIdsNotDistinct',
    });
    await expect(batch([entry('ä')])).rejects.toMatchObject({ name: 'InvalidBatchEntryId' });
    await expect(
      batch(Array.from({ length: 11 }, (_, n) => entry(String(n)))),
    ).rejects.toMatchObject({ name: 'TooManyEntriesInBatchRequest' });
    const big = 'x'.repeat(600_000);
    await expect(batch([entry('a', big), entry('b', big)])).rejects.toMatchObject({
      name: 'BatchRequestTooLong',
    });
    expect(world.sqs.depth('deliveries').visible).toBe(0);
  });

  it('deletes only by the newest receipt handle', async () => {
    await send('a');
    const [first] = await receive();
    world.clock.advance(180_000);
    const [second] = await receive();
    const remove = (ReceiptHandle: string | undefined) =>
      world.client.send(new DeleteMessageCommand({ QueueUrl: world.url, ReceiptHandle }));
    await remove(first?.ReceiptHandle);
    expect(world.sqs.depth('deliveries').inFlight).toBe(1);
    // Late, but not received by anybody else since: AWS deletes.
    world.clock.advance(180_000);
    await remove(second?.ReceiptHandle);
    expect(world.sqs.depth('deliveries')).toEqual({ visible: 0, inFlight: 0, delayed: 0 });
    await expect(remove('nonsense')).rejects.toMatchObject({ name: 'ReceiptHandleIsInvalid' });
  });

  it('changes the visibility of a message in flight, and of no other', async () => {
    await send('a');
    const [message] = await receive();
    const change = (seconds: number) =>
      world.client.send(
        new ChangeMessageVisibilityCommand({
          QueueUrl: world.url,
          ReceiptHandle: message?.ReceiptHandle,
          VisibilityTimeout: seconds,
        }),
      );
    await change(10);
    world.clock.advance(10_000);
    await expect(change(10)).rejects.toMatchObject({ name: 'MessageNotInflight' });
    expect(await receive()).toHaveLength(1);
    await expect(change(50_000)).rejects.toThrow(/VisibilityTimeout is invalid/);
  });

  it('lets a long poll wait for a message, a delay on the moved clock, or its time', async () => {
    const waiting = receive({ wait: 20 });
    await send('a');
    const [first] = await waiting;
    expect(first?.Body).toBe('a');
    world.sqs.delete('deliveries', [first?.ReceiptHandle as string]);
    await world.client.send(
      new SendMessageCommand({ QueueUrl: world.url, MessageBody: 'later', DelaySeconds: 900 }),
    );
    const delayed = receive({ wait: 20 });
    world.clock.advance(900_000);
    expect((await delayed).map((message) => message.Body)).toEqual(['later']);
    expect(await receive({ wait: 1 })).toEqual([]);
  });

  it('gives nothing to a poll whose caller has gone', async () => {
    const gone = new AbortController();
    const { accessKeyId } = await world.client.config.credentials();
    const poll = world.sqs.handle({
      method: 'POST',
      path: '/',
      query: new URLSearchParams(),
      headers: {
        'x-amz-target': 'AmazonSQS.ReceiveMessage',
        authorization: `AWS4-HMAC-SHA256 Credential=${accessKeyId}/20261123/eu-central-1/sqs/aws4_request`,
      },
      body: Buffer.from(JSON.stringify({ QueueUrl: world.url, WaitTimeSeconds: 20 })),
      signal: gone.signal,
    });
    gone.abort();
    world.sqs.send('deliveries', 'a');
    expect(await poll).toMatchObject({ status: 200, body: '{}' });
    expect(await receive()).toHaveLength(1);
  });

  it('forgets messages at the end of their retention', async () => {
    await send('old');
    world.clock.advance(345_600_000);
    expect(world.sqs.depth('deliveries').visible).toBe(1);
    world.clock.advance(1);
    expect(await receive()).toEqual([]);
  });

  it('describes its queues', async () => {
    const { QueueUrl } = await world.client.send(
      new GetQueueUrlCommand({ QueueName: 'deliveries' }),
    );
    expect(QueueUrl).toBe(world.url);
    await send('a');
    await send('b');
    await receive();
    const { Attributes } = await world.client.send(
      new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['All'] }),
    );
    expect(Attributes).toMatchObject({
      ApproximateNumberOfMessages: '1',
      ApproximateNumberOfMessagesNotVisible: '1',
      QueueArn: 'arn:aws:sqs:eu-central-1:111122223333:deliveries',
      VisibilityTimeout: '180',
      RedrivePolicy:
        '{"deadLetterTargetArn":"arn:aws:sqs:eu-central-1:111122223333:dead","maxReceiveCount":2}',
    });
    await world.client.send(new PurgeQueueCommand({ QueueUrl }));
    expect(world.sqs.depth('deliveries')).toEqual({ visible: 0, inFlight: 0, delayed: 0 });
  });

  it('words its refusals as AWS does', async () => {
    await expect(
      world.client.send(new GetQueueUrlCommand({ QueueName: 'nope' })),
    ).rejects.toMatchObject({
      name: 'QueueDoesNotExist',
      $metadata: { httpStatusCode: 400 },
      Code: 'AWS.SimpleQueueService.NonExistentQueue',
    });
    await expect(
      world.client.send(
        new SendMessageCommand({
          QueueUrl: world.url.replace('111122223333', '999988887777'),
          MessageBody: 'a',
        }),
      ),
    ).rejects.toMatchObject({ name: 'QueueDoesNotExist' });
    await expect(
      world.client.send(new SendMessageCommand({ QueueUrl: `${world.url}x`, MessageBody: 'a' })),
    ).rejects.toMatchObject({ name: 'QueueDoesNotExist' });
    await expect(
      world.client.send(
        new SendMessageCommand({ QueueUrl: world.url, MessageBody: 'x'.repeat(1_048_577) }),
      ),
    ).rejects.toThrow(/shorter than/);
    await expect(
      world.client.send(
        new SendMessageCommand({ QueueUrl: world.url, MessageBody: 'x', MessageGroupId: 'a b' }),
      ),
    ).rejects.toThrow(/MessageGroupId/);
    await expect(world.client.send(new ListQueuesCommand({}))).rejects.toMatchObject({
      name: 'UnsupportedOperation',
    });
  });

  it('serves the event source mapping in process', async () => {
    const shown = world.sqs.whenVisible('deliveries');
    await world.client.send(
      new SendMessageCommand({
        QueueUrl: world.url,
        MessageBody: 'a',
        MessageGroupId: 'tenant-1',
        MessageAttributes: { kind: { DataType: 'String', StringValue: 'x' } },
      }),
    );
    await shown;
    const arn = world.sqs.queueArn('deliveries');
    const [record] = world.sqs.receive(arn, 5);
    expect(record).toMatchObject({
      body: 'a',
      eventSource: 'aws:sqs',
      eventSourceARN: arn,
      awsRegion: 'eu-central-1',
      attributes: { ApproximateReceiveCount: '1', MessageGroupId: 'tenant-1' },
      messageAttributes: { kind: { dataType: 'String', stringValue: 'x' } },
    });
    expect(world.sqs.receive(arn, 5)).toEqual([]);
    const handle = record?.receiptHandle as string;
    world.sqs.makeVisible(arn, handle, 30);
    expect(world.sqs.nextVisibleAt(arn)).toBe(world.clock.now() + 30_000);
    const again = world.sqs.whenVisible(arn);
    world.clock.advance(30_000);
    await again;
    const [second] = world.sqs.receive(arn, 5);
    expect(second?.attributes.ApproximateReceiveCount).toBe('2');
    world.sqs.delete(arn, [second?.receiptHandle as string]);
    expect(world.sqs.depth(arn)).toEqual({ visible: 0, inFlight: 0, delayed: 0 });
    const id = world.sqs.send('dead', 'letter', { attributes: { ERROR_CODE: 'X' } });
    expect(world.sqs.receive('dead', 1)[0]).toMatchObject({
      messageId: id,
      messageAttributes: { ERROR_CODE: { dataType: 'String', stringValue: 'X' } },
    });
  });

  it('looks again at once when the clock is moved', async () => {
    world.sqs.send('deliveries', 'later', { delaySeconds: 900 });
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    try {
      const shown = world.sqs.whenVisible('deliveries');
      world.clock.advance(900_000);
      await shown;
    } finally {
      vi.useRealTimers();
    }
    expect(world.sqs.receive('deliveries', 1)).toHaveLength(1);
  });

  it('ends a wait by its signal', async () => {
    const stop = new AbortController();
    const waiting = world.sqs.whenVisible('deliveries', stop.signal);
    stop.abort(new Error('shutting down'));
    await expect(waiting).rejects.toThrow('shutting down');
  });
});

describe('SQS permissions and durability', () => {
  it('asks the role of the caller for each action and queue', async () => {
    const world = await start([
      allow('sqs:SendMessage', 'arn:aws:sqs:eu-central-1:111122223333:deliveries'),
    ]);
    try {
      await world.client.send(
        new SendMessageBatchCommand({
          QueueUrl: world.url,
          Entries: [{ Id: 'a', MessageBody: 'x' }],
        }),
      );
      for (const call of [
        new SendMessageCommand({ QueueUrl: world.deadUrl, MessageBody: 'x' }),
        new ReceiveMessageCommand({ QueueUrl: world.url }),
      ]) {
        await expect(
          (world.client.send as (command: unknown) => Promise<unknown>)(call),
        ).rejects.toMatchObject({
          name: 'AccessDenied',
          $metadata: { httpStatusCode: 403 },
        });
      }
      const stranger = new SQSClient({
        endpoint: new URL('/sqs', world.url).href,
        region: 'eu-central-1',
        credentials: { accessKeyId: 'AKIANOBODY', secretAccessKey: 'x' },
        maxAttempts: 1,
      });
      await expect(
        stranger.send(new SendMessageCommand({ QueueUrl: world.url, MessageBody: 'x' })),
      ).rejects.toMatchObject({ name: 'InvalidClientTokenId' });
    } finally {
      await world.stop();
    }
  });

  it('keeps messages, counts and hiding over a restart', async () => {
    const directory = await mkdtemp(join(tmpdir(), 'upturn-sqs-'));
    const file = join(directory, 'services.sqlite');
    try {
      const before = await start(ALL, file);
      await before.client.send(
        new SendMessageBatchCommand({
          QueueUrl: before.url,
          Entries: [
            { Id: 'a', MessageBody: 'a' },
            { Id: 'b', MessageBody: 'b' },
          ],
        }),
      );
      before.sqs.receive('deliveries', 1);
      await before.stop();
      const after = await start(ALL, file);
      expect(after.sqs.depth('deliveries')).toEqual({ visible: 1, inFlight: 1, delayed: 0 });
      after.clock.advance(180_000);
      expect(
        after.sqs
          .receive('deliveries', 10)
          .map(({ body, attributes }) => [body, attributes.ApproximateReceiveCount]),
      ).toEqual([
        ['b', '1'],
        ['a', '2'],
      ]);
      await after.stop();
    } finally {
      rmSync(directory, { recursive: true });
    }
  });

  it('loses no acknowledged message when the process is killed', { timeout: 60_000 }, async () => {
    const directory = await mkdtemp(join(tmpdir(), 'upturn-sqs-'));
    const file = join(directory, 'services.sqlite');
    const services = new URL('../../../../infra/local/services/index.ts', import.meta.url).href;
    const script = `
      import { createSqs, openServiceDatabase } from ${JSON.stringify(services)};
      const sqs = createSqs({
        db: openServiceDatabase(${JSON.stringify(file)}),
        clock: { now: () => ${Date.UTC(2026, 10, 23, 9)} },
        queues: ${JSON.stringify(QUEUES)},
        accountId: '111122223333', region: 'eu-central-1', endpoint: '',
        authorise: () => { throw new Error('not asked in process'); },
      });
      const go = () => {
        for (let n = 0; n < 50; n++) process.stdout.write(sqs.send('deliveries', 'x') + '\\n');
        setImmediate(go);
      };
      go();`;
    const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let printed = '';
    await new Promise<void>((resolve, reject) => {
      child.stdout.on('data', (chunk: Buffer) => {
        printed += chunk.toString();
        if (printed.length > 20_000) child.kill('SIGKILL');
      });
      child.on('error', reject);
      child.on('close', () => resolve());
    });
    const acknowledged = printed.split('\n').slice(0, -1);
    const after = await start(ALL, file);
    try {
      expect(child.signalCode).toBe('SIGKILL');
      const kept = new Set<string>();
      for (;;) {
        const batch = after.sqs.receive('deliveries', 10);
        if (batch.length === 0) break;
        for (const { messageId } of batch) kept.add(messageId);
      }
      expect(acknowledged.length).toBeGreaterThan(500);
      expect(acknowledged.filter((id) => !kept.has(id))).toEqual([]);
    } finally {
      await after.stop();
      rmSync(directory, { recursive: true });
    }
  });
});
