import { describe, expect, it } from 'vitest';
import type { CommandOf } from '../../../domain/plan/command.ts';
import { employeeView, talkDone } from '../../../domain/plan/rules/talk.ts';
import type {
  ActivePlan,
  DraftPlan,
  PresentedPlan,
  Talk,
  TalkAnswer,
} from '../../../domain/plan/state.ts';
import { DEFAULT_POLICY } from '../../../domain/tenant/policy.ts';
import { given, type History, planOf, play } from '../../support/plan-spec.ts';
import {
  activePlanHistory,
  answerCommand,
  answeredHistory,
  as,
  draftHistory,
  inShanghai,
  people,
  presentedHistory,
  replyCommand,
  shanghai,
  shanghaiContent,
  shareCommand,
  sharedHistory,
  submitCommand,
  submittedHistory,
} from '../../support/plans.ts';
import { on } from '../calendar/calendars.ts';

const answer = answerCommand(shanghai);
const answering = (more: Partial<CommandOf<'AnswerDraft'>['answer']>) => ({
  ...answer,
  answer: { ...answer.answer, ...more },
});
const talkOf = (history: History) => planOf(history).talk;
const defer = { type: 'DeferSharing', reason: '员工产假至三月底' } as const;
const decline = { type: 'DeclineTalk' } as const;
const settled = { content: shanghaiContent(), type: 'EditContent' } as const;

/** Submitting at that time, whatever else may stand in the way of it. */
const submitting = (history: History, local: string) =>
  given(history).when(submitCommand, inShanghai(local, as.manager));

describe('C5 sharing the draft', () => {
  it('gives the employee three working days of the site', () => {
    const shared = given(draftHistory()).when(
      shareCommand,
      inShanghai('2026-02-11 09:00', as.manager),
    );
    // Thursday, Friday, and Saturday 14 February, which is worked in China.
    shared.thenEvents({
      type: 'DraftShared',
      talkHeldOn: on('2026-02-10'),
      replyBy: on('2026-02-14'),
    });
    expect(shared.plan().talk).toEqual({
      status: 'SHARED',
      heldOn: '2026-02-10',
      sharedAt: '2026-02-11T01:00:00.000Z',
      replyBy: '2026-02-14',
      replies: [],
    });
  });

  it('gives as many as the policy says', () => {
    const policy = { ...DEFAULT_POLICY, talk: { replyWD: 1 } };
    const context = inShanghai('2026-02-11 09:00', as.manager, { policy });
    expect(given(draftHistory()).when(shareCommand, context).plan().talk.replyBy).toBe(
      '2026-02-12',
    );
  });

  it('refuses a talk that is still to be held', () => {
    given(draftHistory())
      .when(
        { ...shareCommand, talkHeldOn: on('2026-02-12') },
        inShanghai('2026-02-11 09:00', as.manager),
      )
      .thenRefused('C5.talkDate');
  });

  it('opens a new window when the draft is shared again, and keeps the answer', () => {
    const again = given(answeredHistory()).when(
      shareCommand,
      inShanghai('2026-02-12 10:00', as.manager),
    );
    expect(again.plan().talk).toMatchObject({
      status: 'SHARED',
      replyBy: '2026-02-24',
      answer: answer.answer,
    });
  });

  it('is part of drafting only', () => {
    const context = inShanghai('2026-02-12 16:00', as.manager);
    given(submittedHistory()).when(shareCommand, context).thenWrongStatus('IN_REVIEW');
  });
});

describe('C5 deferring', () => {
  it("is HR's, with a reason", () => {
    const context = inShanghai('2026-02-10 10:00', as.hrOwner);
    given(draftHistory())
      .when(defer, context)
      .thenEvents({ type: 'SharingDeferred', reason: '员工产假至三月底', by: people.hrOwner });
    given(draftHistory())
      .when({ ...defer, reason: ' ' }, context)
      .thenRefused('C5.reason');
  });

  it('cannot take back the time to answer', () => {
    const context = inShanghai('2026-02-11 10:00', as.hrOwner);
    given(sharedHistory()).when(defer, context).thenRefused('C5.shared');
    given(answeredHistory()).when(defer, context).thenRefused('C5.shared');
    given(submittedHistory()).when(defer, context).thenWrongStatus('IN_REVIEW');
  });
});

describe('C5 the answer', () => {
  const context = inShanghai('2026-02-11 11:00', as.employee);
  const when = (command: CommandOf<'AnswerDraft'>, history = sharedHistory()) =>
    given(history).when(command, context);

  it('is kept as it was given', () => {
    const answered = when(answer);
    answered.thenEvents({ type: 'DraftAnswered', answer: answer.answer });
    expect(answered.plan().talk).toMatchObject({
      status: 'ANSWERED',
      answer: { at: '2026-02-11T03:00:00.000Z', ...answer.answer },
      replies: [],
    });
  });

  it('says how the employee sees it (C2)', () => {
    when(answering({ employeeView: ' ' })).thenRefused('C2.missing');
  });

  it('is about gaps and goals of this plan', () => {
    when(answering({ causes: [{ gapId: 'gone', cause: 'METHOD', note: '' }] })).thenUnknownPart(
      'gap',
    );
    when(answering({ goals: [{ goalId: 'gone', answer: 'AGREED' }] })).thenUnknownPart('goal');
    const cause = { gapId: 'complaints', cause: 'METHOD', note: '' } as const;
    when(answering({ causes: [cause, { ...cause, gapId: 'gone' }] })).thenUnknownPart('gap');
    const goal = { goalId: 'response-time', answer: 'AGREED' } as const;
    when(answering({ goals: [goal, { ...goal, goalId: 'gone' }] })).thenUnknownPart('goal');
  });

  it('asks for each support once', () => {
    const request = { id: 'request-1', description: '双显示器' };
    when(answering({ supportRequests: [request, request] })).thenRefused('C5.duplicateId');
  });

  it('puts a proposal beside a goal it does not agree with', () => {
    const goal = { goalId: 'response-time', answer: 'COUNTER_PROPOSAL' } as const;
    when(answering({ goals: [goal] })).thenRefused('C5.proposal');
    when(answering({ goals: [{ ...goal, proposal: '\n' }] })).thenRefused('C5.proposal');
    when(answering({ goals: [{ ...goal, proposal: '先降到40秒' }] })).thenTypes('DraftAnswered');
  });

  it('holds no word on health (C3)', () => {
    const cause = { gapId: 'complaints', cause: 'CAPACITY_HEALTH', note: '失眠' } as const;
    when(answering({ causes: [cause] })).thenRefused('C3.diagnosis');
  });

  it('is welcome after the window and after declining, while the plan is a draft', () => {
    given(sharedHistory())
      .when(answer, inShanghai('2026-02-24 09:00', as.employee))
      .thenTypes('DraftAnswered');
    when(answer, play(sharedHistory(), [decline, context])).thenTypes('DraftAnswered');
    given(submittedHistory())
      .when(answer, inShanghai('2026-02-12 16:00', as.employee))
      .thenWrongStatus('IN_REVIEW');
  });

  it('needs a draft that was shared, and is given once for each time', () => {
    when(answer, draftHistory()).thenRefused('C5.notShared');
    when(answer, play(draftHistory(), [defer, context])).thenRefused('C5.notShared');
    when(answer, answeredHistory()).thenRefused('C5.answered');
  });

  it('is replied to anew when it is given anew', () => {
    const again = play(
      answeredHistory(),
      [shareCommand, inShanghai('2026-02-12 10:00', as.manager)],
      [answer, inShanghai('2026-02-12 11:00', as.employee)],
    );
    expect(talkOf(again).replies).toEqual([]);
    submitting(again, '2026-02-12 15:00').thenRefused('C5.unreplied', 'C5.unreplied');
  });
});

describe('C5 declining', () => {
  const context = inShanghai('2026-02-11 11:00', as.employee);

  it('is a right, once the draft was shared', () => {
    given(sharedHistory()).when(decline, context).thenEvents({ type: 'TalkDeclined' });
    given(draftHistory()).when(decline, context).thenRefused('C5.notShared');
    given(answeredHistory()).when(decline, context).thenRefused('C5.answered');
    given(play(sharedHistory(), [decline, context]))
      .when(decline, context)
      .thenRefused('C5.answered');
    given(submittedHistory()).when(decline, context).thenWrongStatus('IN_REVIEW');
  });
});

describe('C5 replies', () => {
  const answered = play(sharedHistory(), [answer, inShanghai('2026-02-11 11:00', as.employee)]);
  const context = inShanghai('2026-02-12 09:00', as.manager);
  const reply = replyCommand(shanghai);
  const [toCause, toRequest] = reply.replies;
  const replying = (...replies: readonly unknown[]) =>
    given(answered).when({ ...reply, replies: replies as typeof reply.replies }, context);

  it('are kept, a later one to the same item in place of the earlier', () => {
    given(answered)
      .when(reply, context)
      .thenEvents({ type: 'AnswerReplied', replies: reply.replies });
    const later = { ...toCause, reply: '条目已补充十二条' };
    const twice = play(
      answered,
      [reply, context],
      [{ ...reply, replies: [later] as never }, context],
    );
    expect(talkOf(twice).replies).toEqual([toRequest, later]);
  });

  it('say why what is not adopted is not', () => {
    expect(replying({ ...toCause, reply: ' ' }).violations()).toMatchObject([
      { messageKey: 'C5.unreplied', path: '/replies/0/reply', params: { item: 'cause' } },
    ]);
  });

  it.each([
    { kind: 'cause', ref: 'complaints/METHOD' },
    { kind: 'supportRequest', ref: 'request-2' },
    // An agreed goal asks for nothing.
    { kind: 'goal', ref: 'no-complaints' },
    { kind: 'goal', ref: 'request-1' },
  ])('are to something that was asked for, not %j', (to) => {
    expect(replying(toRequest, { ...toCause, to }).violations()).toMatchObject([
      { messageKey: 'C5.unknownItem', path: '/replies/1/to' },
    ]);
  });

  it('need an answer and a draft', () => {
    given(sharedHistory()).when(reply, context).thenRefused('C5.noAnswer');
    given(submittedHistory()).when(reply, context).thenWrongStatus('IN_REVIEW');
  });
});

describe('C5 at submit', () => {
  it('refuses a draft that was never shared', () => {
    submitting(draftHistory(), '2026-02-12 15:00').thenRefused('C5.notShared');
  });

  it('waits until the window is over', () => {
    expect(submitting(sharedHistory(), '2026-02-13 23:59').violations()).toMatchObject([
      { messageKey: 'C5.waiting', params: { until: '2026-02-13' } },
    ]);
    submitting(sharedHistory(), '2026-02-14 00:00').thenTypes('PlanSubmitted');
  });

  it('does not wait for somebody who declined, or where HR deferred', () => {
    const morning = inShanghai('2026-02-11 11:00', as.employee);
    submitting(play(sharedHistory(), [decline, morning]), '2026-02-11 12:00').thenTypes(
      'PlanSubmitted',
    );
    submitting(play(draftHistory(), [defer, morning]), '2026-02-11 12:00').thenTypes(
      'PlanSubmitted',
    );
  });

  it('refuses while anything asked for has no reply, and says what', () => {
    const asked = answering({
      goals: [{ goalId: 'response-time', answer: 'COUNTER_PROPOSAL', proposal: '先降到40秒' }],
    });
    const answered = play(sharedHistory(), [asked, inShanghai('2026-02-11 11:00', as.employee)]);
    expect(submitting(answered, '2026-02-12 15:00').violations()).toMatchObject([
      { messageKey: 'C5.unreplied', path: '/talk/answer/causes/0', params: { item: 'cause' } },
      { messageKey: 'C5.unreplied', path: '/talk/answer/supportRequests/0' },
      { messageKey: 'C5.unreplied', path: '/talk/answer/goals/0', params: { item: 'goal' } },
    ]);
    const context = inShanghai('2026-02-12 09:00', as.manager);
    const partly = play(answered, [replyCommand(shanghai), context]);
    expect(submitting(partly, '2026-02-12 15:00').violations()).toMatchObject([
      { path: '/talk/answer/goals/0' },
    ]);
    const replies = [
      { to: { kind: 'goal', ref: 'response-time' }, adopted: true, reply: '' },
    ] as const;
    submitting(
      play(partly, [{ type: 'ReplyToAnswer', replies }, context]),
      '2026-02-12 15:00',
    ).thenTypes('PlanSubmitted');
  });

  it('holds to what was asked in an earlier round, even when the next one stays silent', () => {
    const again = play(
      sharedHistory(),
      [answer, inShanghai('2026-02-11 11:00', as.employee)],
      [shareCommand, inShanghai('2026-02-11 12:00', as.manager)],
    );
    submitting(again, '2026-02-11 15:00').thenRefused('C5.waiting', 'C5.unreplied', 'C5.unreplied');
    submitting(again, '2026-02-24 15:00').thenRefused('C5.unreplied', 'C5.unreplied');
  });

  it('keeps the answer through edits', () => {
    const edited = play(answeredHistory(), [settled, inShanghai('2026-02-12 10:00', as.manager)]);
    expect(talkOf(edited)).toEqual(talkOf(answeredHistory()));
  });

  it('takes a reply without words for none, and a window without an end for over', () => {
    const draft = planOf(draftHistory()) as DraftPlan;
    const talk = talkOf(answeredHistory());
    const mute: Talk = {
      ...talk,
      replies: talk.replies.map((one) => ({ ...one, adopted: false, reply: '' })),
    };
    expect(talkDone({ ...draft, talk: mute }, on('2026-02-12'))).toHaveLength(2);
    expect(
      talkDone({ ...draft, talk: { status: 'SHARED', replies: [] } }, on('2026-02-12')),
    ).toEqual([]);
  });
});

describe("C2 the employee's view before the start", () => {
  const presented = planOf(presentedHistory()) as PresentedPlan;
  const view = (talk: Partial<Talk>, more: Partial<PresentedPlan> = {}) =>
    employeeView(
      { ...presented, ...more, talk: { replies: [], status: 'ANSWERED', ...talk } },
      on('2026-03-02'),
    ).map(({ messageKey }) => messageKey);
  const answered = presented.talk.answer as TalkAnswer;

  it.each([
    ['an answer', { answer: answered }],
    ['declining', { status: 'DECLINED' }],
    ['deferring', { status: 'DEFERRED' }],
    ['a window that passed', { status: 'SHARED', replyBy: on('2026-03-01') }],
  ] as const)('is known by %s', (_, talk) => {
    expect(view(talk)).toEqual([]);
  });

  it.each([
    ['an answer without a view', { answer: { ...answered, employeeView: ' ' } }],
    ['nothing', { status: 'NOT_SHARED' }],
    ['a window that is open', { status: 'SHARED', replyBy: on('2026-03-02') }],
    ['a window without an end', { status: 'SHARED' }],
  ] as const)('is missing with %s', (_, talk) => {
    expect(view(talk)).toEqual(['C2.missing']);
  });

  it('counts a refused signature and silence as a view, not a signature', () => {
    const { acknowledgements } = planOf(activePlanHistory()) as ActivePlan;
    expect(view({}, { acknowledgements })).toEqual(['C2.missing']);
    for (const kind of ['REFUSED', 'NO_RESPONSE', 'UNREACHABLE'] as const) {
      expect(view({}, { acknowledgements: [{ ...acknowledgements[0], kind } as never] })).toEqual(
        [],
      );
    }
    expect(
      view({}, { acknowledgements: [{ ...acknowledgements[0], kind: 'DISAGREED' } as never] }),
    ).toEqual(['C2.missing']);
  });
});
