import { closeReadiness } from '../../plan/readiness.ts';
import type { RuleResult } from '../../plan/rules/findings.ts';
import type { RunningPlan } from '../../plan/state.ts';
import {
  type Block,
  column,
  date,
  finding,
  type Message,
  message,
  note,
  type Section,
  table,
  text,
  type Value,
  values,
  word,
} from '../document.ts';
import { goalRef, person, type Subject } from '../subject.ts';
import { proposals } from './proposals.ts';

/** Whose move it is: a person of the company, or a provider from outside by name. */
const owedBy = ({ path, owedBy: owed }: RuleResult, subject: Subject): Value => {
  if (owed === undefined) return message('value.none');
  const { memberId, role } = owed;
  if (memberId !== undefined) return person(subject, memberId, role);
  const index = Number(path.split('/').at(-1));
  const provider = subject.plan.content.supports.slice(index, index + 1);
  return values(...provider.map((support) => text(support.provider.name)));
};

/** What the rules find, and where it is somebody's move, whose. */
const debts = (
  subject: Subject,
  caption: Message,
  none: Message,
  results: readonly RuleResult[],
): readonly Block[] =>
  results.length === 0
    ? [{ type: 'note', text: none }]
    : table(
        'judgement',
        caption,
        [
          column('column.finding'),
          column('column.rule'),
          column('column.owedBy'),
          column('column.dueBy'),
        ],
        results.map((result) => ({
          cells: [
            finding(result),
            { type: 'rule', ruleId: result.ruleId },
            owedBy(result, subject),
            result.owedBy?.dueBy === undefined ? message('value.none') : date(result.owedBy.dueBy),
          ],
        })),
      );

/** "If it ended today": the same rules that judge the outcome, at any time (closeReadiness). */
export const readiness = (subject: Subject, plan: RunningPlan): Section => {
  const { records, today, calendar } = subject;
  const { standings, met, notMet, hints } = closeReadiness(plan, { records, today, calendar });
  return {
    id: 'readiness',
    title: message('section.readiness'),
    blocks: [
      note('readiness.intro', { on: date(today) }),
      ...table(
        'judgement',
        message('readiness.standings', { on: date(today) }),
        [column('column.goal'), column('column.status')],
        standings.map((standing) => ({
          cells: [goalRef(subject, standing.goalId), word('goalStatuses', standing.status)],
        })),
      ),
      ...debts(subject, message('readiness.met'), message('readiness.metNone'), met),
      ...debts(subject, message('readiness.notMet'), message('readiness.notMetNone'), notMet),
      ...(hints.length === 0
        ? []
        : debts(subject, message('readiness.hints'), message('readiness.notMetNone'), hints)),
      ...proposals(subject),
    ],
  };
};
