import { describe, expect, it } from 'vitest';
import { peopleOf, reminderContext } from '../../../domain/reminder/people.ts';
import { appealedHistory, decidedHistory, nameCommand } from '../../support/after-close.ts';
import {
  amendedOn,
  changeManager,
  proposeAmendment,
  withEasierGoal,
} from '../../support/amendments.ts';
import { type History, planOf, play } from '../../support/plan-spec.ts';
import { activePlanHistory, as, berlin, people, shanghai } from '../../support/plans.ts';
import { step } from '../../support/run-histories.ts';
import { tenantOf } from '../../support/store.ts';

const { employee, manager, hrOwner, hrHead, mentor, trainer, colleague } = people;
const running = activePlanHistory();
const concerned = (history: History, head?: typeof hrHead) => peopleOf(planOf(history), head);

describe('whom a plan’s reminders may reach', () => {
  it('its people, the HR head and the providers, each once', () => {
    expect(concerned(running)).toEqual([employee, manager, hrOwner, trainer, mentor]);
    expect(concerned(running, hrHead)).toEqual([
      employee,
      manager,
      hrOwner,
      hrHead,
      trainer,
      mentor,
    ]);
    expect(concerned(activePlanHistory(berlin), hrOwner)).toEqual([
      employee,
      manager,
      hrOwner,
      mentor,
    ]);
  });

  it('a successor who is asked, and nobody by another amendment', () => {
    const asked = play(running, step('2026-03-10 09:00', as.hrOwner, changeManager()));
    expect(concerned(asked)).toContain(colleague);
    const easier = proposeAmendment(withEasierGoal());
    const other = play(running, step('2026-03-04 09:00', as.manager, easier));
    expect(concerned(other)).toEqual(concerned(running));
    expect(concerned(amendedOn(running, '2026-03-04', easier))).toEqual(concerned(running));
  });

  it('whoever was named to decide an appeal', () => {
    expect(concerned(appealedHistory())).not.toContain(colleague);
    const named = step('2026-05-12 09:00', as.hrOwner, nameCommand());
    expect(concerned(play(appealedHistory(), named))).toContain(colleague);
    expect(concerned(decidedHistory())).toContain(colleague);
  });
});

describe('where they work', () => {
  const plan = planOf(running);
  const tenant = tenantOf();
  const place = (sites: Parameters<typeof reminderContext>[2], of = tenant) =>
    reminderContext(of, plan, sites).workplaceOf(manager).zone;
  const everybody = Object.fromEntries(
    peopleOf(plan, tenant.hrHeadId).map((id) => [id, 'shanghai']),
  );

  it('is their own site; the employee’s where none is given, for the time being', () => {
    expect(place({ ...everybody, [manager]: 'berlin' })).toBe(berlin.zone);
    expect(place({})).toBe(shanghai.zone);
    const context = (sites: Parameters<typeof reminderContext>[2]) =>
      reminderContext(tenant, plan, sites);
    expect(context(everybody).provisional).toBe(false);
    expect(context({ ...everybody, [manager]: undefined } as never).provisional).toBe(true);
  });

  it('is the zone of the plan, Monday to Friday, in a company without that site', () => {
    const context = reminderContext({ ...tenant, sites: [] }, plan, everybody);
    expect(context.workplaceOf(manager)).toEqual({ zone: plan.zone, calendar: context.calendar });
    expect(context.calendar).toMatchObject({ weekend: [6, 7], nonWorking: [], extraWorking: [] });
  });

  it('comes with the company’s policy and its HR head, where there is one', () => {
    expect(reminderContext(tenant, plan, {})).toMatchObject({
      policy: tenant.policy,
      hrHeadId: hrHead,
    });
    const { hrHeadId: _, ...headless } = tenant;
    expect(reminderContext(headless, plan, {})).not.toHaveProperty('hrHeadId');
  });
});
