import { describe, expect, it } from 'vitest';
import type { CommandOf } from '../../../domain/plan/command.ts';
import { receiptSentence } from '../../../domain/plan/receipt.ts';
import type { PresentedPlan } from '../../../domain/plan/state.ts';
import { NEXT_STEPS } from '../../../domain/plan/vocabulary.ts';
import { DEFAULT_POLICY } from '../../../domain/tenant/policy.ts';
import { given, type History, planOf, play } from '../../support/plan-spec.ts';
import {
  activePlanHistory,
  agreeCommand,
  answeredHistory,
  approveCommand,
  approvedHistory,
  as,
  berlin,
  changed,
  contextIn,
  inShanghai,
  instantIn,
  people,
  presentCommand,
  presentedHistory,
  shanghai,
  shanghaiContent,
  submitCommand,
  submittedHistory,
} from '../../support/plans.ts';

const at = (local: string) => instantIn(shanghai.zone, local);

describe('submit', () => {
  it('freezes the content by its hash, and the policy', () => {
    const policy = { ...DEFAULT_POLICY, version: 7 };
    const context = inShanghai('2026-02-12 15:00', as.manager, { policy });
    const plan = given(answeredHistory()).when(submitCommand, context).plan();
    expect(plan).toMatchObject({
      status: 'IN_REVIEW',
      submission: { by: people.manager, planVersion: 1, policy },
    });
    expect((plan as PresentedPlan).submission.contentHash).toMatch(/^[0-9a-f]{64}$/);
  });

  it('refuses what the rules refuse, and lets warnings pass that are accepted with a reason', () => {
    const edit = (pointer: string, value: unknown) =>
      play(answeredHistory(), [
        { type: 'EditContent', content: changed(shanghaiContent(), pointer, value) },
        inShanghai('2026-02-12 14:00', as.manager),
      ]);
    const context = inShanghai('2026-02-12 15:00', as.manager);
    given(edit('/goals/0/measure/target', 4))
      .when(submitCommand, context)
      .thenRefused('D4.direction');
    const late = edit('/schedule/checkpoints/0/on', '2026-04-24');
    given(late).when(submitCommand, context).thenRefused('G4.first', 'G4.last');
    const accepted = [{ ruleId: 'G4', reason: '四月上旬团队搬迁,月末再回顾' }];
    expect(
      given(late)
        .when({ ...submitCommand, accepted }, context)
        .plan().accepted,
    ).toMatchObject([{ ruleId: 'G4', by: people.manager }]);
  });

  it('is for drafts', () => {
    given(submittedHistory())
      .when(submitCommand, inShanghai('2026-02-12 16:00', as.manager))
      .thenWrongStatus('IN_REVIEW');
  });
});

describe('return for changes', () => {
  it('takes the plan back to its author, who may submit it again', () => {
    const context = inShanghai('2026-02-13 09:00', as.hrHead);
    const command = { type: 'ReturnForChanges', comment: '请补充第三次投诉的处理记录' } as const;
    const returned = given(submittedHistory()).when(command, context);
    returned.thenEvents({ type: 'PlanReturned', comment: '请补充第三次投诉的处理记录' });
    expect(returned.plan()).toMatchObject({ status: 'DRAFT', returns: 1 });
    const again = given(returned.history())
      .when(submitCommand, inShanghai('2026-02-13 11:00', as.manager))
      .plan();
    expect(again).toMatchObject({ status: 'IN_REVIEW', submission: { planVersion: 2 } });
    given(answeredHistory()).when(command, context).thenWrongStatus('DRAFT');
  });
});

describe('H1 approval and signature refer to one content', () => {
  const submitted = submittedHistory();
  const context = inShanghai('2026-02-13 10:00', as.hrHead);

  it('binds the approval to the hash', () => {
    const approve = approveCommand(submitted);
    const { contentHash } = approve;
    given(submitted)
      .when(approve, context)
      .thenEvents({ type: 'PlanApproved', contentHash, accepted: [] });
    given(submitted)
      .when({ ...approve, contentHash: 'f'.repeat(64) }, context)
      .thenRefused('H1.hash');
    given(answeredHistory()).when(approve, context).thenWrongStatus('DRAFT');
  });

  it('judges again, under the policy of the submission; warnings accepted then stay accepted', () => {
    const late = play(
      answeredHistory(),
      [
        {
          type: 'EditContent',
          content: changed(shanghaiContent(), '/schedule/checkpoints/0/on', '2026-04-23'),
        },
        inShanghai('2026-02-12 14:00', as.manager),
      ],
      [
        { ...submitCommand, accepted: [{ ruleId: 'G4', reason: '四月上旬团队搬迁,月末再回顾' }] },
        inShanghai('2026-02-12 15:00', as.manager),
      ],
    );
    const stricter = { ...DEFAULT_POLICY, goals: { min: 1, max: 1 } };
    given(late)
      .when(approveCommand(late), inShanghai('2026-02-13 10:00', as.hrHead, { policy: stricter }))
      .thenTypes('PlanApproved');
    // A year later the evidence is older than the policy looks back.
    const nextYear = inShanghai('2027-02-11 10:00', as.hrHead);
    given(late).when(approveCommand(late), nextYear).thenRefused('B3.old', 'B3.old', 'B3.old');
    const accepted = [{ ruleId: 'B3', reason: '审批因系统迁移延误一年' }];
    const approved = given(late).when({ ...approveCommand(late), accepted }, nextYear);
    expect(approved.plan().accepted).toMatchObject([
      { ruleId: 'G4', by: people.manager },
      { ruleId: 'B3', by: people.hrHead },
    ]);
  });

  it('is void once the content is edited', () => {
    const edit = { type: 'EditContent', content: shanghaiContent() } as const;
    const context = inShanghai('2026-02-13 11:00', as.manager);
    const edited = given(approvedHistory()).when(edit, context);
    edited.thenEvents({ type: 'ContentEdited', content: edit.content, approvalVoided: true });
    expect(edited.plan()).toMatchObject({ status: 'DRAFT', accepted: [] });
    expect(edited.plan()).not.toHaveProperty('approval');
    given(answeredHistory()).when(edit, context).thenEvents({
      type: 'ContentEdited',
      content: edit.content,
      approvalVoided: false,
    });
    given(submittedHistory()).when(edit, context).thenWrongStatus('IN_REVIEW');
    given(presentedHistory())
      .when(edit, inShanghai('2026-02-25 12:00', as.manager))
      .thenWrongStatus('PRESENTED');
  });

  it('is what the employee signs', () => {
    const history = presentedHistory();
    given(history)
      .when(
        { ...agreeCommand(history), contentHash: '0' },
        inShanghai('2026-02-26 14:00', as.employee),
      )
      .thenRefused('H1.hash');
  });
});

describe('H2 the meeting', () => {
  const presenting = (more: Partial<CommandOf<'Present'>>) =>
    given(approvedHistory()).when(
      { ...presentCommand(shanghai), ...more },
      inShanghai('2026-02-25 11:00', as.manager),
    );

  it('is recorded, and the window to sign opens', () => {
    const presented = presenting({ attendees: ['员工', ' ', '经理'] });
    expect(presented.plan()).toMatchObject({
      status: 'PRESENTED',
      acknowledgements: [],
      delivery: {
        presentedAt: at('2026-02-25 11:00'),
        presentedOn: '2026-02-25',
        heldAt: at('2026-02-25 10:00'),
        how: 'inPerson',
        place: '三号会议室',
        attendees: ['员工', '经理'],
        servedAt: at('2026-02-25 10:30'),
        servedBy: 'inPerson',
        // Saturday 28 February is worked.
        ackBy: '2026-03-03',
      },
    });
  });

  it.each([
    [{ place: ' ' }, '/place'],
    [{ attendees: [] }, '/attendees'],
    [{ attendees: ['', ' '] }, '/attendees'],
  ])('is not complete with %j', (more, path) => {
    expect(presenting(more).violations()).toMatchObject([{ messageKey: 'H2.incomplete', path }]);
  });

  it.each(['2026-02-25 11:01', '2026-02-13 09:59'])(
    'was not held at %s, to come or before the approval',
    (local) => {
      presenting({ heldAt: at(local) }).thenRefused('H2.time');
    },
  );

  it.each(['2026-02-25 11:00', '2026-02-13 10:00'])(
    'was held at %s at the latest, at the earliest',
    (local) => {
      presenting({ heldAt: at(local) }).thenTypes('PlanPresented');
    },
  );

  it('may be written down later: the plan counts as presented on the day, the window runs from now', () => {
    const late = given(approvedHistory()).when(
      presentCommand(shanghai),
      inShanghai('2026-03-03 09:00', as.manager),
    );
    expect(late.plan()).toMatchObject({
      delivery: { presentedOn: '2026-02-25', ackBy: '2026-03-10' },
    });
  });

  it('goes by the policy of the submission', () => {
    const policy = { ...DEFAULT_POLICY, ack: { windowWD: 1, minReadingHours: 24 } };
    const context = inShanghai('2026-02-25 11:00', as.manager, { policy });
    expect(given(approvedHistory()).when(presentCommand(shanghai), context).plan()).toMatchObject({
      delivery: { ackBy: '2026-03-03' },
    });
  });

  it('follows an approval', () => {
    given(submittedHistory())
      .when(presentCommand(shanghai), inShanghai('2026-02-25 11:00', as.manager))
      .thenWrongStatus('IN_REVIEW');
  });
});

describe('H3 the copy', () => {
  it.each(['2026-02-25 11:01', '2026-02-13 09:59'])(
    'was not served at %s, to come or before the approval',
    (local) => {
      given(approvedHistory())
        .when(
          { ...presentCommand(shanghai), servedAt: at(local) },
          inShanghai('2026-02-25 11:00', as.manager),
        )
        .thenRefused('H3.notServed');
    },
  );

  it.each(['2026-02-25 11:00', '2026-02-13 10:00'])(
    'was served at %s at the latest, at the earliest',
    (local) => {
      given(approvedHistory())
        .when(
          { ...presentCommand(shanghai), servedAt: at(local) },
          inShanghai('2026-02-25 11:00', as.manager),
        )
        .thenTypes('PlanPresented');
    },
  );

  it('may be served after the meeting: presented is when both had happened', () => {
    const presented = given(approvedHistory()).when(
      { ...presentCommand(shanghai), servedAt: at('2026-02-26 08:00') },
      inShanghai('2026-02-26 09:00', as.manager),
    );
    expect(presented.plan()).toMatchObject({ delivery: { presentedOn: '2026-02-26' } });
  });
});

describe('G3 at the meeting', () => {
  const presentedAt = (local: string) =>
    given(approvedHistory()).when(
      { ...presentCommand(shanghai), heldAt: at(local), servedAt: at(local) },
      inShanghai(local, as.manager),
    );

  it('refuses a plan whose start has passed: the dates are redrawn first', () => {
    presentedAt('2026-03-02 17:00').thenTypes('PlanPresented');
    presentedAt('2026-03-03 09:00').thenRefused('G3.retroactive');
  });

  it('warns of a start that is far away', () => {
    const far = play(
      answeredHistory(),
      [
        {
          type: 'EditContent',
          content: Object.entries({
            '/schedule/startOn': '2026-03-16',
            '/actions/0/dueOn': '2026-03-20',
          }).reduce(
            (content, [pointer, value]) => changed(content, pointer, value),
            shanghaiContent(),
          ),
        },
        inShanghai('2026-02-12 14:00', as.manager),
      ],
      [submitCommand, inShanghai('2026-02-12 15:00', as.manager)],
    );
    const approved = play(far, [approveCommand(far), inShanghai('2026-02-13 10:00', as.hrHead)]);
    const context = inShanghai('2026-02-25 11:00', as.manager);
    const present = presentCommand(shanghai);
    given(approved).when(present, context).thenRefused('G3.farAway');
    const accepted = [{ ruleId: 'G3', reason: '员工三月上旬参加外地展会' }];
    expect(
      given(approved)
        .when({ ...present, accepted }, context)
        .plan().accepted,
    ).toMatchObject([{ ruleId: 'G3', by: people.manager }]);
  });
});

const presented = presentedHistory();
const agree = agreeCommand(presented);
const signing = (
  more: Partial<CommandOf<'Acknowledge'>> = {},
  history: History = presented,
  local = '2026-02-26 14:00',
) => given(history).when({ ...agree, ...more }, inShanghai(local, as.employee));

describe('H4 kinds of acknowledgement', () => {
  it('AGREED is signed for the served text', () => {
    signing().thenEvents({
      type: 'PlanAcknowledged',
      acknowledgement: {
        kind: 'AGREED',
        at: at('2026-02-26 14:00'),
        on: '2026-02-26' as never,
        contentHash: agree.contentHash,
        sentence: receiptSentence('zh-CN'),
      },
    });
  });

  it('keeps what the employee says with agreement as a statement (H8)', () => {
    signing({ statement: '希望导师每周至少一小时' }).thenTypes('PlanAcknowledged', 'StatementMade');
    signing({ statement: null }).thenTypes('PlanAcknowledged');
    signing({ statement: ' ' }).thenTypes('PlanAcknowledged');
  });

  it('DISAGREED needs a statement or an explicit none', () => {
    const disagreeing = (more: object) => signing({ kind: 'DISAGREED', ...more });
    disagreeing({}).thenRefused('H4.statement');
    disagreeing({ statement: ' ' }).thenRefused('H4.statement');
    expect(disagreeing({ statement: null }).events()).toMatchObject([
      { acknowledgement: { kind: 'DISAGREED', statement: null } },
    ]);
    expect(disagreeing({ statement: '第二次投诉不属实' }).events()).toMatchObject([
      { acknowledgement: { kind: 'DISAGREED', statement: '第二次投诉不属实' } },
    ]);
  });

  it('is signed once', () => {
    const signed = signing().history();
    signing({}, signed).thenRefused('H4.order');
    signing({ kind: 'DISAGREED', statement: null }, signed).thenRefused('H4.order');
    signing({}, activePlanHistory(), '2026-03-03 09:00').thenRefused('H4.order');
  });

  it('needs a plan that was presented', () => {
    given(approvedHistory())
      .when(agree, inShanghai('2026-02-24 14:00', as.employee))
      .thenWrongStatus('APPROVED');
  });
});

const witness = {
  name: '陈静',
  role: '人力资源专员',
  at: at('2026-02-25 10:45'),
  place: '三号会议室',
};
const refuse = { type: 'RecordRefusal', witness } as const;
const attempts = [
  { channel: 'phone', at: at('2026-02-27 10:00'), proof: '通话记录 0227-01' },
  { channel: 'registeredPost', at: at('2026-02-28 09:00'), proof: 'EMS 1234567890123' },
] as const;
const unreachable = { type: 'RecordUnreachable', attempts } as const;
const silence = { type: 'RecordNoResponse' } as const;

/** Histories with each of the acknowledgements that are no signature, all on 4 March. */
const withoutSignature = (): Readonly<Record<string, History>> => {
  const context = inShanghai('2026-03-04 09:00', as.hrOwner);
  return {
    REFUSED: play(presented, [refuse, context]),
    NO_RESPONSE: play(presented, [silence, context]),
    UNREACHABLE: play(presented, [unreachable, context]),
  };
};

describe('H4 signing late', () => {
  it.each(['REFUSED', 'NO_RESPONSE', 'UNREACHABLE'])(
    'is appended to %s, also while the plan runs',
    (kind) => {
      const history = withoutSignature()[kind] ?? [];
      const later = signing({}, history, '2026-03-05 09:00');
      later.thenTypes('PlanActivated', 'PlanAcknowledged');
      expect(later.plan()).toMatchObject({
        status: 'ACTIVE',
        acknowledgements: [{ kind }, { kind: 'AGREED' }],
      });
      signing({}, later.history(), '2026-03-06 09:00').thenRefused('H4.order');
      const final = signing({ kind: 'DISAGREED', statement: null }, history, '2026-05-12 09:00');
      expect(final.plan()).toMatchObject({
        status: 'FINAL_REVIEW',
        acknowledgements: [{ kind }, { kind: 'DISAGREED' }],
      });
    },
  );

  it('nothing but a signature follows anything', () => {
    // Refused on the first day, so the plan is still waiting for its start.
    const refused = play(presented, [refuse, inShanghai('2026-02-25 12:00', as.manager)]);
    const context = inShanghai('2026-02-26 09:00', as.hrOwner);
    for (const history of [refused, signing().history()]) {
      given(history).when(refuse, context).thenRefused('H4.order');
      given(history).when(silence, context).thenRefused('H4.order', 'H5.tooEarly');
      given(history)
        .when(unreachable, context)
        .thenRefused('H4.order', 'H5.tooEarly', 'H5.channels');
    }
  });
});

describe('H5 no response', () => {
  const recording = (local: string, ackRemindersDelivered = 2) =>
    given(presented).when(silence, inShanghai(local, as.system, { ackRemindersDelivered }));

  it('is recorded once the window passed and two reminders went out', () => {
    recording('2026-03-04 00:00').thenEvents({
      type: 'PlanAcknowledged',
      acknowledgement: {
        kind: 'NO_RESPONSE',
        at: at('2026-03-04 00:00'),
        on: '2026-03-04' as never,
        contentHash: agree.contentHash,
        remindersDelivered: 2,
      },
    });
  });

  it('is not recorded before, nor without the reminders', () => {
    expect(recording('2026-03-03 23:59').violations()).toMatchObject([
      { messageKey: 'H5.tooEarly', params: { until: '2026-03-03' } },
    ]);
    expect(recording('2026-03-04 00:00', 1).violations()).toMatchObject([
      { messageKey: 'H5.reminders', params: { delivered: 1, needed: 2 } },
    ]);
    recording('2026-03-03 12:00', 0).thenRefused('H5.tooEarly', 'H5.reminders');
  });

  it('is about a plan that was presented', () => {
    given(approvedHistory())
      .when(silence, inShanghai('2026-03-04 09:00', as.system))
      .thenWrongStatus('APPROVED');
  });
});

describe('H5 unreachable', () => {
  const recording = (
    tried: CommandOf<'RecordUnreachable'>['attempts'],
    local = '2026-03-04 09:00',
  ) => given(presented).when({ ...unreachable, attempts: tried }, inShanghai(local, as.hrOwner));
  const [phone, post] = attempts;

  it('is recorded after the window, with the attempts and who wrote it', () => {
    expect(recording(attempts).events()).toMatchObject([
      { acknowledgement: { kind: 'UNREACHABLE', attempts, recordedBy: people.hrOwner } },
    ]);
    recording(attempts, '2026-03-03 23:00').thenRefused('H5.tooEarly');
    recording([
      { ...phone, at: at('2026-03-04 09:00') },
      { ...post, at: at('2026-02-25 10:30') },
    ]).thenTypes('PlanAcknowledged');
  });

  it.each([
    ['one channel', [phone]],
    ['one channel twice', [phone, { ...phone, at: at('2026-03-02 10:00') }]],
    ['an attempt before the plan was served', [phone, { ...post, at: at('2026-02-25 10:29') }]],
    ['an attempt to come', [phone, { ...post, at: at('2026-03-04 09:01') }]],
    ['an attempt without proof', [phone, { ...post, proof: ' ' }]],
  ])('is not recorded after %s', (_, tried) => {
    expect(recording(tried).violations()).toMatchObject([
      { messageKey: 'H5.channels', params: { channels: 1, needed: 2 } },
    ]);
  });

  it('is about a plan that was presented', () => {
    given(activePlanHistory())
      .when(unreachable, inShanghai('2026-03-04 09:00', as.hrOwner))
      .thenWrongStatus('ACTIVE');
  });
});

describe('H6 what a signature means', () => {
  it('is said in the language of the plan, and so is what a late start does (G9)', () => {
    expect(receiptSentence('zh-CN')).toBe(
      '本人签名仅表示已收到本计划，不代表同意其内容。如计划晚于原定日期开始，开始日期、结束日期及所有未到期日期均顺延相同的工作日数。',
    );
    expect(receiptSentence('en')).toBe(
      'My signature confirms that I have received this plan; it does not mean that I agree with it. If the plan starts later than planned, its start, its end and every open date move by the same number of working days.',
    );
  });

  it('is kept with the signature', () => {
    const history = presentedHistory(berlin);
    const signed = given(history).when(
      { ...agreeCommand(history), kind: 'DISAGREED', statement: null },
      contextIn(berlin, '2026-02-26 14:00', as.employee),
    );
    expect(signed.events()).toMatchObject([
      { acknowledgement: { sentence: receiptSentence('en') } },
    ]);
  });
});

describe('H9 a refusal is no misconduct', () => {
  it('leads to the start of the plan and to nothing else', () => {
    const recorded = given(presented).when(refuse, inShanghai('2026-02-25 12:00', as.manager));
    recorded.thenTypes('PlanAcknowledged');
    expect(planOf(recorded.history())).toEqual({
      ...planOf(presented),
      version: presented.length + 1,
      acknowledgements: (recorded.plan() as PresentedPlan).acknowledgements,
    });
    const started = given(recorded.history()).when(
      { type: 'Settle' },
      inShanghai('2026-03-02 00:00', as.system),
    );
    started.thenTypes('PlanActivated');
  });

  it('has no next step of its own', () => {
    expect(
      NEXT_STEPS.filter((step) => /MISCONDUCT|DISMISS|DISCIPLIN|WARN|TERMINAT/.test(step)),
    ).toEqual([]);
  });

  it('needs a plan that was presented', () => {
    given(approvedHistory())
      .when(refuse, inShanghai('2026-02-25 12:00', as.manager))
      .thenWrongStatus('APPROVED');
  });
});

describe('recall', () => {
  const recall = { type: 'Recall', reason: '基线数据有误' } as const;

  it('takes a presented plan back to the draft', () => {
    const recalled = given(presented).when(recall, inShanghai('2026-02-26 09:00', as.hrOwner));
    recalled.thenEvents({ type: 'PlanRecalled', reason: '基线数据有误' });
    expect(recalled.plan()).toMatchObject({ status: 'DRAFT' });
    expect(recalled.plan()).not.toHaveProperty('delivery');
  });

  it('comes too late once the plan has started', () => {
    given(signing().history())
      .when(recall, inShanghai('2026-03-02 09:00', as.hrOwner))
      .thenWrongStatus('ACTIVE');
  });
});

describe('cancel', () => {
  const cancel = { type: 'Cancel', reason: 'ROLE_CHANGED', note: '三月起调至质检岗' } as const;
  const before: Readonly<Record<string, () => History>> = {
    DRAFT: answeredHistory,
    IN_REVIEW: submittedHistory,
    APPROVED: approvedHistory,
  };
  const cancelled = (history: History, local: string) =>
    given(history).when(cancel, inShanghai(local, as.hrOwner));

  it.each(Object.keys(before))(
    'of a %s owes no appeal: nothing has reached the employee',
    (status) => {
      const history = before[status]?.() ?? [];
      const answer = cancelled(history, '2026-02-13 12:00');
      answer.thenEvents({
        type: 'PlanCancelled',
        on: '2026-02-13' as never,
        reason: 'ROLE_CHANGED',
        note: '三月起调至质检岗',
      });
      expect(answer.plan()).toMatchObject({
        status: 'CLOSED',
        before: { status },
        closing: { outcome: 'CANCELLED' },
      });
    },
  );

  it.each([
    ['PRESENTED', presentedHistory, '2026-02-26 12:00', '2026-03-11'],
    ['ACTIVE', activePlanHistory, '2026-03-04 12:00', '2026-03-18'],
  ] as const)('of a %s plan opens the appeal window', (status, history, local, until) => {
    expect(cancelled(history(), local).plan()).toMatchObject({
      status: 'CLOSED',
      before: { status },
      closing: { reason: 'ROLE_CHANGED', by: people.hrOwner, appealUntil: until },
    });
  });

  it('of a plan in final review opens it too, after what the clock had to do', () => {
    const answer = cancelled(activePlanHistory(), '2026-05-06 12:00');
    expect(answer.events().at(-1)).toMatchObject({
      type: 'PlanCancelled',
      appealUntil: '2026-05-19',
    });
    expect(answer.plan()).toMatchObject({ before: { status: 'FINAL_REVIEW' } });
  });

  it('is the end', () => {
    const closed = cancelled(approvedHistory(), '2026-02-13 12:00').history();
    // It was never served, so there is nothing to appeal against: it is in the archive at once.
    cancelled(closed, '2026-02-13 13:00').thenWrongStatus('ARCHIVED');
  });
});
