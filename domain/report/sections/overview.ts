import { meetingsOf } from '../../plan/meetings.ts';
import { supportStateOf } from '../../plan/parts.ts';
import { checkInsHeld } from '../../plan/rules/closing.ts';
import type { RunningPlan } from '../../plan/state.ts';
import type { Section, TableRow } from '../document.ts';
import { column, date, type FactsBlock, fact, message, note, table, word } from '../document.ts';
import { baselineValue, currentValue, targetValue } from '../goal-values.ts';
import { goalRef, type Subject, standingFor } from '../subject.ts';

const goalRows = (subject: Subject): readonly TableRow[] =>
  subject.plan.content.goals.map((goal) => {
    const standing = standingFor(subject, goal.id);
    return {
      cells: [
        goalRef(subject, goal.id),
        baselineValue(subject, goal),
        targetValue(goal),
        currentValue(goal, standing),
        date(goal.dueOn),
        standing === undefined
          ? message('value.notStarted')
          : word('goalStatuses', standing.status),
      ],
    };
  });

const supportCount = (plan: RunningPlan) => {
  const states = plan.content.supports.map((support) => supportStateOf(plan, support.id));
  const delivered = states.filter((state) => 'deliveredOn' in state);
  return message('overview.supportOf', {
    promised: states.length,
    delivered: delivered.length,
    late: delivered.filter((state) => 'lateByWD' in state && state.lateByWD > 0).length,
    disputed: states.filter(({ status }) => status === 'DISPUTED').length,
    waived: states.filter(({ status }) => status === 'WAIVED').length,
  });
};

const counts = (subject: Subject, plan: RunningPlan): FactsBlock => {
  const { asOf, calendar, records } = subject;
  const checkpoints = meetingsOf(plan, calendar).filter(({ kind }) => kind === 'checkpoint');
  const events = (kind: 'positive' | 'negative') =>
    records.criticalEvents.filter((one) => one.kind === kind).length;
  return {
    type: 'facts',
    nature: 'fact',
    caption: message('overview.counts', { on: date(asOf) }),
    rows: [
      fact('overview.support', supportCount(plan)),
      fact(
        'overview.checkIns',
        message('overview.heldOf', checkInsHeld(plan, { today: asOf, calendar })),
      ),
      fact(
        'overview.checkpoints',
        message('overview.checkpointsOf', {
          held: checkpoints.filter(({ state }) => state.status === 'HELD').length,
          planned: checkpoints.length,
        }),
      ),
      fact(
        'overview.criticalEvents',
        message('overview.criticalEventsOf', {
          positive: events('positive'),
          negative: events('negative'),
        }),
      ),
      fact(
        'overview.statements',
        message('overview.statementsOf', { count: records.statements.length }),
      ),
    ],
  };
};

/** The whole on half a page: goals, what the organisation gave, how often the two talked. */
export const overview = (subject: Subject): Section => ({
  id: 'overview',
  title: message('section.overview'),
  blocks: [
    ...table(
      'fact',
      message('overview.goals', { on: date(subject.asOf) }),
      [
        column('column.goal'),
        column('column.baseline', { align: 'end' }),
        column('column.target', { align: 'end' }),
        column('column.current', { align: 'end' }),
        column('column.due'),
        column('column.status', { nature: 'judgement' }),
      ],
      goalRows(subject),
    ),
    subject.running === undefined ? note('overview.notStarted') : counts(subject, subject.running),
    ...(subject.plan.content.consequences === undefined
      ? []
      : [note('overview.consequences', { text: subject.plan.content.consequences })]),
  ],
});
