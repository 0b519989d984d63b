import type { GoalStanding, InterimReport } from '../../plan/records.ts';
import {
  type Block,
  column,
  date,
  fact,
  facts,
  message,
  note,
  type Section,
  share,
  table,
  texts,
  type Value,
  values,
  word,
} from '../document.ts';
import { feedbackLines } from '../feedback-lines.ts';
import { currentValue } from '../goal-values.ts';
import { goalRef, moment, type Subject, whoAt } from '../subject.ts';

const current = ({ plan }: Subject, standing: GoalStanding): Value => {
  const goal = plan.content.goals.find(({ id }) => id === standing.goalId);
  return goal === undefined ? message('value.none') : currentValue(goal, standing);
};

/** The goals as they stood that day; frozen then, never computed again (G10). */
const frozen = (subject: Subject, report: InterimReport) =>
  table(
    'judgement',
    message('interim.goals', { on: date(report.heldOn) }),
    [
      column('column.goal'),
      column('column.current', { nature: 'fact', align: 'end' }),
      column('column.sample', { nature: 'fact', align: 'end' }),
      column('column.progress', { align: 'end' }),
      column('column.expectedProgress', { align: 'end' }),
      column('column.status'),
    ],
    report.goals.map((standing) => ({
      cells: [
        goalRef(subject, standing.goalId),
        current(subject, standing),
        { type: 'number', value: standing.sample } as const,
        share(standing.progress),
        share(standing.expected),
        word('goalStatuses', standing.status),
      ],
    })),
  );

/** What each checkpoint found, as it was served to both sides that day. 阶段性结果 */
export const interimReports = (subject: Subject): Section => {
  const { checkpoints } = subject.plan.content.schedule;
  const numberOf = (id: string) => checkpoints.findIndex((one) => one.id === id) + 1;
  return {
    id: 'interim-reports',
    title: message('section.interimReports'),
    blocks:
      subject.records.interimReports.length === 0
        ? [note('interim.none')]
        : subject.records.interimReports.map(
            (report): Block => ({
              type: 'group',
              title: message('interim.title', { n: numberOf(report.checkpointId) }),
              blocks: [
                {
                  type: 'facts',
                  nature: 'fact',
                  rows: [
                    fact('interim.heldOn', date(report.heldOn)),
                    fact(
                      'interim.frozen',
                      message('interim.frozenOf', {
                        at: moment(subject, report.at),
                        by: whoAt(subject, report.seq),
                        seq: report.seq,
                      }),
                    ),
                    fact('label.attendees', values(...texts(report.attendees))),
                    ...facts('checkIn.facts', texts(report.facts)),
                    ...facts(
                      'checkIn.feedback',
                      feedbackLines(subject, report.feedback),
                      'judgement',
                    ),
                  ],
                },
                ...frozen(subject, report),
              ],
            }),
          ),
  };
};
