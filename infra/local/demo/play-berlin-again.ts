import {
  expectAnswer,
  expectRules,
  type Person,
  UnexpectedAnswer,
  type Violation,
} from './client.ts';
import type { ContentBody } from './shanghai-plan.ts';
import { type Cast, check, command, type Stage, until } from './stage.ts';
import { BERLIN } from './wall-clock.ts';

/** Local time in Berlin in summer. */
const { at, iso } = BERLIN;
const date = (text: string) => text as ContentBody['schedule']['startOn'];

interface Plan {
  readonly status: string;
  readonly content: ContentBody;
  readonly amendment?: { readonly contentHash: string };
}

/** Eight weeks more, and the support that is owed in the first of them. */
const withMoreTime = (content: ContentBody): ContentBody => ({
  ...content,
  goals: content.goals.map((goal) => ({ ...goal, dueOn: date('2026-09-11') })),
  supports: content.supports.map((support) => ({
    ...support,
    dueBy: date(support.id === 'pairing' ? '2026-08-14' : '2026-07-31'),
  })),
  schedule: {
    ...content.schedule,
    endOn: date('2026-09-11'),
    finalReviewOn: date('2026-09-16'),
    checkpoints: [
      ...content.schedule.checkpoints,
      { id: 'july', on: date('2026-07-29') },
      { id: 'august', on: date('2026-08-26') },
    ],
  },
});

/** One more thing the company owes: settled between manager and employee. */
const withRehearsal = (content: ContentBody): ContentBody => ({
  ...content,
  supports: [
    ...content.supports,
    {
      id: 'staging-slot',
      kind: 'TOOLING',
      description: 'A reserved hour on staging every Thursday for rollback rehearsals',
      provider: { name: 'Platform team' },
      dueBy: date('2026-08-21'),
      goalIds: ['restore'],
      mandatory: false,
    },
  ],
});

/** Gives a command; warnings that it meets are accepted with a reason each, errors end the story. */
const insist = async (
  { note }: Stage,
  person: Person,
  planId: string,
  path: string,
  body: Readonly<Record<string, unknown>>,
  reason: string,
): Promise<void> => {
  const first = await person.command(planId, path, { ...body, accepted: [] });
  if (first.status === 200) return;
  const { violations = [] } = first.body as { readonly violations?: readonly Violation[] };
  const rules = [...new Set(violations.map(({ ruleId }) => ruleId))];
  if (violations.length === 0 || violations.some(({ severity }) => severity !== 'W'))
    throw new UnexpectedAnswer(path, first);
  await command(person, planId, path, {
    ...body,
    accepted: rules.map((ruleId) => ({ ruleId, reason })),
  });
  note(`accepted with a reason: ${rules.join(', ')}`);
};

/**
 * The same plan, made good: more time because the company had not kept its promises, another
 * manager, a leave that stops the clock, one more support, and an appeal that opens it once more.
 */
export const playBerlinAgain = async (stage: Stage, cast: Cast, planId: string): Promise<void> => {
  const { step, note } = stage;
  const manager = cast.person('manager');
  const successor = cast.person('successor');
  const employee = cast.person('employee');
  const hr = cast.person('hr');
  const hrHead = cast.person('hrHead');
  const read = async (person = hr): Promise<Plan> =>
    expectAnswer<Plan>(await person.get(`/v1/plans/${planId}`), 'the plan is read');
  /** @returns the sequence number of the measurement, which the reasons cite */
  const measure = async (goal: string, value: number, sample: number): Promise<number> =>
    (
      await command(successor, planId, `goals/${goal}/measurements`, {
        value,
        sample,
        measuredOn: '2026-09-25',
        source: 'Incident tracker',
      })
    ).version;
  const hashOfAmendment = async (): Promise<string> => (await read()).amendment?.contentHash ?? '';

  await until(stage, at('2026-07-23 09:30'));
  await step('The company owes time: an extension for its own default, agreed to', async () => {
    const { content } = await read();
    await insist(
      stage,
      manager,
      planId,
      'amendments',
      {
        kind: 'EXTENSION',
        extension: 'ORG_DEFAULT',
        reason: 'Neither the course nor the pairing took place by their dates',
        content: withMoreTime(content),
      },
      'The promises come late because the company was late',
    );
    await insist(
      stage,
      hr,
      planId,
      'amendment/approve',
      { contentHash: await hashOfAmendment() },
      'Agreed with the manager: the new dates are the earliest that the academy has',
    );
    await until(stage, at('2026-07-23 11:00'));
    await command(manager, planId, 'amendment/serve', {
      servedAt: iso('2026-07-23 10:30'),
      servedBy: 'email',
    });
    await until(stage, at('2026-07-24 11:00'));
    await command(employee, planId, 'amendment/acknowledge', {
      kind: 'AGREED',
      contentHash: await hashOfAmendment(),
    });
    const plan = await read();
    check(plan.status === 'ACTIVE', 'the plan runs again');
    check(plan.content.schedule.endOn === '2026-09-11', 'with its new end');
  });
  await until(stage, at('2026-07-27 10:00'));
  await step('The manager leaves the team: HR hands the plan over', async () => {
    await insist(
      stage,
      hr,
      planId,
      'manager',
      {
        managerId: cast.ids.successor,
        handoverNote: 'Course booked for 30 July; one check-in held so far; no measurements yet',
      },
      'Markus Engel has moved to another department',
    );
    const former = await manager.get(`/v1/plans/${planId}`);
    check(former.status === 404, 'the former manager sees the plan no more');
    await command(successor, planId, 'handover/accept');
  });
  await until(stage, at('2026-07-31 16:00'));
  await step('The course takes place; the employee confirms', async () => {
    await command(successor, planId, 'supports/migration-course/deliver', {
      deliveredOn: '2026-07-30',
      evidence: 'Certificate DTA-2291, eight hours',
    });
    await command(employee, planId, 'supports/migration-course/confirm');
  });
  await until(stage, at('2026-08-03 09:30'));
  await step('Two weeks of leave: the clock stops, and every open date moves', async () => {
    const before = (await read()).content.schedule.endOn;
    await command(hr, planId, 'pause', { reason: 'LEAVE', note: 'Parental leave, two weeks' });
    check((await read()).status === 'PAUSED', 'the plan is paused');
    await until(stage, at('2026-08-17 09:30'));
    await insist(stage, hr, planId, 'resume', {}, 'The dates fit the calendar of the team');
    const { endOn } = (await read()).content.schedule;
    check(endOn > before, `the end moved from ${before}`);
    note(`end ${before} -> ${endOn}`);
  });
  await step('One more support is promised: manager and employee settle it', async () => {
    const { content } = await read();
    await insist(
      stage,
      successor,
      planId,
      'amendments',
      {
        kind: 'CONTENT',
        reason: 'Rehearsals had no place on staging',
        content: withRehearsal(content),
      },
      'Staging was not free before; the employee asked for it',
    );
    const hash = await hashOfAmendment();
    await command(employee, planId, 'amendment/acknowledge', { kind: 'AGREED', contentHash: hash });
    check((await read()).content.supports.length === 3, 'the company owes one more thing');
  });
  await until(stage, at('2026-09-25 17:00'));
  await step('The end comes; the final meeting is held', async () => {
    for (const support of ['pairing', 'staging-slot'])
      await command(successor, planId, `supports/${support}/deliver`, {
        deliveredOn: '2026-09-04',
        evidence: 'Calendar of the release manager',
      });
    await until(stage, at('2026-09-28 11:00'));
    for (const support of ['pairing', 'staging-slot'])
      await command(employee, planId, `supports/${support}/confirm`);
    check((await read()).status === 'FINAL_REVIEW', 'the final review has begun');
  });
  await step('PARTLY_MET is proposed with reasons and approved', async () => {
    const seqs = [await measure('rollbacks-down', 1, 7), await measure('restore', 22, 4)];
    await command(successor, planId, 'final-review/meeting', {
      heldOn: '2026-09-28',
      attendees: ['Jonas Brandt', 'Tomas Wirth', 'Hanna Kraft'],
      facts: [
        'One of seven releases was rolled back',
        'Restoring took 22 minutes at the 90th percentile',
      ],
    });
    await command(employee, planId, 'final-review/response', {
      text: 'The pairing began only in September.',
    });
    await insist(
      stage,
      successor,
      planId,
      'outcome/propose',
      {
        outcome: 'PARTLY_MET',
        nextStep: 'RETRAIN',
        reasons: [
          {
            goalId: 'rollbacks-down',
            text: 'One of seven releases was rolled back.',
            measurements: [seqs[0]],
          },
          {
            goalId: 'restore',
            text: 'Restoring took 22 minutes; 15 were the target.',
            measurements: [seqs[1]],
          },
        ],
      },
      'Known and told to the employee in the final meeting',
    );
    await insist(stage, hr, planId, 'outcome/approve', {}, 'Seen, and printed with the outcome');
    check((await read()).status === 'CLOSED', 'the plan is closed');
  });
  await until(stage, at('2026-10-01 10:00'));
  await step(
    'The employee appeals; somebody who had no part in it opens the plan once more',
    async () => {
      await command(employee, planId, 'appeal/lodge', {
        grounds: ['SUPPORT'],
        text: 'The pairing was promised for June and began in September. Six weeks were not enough.',
      });
      expectRules(
        await hr.command(planId, 'appeal/decider', { memberId: cast.ids.hr, accepted: [] }),
        'whoever approved the outcome as decider',
        ['A4'],
      );
      await insist(
        stage,
        hr,
        planId,
        'appeal/decider',
        { memberId: cast.ids.hrHead },
        'Ines Vogel had no part in the plan',
      );
      await until(stage, at('2026-10-07 15:00'));
      await command(hrHead, planId, 'appeal/hearing', {
        heldOn: '2026-10-07',
        attendees: ['Jonas Brandt', 'Tomas Wirth', 'Ines Vogel'],
        statements: [{ by: 'Jonas Brandt', text: 'I had two pairings before the end.' }],
      });
      await insist(
        stage,
        hrHead,
        planId,
        'appeal/decide',
        {
          verdict: {
            decision: 'UPHELD',
            effect: 'REOPEN',
            schedule: {
              endOn: '2026-11-20',
              finalReviewOn: '2026-11-25',
              checkpoints: [{ id: 'november', on: '2026-11-04' }],
            },
          },
          reasons: 'The support came too late to work; the plan goes on until 20 November.',
        },
        'The time that is left fits the support that is left',
      );
      check((await read()).status === 'ACTIVE', 'the plan runs once more');
    },
  );
};
