import { expect, it } from 'vitest';
import type { MemberId } from '../../../domain/kernel/ids.ts';
import { getMembers, loadHistory, putMember } from '../../../functions/adapters/store/index.ts';
import { on } from '../../domain/calendar/calendars.ts';
import { useTable } from '../../support/engine.ts';
import { activePlanHistory, as, people } from '../../support/plans.ts';
import { createWorld, type World } from './world.ts';

const table = useTable();
const grant = (world: World, memberId: MemberId) =>
  world.give(
    {
      type: 'GrantAccess',
      grant: {
        as: 'investigator',
        memberId,
        from: on('2026-03-05'),
        until: on('2026-04-05'),
        purpose: '年度合规检查',
      },
    },
    as.hrOwner,
  );

it('whoever left is in no plan’s list of those who were let in, and the record says so', async () => {
  const world = await createWorld(table(), activePlanHistory());
  world.at('2026-03-05 10:00');
  await world.run();
  for (const id of [people.colleague, people.mentor, people.colleague]) await grant(world, id);
  const member = (await getMembers(world.scope, [people.colleague])).get(people.colleague);
  if (member === undefined) throw new Error('nobody');
  await putMember(world.scope, {
    before: member,
    member: { ...member, status: 'LEFT', version: member.version + 1 },
    refresh: true,
  });
  await world.run();
  const { plan } = await world.stored();
  expect(plan.grants).toMatchObject([{ memberId: people.mentor }]);
  const ended = (await loadHistory(world.scope, world.planId)).slice(-2);
  expect(ended).toMatchObject(
    [1, 2].map(() => ({
      by: { kind: 'system' },
      event: { type: 'AccessEnded', memberId: people.colleague, as: 'investigator' },
    })),
  );
  // A second look finds nothing more.
  const { version } = plan;
  world.pass(11 * 60_000);
  await world.run();
  expect((await world.stored()).plan.version).toBe(version);
});
