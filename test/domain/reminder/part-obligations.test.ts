import { describe, expect, it } from 'vitest';
import type { Plan } from '../../../domain/plan/state.ts';
import { noticesOf, obligationsOf } from '../../../domain/reminder/obligations.ts';
import { cancelledHistory, sustainHistory } from '../../support/after-close.ts';
import { type History, planOf } from '../../support/plan-spec.ts';
import { activePlanHistory, berlin, instantIn, people, shanghai } from '../../support/plans.ts';
import { finalReviewHistory } from '../../support/run-histories.ts';
import { on } from '../calendar/calendars.ts';
import { remindingAt } from './reminding.ts';

const AT = instantIn(shanghai.zone, '2026-03-20 10:00');
const movedBy = { manager: 0, other: 0 };

/** A plan of the stories, with what became of some of its parts. */
const withState = (history: History, more: object, other: object = {}): Plan => {
  const plan = planOf(history);
  const running = 'running' in plan ? { running: { ...plan.running, ...more } } : {};
  return { ...plan, ...running, ...other } as Plan;
};

const owed = (plan: Plan, kind: string, of = shanghai): readonly string[] => {
  const all = obligationsOf(plan, remindingAt(of));
  // Whatever asks for nothing leaves nothing behind.
  expect(all.filter((one) => typeof one !== 'object')).toEqual([]);
  return all
    .filter((one) => one.kind === kind)
    .map(({ ref, role, dueOn }) => `${ref} ${role} ${dueOn}`);
};

describe('P11: what each part asks for', () => {
  const running = activePlanHistory();

  it('E6: a rating of whoever has not rated yet, where the checkpoint asked for one', () => {
    const held = { status: 'HELD', movedBy, heldOn: on('2026-03-31'), reportSeq: 40 };
    const rate = { from: AT, by: on('2026-04-02') };
    const ratings = (more: object) =>
      owed(withState(running, { checkpoints: { 'month-1': { ...held, ...more } } }), 'rating');
    expect(ratings({ rate })).toEqual([
      'month-1 employee 2026-04-02',
      'month-1 manager 2026-04-02',
    ]);
    expect(ratings({ rate, ratedBy: ['employee'] })).toEqual(['month-1 manager 2026-04-02']);
    expect(ratings({ rate, ratedBy: ['manager'] })).toEqual(['month-1 employee 2026-04-02']);
    expect(ratings({})).toEqual([]);
  });

  it('I9: recognition of a goal newly met, correction of one off track', () => {
    const turned = (status: string) => ({ status, answerBy: on('2026-03-24'), at: AT });
    const plan = withState(running, {
      goals: {
        'response-time': { turned: turned('MET') },
        'no-complaints': { turned: turned('OFF_TRACK') },
        'first-time-resolution': {},
      },
    });
    expect(owed(plan, 'recognition')).toEqual(['response-time manager 2026-03-24']);
    expect(owed(plan, 'correction')).toEqual(['no-complaints manager 2026-03-24']);
  });

  it('D3: a baseline until it is there, and nothing more of a goal that was measured at its end', () => {
    const measured = (goal: object) =>
      owed(
        withState(activePlanHistory(berlin), { goals: { 'lead-time': goal } }),
        'measurement',
        berlin,
      ).filter((line) => line.startsWith('lead-time'));
    expect(measured({})).toHaveLength(2);
    expect(measured({ baseline: 9 })).toEqual(['lead-time manager 2026-03-16']);
  });

  it('F4: a support that is promised or has its dates, and no action that waits for it', () => {
    const SCHEDULED = { status: 'SCHEDULED', on: on('2026-03-05') };
    const supports = (state: object) => withState(running, { supports: { mentor: state } });
    expect(owed(supports(SCHEDULED), 'supportDelivery')).toContain('mentor provider 2026-03-06');
    const waived = { status: 'WAIVED', on: on('2026-03-05'), waivedAt: AT };
    expect(owed(supports(waived), 'supportDelivery')).not.toContain('mentor provider 2026-03-06');
    const plan = planOf(running);
    const actions = plan.content.actions.map((action) => ({ ...action, dependsOn: ['mentor'] }));
    const waiting = { ...plan, content: { ...plan.content, actions } } as Plan;
    expect(owed(plan, 'action')).toHaveLength(3);
    expect(owed(waiting, 'action')).toEqual([]);
  });

  it('K8: the final meeting, until it was held, somebody was invited twice or a proposal is out', () => {
    const reviewed = (more: object, history = finalReviewHistory()) => {
      const plan = planOf(history);
      if (plan.status !== 'FINAL_REVIEW') throw new Error(plan.status);
      return { ...plan, review: { ...plan.review, ...more } } as Plan;
    };
    const open = ['2026-05-06 manager 2026-05-06', '2026-05-06 employee 2026-05-06'];
    const days = [on('2026-05-01'), on('2026-05-06')];
    expect(owed(reviewed({}), 'finalReview')).toEqual(open);
    expect(owed(reviewed({ invitedOn: days.slice(1) }), 'finalReview')).toEqual(open);
    expect(owed(reviewed({ invitedOn: days }), 'finalReview')).toEqual([]);
    expect(owed(reviewed({ meetingHeldOn: on('2026-05-06') }), 'finalReview')).toEqual([]);
    expect(owed(reviewed({ proposal: { at: AT } }), 'finalReview')).toEqual([]);
    // K2: early, it is owed within the window from that day on, and since then.
    const early = reviewed({ early: true, begunOn: on('2026-03-20'), begunAt: AT });
    expect(owed(early, 'finalReview')[0]).toBe('2026-05-06 manager 2026-04-03');
    const [meeting] = obligationsOf(early, remindingAt(shanghai)).filter(
      ({ kind }) => kind === 'finalReview',
    );
    expect(meeting?.openedAt).toBe(AT);
    expect(owed(early, 'outcome')).toEqual([`${AT} manager 2026-04-03`]);
  });

  it('since the first answer to the plan, not a later one', () => {
    const plan = planOf(running);
    if (plan.status !== 'ACTIVE') throw new Error(plan.status);
    const [first] = plan.acknowledgements;
    const again = { ...plan, acknowledgements: [first, { ...first, at: AT }] } as Plan;
    expect(obligationsOf(again, remindingAt(shanghai))).toEqual(
      obligationsOf(plan, remindingAt(shanghai)),
    );
  });

  it('a proposal that came back is told until there is another', () => {
    const plan = planOf(finalReviewHistory());
    if (plan.status !== 'FINAL_REVIEW') throw new Error(plan.status);
    const told = (more: object) =>
      noticesOf({ ...plan, review: { ...plan.review, ...more } }, remindingAt(shanghai)).filter(
        ({ kind }) => kind === 'outcomeReturned',
      );
    expect(told({ outcomeReturnedAt: AT })).toHaveLength(1);
    expect(told({ outcomeReturnedAt: AT, proposal: { at: AT } })).toEqual([]);
  });

  it('M1: a monthly word in the window of a success, its last day included', () => {
    const plan = planOf(sustainHistory());
    if (plan.status !== 'SUSTAIN') throw new Error(plan.status);
    const next = (lastCheckInOn: string) =>
      owed(
        { ...plan, sustain: { ...plan.sustain, lastCheckInOn: on(lastCheckInOn) } },
        'sustainCheckIn',
      );
    expect(plan.sustain.endsOn).toBe('2026-08-06');
    expect(next('2026-07-07')).toEqual(['2026-08-06 manager 2026-08-06']);
    expect(next('2026-07-08')).toEqual([]);
  });

  it('O1: of a plan that was delivered, though never shared, its end is told; an appeal says its own', () => {
    const ended = (more: object, closing: object = {}) => {
      const plan = planOf(cancelledHistory());
      if (plan.status !== 'CLOSED') throw new Error(plan.status);
      const { sharedAt: _, ...talk } = plan.talk;
      return { ...plan, talk, closing: { ...plan.closing, ...closing }, ...more } as Plan;
    };
    const told = (plan: Plan) =>
      noticesOf(plan, remindingAt(shanghai))
        .filter(({ meeting }) => meeting === undefined)
        .map(({ kind, memberId }) => [kind, memberId]);
    expect(told(ended({}))).toEqual([['planCancelled', people.manager]]);
    expect(owed(ended({}), 'appeal')).toHaveLength(1);
    expect(told(ended({}, { reason: 'APPEAL' }))).toEqual([]);
    const { delivery: _, ...undelivered } = planOf(activePlanHistory()) as never as {
      delivery: unknown;
    };
    expect(told(ended({ before: undelivered }))).toEqual([]);
    expect(owed(ended({ before: undelivered }), 'appeal')).toEqual([]);
  });
});
