import { describe, expect, it } from 'vitest';
import { DEFAULT_POLICY } from '../../../domain/tenant/policy.ts';
import { given, play } from '../../support/plan-spec.ts';
import {
  agreeCommand,
  answeredHistory,
  approveCommand,
  as,
  createCommand,
  inShanghai,
  instantIn,
  OTHER_PLAN_ID,
  people,
  presentedHistory,
  shanghai,
  submitCommand,
  submittedHistory,
} from '../../support/plans.ts';

const create = (more: Parameters<typeof createCommand>[1] = {}) => createCommand(shanghai, more);
const morning = '2026-02-10 09:00';

describe('A1 employee and manager', () => {
  it('lets the line manager begin a plan, and signs it as the author', () => {
    const plan = given([]).when(create(), inShanghai(morning, as.manager)).plan();
    expect(plan).toMatchObject({
      status: 'DRAFT',
      version: 1,
      employeeId: people.employee,
      managerId: people.manager,
      authorId: people.manager,
      talk: { status: 'NOT_SHARED' },
    });
  });

  it('refuses a plan that somebody is to manage for themselves, whoever assigned it', () => {
    const own = create({ managerId: people.employee, managerAssignment: '由本人负责' });
    given([]).when(own, inShanghai(morning, as.hrOwner)).thenRefused('A1.samePerson');
  });

  it('refuses somebody who is not the line manager', () => {
    const other = create({ managerId: people.colleague });
    given([]).when(other, inShanghai(morning, as.manager)).thenRefused('A1.notLineManager');
    given([]).when(other, inShanghai(morning, as.hrOwner)).thenRefused('A1.notLineManager');
    given([])
      .when({ ...other, managerAssignment: '  ' }, inShanghai(morning, as.hrOwner))
      .thenRefused('A1.notLineManager');
    const { lineManagerId: _, ...withoutLine } = inShanghai(morning, as.manager);
    given([]).when(create(), withoutLine).thenRefused('A1.notLineManager');
  });

  it('lets HR assign another manager in writing, and nobody else', () => {
    const assigned = create({ managerId: people.colleague, managerAssignment: '直属经理休产假' });
    const [event] = given([]).when(assigned, inShanghai(morning, as.hrOwner)).events();
    expect(event).toMatchObject({ managerAssignment: '直属经理休产假', authorId: people.hrOwner });
    given([]).when(assigned, inShanghai(morning, as.manager)).thenRefused('A1.notLineManager');
    given([]).when(assigned, inShanghai(morning, as.system)).thenRefused('A1.notLineManager');
  });

  it('keeps no assignment that was not needed', () => {
    const needless = create({ managerAssignment: '直属经理' });
    const [event] = given([]).when(needless, inShanghai(morning, as.hrOwner)).events();
    expect(event).not.toHaveProperty('managerAssignment');
  });

  it('takes the HR owner for the author of what no person drafted', () => {
    expect(given([]).when(create(), inShanghai(morning, as.system)).plan().authorId).toBe(
      people.hrOwner,
    );
  });
});

describe('A2 one plan at a time', () => {
  it('warns of a second draft, which an accepted reason lets pass', () => {
    const context = inShanghai(morning, as.manager, { otherDrafts: 1 });
    given([]).when(create(), context).thenRefused('A2.secondDraft');
    given([])
      .when(create({ accepted: [{ ruleId: 'A2', reason: '太短' }] }), context)
      .thenRefused('A2.secondDraft');
    const accepted = [{ ruleId: 'A2', reason: '另一份草稿将于今日取消' }];
    expect(given([]).when(create({ accepted }), context).plan().accepted).toMatchObject([
      { ruleId: 'A2', reason: '另一份草稿将于今日取消', by: people.manager },
    ]);
  });

  it('refuses it where the tenant raised the warning', () => {
    const policy = { ...DEFAULT_POLICY, raised: ['A2'] };
    const accepted = [{ ruleId: 'A2', reason: '另一份草稿将于今日取消' }];
    given([])
      .when(create({ accepted }), inShanghai(morning, as.manager, { otherDrafts: 1, policy }))
      .thenRefused('A2.secondDraft');
  });

  it('refuses to submit while another plan is open', () => {
    const when = '2026-02-12 15:00';
    given(answeredHistory())
      .when(submitCommand, inShanghai(when, as.manager, { openPlanId: OTHER_PLAN_ID }))
      .thenRefused('A2.openPlan');
    given(answeredHistory())
      .when(submitCommand, inShanghai(when, as.manager))
      .thenTypes('PlanSubmitted');
  });
});

describe('A3 who approves', () => {
  const history = submittedHistory();
  const approve = approveCommand(history);
  const when = '2026-02-13 10:00';

  it.each(['employee', 'manager'] as const)('refuses the %s', (who) => {
    given(history).when(approve, inShanghai(when, as[who])).thenRefused('A3.approver');
  });

  it('refuses the author, though they be HR', () => {
    const byHr = play([], [create(), inShanghai(morning, as.hrOwner)]);
    const submitted = play(
      byHr,
      [{ type: 'DeferSharing', reason: '员工休假中' }, inShanghai(morning, as.hrOwner)],
      [submitCommand, inShanghai('2026-02-12 15:00', as.hrOwner)],
    );
    given(submitted)
      .when(approveCommand(submitted), inShanghai(when, as.hrOwner))
      .thenRefused('A3.approver');
    given(submitted)
      .when(approveCommand(submitted), inShanghai(when, as.hrHead))
      .thenTypes('PlanApproved');
  });

  it('lets the HR owner approve what a manager wrote', () => {
    given(history).when(approve, inShanghai(when, as.hrOwner)).thenTypes('PlanApproved');
  });
});

describe('A5 a refusal has a witness', () => {
  const history = presentedHistory();
  const witness = {
    name: '陈静',
    role: '人力资源专员',
    memberId: people.colleague,
    at: instantIn(shanghai.zone, '2026-02-25 10:45'),
    place: '三号会议室',
  };
  const refusal = (more: Partial<typeof witness> = {}) =>
    given(history).when(
      { type: 'RecordRefusal', witness: { ...witness, ...more } },
      inShanghai('2026-02-25 11:30', as.manager),
    );

  it('records who saw it, when and where, and who wrote it down', () => {
    refusal().thenEvents({
      type: 'PlanAcknowledged',
      acknowledgement: {
        kind: 'REFUSED',
        at: instantIn(shanghai.zone, '2026-02-25 11:30'),
        on: '2026-02-25',
        contentHash: agreeCommand(history).contentHash,
        witness,
        recordedBy: people.manager,
      },
    } as never);
  });

  it('takes somebody from outside the company', () => {
    const { memberId: _, ...outside } = witness;
    given(history)
      .when({ type: 'RecordRefusal', witness: outside }, inShanghai('2026-02-25 11:30', as.hrOwner))
      .thenTypes('PlanAcknowledged');
  });

  it.each(['employee', 'manager'] as const)('refuses the %s as a witness', (who) => {
    refusal({ memberId: people[who] }).thenRefused('A5.witness');
  });

  it.each(['name', 'role', 'place'] as const)('asks for the %s', (field) => {
    expect(refusal({ [field]: ' ' }).violations()).toMatchObject([
      { messageKey: 'A5.incomplete', path: `/witness/${field}` },
    ]);
  });

  it.each(['2026-02-25 10:30', '2026-02-25 11:30'])('takes %s, from serving until now', (at) => {
    refusal({ at: instantIn(shanghai.zone, at) }).thenTypes('PlanAcknowledged');
  });

  it.each(['2026-02-25 10:29', '2026-02-25 11:31'])(
    'refuses %s, before serving or to come',
    (at) => {
      expect(refusal({ at: instantIn(shanghai.zone, at) }).violations()).toMatchObject([
        { messageKey: 'A5.incomplete', path: '/witness/at' },
      ]);
    },
  );
});
