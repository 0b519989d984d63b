import type { SQSEvent, SQSRecord } from 'aws-lambda';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addMs } from '../../../domain/kernel/instant.ts';
import { getSuppression, listUnreached } from '../../../functions/adapters/store/index.ts';
import { createLog } from '../../../functions/adapters/system/log.ts';
import { createMailEventConsumer } from '../../../functions/jobs/consume-mail-events.ts';
import { readMailEvent } from '../../../functions/jobs/mail-event.ts';
import { eventsOf } from '../../../infra/local/services/ses-events.ts';
import { useTable } from '../../support/engine.ts';
import { presentedHistory } from '../../support/plans.ts';
import { createWorld, type World } from './world.ts';

const table = useTable();
const HOUR = 3_600_000;

const consumerOf = (world: World) => {
  const consume = createMailEventConsumer({
    scopes: async () => world.scope,
    now: world.now,
    log: createLog(() => {}),
  });
  return async (bodies: readonly string[]): Promise<readonly string[]> => {
    const Records = bodies.map(
      (body, index) => ({ body, messageId: String(index) }) as unknown as SQSRecord,
    );
    const { batchItemFailures } = await consume({ Records } as SQSEvent);
    return batchItemFailures.map(({ itemIdentifier }) => itemIdentifier);
  };
};

/** An event of the mail service as it comes over the queue. */
const event = (
  world: World,
  eventType: string,
  deliveryId: string,
  to = 'person-01@example.com',
  messageId = 'm-1',
): string =>
  JSON.stringify({
    source: 'aws.ses',
    detail: {
      eventType,
      mail: {
        messageId,
        timestamp: world.now(),
        destination: [to],
        tags: { tenant: [world.tenantId], plan: [world.planId], delivery: [deliveryId] },
      },
      ...(eventType === 'Bounce' ? { bounce: { bounceType: 'Permanent' } } : {}),
    },
  });

const sentWorld = async (): Promise<readonly [World, string]> => {
  const world = await createWorld(table(), presentedHistory());
  world.pass(60_000);
  await world.run();
  const [delivery] = await world.deliveries();
  if (delivery === undefined) throw new Error('nothing was sent');
  return [world, delivery.id];
};

describe('what the mail service tells', () => {
  it('of a bounce silences the address in this company, and HR hears of it once', async () => {
    const [world, id] = await sentWorld();
    const consume = consumerOf(world);
    expect(await consume([event(world, 'Bounce', id), event(world, 'Bounce', id)])).toEqual([]);
    const email = 'person-01@example.com';
    expect(await getSuppression(world.scope, email, world.now())).toMatchObject({
      reason: 'bounced',
      planId: world.planId,
    });
    // A mailbox is tried again after a month.
    const month = addMs(world.now(), 31 * 24 * HOUR);
    expect(await getSuppression(world.scope, email, month)).toBeUndefined();
    await world.run();
    const told = (await world.deliveries()).filter(({ kind }) => kind === 'unreached');
    expect(told).toMatchObject([{ recipientRole: 'hr', status: 'SENT', ref: id }]);
    expect(world.mails.map(({ to }) => to)).toEqual([email, 'person-03@example.com']);
    // The next reminder to that address is not sent.
    await world.runUntil('2026-03-03 12:00');
    const next = (await world.deliveries()).filter(({ status }) => status === 'SUPPRESSED');
    expect(next.length).toBeGreaterThan(0);
    expect(world.mails.filter(({ to }) => to === email)).toHaveLength(1);
    expect(await listUnreached(world.scope, world.now())).toMatchObject([{ reason: 'bounced' }]);
  });

  it('comes to the same end in any order and with any repetition', async () => {
    const [world, id] = await sentWorld();
    const types = ['Send', 'Delivery', 'Bounce', 'Complaint'] as const;
    const one = fc.record({
      type: fc.constantFrom(...types),
      messageId: fc.constantFrom('m-0', 'm-1', 'm-2'),
    });
    const RANK = ['Send', 'Delivery', 'Bounce', 'Complaint'];
    const STATUS = ['SENT', 'DELIVERED', 'BOUNCED', 'COMPLAINED'];
    let reached = { rank: 0, messageId: world.mails.length > 0 ? 'm-1' : '' };
    await fc.assert(
      fc.asyncProperty(fc.array(one, { minLength: 1, maxLength: 6 }), async (events) => {
        // The join of all that was told, whatever the order.
        for (const { type, messageId } of events) {
          const rank = RANK.indexOf(type);
          if (rank > reached.rank || (rank === reached.rank && messageId < reached.messageId))
            reached = { rank, messageId };
        }
        const bodies = events.map(({ type, messageId }) =>
          event(world, type, id, undefined, messageId),
        );
        const consume = consumerOf(world);
        for (const body of [...bodies, ...bodies.toReversed()])
          expect(await consume([body])).toEqual([]);
        const delivery = (await world.deliveries()).find((each) => each.id === id);
        expect(delivery).toMatchObject({
          status: STATUS[reached.rank],
          messageId: reached.messageId,
        });
      }),
      { numRuns: 15 },
    );
  });

  it('is read from the events that SES writes, and nothing else is', () => {
    const mail = {
      messageId: 'm-1',
      at: Date.parse('2026-03-09T01:00:00.000Z'),
      source: 'a@b.example',
      sourceArn: 'arn',
      recipients: ['person@bounce.simulator.example'],
      fields: [],
      commonHeaders: {},
      tags: {
        tenant: '01K0TENANT0000000000000001',
        plan: '01K0P000000000000000000001',
        delivery: 'd1',
      },
      operation: 'SendRawEmail',
      caller: 'c',
      configurationSet: 'upturn',
      accountId: '1',
      region: 'local',
    };
    for (const one of eventsOf(mail))
      expect(readMailEvent(JSON.stringify(one))).toMatchObject({
        kind: 'event',
        event: { tenantId: mail.tags.tenant, planId: mail.tags.plan, deliveryId: 'd1' },
      });
    const [first] = eventsOf({ ...mail, tags: { admission: 'x' } as never });
    expect(readMailEvent(JSON.stringify(first))).toEqual({ kind: 'other' });
    expect(readMailEvent('{}')).toEqual({ kind: 'malformed' });
    expect(readMailEvent('nothing')).toEqual({ kind: 'malformed' });
  });

  it('that nobody can read goes to the dead letters, without the rest of its batch', async () => {
    const [world, id] = await sentWorld();
    expect(
      await consumerOf(world)([event(world, 'Delivery', id), '{}', event(world, 'Send', 'gone')]),
    ).toEqual(['1']);
    expect((await world.deliveries())[0]).toMatchObject({ status: 'DELIVERED' });
  });
});
