import { ReceiveMessageCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createSqs, openServiceDatabase, type Sqs } from '../../../infra/local/services/index.ts';
import { redrive } from '../../../infra/scripts/redrive.ts';
import { allow, mount, movableClock, oneRole } from './services/mount.ts';

const QUEUES = [
  {
    name: 'deliveries',
    visibilityTimeout: 180,
    retentionSeconds: 86_400,
    redrive: { deadLetter: 'dead', maxReceiveCount: 2 },
  },
  { name: 'dead', visibilityTimeout: 30, retentionSeconds: 1_209_600 },
];

const start = async () => {
  const clock = movableClock();
  const db = openServiceDatabase(':memory:');
  // Exactly what the runbook asks for.
  const { authorise, credentials } = oneRole([
    allow(['sqs:SendMessage', 'sqs:ReceiveMessage', 'sqs:DeleteMessage']),
    allow(['sqs:GetQueueAttributes', 'sqs:StartMessageMoveTask', 'sqs:ListMessageMoveTasks']),
  ]);
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
  const stop = async () => {
    client.destroy();
    await sqs.close();
    await host.close();
    db.close();
  };
  return { clock, sqs, client, stop };
};

describe('npm run redrive', () => {
  let world: Awaited<ReturnType<typeof start>>;
  beforeEach(async () => {
    world = await start();
  });
  afterEach(() => world.stop());

  const deadUrl = () => world.sqs.queueUrl('dead');
  /** Receives without deleting until everything is dead. */
  const failAll = async () => {
    const QueueUrl = world.sqs.queueUrl('deliveries');
    for (let n = 0; n < 3; n += 1) {
      await world.client.send(new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10 }));
      world.clock.advance(180_000);
    }
  };

  it('moves dead letters back to where they came from, each once, and again when they fail again', async () => {
    const QueueUrl = world.sqs.queueUrl('deliveries');
    for (let n = 0; n < 7; n += 1)
      await world.client.send(
        new SendMessageCommand({
          QueueUrl,
          MessageBody: `${n}`,
          MessageGroupId: `tenant-${n % 2}`,
        }),
      );
    await failAll();
    expect(world.sqs.depth('dead').visible).toBe(7);
    expect(await redrive(world.client, deadUrl())).toEqual({
      found: 7,
      moved: 7,
      status: 'COMPLETED',
    });
    const { visible } = world.sqs.depth('deliveries');
    expect([visible, world.sqs.depth('dead').visible]).toEqual([7, 0]);
    expect(await redrive(world.client, deadUrl())).toMatchObject({ found: 0, moved: 0 });
    await failAll();
    expect(await redrive(world.client, deadUrl())).toMatchObject({ found: 7, moved: 7 });
    const bodies = world.sqs.receive('deliveries', 10).map(({ body }) => body);
    expect(bodies.sort()).toEqual(['0', '1', '2', '3', '4', '5', '6']);
  });

  it('refuses a queue that is nobody’s dead letters', async () => {
    const QueueUrl = world.sqs.queueUrl('deliveries');
    await world.client.send(new SendMessageCommand({ QueueUrl, MessageBody: 'x' }));
    await expect(redrive(world.client, QueueUrl)).rejects.toThrow(/Dead Letter Queue/);
    expect(world.sqs.depth('deliveries').visible).toBe(1);
  });
});
