import { describe, expect, it } from 'vitest';
import type { View } from '../../../domain/access/actions.ts';
import { trackingReport } from '../../../domain/report/tracking-report.ts';
import {
  amendedOn,
  answerAmendment,
  changeManager,
  extendCommand,
  extended,
  PAUSE,
  proposeAmendment,
  RESUME,
  servedOn,
  withAction,
  withEasierGoal,
  withHarderGoal,
} from '../../support/amendments.ts';
import { type History, planOf, play } from '../../support/plan-spec.ts';
import { activePlanHistory, approvedHistory, as } from '../../support/plans.ts';
import { reviewedHistory, step } from '../../support/run-histories.ts';
import { brief, sectionOf } from './reading.ts';
import { reportInput } from './stories.ts';

/** What changed and why, line by line. */
const changesIn = (history: History, view: View, local = '2026-05-20 09:00') =>
  (
    sectionOf(trackingReport(reportInput(history, local, view)), 'changes')
      .blocks as readonly unknown[]
  )
    .flatMap((block) =>
      'rows' in (block as object) ? (block as { rows: { cells: never[][] }[] }).rows : [],
    )
    .map(({ cells }) => [
      [cells[1] ?? []].flat().map(brief).join(' | '),
      [cells[2] ?? []].flat().map(brief).join(''),
    ]);

const D10 = [
  { ruleId: 'D10', reason: '经双方测算，四月底可以达到' },
  { ruleId: 'D7', reason: '员工自愿以更高目标为准' },
];

describe('the chapter of changes', () => {
  const served = servedOn(
    activePlanHistory(),
    '2026-03-03',
    proposeAmendment(withHarderGoal(), { accepted: D10, reason: '业务标准调整' }),
  );
  const refused = play(
    served,
    step(
      '2026-03-04 10:00',
      as.employee,
      answerAmendment(served, { kind: 'DISAGREED', statement: '目标过高' }),
    ),
  );

  it('says what was proposed, who answered what, and what became of it', () => {
    expect(changesIn(refused, 'manager', '2026-03-05 09:00')).toEqual([
      ['change.amendmentProposed(1, CONTENT) | change.part(GOAL_HARDER, 2)', '业务标准调整'],
      ['change.amendmentApproved(1)', 'value.none'],
      ['change.amendmentServed(1, CONTENT) | change.part(GOAL_HARDER, 2)', '业务标准调整'],
      ['change.amendmentAnswered(1, DISAGREED)', '目标过高'],
      ['change.amendmentRejected(1)', 'value.none'],
    ]);
  });

  it('in the employee’s copy from where it was served', () => {
    expect(changesIn(refused, 'employee', '2026-03-05 09:00').map(([what]) => what)).toEqual([
      'change.amendmentServed(1, CONTENT) | change.part(GOAL_HARDER, 2)',
      'change.amendmentAnswered(1, DISAGREED)',
      'change.amendmentRejected(1)',
    ]);
    const never = play(
      activePlanHistory(),
      step('2026-03-03 09:00', as.manager, proposeAmendment(withEasierGoal())),
      step('2026-03-03 10:00', as.hrOwner, { type: 'RejectAmendment', reason: '另行商定' }),
    );
    expect(changesIn(never, 'employee', '2026-03-05 09:00')).toEqual([]);
    expect(changesIn(never, 'hr', '2026-03-05 09:00')).toHaveLength(2);
    const lapsed = (history: History) => play(history, step('2026-03-04 09:00', as.hrOwner, PAUSE));
    const proposed = play(
      activePlanHistory(),
      step('2026-03-03 09:00', as.manager, proposeAmendment(withEasierGoal())),
    );
    expect(changesIn(lapsed(proposed), 'employee', '2026-03-05 09:00')).toHaveLength(1);
    expect(changesIn(lapsed(proposed), 'hr', '2026-03-05 09:00')).toHaveLength(3);
    expect(
      changesIn(lapsed(served), 'employee', '2026-03-05 09:00').map(([what]) => what),
    ).toContain('change.amendmentLapsed(1)');
  });

  it('compares each amendment with the plan as it stood then', () => {
    const first = amendedOn(activePlanHistory(), '2026-03-03', proposeAmendment(withEasierGoal()));
    const paused = play(
      first,
      step('2026-03-04 09:00', as.hrOwner, PAUSE),
      step('2026-03-05 09:00', as.hrOwner, RESUME),
    );
    const titled = { ...planOf(paused).content, title: '客户服务改进' };
    const light = play(paused, step('2026-03-05 10:00', as.manager, proposeAmendment(titled)));
    const second = play(light, step('2026-03-05 11:00', as.employee, answerAmendment(light)));
    const third = play(
      second,
      step('2026-03-05 12:00', as.manager, proposeAmendment(withAction(planOf(second).content))),
    );
    expect(changesIn(third, 'employee', '2026-03-05 13:00').map(([what]) => what)).toEqual([
      'change.amendmentServed(1, CONTENT) | change.part(GOAL_CHANGED, 2)',
      'change.amendmentAnswered(1, AGREED)',
      'change.amendmentEffective(1)',
      'change.paused(LEAVE)',
      'change.resumed(1, 2026-05-06)',
      'change.amendmentServed(2, CONTENT) | TITLE',
      'change.amendmentAnswered(2, AGREED)',
      'change.amendmentEffective(2)',
      'change.amendmentServed(3, CONTENT) | change.part(ACTION_ADDED, 4)',
    ]);
  });

  it('says why and how far a plan was extended, and what was set aside', () => {
    const accepted = [{ ruleId: 'G4', reason: '已经与员工当面说明并记录在案' }];
    const reviewed = play(
      reviewedHistory({ checkIns: ['2026-03-05'] }),
      step('2026-05-08 09:00', as.hrHead, {
        type: 'OverrideRule',
        ruleId: 'K6',
        reason: '停产六周',
      }),
    );
    const after = amendedOn(
      reviewed,
      '2026-05-08',
      extendCommand(extended(), { accepted, extension: 'LEAVE' }),
    );
    const lines = changesIn(after, 'employee');
    expect(lines).toContainEqual(['change.overridden(K6)', '停产六周']);
    expect(lines.map(([what]) => what)).toEqual(
      expect.arrayContaining([
        'change.amendmentServed(1, EXTENSION) | change.extensionFor(LEAVE) | END_LATER | change.part(CHECKPOINT_ADDED, 2) | FINAL_REVIEW_MOVED',
        'change.amendmentEffective(1) | change.extended(2026-04-30, 2026-05-28, 18)',
      ]),
    );
  });

  it('names a new manager to everybody, and the note of the handover to manager and HR', () => {
    const named = play(
      activePlanHistory(),
      step('2026-03-03 09:00', as.hrOwner, changeManager()),
      step('2026-03-03 10:00', as.manager, { type: 'DeclineHandover', reason: '人手已满' }),
      step('2026-03-03 11:00', as.hrOwner, changeManager()),
      step('2026-03-03 12:00', as.manager, { type: 'AcceptHandover' }),
    );
    const shown = changesIn(named, 'hr', '2026-03-04 09:00');
    expect(shown.map(([what]) => what?.replace(/\(.*/, ''))).toEqual([
      'change.managerNamed',
      'change.managerDeclined',
      'change.managerNamed',
      'change.managerAccepted',
    ]);
    expect(shown.slice(0, 2).map(([, why]) => why)).toEqual([
      changeManager().handoverNote,
      '人手已满',
    ]);
    for (const [, why] of changesIn(named, 'employee', '2026-03-04 09:00'))
      expect(why).toBe('value.none');
    const early = play(approvedHistory(), step('2026-02-16 09:00', as.hrOwner, changeManager()));
    expect(changesIn(early, 'manager', '2026-02-16 10:00')).toHaveLength(1);
  });
});
