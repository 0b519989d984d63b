import { describe, expect, it } from 'vitest';
import {
  getMembers,
  getPreferences,
  getTenant,
  putMember,
  putPreferences,
  putTenant,
} from '../../../functions/adapters/store/index.ts';
import { useTable } from '../../support/engine.ts';
import { activePlanHistory, people } from '../../support/plans.ts';
import { createWorld, type World } from './world.ts';

const table = useTable();
const NAME = '李小芳';

/** A running plan, in a company whose mails may say whose it is. */
const openly = async (namesPlan: boolean | undefined): Promise<World> => {
  const world = await createWorld(table(), activePlanHistory());
  const [employee] = (await getMembers(world.scope, [people.employee])).values();
  const before = await getTenant(world.scope);
  if (employee === undefined || before === undefined) throw new Error('nobody');
  const member = { ...employee, name: NAME, version: employee.version + 1 };
  await putMember(world.scope, { member, before: employee });
  const mail = namesPlan === undefined ? {} : { mail: { namesPlan } };
  const policy = { ...before.policy, ...mail };
  await putTenant(world.scope, { before, tenant: { ...before, policy, version: 2 } });
  return world;
};
const mailsTo = (world: World, id: string) =>
  world.mails.filter(({ to }) => to === `person-${id.slice(-2)}@example.com`);
const said = (world: World) =>
  world.mails.map(({ parsed }) => `${parsed.subject}\n${parsed.text}\n${parsed.html}`).join('\n');

describe('O3: whose plan it is, in mails', () => {
  it.each([undefined, false])('is not said unless the company wants it: %s', async (namesPlan) => {
    const world = await openly(namesPlan);
    await world.runUntil('2026-03-06 18:00');
    expect(world.mails.length).toBeGreaterThan(3);
    for (const word of [NAME, '绩效', 'performance', 'PIP'])
      expect(said(world)).not.toContain(word);
  });

  it('is said to manager and HR by name, to the employee as their own, to a provider never', async () => {
    const world = await openly(true);
    const before = await getPreferences(world.scope, people.hrOwner);
    const after = { ...before, aliases: { [world.planId]: '北区' } };
    await putPreferences(world.scope, people.hrOwner, { before, after, at: world.now() });
    await world.runUntil('2026-03-13 18:00');
    const text = (id: string) => mailsTo(world, id).map(({ parsed }) => parsed.text ?? '');
    const subjects = (id: string) => mailsTo(world, id).map(({ parsed }) => parsed.subject ?? '');
    expect(subjects(people.manager).every((one) => one.endsWith(` · ${NAME}`))).toBe(true);
    for (const one of text(people.manager))
      expect(one).toContain(`所涉计划：${NAME}的绩效改进计划`);
    expect(subjects(people.employee).every((one) => one.endsWith(' · 绩效改进计划'))).toBe(true);
    for (const one of text(people.employee)) {
      expect(one).toContain('您的绩效改进计划');
      expect(one).not.toContain(NAME);
    }
    expect(text(people.mentor).length).toBeGreaterThan(0);
    for (const one of [...text(people.mentor), ...subjects(people.mentor)])
      expect(one).not.toMatch(new RegExp(`${NAME}|绩效`));
    // The reader's own name for a plan stands in the subject in place of the employee's.
    expect(subjects(people.hrOwner).length).toBeGreaterThan(0);
    expect(subjects(people.hrOwner).every((one) => one.endsWith(' · 北区'))).toBe(true);
    // Calendars are seen by others: their entries stay as they are.
    for (const { parsed } of world.mails)
      for (const { content } of parsed.attachments)
        expect(String(content)).not.toMatch(new RegExp(`${NAME}|绩效`));
  });
});
