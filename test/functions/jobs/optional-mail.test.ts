import { describe, expect, it } from 'vitest';
import { optionalMailOf } from '../../../domain/reminder/optional.ts';
import { putOptOut } from '../../../functions/adapters/store/index.ts';
import { openOptOut } from '../../../functions/adapters/system/link-token.ts';
import { recording, useTable } from '../../support/engine.ts';
import { activePlanHistory, people } from '../../support/plans.ts';
import { createWorld, type SentMail, summaryOf, type World } from './world.ts';

const table = useTable();
const manager = `person-${people.manager.slice(-2)}@example.com`;

/** A header's whole line, unfolded. */
const lineOf = ({ parsed }: SentMail, name: string): string | undefined =>
  parsed.headerLines.find(({ key }) => key === name)?.line.replace(/\r?\n\s/g, '');

const linkIn = (mail: SentMail): string | undefined =>
  /<(https:[^>]+)>/.exec(lineOf(mail, 'list-unsubscribe') ?? '')?.[1];
const mailsToManager = (world: World) => world.mails.filter(({ to }) => to === manager);

describe('P8: optional mail', () => {
  it('carries a link of its recipient and sort; mail of the day, meetings and notices carry none', async () => {
    const world = await createWorld(table(), activePlanHistory());
    await world.runUntil('2026-03-06 18:00');
    const sent = (await world.deliveries()).filter(({ status }) => status === 'SENT');
    expect(sent.length).toBeGreaterThan(2);
    for (const mail of world.mails) {
      const delivery = sent.find(({ id }) => id === mail.tags.delivery);
      const isOptional = delivery !== undefined && optionalMailOf(delivery) !== undefined;
      const link = linkIn(mail);
      expect(link !== undefined, `${delivery?.kind} ${delivery?.step}`).toBe(isOptional);
      const post = lineOf(mail, 'list-unsubscribe-post');
      expect(post).toBe(
        isOptional ? 'List-Unsubscribe-Post: List-Unsubscribe=One-Click' : undefined,
      );
      if (link === undefined) continue;
      const token = new URL(link).searchParams.get('token') ?? '';
      expect(openOptOut('key of links', token, world.now())).toEqual({
        tenantId: world.tenantId,
        memberId: delivery?.recipientId,
        sort: 'ahead',
      });
    }
    expect(world.mails.some((mail) => linkIn(mail) !== undefined)).toBe(true);
  });

  it('stops when it was switched off; on the day it is said all the same', async () => {
    const world = await createWorld(table(), activePlanHistory());
    const { tenantId } = world;
    await putOptOut(world.scope, {
      tenantId,
      memberId: people.manager,
      sort: 'ahead',
      at: world.now(),
    });
    await world.runUntil('2026-03-09 10:00');
    const mine = (await world.deliveries()).filter(
      ({ recipientId, kind }) => recipientId === people.manager && kind === 'measurement',
    );
    const early = mine.filter(({ step }) => step === 'before');
    expect(early.length).toBeGreaterThan(0);
    for (const one of early) expect(one).toMatchObject({ status: 'CANCELLED', reason: 'unwanted' });
    expect(summaryOf(mine)).toContain('manager measurement onDay SENT');
    expect(mailsToManager(world).length).toBeGreaterThan(0);
  });

  it('costs a mail no call of its own: choices and address are read with the plan', async () => {
    const { table: recorded, operations } = recording(table());
    const world = await createWorld(recorded, activePlanHistory());
    await world.runUntil('2026-03-06 10:00');
    expect(world.mails.length).toBeGreaterThan(0);
    expect(operations().filter((one) => one === 'GetItem')).toEqual([]);
  });
});
