import { describe, expect, it } from 'vitest';
import type { CommandOf } from '../../../domain/plan/command.ts';
import { retentionFloorDaysOf } from '../../../domain/plan/retention-floor.ts';
import { RULES } from '../../../domain/plan/rules/catalogue.ts';
import { isReason } from '../../../domain/plan/rules/findings.ts';
import {
  contentByJurisdiction,
  type JurisdictionFact,
  referralByJurisdiction,
} from '../../../domain/plan/rules/jurisdiction.ts';
import type { Plan } from '../../../domain/plan/state.ts';
import { LANGUAGES } from '../../../domain/plan/vocabulary.ts';
import { PACK_IDS, type PackId } from '../../../domain/tenant/packs/pack.ts';
import {
  PACKS,
  packsAt,
  packsOf,
  policyAt,
  retentionFloorOf,
} from '../../../domain/tenant/packs/packs.ts';
import { DEFAULT_POLICY } from '../../../domain/tenant/policy.ts';
import { given, type History, planOf, play } from '../../support/plan-spec.ts';
import {
  answeredHistory,
  approveCommand,
  as,
  changed,
  draftHistory,
  inShanghai,
  people,
  presentCommand,
  shanghai,
  shanghaiContent,
  submitCommand,
  submittedHistory,
} from '../../support/plans.ts';
import { proposeCommand, reviewedHistory } from '../../support/run-histories.ts';
import { on } from '../calendar/calendars.ts';

const under = (...ids: readonly PackId[]) =>
  policyAt({ ...DEFAULT_POLICY, packs: ids.map((id) => ({ id })) }, 'shanghai');

const training = {
  kind: 'training',
  on: on('2026-03-10'),
  topic: '新产品知识',
  gapId: 'complaints',
  trainer: '张敏',
  hours: 8,
  attendance: '签到表',
  material: '课件第二版',
} as const satisfies JurisdictionFact;
const standard = '本季度经核实的书面投诉不超过一件';
const reference = '考核表';
const first = { kind: 'firstFinding', on: on('2026-02-10'), standard, reference } as const;
const second = { kind: 'secondAssessment', on: on('2026-05-06'), standard, reference } as const;
const complete: readonly JurisdictionFact[] = [
  first,
  training,
  second,
  { kind: 'protectedPersons', on: on('2026-05-06'), applies: false },
  { kind: 'unionNotice', on: on('2026-05-06'), answer: 'notified', reference: '工会函' },
  { kind: 'noticeOrPay', on: on('2026-05-06'), answer: 'thirtyDays' },
  { kind: 'compensation', on: on('2026-05-06'), reference: '测算表' },
];

const referral = (facts: readonly JurisdictionFact[], content = shanghaiContent()) =>
  referralByJurisdiction(content, under('CN'), facts).map(({ messageKey }) => messageKey);
const without = (kind: JurisdictionFact['kind']) => complete.filter((fact) => fact.kind !== kind);

describe('packs', () => {
  it('are off by default, and on where the policy says', () => {
    expect(packsAt(DEFAULT_POLICY, 'shanghai')).toEqual([]);
    expect(policyAt(DEFAULT_POLICY, 'shanghai')).toBe(DEFAULT_POLICY);
    const packs = [
      { id: 'CN', siteIds: ['shanghai'] },
      { id: 'DE', siteIds: ['berlin'] },
    ] as const;
    const on = (siteId: string) => packsAt({ packs }, siteId).map(({ id }) => id);
    expect([on('shanghai'), on('berlin'), on('london')]).toEqual([['CN'], ['DE'], []]);
  });

  it.each(PACK_IDS)('%s: versions count up, every rule cites its law, counsel is told', (id) => {
    const versions = PACKS[id];
    expect(versions.map(({ version }) => version)).toEqual(versions.map((_, index) => index + 1));
    for (const pack of versions) {
      expect(pack.id).toBe(id);
      for (const ruleId of pack.rules) expect(RULES[ruleId].source.length).toBeGreaterThan(5);
      for (const language of LANGUAGES) {
        expect(pack.title[language]).not.toBe('');
        expect(pack.review[language]).toMatch(/counsel|法律顾问/i);
        for (const { question } of pack.checklist) expect(question[language]).toMatch(/[?？]$/);
      }
    }
  });

  it('are kept by a plan with their version at submit, and raise what the law makes an error', () => {
    const policy = { ...DEFAULT_POLICY, packs: [{ id: 'US_FEDERAL' } as const] };
    const plan = given(answeredHistory())
      .when(submitCommand, inShanghai('2026-02-12 15:00', as.manager, { policy }))
      .plan();
    expect(plan).toMatchObject({
      submission: {
        policy: { raised: ['B3.old'], activePacks: [{ id: 'US_FEDERAL', version: 1 }] },
      },
    });
    const old = play(answeredHistory(), [
      {
        type: 'EditContent',
        content: changed(shanghaiContent(), '/gaps/0/evidence/0/occurredOn', '2025-01-12'),
      },
      inShanghai('2026-02-12 14:00', as.manager),
    ]);
    const accepted = [{ ruleId: 'B3', reason: '上一年度的事例仍能说明问题' }];
    const submit = { ...submitCommand, accepted };
    given(old)
      .when(submit, inShanghai('2026-02-12 15:00', as.manager, { policy }))
      .thenRefused('B3.old');
    given(old).when(submit, inShanghai('2026-02-12 15:00', as.manager)).thenTypes('PlanSubmitted');
  });

  it('name the longest time that records are kept (N3)', () => {
    expect(retentionFloorOf(DEFAULT_POLICY)).toEqual({ afterCloseDays: 0, afterEmploymentDays: 0 });
    expect(retentionFloorOf(under('CN', 'UK', 'US_FEDERAL'))).toEqual({
      afterCloseDays: 365,
      afterEmploymentDays: 730,
    });
    const closed = {
      ...planOf(packed(reviewedHistory(), 'CN')),
      employmentEndOn: on('2026-06-30'),
    };
    expect(retentionFloorDaysOf(planOf(draftHistory()))).toBe(0);
    expect(retentionFloorDaysOf(planOf(packed(reviewedHistory(), 'CN')))).toBe(365);
    expect(retentionFloorDaysOf(closed as Plan)).toBe(730);
    expect(packsOf({ activePacks: [{ id: 'CN', version: 99 }] })).toEqual([]);
  });
});

describe('CN: before a referral for a separation review', () => {
  it('everything on record lets it pass; without the pack nothing is asked', () => {
    expect(referral(complete)).toEqual([]);
    expect(referralByJurisdiction(shanghaiContent(), DEFAULT_POLICY, [])).toEqual([]);
  });

  it('CN1: a training or reassignment of its own after the first finding; the plan is none', () => {
    expect(referral(without('training'))).toEqual(['CN1.noTraining']);
    expect(referral(without('firstFinding'))).toEqual(['CN1.noTraining', 'CN3.standard']);
    const reassigned = {
      kind: 'reassignment',
      on: on('2026-03-10'),
      position: '工单专员',
    } as const;
    expect(referral([...without('training'), reassigned])).toEqual([]);
    for (const wrong of [
      { hours: 0 },
      { topic: ' ' },
      { trainer: '' },
      { attendance: '' },
      { material: ' ' },
      { on: first.on },
    ])
      expect(referral([...without('training'), { ...training, ...wrong }])).toContain(
        'CN1.noTraining',
      );
  });

  it('CN3: assessed again on the same standard, after the training', () => {
    for (const wrong of [{ standard: '零投诉' }, { on: training.on }])
      expect(referral([...without('secondAssessment'), { ...second, ...wrong }])).toEqual([
        'CN3.standard',
      ]);
    expect(referral(without('secondAssessment'))).toEqual(['CN3.standard']);
  });

  it('CN4: the cases of art. 42 were checked, and none applies', () => {
    expect(referral(without('protectedPersons'))).toEqual(['CN4.unanswered']);
    const applies = { kind: 'protectedPersons', on: on('2026-05-07'), applies: true } as const;
    expect(referral([...complete, applies])).toEqual(['CN4.protected']);
  });

  it('CN5: union, notice or pay, compensation', () => {
    expect(referral(without('unionNotice'))).toEqual(['CN5.union']);
    expect(referral(without('noticeOrPay'))).toEqual(['CN5.notice']);
    expect(referral(without('compensation'))).toEqual(['CN5.compensation']);
  });

  it('CN6: a policy that is invoked was made with the employees and published', () => {
    const content = changed(shanghaiContent(), '/gaps/0/expectationSource', {
      kind: 'policy',
      reference: '客户服务规范',
    });
    expect(referral(complete, content)).toEqual(['CN6.unproven']);
    const published = {
      kind: 'policyPublication',
      on: on('2025-06-01'),
      policy: '客户服务规范',
      procedure: '职代会讨论通过',
      proof: '内网公示截图',
    } as const;
    expect(referral([...complete, published], content)).toEqual([]);
    expect(
      contentByJurisdiction(content, under('CN'), []).map(({ messageKey }) => messageKey),
    ).toContain('CN6.unproven');
  });

  it('CN7: what is called training is one (F9)', () => {
    const found = contentByJurisdiction(shanghaiContent(), under('CN'), []);
    expect(found.map(({ messageKey }) => messageKey)).toEqual(['F9.incomplete']);
  });
});

describe('UK and DE', () => {
  const found = (id: PackId, facts: readonly JurisdictionFact[] = [], consequences?: string) =>
    contentByJurisdiction(
      { ...shanghaiContent(), ...(consequences === undefined ? {} : { consequences }) },
      under(id),
      facts,
    ).map(({ messageKey }) => messageKey);

  it('UK1: the note states what may follow', () => {
    expect(found('UK')).toEqual(['UK1.consequences']);
    expect(found('UK', [], ' ')).toEqual(['UK1.consequences']);
    expect(found('UK', [], 'A second plan, or another role')).toEqual([]);
  });

  it('UK3: an appeal goes to somebody uninvolved: A4 is an error', () => {
    expect(under('UK').raised).toContain('A4');
  });

  it('DE1, DE2: the works council and the representation of severely disabled employees', () => {
    expect(found('DE')).toEqual(['DE1.worksCouncil', 'DE2.representation']);
    expect(
      found('DE', [
        { kind: 'worksCouncil', on: on('2026-02-10'), answer: 'none', reference: '-' },
        { kind: 'disabilityRepresentation', on: on('2026-02-10'), answer: 'notApplicable' },
      ]),
    ).toEqual([]);
  });
});

/** The same history, submitted under packs. */
const packed = (history: History, ...ids: readonly PackId[]): History =>
  history.map((recorded) =>
    recorded.event.type === 'PlanSubmitted'
      ? { ...recorded, event: { ...recorded.event, policy: under(...ids) } }
      : recorded,
  );

describe('delivery under a pack', () => {
  const approved = (...ids: readonly PackId[]): History => {
    const submitted = submittedHistory();
    return packed(
      play(submitted, [approveCommand(submitted), inShanghai('2026-02-13 10:00', as.hrHead)]),
      ...ids,
    );
  };
  const at = inShanghai('2026-02-25 11:00', as.manager);
  const present = (more: Partial<CommandOf<'Present'>> = {}) => ({
    ...presentCommand(shanghai),
    ...more,
  });

  it('UK2: the invitation comes two working days ahead and states the right to be accompanied', () => {
    const history = approved('UK');
    const invited = (sentOn: string, accompanied: boolean) =>
      given(history).when(present({ invitation: { sentOn: on(sentOn), accompanied } }), at);
    invited('2026-02-23', true).thenRefused('UK2.invitation');
    invited('2026-02-14', true).thenTypes('PlanPresented');
    invited('2026-02-14', false).thenRefused('UK2.invitation');
    given(history).when(present(), at).thenRefused('UK2.invitation');
  });

  it('H3: in China, what went by post has its EMS number', () => {
    const history = approved('CN');
    const posted = (serviceProof?: string) =>
      given(history).when(
        present({
          servedBy: 'registeredPost',
          ...(serviceProof === undefined ? {} : { serviceProof }),
        }),
        at,
      );
    posted().thenRefused('H3.proof');
    posted('已寄出').thenRefused('H3.proof');
    posted('EA123456789CN').thenTypes('PlanPresented');
    posted('1234567890123').thenTypes('PlanPresented');
    given(history).when(present(), at).thenTypes('PlanPresented');
  });

  it('F9: a training that is given has hours, attendance and material on record', () => {
    const run = reviewedHistory({ supports: ['mentor', 'simple-process'] });
    const deliver: CommandOf<'DeliverSupport'> = {
      type: 'DeliverSupport',
      supportId: 'product-course',
      deliveredOn: on('2026-05-06'),
      evidence: '签到表',
    };
    const context = inShanghai('2026-05-07 10:00', as.hrOwner);
    given(packed(run, 'CN')).when(deliver, context).thenRefused('F9.delivery');
    const { hours, attendance, material } = training;
    const given_ = given(packed(run, 'CN')).when(
      { ...deliver, training: { hours, attendance, material } },
      context,
    );
    expect(given_.events()).toMatchObject([{ type: 'SupportDelivered', training: { hours: 8 } }]);
    given(run).when(deliver, context).thenTypes('SupportDelivered');
  });
});

describe('K11 a referral under a pack', () => {
  const reviewed = packed(reviewedHistory(), 'CN');
  const at = inShanghai('2026-05-07 10:00', as.manager);
  const propose = (history: History) => proposeCommand(history, { nextStep: 'SEPARATION_REVIEW' });
  const recorded = play(
    reviewed,
    ...complete.map(
      (fact) =>
        [
          { type: 'RecordJurisdictionFact', fact },
          inShanghai('2026-05-07 09:30', as.hrOwner),
        ] as const,
    ),
  );

  it('is refused while anything of CN1 to CN6 is missing', () => {
    given(reviewed)
      .when(propose(reviewed), at)
      .thenRefused(
        'CN1.noTraining',
        'CN3.standard',
        'CN5.union',
        'CN5.notice',
        'CN5.compensation',
        'O6.referral',
      );
    given(recorded).when(propose(recorded), at).thenTypes('OutcomeProposed');
  });

  it('O6: tells whether one of the cases of art. 42 applies to nobody but HR', () => {
    const applies = { kind: 'protectedPersons', on: on('2026-05-07'), applies: true } as const;
    const found = play(recorded, [
      { type: 'RecordJurisdictionFact', fact: applies },
      inShanghai('2026-05-07 09:40', as.hrOwner),
    ]);
    given(found).when(propose(found), at).thenRefused('O6.referral');
    given(found)
      .when(propose(found), inShanghai('2026-05-07 10:00', as.hrOwner))
      .thenRefused('CN4.protected');
  });

  it('answers every question of the pack’s checklist', () => {
    const proposed = play(recorded, [propose(recorded), at]);
    const approve = (referralAnswers: Readonly<Record<string, string>>) =>
      given(proposed).when(
        { type: 'ApproveOutcome', accepted: [], referralAnswers },
        inShanghai('2026-05-08 10:00', as.hrHead),
      );
    const items = PACKS.CN[0]?.checklist.map(({ id }) => `CN.${id}`) ?? [];
    const answers = Object.fromEntries(items.map((item) => [item, '见人事档案第三卷']));
    const [one = ''] = items;
    approve({ ...answers, [one]: ' ' }).thenRefused('K11.unanswered');
    const { [one]: _, ...fewer } = answers;
    approve(fewer).thenRefused('K11.unanswered');
    approve(answers).thenTypes('PlanClosed');
    expect(approve(answers).plan()).toMatchObject({
      closing: { referral: { answers, checklist: Object.values(answers) } },
    });
  });

  it('what happens tomorrow is not on record yet', () => {
    given(draftHistory())
      .when(
        { type: 'RecordJurisdictionFact', fact: { ...first, on: on('2026-02-11') } },
        inShanghai('2026-02-10 10:00', as.hrOwner),
      )
      .thenRefused('K11.factDate');
  });

  it('what HR recorded survives submit, recall and close', () => {
    const noted = play(draftHistory(), [
      { type: 'RecordJurisdictionFact', fact: first },
      inShanghai('2026-02-10 10:00', as.hrOwner),
    ]);
    const edited = play(noted, [
      { type: 'EditContent', content: shanghaiContent() },
      inShanghai('2026-02-10 11:00', as.manager),
    ]);
    expect(planOf(edited).jurisdiction).toEqual([first]);
  });
});

describe('B7 a plan that follows a protected event', () => {
  const submitted = submittedHistory();
  const approving = (protectedEvent: { readonly reviewedBy?: typeof people.hrHead }) =>
    given(submitted).when(
      approveCommand(submitted),
      inShanghai('2026-02-13 10:00', as.hrHead, { protectedEvent }),
    );

  it('is looked at by two people of HR', () => {
    approving({}).thenRefused('B7.secondReviewer');
    approving({ reviewedBy: people.hrHead }).thenRefused('B7.secondReviewer');
    approving({ reviewedBy: people.hrOwner }).thenTypes('PlanApproved');
  });
});

describe('section 2: a warning is accepted with a reason that says something', () => {
  it('15 Latin or 8 Chinese characters', () => {
    expect(isReason('a reason of 15c')).toBe(true);
    expect(isReason('a reason of 14')).toBe(false);
    expect(isReason('已与员工当面说明')).toBe(true);
    expect(isReason('已与员工当面说')).toBe(false);
    expect(isReason('             \n  ')).toBe(false);
  });
});
