import { describe, expect, it } from 'vitest';
import type { MemberId } from '../../../domain/kernel/ids.ts';
import { DEFAULT_POLICY } from '../../../domain/tenant/policy.ts';
import {
  getMembers,
  getPreferences,
  loadDeliveries,
  putMember,
  putPreferences,
} from '../../../functions/adapters/store/index.ts';
import { homeOf } from '../../../functions/jobs/digest.ts';
import { useTable } from '../../support/engine.ts';
import { activePlanHistory, as, instantIn, people, shanghai } from '../../support/plans.ts';
import { awsError, createWorld, summaryOf, type World } from './world.ts';

const table = useTable();
const at = (local: string) => instantIn(shanghai.zone, local);

/** A running plan in a company that has its reminders in one mail a day. */
const gathering = async (digest = 'daily 09:00') => {
  const history = activePlanHistory().map((recorded) =>
    recorded.event.type === 'PlanSubmitted'
      ? { ...recorded, event: { ...recorded.event, policy: { ...DEFAULT_POLICY, digest } } }
      : recorded,
  );
  const world = await createWorld(table(), history as never);
  // What waits in a digest, or went with it, is written down in its plan too.
  const { deliveries } = world;
  const ofPlan = async () => (await deliveries()).filter(({ status }) => status !== 'GATHERED');
  // The clock stops at digests too, which lie with people.
  const everything = async () => [
    ...(await ofPlan()),
    ...(await Promise.all(Object.values(people).map((id) => digestsOf(world, id)))).flat(),
  ];
  return Object.assign(world, { deliveries: everything, ofPlan });
};

const digestsOf = async (world: World, id: MemberId) => loadDeliveries(world.scope, homeOf(id));
const sentTo = (world: World, id: MemberId) =>
  world.mails
    .filter(({ to }) => to === `person-${id.slice(-2)}@example.com`)
    .map(({ at: when, parsed }) => `${when} ${parsed.subject}`);

describe('P7: a digest', () => {
  it('is one mail for what falls to one person on one day, a little after the hour', async () => {
    const world = await gathering();
    await world.runUntil('2026-03-13 10:00');
    const digests = (await digestsOf(world, people.manager)).filter(
      ({ entries = [] }) => entries.length > 1,
    );
    expect(digests.length).toBeGreaterThan(0);
    for (const { dueOn, status, attempt } of digests) {
      expect([status, attempt]).toEqual(['SENT', 1]);
      const mails = sentTo(world, people.manager).filter((line) =>
        line.startsWith(at(`${dueOn} 09:05`)),
      );
      expect(mails).toHaveLength(1);
    }
    const text = world.mails.map(({ parsed }) => `${parsed.subject} ${parsed.text}`).join('\n');
    for (const secret of ['客户', 'Person', 'PIP', '绩效']) expect(text).not.toContain(secret);
  });

  it('leaves to themselves the first word of a meeting, legal notices and what is told on', async () => {
    const world = await gathering();
    await world.runUntil('2026-03-13 10:00');
    const alone = summaryOf(await world.ofPlan());
    expect(alone.some((line) => line.includes('escalation'))).toBe(true);
    expect(alone).toContain('employee checkIn before3 SENT');
    expect(alone.filter((line) => line.includes(' checkIn ') && line.includes('onDay'))).toEqual(
      [],
    );
    const told = (await digestsOf(world, people.manager)).flatMap(({ entries = [] }) => entries);
    expect(told.some(({ step }) => step === 'escalation' || step === 'notice')).toBe(false);
    expect(told.some(({ part }) => part === 'told')).toBe(false);
  });

  it('sends nothing that is done meanwhile, and one thing that is left as the mail it is', async () => {
    const world = await gathering();
    await world.runUntil('2026-03-09 09:01');
    const [digest] = (await digestsOf(world, people.manager)).filter(
      ({ dueOn }) => dueOn === '2026-03-09',
    );
    expect(digest).toMatchObject({ status: 'SCHEDULED' });
    await world.give({ type: 'Cancel', reason: 'ROLE_CHANGED', note: '转岗' }, as.hrOwner);
    const before = world.mails.length;
    world.pass(6 * 60_000);
    await world.run();
    expect(
      (await digestsOf(world, people.manager)).find(({ id }) => id === digest?.id),
    ).toMatchObject({ status: 'CANCELLED', reason: 'over' });
    expect(world.mails.slice(before).every(({ tags }) => tags.kind !== 'digest')).toBe(true);
  });

  it('loses nothing when it fails: each part goes out by itself', async () => {
    const world = await gathering();
    await world.runUntil('2026-03-06 09:01');
    const before = world.mails.length;
    world.mailService(awsError('MessageRejected', 400), 'accepts');
    world.pass(5 * 60_000);
    await world.run();
    const [digest] = (await digestsOf(world, people.manager)).filter(
      ({ dueOn }) => dueOn === '2026-03-06',
    );
    const failed = [digest].filter((one) => one?.status === 'FAILED');
    if (failed.length === 1) {
      const ids = digest?.entries?.map(({ id }) => id) ?? [];
      const parts = (await world.ofPlan()).filter(({ id }) => ids.includes(id));
      expect(parts.map(({ status }) => status)).toEqual(ids.map(() => 'SENT'));
    }
    expect(world.mails.length).toBeGreaterThan(before);
  });

  it('goes to whoever stands in, part by part, when its recipient leaves in between', async () => {
    const world = await gathering();
    await world.runUntil('2026-03-06 09:01');
    const [manager] = (await getMembers(world.scope, [people.manager])).values();
    if (manager === undefined) throw new Error('nobody');
    const member = { ...manager, status: 'LEFT' as const, version: manager.version + 1 };
    await putMember(world.scope, { member, before: manager });
    const before = world.mails.length;
    world.pass(6 * 60_000);
    await world.run();
    const [digest] = (await digestsOf(world, people.manager)).filter(
      ({ dueOn }) => dueOn === '2026-03-06',
    );
    expect(digest).toMatchObject({ status: 'CANCELLED', reason: 'split' });
    const got = world.mails.slice(before).filter(({ to }) => to.includes(people.hrOwner.slice(-2)));
    expect(got.length).toBeGreaterThanOrEqual(digest?.entries?.length ?? 99);
  });

  it('comes late for nobody: what expands after it went out goes by itself, and every key once', async () => {
    const world = await gathering();
    await world.runUntil('2026-03-12 18:00');
    const ids = [
      ...(await world.ofPlan()).map(({ id }) => id),
      ...(await Promise.all(Object.values(people).map((id) => digestsOf(world, id))))
        .flat()
        .flatMap(({ entries = [] }) => entries.map(({ id }) => id)),
    ];
    expect(new Set(ids).size).toBe(ids.length);
    const plain = await gathering('off');
    await plain.runUntil('2026-03-12 18:00');
    // With digests or without, the same reminders are dealt with, under keys of their own plans.
    expect(ids.length).toBe((await plain.ofPlan()).length);
  }, 60_000);

  it('tells plans apart by the recipient’s own names', async () => {
    const world = await gathering();
    const before = await getPreferences(world.scope, people.manager);
    await putPreferences(world.scope, people.manager, {
      before,
      after: { ...before, aliases: { [world.planId]: '北区' } },
      at: world.now(),
    });
    await world.runUntil('2026-03-06 18:00');
    const mine = world.mails.filter(({ to }) => to.includes(people.manager.slice(-2)));
    expect(mine.at(-1)?.parsed.text).toContain('北区');
  });
});
