import { closeReadiness } from '../../plan/readiness.ts';
import type { RuleResult } from '../../plan/rules/findings.ts';
import type { OutcomeProposal, RunningPlan } from '../../plan/state.ts';
import {
  type Block,
  type Cell,
  column,
  date,
  fact,
  finding,
  type Message,
  message,
  note,
  type Section,
  table,
  text,
  type Value,
  word,
} from '../document.ts';
import { goalRef, moment, person, type Subject } from '../subject.ts';
import { reasonQuotes } from './outcome.ts';

/** Whose move it is: a person of the company, the provider by name, or an office. */
const owedBy = (subject: Subject, { owedBy: owed, path }: RuleResult): Cell => {
  if (owed === undefined) return message('value.none');
  const name = (): Value => {
    if (owed.role !== 'provider')
      return owed.memberId === undefined
        ? word('actors', owed.role)
        : person(subject, owed.memberId, owed.role);
    const index = Number(path.split('/')[2]);
    const provider = subject.plan.content.supports[index]?.provider.name;
    return provider === undefined ? word('actors', 'provider') : text(provider);
  };
  return name();
};

/** What the rules find, and where it is somebody's move, whose. */
const debts = (
  subject: Subject,
  caption: Message,
  none: Message,
  results: readonly RuleResult[],
): readonly Block[] => {
  const owed = results.some((result) => result.owedBy !== undefined);
  return results.length === 0
    ? [{ type: 'note', text: none }]
    : table(
        'judgement',
        caption,
        [
          column('column.finding'),
          column('column.rule'),
          ...(owed ? [column('column.owedBy'), column('column.dueBy')] : []),
        ],
        results.map((result) => ({
          cells: [
            finding(result),
            { type: 'rule', ruleId: result.ruleId },
            ...(owed
              ? [
                  owedBy(subject, result),
                  result.owedBy?.dueBy === undefined
                    ? message('value.none')
                    : date(result.owedBy.dueBy),
                ]
              : []),
          ],
        })),
      );
};

/** What the manager proposed and HR has not decided yet. */
const proposed = (subject: Subject, proposal: OutcomeProposal): Block => ({
  type: 'group',
  title: message('proposal.title'),
  blocks: [
    {
      type: 'facts',
      nature: 'judgement',
      rows: [
        fact('outcome.outcome', word('outcomes', proposal.outcome)),
        fact('outcome.nextStep', word('nextSteps', proposal.nextStep)),
        fact('proposal.by', person(subject, proposal.by)),
        fact('proposal.at', moment(subject, proposal.at)),
      ],
    },
    ...reasonQuotes(subject, proposal),
  ],
});

/** "If it ended today": the same rules that judge the outcome, at any time (closeReadiness). */
export const readiness = (subject: Subject, plan: RunningPlan): Section => {
  const { records, today, calendar } = subject;
  const { standings, met, notMet } = closeReadiness(plan, { records, today, calendar });
  const proposal = plan.status === 'FINAL_REVIEW' ? plan.review.proposal : undefined;
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
      ...(proposal === undefined ? [] : [proposed(subject, proposal)]),
    ],
  };
};
