import { describe, expect, it } from 'vitest';
import { checkInDraft } from '../../../domain/plan/check-in-draft.ts';
import { shiftContent } from '../../../domain/plan/content-dates.ts';
import { decide } from '../../../domain/plan/decide.ts';
import type { PlanEvent } from '../../../domain/plan/events.ts';
import { evolve } from '../../../domain/plan/evolve.ts';
import { cited } from '../../../domain/plan/observation.ts';
import { capacityOf, memberOf } from '../../../domain/plan/parts.ts';
import { NO_RECORDS } from '../../../domain/plan/records.ts';
import { hearingRules, namedRules, reopeningRules } from '../../../domain/plan/rules/appeal.ts';
import { leavesUnanswered } from '../../../domain/plan/rules/causes.ts';
import { noticeRules } from '../../../domain/plan/rules/closing.ts';
import { evidenceRules, observationRules } from '../../../domain/plan/rules/evidence.ts';
import type { RuleResult } from '../../../domain/plan/rules/findings.ts';
import { overrideRules, withOverrides } from '../../../domain/plan/rules/overrides.ts';
import { relapseRules, sustainCheckInRules } from '../../../domain/plan/rules/sustain.ts';
import { employeeView } from '../../../domain/plan/rules/talk.ts';
import {
  feedbackWording,
  resignationAgreed,
  wordingOf,
} from '../../../domain/plan/rules/wording.ts';
import type { RunningState } from '../../../domain/plan/running-state.ts';
import type { GrantTerms, Plan, RunningPlan } from '../../../domain/plan/state.ts';
import { decider } from '../../support/after-close.ts';
import { planOf } from '../../support/plan-spec.ts';
import {
  activePlanHistory,
  as,
  berlin,
  changed,
  inShanghai,
  people,
  shanghai,
  shanghaiContent,
} from '../../support/plans.ts';
import { on } from '../calendar/calendars.ts';

const active = planOf(activePlanHistory()) as RunningPlan;
const content = shanghaiContent();
const { calendar } = shanghai;
const keys = (results: readonly RuleResult[]) =>
  results.map(({ messageKey, path }) => `${messageKey} ${path}`);
const today = on('2026-05-14');

describe('L2, L5: the hearing of an appeal', () => {
  const appeal = { lodgedOn: on('2026-05-11'), decider: { memberId: people.colleague } };
  const plan = { appeal } as never;
  const hearing = {
    heldOn: today,
    attendees: ['员工', ' '],
    statements: [{ by: '员工', text: '课程太晚' }],
  };
  const judged = (more: object, of = plan) =>
    keys(hearingRules({ ...hearing, ...more }, of, { today }));

  it('is of a day from the appeal to today, with anybody at all', () => {
    expect(judged({})).toEqual([]);
    expect(judged({ heldOn: on('2026-05-11') })).toEqual([]);
    expect(judged({ heldOn: on('2026-05-10') })).toEqual(['L5.date /heldOn']);
    expect(judged({ heldOn: on('2026-05-15') })).toEqual(['L5.date /heldOn']);
    expect(judged({ heldOn: on('2026-05-15') }, {} as never)).toEqual([]);
    expect(judged({ attendees: ['', ' '] })).toEqual(['L5.incomplete /attendees']);
  });

  it('is the named person’s, and the clock is nobody', () => {
    expect(keys(namedRules(plan, decider))).toEqual([]);
    expect(keys(namedRules(plan, as.mentor))).toEqual(['L2.other ']);
    expect(keys(namedRules(plan, as.system))).toEqual(['L2.other ']);
    expect(keys(namedRules({} as never, as.mentor))).toEqual(['L2.noDecider ']);
  });

  it('L4: a plan that is reopened lasts no longer than any plan may', () => {
    const until = (endOn: string) =>
      keys(
        reopeningRules(
          {
            endOn: on(endOn),
            finalReviewOn: on(endOn),
            checkpoints: [{ id: 'x', on: on('2026-06-05') }],
          },
          active,
          { today, calendar },
        ),
      ).filter((key) => key.startsWith('G1.duration'));
    expect(until('2027-03-02')).toEqual([]);
    expect(until('2027-03-03')).toContain('G1.duration /verdict/schedule/endOn');
  });
});

describe('F6: whether a waived support leaves a cause without any', () => {
  const support = (id: string) => {
    const found = content.supports.find((one) => one.id === id);
    if (found === undefined) throw new Error(id);
    return found;
  };

  it('looks at the gaps that its goals work on, and at what is left of them', () => {
    const course = support('product-course');
    expect(leavesUnanswered(course, [course], content)).toBe(false);
    const mentor = support('mentor');
    const left = leavesUnanswered(course, [course, mentor], content);
    const elsewhere = { ...course, goalIds: ['gone'] };
    expect(leavesUnanswered(elsewhere, [course, mentor], content)).toBe(false);
    const notOfTheGap = changed(
      changed(changed(content, '/goals/0/gapIds', []), '/goals/1/gapIds', []),
      '/goals/2/gapIds',
      [],
    );
    expect(leavesUnanswered(course, [course, mentor], notOfTheGap)).toBe(false);
    expect(left).toBe(true);
  });
});

describe('B3, B4, B8: evidence', () => {
  const day = on('2026-02-12');
  const note = { id: 'note', occurredOn: on('2026-01-12'), sharedOn: on('2026-01-13') };
  const citing = changed(
    changed(content, '/gaps/0/evidence/0/observationId', 'note'),
    '/gaps/0/priorFeedback',
    [],
  );
  const judged = (observations: readonly object[], of = citing) =>
    keys(evidenceRules(of, observations as never, day)).filter((key) => /^B[348]/.test(key));

  it('cites an observation by its id and its day, and one that was shared is prior feedback', () => {
    expect(judged([note])).toEqual([]);
    const { sharedOn: _, ...kept } = note;
    expect(judged([kept])).toEqual(['B4.noPriorFeedback /gaps/0/priorFeedback']);
    const other = { ...note, id: 'other' };
    expect(judged([kept, other])).toEqual(['B4.noPriorFeedback /gaps/0/priorFeedback']);
    const unknown = 'B3.unknownObservation /gaps/0/evidence/0/observationId';
    expect(judged([other])).toContain(unknown);
    expect(judged([{ ...note, occurredOn: on('2026-01-11') }])).toContain(unknown);
    expect(judged([], content)).toEqual([]);
  });

  it('a rank beside work is no rank alone', () => {
    const ranked = changed(content, '/gaps/0/observedFact', '季度考核排名末位');
    expect(judged([], ranked)).toEqual([]);
    const alone = changed(ranked, '/gaps/0/evidence', [
      { ...content.gaps[0]?.evidence[0], fact: '考核排名最后' },
      { ...content.gaps[0]?.evidence[1], fact: ' ' },
    ]);
    expect(judged([], alone)).toContain('B8.rankOnly /gaps/0/observedFact');
    const partly = changed(ranked, '/gaps/0/evidence/0/fact', '考核排名最后');
    expect(judged([], partly)).toEqual([]);
  });

  it('an observation is of a day that has come, and was shared from then to today', () => {
    const rules = (occurredOn: string, sharedOn?: string) =>
      keys(
        observationRules(
          { occurredOn: on(occurredOn), ...(sharedOn && { sharedOn: on(sharedOn) }) },
          day,
        ),
      );
    expect(rules('2026-02-12')).toEqual([]);
    expect(rules('2026-02-13')).toEqual(['B3.future /occurredOn']);
    expect(rules('2026-02-10', '2026-02-10')).toEqual([]);
    expect(rules('2026-02-10', '2026-02-12')).toEqual([]);
    expect(rules('2026-02-10', '2026-02-09')).toEqual(['B4.sharedOn /sharedOn']);
    expect(rules('2026-02-10', '2026-02-13')).toEqual(['B4.sharedOn /sharedOn']);
    expect(
      observationRules({ occurredOn: on('2026-02-10'), sharedOn: on('2026-02-13') }, day)[0]
        ?.params,
    ).toEqual({ from: '2026-02-10', to: '2026-02-12' });
  });

  it('a plan keeps of it what it needs, and nothing where there is nothing', () => {
    const { sharedOn: _, ...kept } = note;
    expect(cited([{ ...note, fact: '…' } as never])).toEqual([note]);
    expect(Object.keys(cited([{ ...kept, fact: '…' } as never])[0] ?? {})).toEqual([
      'id',
      'occurredOn',
    ]);
  });
});

describe('B5, CN2: wording', () => {
  it('says each thing once of a text, and a fact is not missed in a goal', () => {
    const keysOf = (kind: Parameters<typeof wordingOf>[2]) =>
      keys(wordingOf('态度消极，工作马虎，性格懒散', '/x', kind));
    expect(keysOf('gap').filter((key) => key.startsWith('B5.trait'))).toHaveLength(1);
    expect(keysOf('gap')).toContain('B5.noFact /x');
    expect(keysOf('goal')).not.toContain('B5.noFact /x');
    expect(feedbackWording([{ kind: 'positive', text: '态度消极' }], '/f')).toMatchObject([
      { severity: 'I' },
      { severity: 'I' },
    ]);
  });

  it('a resignation that is agreed is found in the consequences too, and once', () => {
    const text = '未达标的，视为自愿离职，自动离职';
    const found = resignationAgreed({ ...content, consequences: text });
    expect(keys(found)).toEqual(['CN2.resignation /consequences']);
    expect(resignationAgreed({ ...content, consequences: '态度消极的，调整岗位' })).toEqual([]);
  });
});

describe('K7, section 2: what an HR head sets aside', () => {
  it('K7 only after more time was offered, which no other amendment is', () => {
    const plan = (amendments: readonly object[]) => ({ ...active, amendments }) as never;
    const judged = (amendments: readonly object[], ruleId: 'K7' | 'K6' = 'K7') =>
      keys(overrideRules(plan(amendments), ruleId, calendar));
    expect(judged([])).toEqual(['K7.offerFirst /ruleId']);
    expect(judged([{ kind: 'CONTENT' }])).toEqual(['K7.offerFirst /ruleId']);
    expect(judged([{ kind: 'CONTENT' }, { kind: 'EXTENSION' }])).toEqual([]);
    expect(judged([], 'K6')).toEqual([]);
  });

  it('makes a hint of what refuses, and leaves the rest', () => {
    const result = (ruleId: string, severity: string) => ({ ruleId, severity }) as never;
    expect(
      withOverrides(
        [result('K6', 'E'), result('K6', 'W'), result('K7', 'E')],
        [{ ruleId: 'K6' } as never],
      ),
    ).toEqual([result('K6', 'I'), result('K6', 'W'), result('K7', 'E')]);
  });
});

describe('M1, M2, K10: days of a window', () => {
  const plan = {
    sustain: { startOn: on('2026-05-08'), endsOn: on('2026-08-06') },
    closing: { on: on('2026-05-08') },
  } as never;
  const checkIn = (heldOn: string) =>
    keys(
      sustainCheckInRules(
        {
          heldOn: on(heldOn),
          fact: '两通来电',
          feedback: { kind: 'positive', text: '好' },
        } as never,
        plan,
        { today },
      ),
    );
  const relapse = (occurredOn: string, now = today) =>
    keys(relapseRules({ occurredOn: on(occurredOn), fact: '三件' } as never, plan, { today: now }));

  it('begin with its first and end with its last', () => {
    expect(checkIn('2026-05-08')).toEqual([]);
    expect(checkIn('2026-05-07')).toEqual(['M1.date /heldOn']);
    expect(checkIn('2026-05-14')).toEqual([]);
    expect(checkIn('2026-05-15')).toEqual(['M1.date /heldOn']);
    const second = 'M2.secondPlan /gapId';
    const outside = ['M2.outside /occurredOn', second];
    expect(relapse('2026-05-08')).toEqual([second]);
    expect(relapse('2026-05-07')).toEqual(outside);
    expect(relapse('2026-05-15')).toEqual(outside);
    expect(relapse('2026-08-06', on('2026-08-10'))).toEqual([second]);
    expect(relapse('2026-08-07', on('2026-08-10'))).toEqual(outside);
    const notice = (servedOn: string) =>
      keys(noticeRules({ servedOn: on(servedOn) }, plan, { today }));
    expect(notice('2026-05-08')).toEqual([]);
    expect(notice('2026-05-07')).toEqual(['K10.date /servedOn']);
    expect(notice('2026-05-14')).toEqual([]);
    expect(notice('2026-05-15')).toEqual(['K10.date /servedOn']);
  });
});

describe('C2: the employee’s view', () => {
  const known = (talk: object, acknowledgements: readonly object[] = []) =>
    keys(employeeView({ talk, acknowledgements } as never, on('2026-03-02')));
  const missing = ['C2.missing /talk/answer/employeeView'];

  it('is there, or it was asked for in vain', () => {
    expect(known({ status: 'SHARED', replyBy: '2026-03-01' })).toEqual([]);
    expect(known({ status: 'SHARED', replyBy: '2026-03-02' })).toEqual(missing);
    expect(known({ status: 'SHARED' })).toEqual(missing);
    expect(known({ status: 'NOT_SHARED', replyBy: '2026-03-01' })).toEqual(missing);
    expect(known({ status: 'ANSWERED', answer: { employeeView: ' ' } })).toEqual(missing);
    expect(known({ status: 'ANSWERED', answer: { employeeView: '高峰人少' } })).toEqual([]);
    expect(known({ status: 'DECLINED' })).toEqual([]);
    expect(known({ status: 'DEFERRED' })).toEqual([]);
    for (const kind of ['AGREED', 'DISAGREED'])
      expect(known({ status: 'SHARED' }, [{ kind }])).toEqual(missing);
    expect(known({ status: 'SHARED' }, [{ kind: 'AGREED' }, { kind: 'REFUSED' }])).toEqual([]);
  });
});

describe('O1: who is let in, and out', () => {
  const grant = (seq: number, memberId: string, more: object = {}) =>
    ({
      seq,
      at: active.createdAt,
      as: 'investigator',
      memberId,
      from: on('2026-03-05'),
      until: on('2026-03-20'),
      purpose: '核查',
      ...more,
    }) as GrantTerms & { readonly seq: number; readonly at: typeof active.createdAt };
  const withGrants = (...grants: readonly ReturnType<typeof grant>[]): Plan => ({
    ...active,
    grants,
  });
  const next = (plan: Plan, event: object, by = as.hrHead): Plan =>
    evolve(plan, {
      seq: plan.version + 1,
      at: plan.createdAt,
      by,
      event: event as PlanEvent,
    });

  it('whoever leaves the company loses each grant of theirs, and nobody else theirs', () => {
    const plan = withGrants(
      grant(90, people.colleague),
      grant(91, people.trainer),
      grant(92, people.colleague, { as: 'approver', decision: 'plan' }),
    );
    const ended = (memberId: typeof people.colleague) =>
      decide({ type: 'EndAccess', memberId }, plan, inShanghai('2026-03-06 09:00', as.system));
    expect(ended(people.colleague)).toMatchObject({
      ok: true,
      value: {
        events: [
          {
            event: {
              type: 'AccessEnded',
              grant: 90,
              memberId: people.colleague,
              as: 'investigator',
            },
          },
          { event: { type: 'AccessEnded', grant: 92, memberId: people.colleague, as: 'approver' } },
        ],
        plan: { grants: [{ seq: 91 }] },
      },
    });
    expect(ended(people.mentor)).toEqual({
      ok: false,
      error: { code: 'UNKNOWN_PART', part: 'grant' },
    });
  });

  it('one grant is taken back; a decision uses up the invitation to it alone', () => {
    const plan = withGrants(
      grant(90, people.colleague),
      grant(91, people.hrHead),
      grant(92, people.hrHead, { as: 'approver', decision: 'plan' }),
      grant(93, people.colleague, { as: 'approver', decision: 'plan' }),
      grant(94, people.hrHead, { as: 'approver', decision: 'outcome' }),
    );
    const seqs = (after: Plan) => after.grants.map(({ seq }) => seq);
    expect(seqs(next(plan, { type: 'AccessRevoked', grant: 91 }))).toEqual([90, 92, 93, 94]);
    expect(seqs(next(plan, { type: 'AccessEnded', grant: 93 }))).toEqual([90, 91, 92, 94]);
    expect(seqs(next(plan, { type: 'PlanApproved', contentHash: '', accepted: [] }))).toEqual([
      90, 91, 93, 94,
    ]);
  });
});

describe('parts of a plan that runs', () => {
  it('the clock acts for the HR owner', () => {
    expect([memberOf(as.system, active), capacityOf(as.system)]).toEqual([people.hrOwner, 'hr']);
    expect([memberOf(as.mentor, active), capacityOf(as.mentor)]).toEqual([
      people.mentor,
      'provider',
    ]);
  });

  it('a baseline that is owed moves with a late start, and nothing else of the goal does', () => {
    const shifted = shiftContent(berlin.content, 2, berlin.calendar);
    expect(shifted.goals[1]).toEqual({
      ...berlin.content.goals[1],
      dueOn: '2026-06-02',
      measure: {
        ...berlin.content.goals[1]?.measure,
        baseline: { toMeasureBy: '2026-03-17' },
      },
    });
    expect(shifted.goals[0]).toEqual({ ...berlin.content.goals[0], dueOn: '2026-05-05' });
    expect(shiftContent(content, 1, calendar).goals[0]?.measure).toEqual(content.goals[0]?.measure);
  });

  it('I1: a check-in is prepared with what belongs to it', () => {
    const obstacle = (id: string) => ({ id, seq: 1, at: active.createdAt, text: id, answers: [] });
    const prepared = (plannedOn: string) => ({
      plannedOn: on(plannedOn),
      supportNeeded: [plannedOn],
    });
    const running = {
      ...active.running,
      obstacles: { a: { raisedAt: active.createdAt, answerBy: on('2026-03-10') } },
    } as RunningState;
    const draft = checkInDraft(
      { ...active, running },
      {
        ...NO_RECORDS,
        obstacles: [obstacle('a'), obstacle('b')],
        preparations: [prepared('2026-03-05'), prepared('2026-03-12')] as never,
      },
      on('2026-03-12'),
    );
    expect(draft.prepared).toEqual([prepared('2026-03-12')]);
    expect(draft.supportNeeded).toEqual(['2026-03-12']);
    expect(draft.openObstacles).toEqual([{ id: 'a', text: 'a', answerBy: '2026-03-10' }]);
  });
});
