import { expectAnswer, expectRules } from './client.ts';
import { afterReturn, afterTalk, type Providers, shanghaiDraft } from './shanghai-plan.ts';
import { type Cast, check, command, type Done, mailsTo, type Stage, until } from './stage.ts';
import { SHANGHAI } from './wall-clock.ts';

/** Local time in Shanghai, which has no summer time. */
const { at } = SHANGHAI;
interface Plan {
  readonly status: string;
  readonly contentHash: string;
  readonly running: {
    readonly checkIns: readonly { readonly plannedOn: string; readonly status: string }[];
    readonly supports: readonly { readonly supportId: string; readonly status: string }[];
  };
  readonly closing?: { readonly outcome: string };
}

/** A week's figures of the three goals: complaints, seconds, per cent. */
interface Week {
  readonly on: string;
  readonly complaints: number;
  readonly seconds: number;
  readonly resolved?: number;
}

const readPlan = async (cast: Cast, who: string, planId: string): Promise<Plan> =>
  expectAnswer<Plan>(await cast.person(who).get(`/v1/plans/${planId}`), 'the plan is read');

const providersOf = ({ ids }: Cast): Providers => ({
  mentor: ids.mentor ?? '',
  trainer: ids.trainer ?? '',
  manager: ids.manager ?? '',
});

const measure = async (cast: Cast, planId: string, week: Week): Promise<void> => {
  const manager = cast.person('manager');
  const record = (goal: string, value: number, sample: number, source: string) =>
    command(manager, planId, `goals/${goal}/measurements`, {
      value,
      sample,
      measuredOn: week.on,
      source,
    });
  await record('no-complaints', week.complaints, 1, '客户投诉登记簿');
  await record('response-time', week.seconds, 96, '呼叫中心系统周报');
  if (week.resolved !== undefined)
    await record('first-time-resolution', week.resolved, 60, '工单系统');
};

interface Talk {
  readonly on: string;
  readonly facts: readonly string[];
  readonly feedback: readonly { readonly kind: string; readonly text: string }[];
  readonly status?: string;
  readonly next: string;
}

const checkIn = (cast: Cast, planId: string, talk: Talk): Promise<Done> =>
  command(cast.person('manager'), planId, `check-ins/${talk.on}/record`, {
    heldOn: talk.on,
    attendees: ['赵敏', '李强'],
    facts: talk.facts,
    feedback: talk.feedback,
    goals: ['no-complaints', 'response-time', 'first-time-resolution'].map((goalId) => ({
      goalId,
      status: talk.status ?? 'NO_CHANGE',
    })),
    obstacles: [],
    supportNeeded: [],
    nextSteps: [talk.next],
  });

/** Somebody gives the support that was promised; all they see of the plan is that promise. */
const deliver = async (
  cast: Cast,
  who: string,
  planId: string,
  supportId: string,
  delivery: { readonly deliveredOn: string; readonly evidence: string },
): Promise<void> => {
  const looksAt = `/supports/${supportId}`;
  const path = `supports/${supportId}/deliver`;
  expectAnswer(await cast.person(who).command(planId, path, delivery, looksAt), path);
};

/** From the first draft to the middle of the plan: the checkpoint at the end of the first month. */
export const playToTheMiddle = async (stage: Stage, cast: Cast): Promise<string> => {
  const { step, note } = stage;
  const providers = providersOf(cast);
  const [manager, employee, hr] = ['manager', 'employee', 'hr'].map(cast.person) as [
    ReturnType<Cast['person']>,
    ReturnType<Cast['person']>,
    ReturnType<Cast['person']>,
  ];

  await until(stage, at('2026-02-10 09:30'));
  const draft = shanghaiDraft(providers);
  const planId = await step('经理李强起草计划：三次书面投诉，三个目标，两个月', async () => {
    const created = await manager.post('/v1/plans', {
      employeeId: cast.ids.employee,
      hrOwnerId: cast.ids.hr,
      content: draft,
    });
    return expectAnswer<Done>(created, 'the plan is drafted', 201).id;
  });

  await step('未经沟通直接提交：系统拒绝(C5)', async () => {
    const [first] = expectRules(
      await manager.command(planId, 'submit', { accepted: [] }),
      'an unshared draft',
      ['C5'],
    );
    note(first?.message ?? '');
  });

  await step('诊断面谈之后，草案与员工共享', async () => {
    await command(manager, planId, 'share', { talkHeldOn: '2026-02-10' });
    await until(stage, at('2026-02-10 09:35'));
    check(
      mailsTo(stage, cast.emailOf('employee'), 'talkReply').length === 1,
      'the employee is told of the shared draft',
    );
  });

  await until(stage, at('2026-02-11 10:15'));
  await step('员工赵敏补充一个原因、一项支持请求，同意两个目标，对第三个提出调整', () =>
    command(employee, planId, 'answer', {
      employeeView:
        '来电高峰集中在上午，新产品的问题占一半以上。我愿意改进，希望先补上产品知识，并能在知识库里直接查到答案。',
      causes: [{ gapId: 'complaints', cause: 'RESOURCE', note: '知识库中没有新产品的条目' }],
      supportRequests: [
        { id: 'kb', kind: 'TOOLING', description: '在知识库中增加新产品条目及检索标签' },
      ],
      goals: [
        { goalId: 'no-complaints', answer: 'AGREED' },
        { goalId: 'response-time', answer: 'AGREED' },
        {
          goalId: 'first-time-resolution',
          answer: 'COUNTER_PROPOSAL',
          proposal: '团队平均为85%，建议目标定为85%',
        },
      ],
    }),
  );
  const talked = afterTalk(draft, providers);
  await step('经理采纳：原因、支持与目标都写入计划，逐条书面答复', async () => {
    await command(manager, planId, 'content', { content: talked });
    const adopted = (kind: string, ref: string, reply: string) => ({
      to: { kind, ref },
      adopted: true,
      reply,
    });
    await command(manager, planId, 'replies', {
      replies: [
        adopted('cause', 'complaints/RESOURCE', '已列为原因之一'),
        adopted('supportRequest', 'kb', '已列为支持承诺，由王芳在3月18日前完成'),
        adopted('goal', 'first-time-resolution', '采纳，目标调整为85%，与团队标准一致'),
      ],
    });
  });
  await step('提交人力资源；陈静退回一次：请写明辅导的次数与时间', async () => {
    await command(manager, planId, 'submit', { accepted: [] });
    await command(hr, planId, 'return', {
      comment: '请写明导师辅导的次数与时间，否则事后无法核对是否兑现。',
    });
    await command(manager, planId, 'content', { content: afterReturn(talked) });
    await command(manager, planId, 'submit', { accepted: [] });
  });
  await until(stage, at('2026-02-13 14:00'));
  await step('人力资源批准，批准的是这一版内容的哈希', async () => {
    const { contentHash } = await readPlan(cast, 'hr', planId);
    expectRules(
      await hr.command(planId, 'approve', { contentHash: '0'.repeat(64), accepted: [] }),
      'an approval of another text',
      ['H1'],
    );
    await command(hr, planId, 'approve', { contentHash, accepted: [] });
  });

  await until(stage, at('2026-02-26 15:00'));
  await step('春节后面谈送达：交付全文，说明权利', () =>
    command(manager, planId, 'present', {
      heldAt: new Date(Date.parse(at('2026-02-26 14:00'))).toISOString(),
      how: 'inPerson',
      place: '三号会议室',
      attendees: ['赵敏', '李强', '陈静'],
      servedAt: new Date(Date.parse(at('2026-02-26 14:40'))).toISOString(),
      servedBy: 'email',
      accepted: [],
    }),
  );
  await until(stage, at('2026-02-27 16:00'));
  await step('员工签收:「签字仅确认收到，不代表同意」', async () => {
    const { contentHash } = await readPlan(cast, 'employee', planId);
    await command(employee, planId, 'acknowledge', { kind: 'AGREED', contentHash });
  });

  await until(stage, at('2026-03-02 09:30'));
  await step('3月2日零点，计划自动生效', async () => {
    check((await readPlan(cast, 'manager', planId)).status === 'ACTIVE', 'the plan has started');
    check(
      mailsTo(stage, cast.emailOf('employee'), 'planStarted').length === 1,
      'the employee is told that the plan has started',
    );
  });

  await until(stage, at('2026-03-05 17:30'));
  await step('导师兑现第一次辅导，员工确认；第一次定期沟通', async () => {
    await deliver(cast, 'mentor', planId, 'mentor', {
      deliveredOn: '2026-03-04',
      evidence: '3月4日15:00—16:00，三次投诉录音逐段复盘，记录见辅导表第1页',
    });
    await command(employee, planId, 'supports/mentor/confirm');
    await measure(cast, planId, { on: '2026-03-05', complaints: 0, seconds: 51 });
    await checkIn(cast, planId, {
      on: '2026-03-05',
      facts: ['本周接听96通电话，平均响应51秒', '复盘了1月27日的通话：三个问题中两个没有复述确认'],
      feedback: [
        { kind: 'positive', text: '3月4日的通话中先复述客户的问题再回答，客户当场表示清楚了。' },
      ],
      next: '下周参加产品课程第一个半天',
    });
  });

  await until(stage, at('2026-03-12 18:00'));
  await step('课程完成并确认；第二次沟通，员工写下自己的回应', async () => {
    await deliver(cast, 'trainer', planId, 'product-course', {
      deliveredOn: '2026-03-11',
      evidence: '3月10日、11日下午，签到表与结业测验(86分)',
    });
    await command(employee, planId, 'supports/product-course/confirm');
    await measure(cast, planId, { on: '2026-03-12', complaints: 0, seconds: 50, resolved: 72 });
    await command(employee, planId, 'actions/review-calls/report', {
      done: 'yes',
      fact: '三段录音已全部复盘，写出七处可改进的回应',
    });
    await checkIn(cast, planId, {
      on: '2026-03-12',
      facts: ['课程结业测验86分', '高峰时段平均响应50秒，查找新产品答案平均用时38秒'],
      feedback: [{ kind: 'positive', text: '测验中退换货部分全部正确。' }],
      next: '整理速查卡',
    });
    await command(employee, planId, 'check-ins/2026-03-12/reply', {
      kind: 'REPLY',
      text: '知识库条目上线前，高峰时段的响应时间较难下降。',
    });
  });

  await until(stage, at('2026-03-18 17:00'));
  await step('知识库条目上线并确认', async () => {
    await deliver(cast, 'mentor', planId, 'knowledge-base', {
      deliveredOn: '2026-03-18',
      evidence: '知识库新增条目42条，检索标签已配置',
    });
    await command(employee, planId, 'supports/knowledge-base/confirm');
  });

  await until(stage, at('2026-03-24 10:00'));
  await step('3月19日的沟通经理没有召开：两次提醒之后，系统记为「经理未召开」', async () => {
    const missed = (await readPlan(cast, 'hr', planId)).running.checkIns.find(
      ({ plannedOn }) => plannedOn === '2026-03-19',
    );
    check(missed?.status === 'MISSED', 'the check-in of 19 March is missed by the manager');
    check(
      mailsTo(stage, cast.emailOf('manager'), 'checkIn').length > 0,
      'the manager had been reminded of it',
    );
    await deliver(cast, 'manager', planId, 'simple-process', {
      deliveredOn: '2026-03-20',
      evidence: '审批流程变更单 2026-018 已生效，退换货一级审批',
    });
    await measure(cast, planId, { on: '2026-03-19', complaints: 0, seconds: 50 });
  });

  await until(stage, at('2026-03-26 17:30'));
  await step('员工确认流程已简化；3月26日的沟通', async () => {
    await command(employee, planId, 'supports/simple-process/confirm');
    await measure(cast, planId, { on: '2026-03-26', complaints: 0, seconds: 49, resolved: 79 });
    await checkIn(cast, planId, {
      on: '2026-03-26',
      facts: ['平均响应49秒，仍高于目标', '一次性解决率79%，较上次提高7个百分点'],
      feedback: [
        { kind: 'positive', text: '退换货工单全部使用了升级通道。' },
        {
          kind: 'corrective',
          text: '高峰时段先在知识库检索再转问同事，可以少一次等待。',
        },
      ],
      status: 'AT_RISK',
      next: '每天上午高峰前浏览一遍当日新增条目',
    });
  });

  await until(stage, at('2026-03-31 16:00'));
  await step('第一个月末检查点：响应时间偏离目标，没有纠偏意见不得记录(I4)', async () => {
    const held = {
      heldOn: '2026-03-31',
      attendees: ['赵敏', '李强', '陈静'],
      facts: ['三项支持均已兑现', '平均响应49秒，期望线为41秒'],
    };
    const [first] = expectRules(
      await manager.command(planId, 'checkpoints/month-1/hold', { ...held, feedback: [] }),
      'a checkpoint without a corrective entry',
      ['I4'],
    );
    note(first?.message ?? '');
    await command(manager, planId, 'checkpoints/month-1/hold', {
      ...held,
      feedback: [
        {
          kind: 'corrective',
          goalId: 'response-time',
          text: '响应时间主要花在查找答案上。从4月起使用速查卡，导师每周三旁听两通并当场示范检索。',
        },
        { kind: 'positive', text: '两个月来没有新的投诉，一次性解决率稳步上升。' },
      ],
    });
    note('阶段性结果已冻结，双方可见');
  });
  return planId;
};

/** From the middle of the plan to its end: closed MET. */
export const playToTheEnd = async (stage: Stage, cast: Cast, planId: string): Promise<void> => {
  const { step, note } = stage;
  const manager = cast.person('manager');
  const employee = cast.person('employee');
  const hr = cast.person('hr');

  await until(stage, at('2026-04-08 11:00'));
  await step('记录关键事件：客户来信表扬；员工对经理也给出反馈', async () => {
    await command(manager, planId, 'critical-events', {
      occurredOn: '2026-04-07',
      kind: 'positive',
      fact: '客户来信：4月7日换货问题一通电话解决，专员在挂断前确认了满意度',
      goalId: 'first-time-resolution',
    });
    await command(employee, planId, 'feedback', {
      kind: 'positive',
      text: '经理把审批改为一级之后，退换货当天就能答复客户。',
    });
    await command(employee, planId, 'actions/quick-guide/report', {
      done: 'yes',
      fact: '十张速查卡已由导师校对，4月2日起使用',
    });
    await command(employee, planId, 'actions/escalation/report', {
      done: 'yes',
      fact: '4月以来31张退换货工单全部走升级通道',
    });
  });

  const weeks: readonly (Week & Omit<Talk, 'on'>)[] = [
    {
      on: '2026-04-09',
      complaints: 0,
      seconds: 38,
      resolved: 83,
      facts: ['平均响应38秒', '速查卡使用率九成'],
      feedback: [{ kind: 'positive', text: '高峰时段没有一通转问同事。' }],
      status: 'ON_TRACK',
      next: '保持每天浏览新增条目',
    },
    {
      on: '2026-04-16',
      complaints: 0,
      seconds: 32,
      facts: ['平均响应32秒', '本周无投诉'],
      feedback: [{ kind: 'positive', text: '挂断前确认满意度已成为习惯。' }],
      next: '把确认话术写进速查卡',
    },
    {
      on: '2026-04-23',
      complaints: 0,
      seconds: 29,
      resolved: 87,
      facts: ['平均响应29秒，首次达到目标', '一次性解决率87%'],
      feedback: [{ kind: 'positive', text: '两项指标同时达到目标。' }],
      next: '准备期末评估',
    },
  ];
  for (const week of weeks) {
    await until(stage, at(`${week.on} 17:30`));
    await step(`${week.on} 的沟通：响应 ${week.seconds} 秒`, async () => {
      await measure(cast, planId, week);
      await checkIn(cast, planId, week);
    });
  }
  await until(stage, at('2026-04-29 17:00'));
  await step('最后一次度量', async () => {
    await measure(cast, planId, { on: '2026-04-29', complaints: 0, seconds: 28, resolved: 88 });
    const early = await manager.command(planId, 'outcome/propose', {
      outcome: 'MET',
      nextStep: 'NORMAL',
      reasons: [],
      accepted: [],
    });
    check(early.status === 422, 'an outcome cannot be proposed before the final review');
  });

  await until(stage, at('2026-04-30 09:30'));
  await step('4月30日期满，自动进入期末评估', async () => {
    check(
      (await readPlan(cast, 'hr', planId)).status === 'FINAL_REVIEW',
      'the final review has begun by itself',
    );
    const readiness = expectAnswer<{ met: unknown[]; notMet: unknown[] }>(
      await hr.get(`/v1/plans/${planId}/readiness`),
      'readiness',
    );
    check(readiness.met.length === 0, 'nothing stands in the way of MET');
  });
  await until(stage, at('2026-05-06 11:30'));
  await step('五一后期末面谈，员工陈述', async () => {
    await command(manager, planId, 'final-review/meeting', {
      heldOn: '2026-05-06',
      attendees: ['赵敏', '李强', '陈静'],
      facts: ['三个目标均已达成', '四项支持全部兑现并由员工确认'],
    });
    await command(employee, planId, 'final-review/response', {
      text: '谢谢导师和审批流程的改变。希望知识库的维护能长期做下去。',
    });
    await command(employee, planId, 'statements', {
      text: '3月19日的沟通没有召开，当时我准备了关于知识库的建议，后来在26日谈到了。',
    });
  });
  await step('经理提议「达成」，人力资源批准：计划以「达成」结束', async () => {
    await command(manager, planId, 'outcome/propose', {
      outcome: 'MET',
      nextStep: 'SUSTAIN',
      reasons: [],
      accepted: [],
    });
    const own = await manager.command(planId, 'outcome/approve', { accepted: [] });
    check(own.status === 403, 'the manager cannot approve the outcome');
    await command(hr, planId, 'outcome/approve', { accepted: [] });
    await until(stage, at('2026-05-06 11:35'));
    const plan = await readPlan(cast, 'employee', planId);
    check(plan.closing?.outcome === 'MET', 'the plan is closed MET');
    check(
      mailsTo(stage, cast.emailOf('employee'), 'appeal').length === 1,
      'the employee gets the outcome notice with the appeal route',
    );
    note('结果通知与申诉途径已送达员工');
  });
};

/** The weeks after the success: a light check-in, and the same gap once more inside the window. */
export const playSustaining = async (stage: Stage, cast: Cast, planId: string): Promise<void> => {
  const { step, note } = stage;
  const manager = cast.person('manager');
  const hr = cast.person('hr');
  await until(stage, at('2026-07-21 10:30'));
  await step('巩固期：每月一次简短沟通', () =>
    command(manager, planId, 'sustain/check-ins', {
      heldOn: '2026-07-20',
      fact: '5月、6月均无经核实的投诉，平均响应27秒',
      feedback: { kind: 'positive', text: '六月每一单退换货都当天答复了客户。' },
    }),
  );
  await until(stage, at('2026-07-22 10:00'));
  await step('巩固期内同一差距重现：登记复发，由人力资源决定下一步', async () => {
    const relapse = {
      gapId: 'complaints',
      occurredOn: '2026-07-20',
      fact: '客户7月20日书面投诉：退款进度三天未答复，工单SD-20718',
    };
    const [warning] = expectRules(
      await manager.command(planId, 'sustain/relapses', { ...relapse, accepted: [] }),
      'a relapse inside the window',
      ['M2'],
    );
    note(warning?.message ?? '');
    await command(manager, planId, 'sustain/relapses', {
      ...relapse,
      accepted: [{ ruleId: 'M2', reason: '已与人力资源商定，先补训再观察一个月' }],
    });
    await command(hr, planId, 'sustain/relapses/answer', {
      nextStep: 'RETRAIN',
      reason: '投诉源于七月新上线的退款流程，安排一次流程培训，不另立计划。',
    });
  });
};
