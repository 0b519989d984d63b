import { SendMessageBatchCommand, SQSClient } from '@aws-sdk/client-sqs';
import { type AwsClientStub, mockClient } from 'aws-sdk-client-mock';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { addMs, type Instant } from '../../../domain/kernel/instant.ts';
import { createLog, type LogLine } from '../../../functions/adapters/system/log.ts';
import { createSweep } from '../../../functions/jobs/dispatch-due.ts';
import { readMessage } from '../../../functions/jobs/read-message.ts';
import { TIMING } from '../../../functions/jobs/timing.ts';
import { type TestTable, useTable } from '../../support/engine.ts';
import { presentedHistory } from '../../support/plans.ts';
import { awsError, createWorld, type World } from './world.ts';

const table = useTable();
const MINUTE = 60_000;

interface Entry {
  readonly Id: string;
  readonly MessageBody: string;
  readonly MessageGroupId: string;
}

let sqs: AwsClientStub<SQSClient>;
let batches: (readonly Entry[])[];
let lines: LogLine[];
let worlds: readonly World[];
let now: Instant;

/** Which plans' messages were put on the queue, in order. */
const plans = () =>
  batches.flat().flatMap(({ MessageBody }) => readMessage(MessageBody)?.planId ?? []);

const answering = (takes: (entry: Entry) => boolean) =>
  sqs.on(SendMessageBatchCommand).callsFake(({ Entries }: { Entries: readonly Entry[] }) => {
    batches.push(Entries);
    return {
      Successful: Entries.filter(takes).map(({ Id }) => ({ Id })),
      Failed: Entries.filter((entry) => !takes(entry)).map(({ Id }) => ({ Id })),
    };
  });

const sweep = (of: TestTable = table(), remainingMs = 30_000) =>
  createSweep({
    table: of,
    queue: new SQSClient({ region: 'local' }),
    queueUrl: 'http://queue.example/deliveries',
    now: () => now,
    log: createLog((line) => lines.push(line)),
  })({}, { getRemainingTimeInMillis: () => remainingMs });

beforeEach(async () => {
  // What earlier tests left in the index is dispatched for good.
  worlds = [];
  for (let made = 0; made < 3; made += 1)
    worlds = [...worlds, await createWorld(table(), presentedHistory())];
  now = addMs(worlds[0]?.now() as Instant, 2 * MINUTE);
  sqs = mockClient(SQSClient) as unknown as AwsClientStub<SQSClient>;
  batches = [];
  lines = [];
});
afterEach(async () => {
  // Nothing of a test is left due for the next one.
  answering(() => true);
  await sweep();
  sqs.restore();
});

const ids = () => worlds.map(({ planId }) => planId);
const mine = () => plans().filter((id) => ids().includes(id));

describe('the sweep', () => {
  it('puts what is due on the queue, each company in a group of its own', async () => {
    answering(() => true);
    await sweep();
    expect(mine().sort()).toEqual([...ids()].sort());
    for (const { MessageBody, MessageGroupId } of batches.flat())
      expect(readMessage(MessageBody)?.tenantId).toBe(MessageGroupId);
    expect(lines.at(-1)).toMatchObject({ code: 'sweep.finished', failed: 0 });
  });

  it('leaves what is not due yet', async () => {
    answering(() => true);
    now = addMs(now, -3 * MINUTE);
    await sweep();
    expect(mine()).toEqual([]);
  });

  it('comes back to what nobody dealt with, not before its time', async () => {
    answering(() => true);
    await sweep();
    now = addMs(now, TIMING.redispatchMs - 1);
    await sweep();
    expect(mine()).toHaveLength(3);
    now = addMs(now, 1);
    await sweep();
    expect(mine()).toHaveLength(6);
  });

  it('what the queue refused stays due', async () => {
    const [first] = ids();
    answering(({ MessageBody }) => readMessage(MessageBody)?.planId !== first);
    await sweep();
    expect(lines).toContainEqual(
      expect.objectContaining({ code: 'sweep.enqueueFailed', count: 1 }),
    );
    batches = [];
    answering(() => true);
    now = addMs(now, MINUTE);
    await sweep();
    expect(mine()).toEqual([first]);
  });

  it('a queue that fails altogether loses nothing, and the alarm rings', async () => {
    sqs.on(SendMessageBatchCommand).rejects(awsError('ServiceUnavailable', 503));
    await expect(sweep()).rejects.toThrow('of the due index failed');
    expect(lines).toContainEqual(
      expect.objectContaining({
        code: 'job.failed',
        operation: 'sweep',
        errorName: 'ServiceUnavailable',
      }),
    );
    answering(() => true);
    now = addMs(now, MINUTE);
    await sweep();
    expect(mine().sort()).toEqual([...ids()].sort());
  });

  it('enqueues before it marks: dying in between repeats a message', async () => {
    answering(() => true);
    const dying = table().through(async ({ operation }, next) => {
      if (operation.startsWith('Update')) throw awsError('Killed');
      return next();
    });
    await expect(sweep(dying)).rejects.toThrow('of the due index failed');
    expect(mine()).not.toEqual([]);
    const before = mine().length;
    now = addMs(now, MINUTE);
    await sweep();
    expect(mine().length).toBe(before + 3);
  });

  it('begins no page that it has no time for', async () => {
    answering(() => true);
    await sweep(table(), 9000);
    expect(mine()).toEqual([]);
    expect(lines).toContainEqual(expect.objectContaining({ code: 'sweep.cutShort' }));
  });
});
