import { on } from '../domain/calendar/calendars.ts';
import {
  appealedHistory,
  archivedHistory,
  heardHistory,
  requestedHistory,
  sustainHistory,
} from '../support/after-close.ts';
import {
  pausedHistory,
  proposeAmendment,
  servedOn,
  withEasierGoal,
} from '../support/amendments.ts';
import { commandOf } from '../support/every-command.ts';
import { type History, play } from '../support/plan-spec.ts';
import {
  acknowledgedHistory,
  activePlanHistory,
  answeredHistory,
  approvedHistory,
  as,
  changed,
  draftHistory,
  presentedHistory,
  shanghai,
  shanghaiContent,
  submittedHistory,
} from '../support/plans.ts';
import {
  CHECK_INS,
  finalReviewHistory,
  GOALS,
  holdMeetingCommand,
  MEETING,
  measureCommand,
  type Run,
  reviewedHistory,
  runHistory,
  step,
} from '../support/run-histories.ts';

/** As in the story, but a goal's baseline is still owed, and no total can still grow. */
const lastFigure = changed(shanghaiContent(), '/goals/0/measure/aggregate', 'last');
const owing = {
  ...shanghai,
  content: changed(lastFigure, '/goals/1/measure/baseline', { toMeasureBy: on('2026-03-13') }),
};

const disputed: Run['also'] = [
  [
    '2026-04-28 09:00',
    as.hrOwner,
    {
      type: 'DeliverSupport',
      supportId: 'mentor',
      deliveredOn: on('2026-04-28'),
      evidence: '签到表',
    },
  ],
  [
    '2026-04-28 10:00',
    as.employee,
    { type: 'DisputeSupport', supportId: 'mentor', reason: '没有进行' },
  ],
];

const amending = (content = withEasierGoal()) =>
  servedOn(activePlanHistory(), '2026-03-04', proposeAmendment(content));

/** A harder target within what the role asks for, said to be harder, in the employee's hands. */
const hardening = servedOn(
  activePlanHistory({
    ...shanghai,
    content: changed(shanghaiContent(), '/goals/1/measure/target', 35),
  }),
  '2026-03-04',
  proposeAmendment(shanghaiContent(), {
    accepted: [{ ruleId: 'D10', reason: '员工主动提出挑战更高目标，双方当面商定' }],
  }),
);

/** A fortnight in which every goal was measured twice at its target: an early end is near (K2). */
const early = ['2026-03-09', '2026-03-10'].reduce(
  (history, day) =>
    play(
      history,
      ...GOALS.map((goal) =>
        step(`${day} 16:00`, as.manager, measureCommand(goal, MEETING[goal], day, { sample: 300 })),
      ),
    ),
  activePlanHistory({ ...shanghai, content: lastFigure }),
);

/**
 * An early end begun on its figures, everybody heard, and then a figure that misses: whoever wants a
 * verdict other than success waits for the last day (K3).
 */
const relapsed = play(
  early,
  step('2026-03-11 09:00', as.manager, { type: 'BeginFinalReview' }),
  step('2026-03-12 10:00', as.manager, holdMeetingCommand({ heldOn: on('2026-03-12') })),
  step('2026-03-12 11:00', as.employee, { type: 'RespondToReview', text: null }),
  step(
    '2026-03-12 16:00',
    as.manager,
    measureCommand('response-time', 55, '2026-03-12', { sample: 300 }),
  ),
);

/** The employee signed and disagreed; HR owes an answer (H10). */
const disagreed = (() => {
  const presented = presentedHistory();
  const { contentHash } = presented.flatMap(({ event }) =>
    event.type === 'PlanApproved' ? [event] : [],
  )[0] as { readonly contentHash: string };
  return play(
    presented,
    step('2026-02-26 14:00', as.employee, {
      type: 'Acknowledge',
      kind: 'DISAGREED',
      contentHash,
      statement: '响应时间的口径未包括转接',
    }),
  );
})();

/** Where lives begin, so that short ones reach every stage. */
export const STARTS: readonly History[] = [
  appealedHistory(),
  heardHistory(),
  heardHistory(sustainHistory()),
  sustainHistory(),
  archivedHistory(),
  requestedHistory(),
  draftHistory(),
  answeredHistory(),
  submittedHistory(),
  approvedHistory(),
  presentedHistory(),
  // The window to sign is over, and nobody said anything.
  play(presentedHistory(), step('2026-03-05 09:00', as.employee, commandOf('MakeStatement'))),
  disagreed,
  acknowledgedHistory(),
  activePlanHistory(owing),
  early,
  // More often than the others: few commands in a row end it too early, and the short run is to meet them.
  relapsed,
  relapsed,
  relapsed,
  pausedHistory(),
  amending(),
  hardening,
  // The last day of the window.
  play(amending(), step('2026-03-11 09:00', as.employee, commandOf('MakeStatement'))),
  runHistory({ of: owing, values: MEETING }),
  runHistory({ supports: ['product-course'], also: disputed }),
  finalReviewHistory({ checkIns: CHECK_INS.slice(2) }),
  reviewedHistory({ checkIns: CHECK_INS.slice(1) }),
  reviewedHistory({ values: { 'first-time-resolution': 85 } }),
];
