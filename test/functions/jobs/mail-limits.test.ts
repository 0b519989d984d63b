import { describe, expect, it } from 'vitest';
import type { TenantId } from '../../../domain/kernel/ids.ts';
import {
  DAILY_LIMITS,
  getTenant,
  loadAllowances,
  putTenant,
  takeAllowance,
} from '../../../functions/adapters/store/index.ts';
import { startOfNextDay } from '../../../functions/jobs/mail-limits.ts';
import { useTable } from '../../support/engine.ts';
import { instantIn, people, presentedHistory, shanghai } from '../../support/plans.ts';
import { createWorld, type World } from './world.ts';

const table = useTable();
const at = (text: string) => instantIn(shanghai.zone, text);
const presented = () => createWorld(table(), presentedHistory());
const codes = ({ lines }: World) => lines.map(({ code }) => code);

/** Uses up all but `left` of today's mails. */
const useUp = async (world: World, kind: 'mail' | 'mailTo', most: number, left = 0) => {
  const who = kind === 'mailTo' ? { memberId: people.employee } : {};
  await Promise.all(
    Array.from({ length: most - left }, () =>
      takeAllowance(world.scope, { kind, ...who, most, now: at('2026-02-25 11:00') }),
    ),
  );
};

describe('the mails of a day', () => {
  it('end exactly at the limit of one person; what is above goes out the next day, and says that it is late', async () => {
    const world = await presented();
    await useUp(world, 'mailTo', DAILY_LIMITS.mailTo);
    await world.runUntil('2026-02-25 23:59');
    expect(world.mails).toEqual([]);
    expect(codes(world)).toContain('delivery.capped');
    expect(await world.deliveries()).toMatchObject([{ status: 'SCHEDULED', late: true }]);
    await world.runUntil('2026-02-26 12:00');
    const [first] = world.mails;
    expect(first?.at).toBe(at('2026-02-26 09:00'));
    expect((await world.deliveries())[0]).toMatchObject({ status: 'SENT' });
  });

  it('end exactly at the limit of the company as well', async () => {
    const world = await presented();
    // A day's thousands, without sending them.
    await useUp(world, 'mail', 20);
    await useUp(world, 'mailTo', DAILY_LIMITS.mailTo, 1);
    await world.runUntil('2026-02-25 23:59');
    expect(world.mails).toHaveLength(1);
    const use = await loadAllowances(world.scope, at('2026-02-25 12:00'));
    expect(use).toContainEqual(expect.objectContaining({ kind: 'mailTo', used: 25, refused: 0 }));
    expect(use).toContainEqual(expect.objectContaining({ kind: 'mail', used: 21 }));
  });

  it('begin with the day in UTC', () => {
    expect(startOfNextDay(at('2026-02-25 23:59'))).toBe('2026-02-26T00:00:00.000Z');
    expect(startOfNextDay(at('2026-02-26 08:00'))).toBe('2026-02-27T00:00:00.000Z');
  });
});

describe('a mail that names another company', () => {
  it('is not sent, and that is said loudly', async () => {
    const other = '01K0TENANT000000000000000Z' as TenantId;
    const world = await presented();
    world.outgoing.meet(other);
    const before = await getTenant(world.scope);
    if (before === undefined) throw new Error('no tenant');
    const { policy } = before;
    const links = { ...policy.links, appUrl: `https://upturn.example/${other}` };
    const tenant = { ...before, version: before.version + 1, policy: { ...policy, links } };
    await putTenant(world.scope, { tenant, before });
    await world.runUntil('2026-02-25 12:00');
    expect(world.mails).toEqual([]);
    expect(world.lines.find(({ code }) => code === 'egress.blocked')).toMatchObject({
      level: 'error',
      tenantId: world.tenantId,
    });
    expect((await world.deliveries()).map(({ status }) => status)).not.toContain('SENT');
  });
});
