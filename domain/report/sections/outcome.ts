import type { Closing } from '../../plan/state.ts';
import {
  type Block,
  column,
  date,
  type FactsBlock,
  fact,
  facts,
  message,
  note,
  type Section,
  table,
  texts,
  type Value,
  values,
  word,
} from '../document.ts';
import { reasonQuotes } from '../reason-quotes.ts';
import { eventsOf, goalRef, moment, person, type Subject, who } from '../subject.ts';
import { isShown } from '../visibility.ts';
import { proposals } from './proposals.ts';

type Decided = Exclude<Closing, { readonly outcome: 'CANCELLED' }>;
type Cancelled = Extract<Closing, { readonly outcome: 'CANCELLED' }>;

/** The part of the plan that a finding's path names. */
const partAt = (subject: Subject, path: string): Value => {
  const [, list, index, position] = path.split('/');
  const n = Number(index) + 1;
  if (list === 'goals') {
    const goal = subject.plan.content.goals[Number(index)];
    return goal === undefined ? message('value.none') : goalRef(subject, goal.id);
  }
  if (list === 'supports') return message('ref.support', { n });
  if (list === 'schedule' && index === 'checkpoints')
    return message('ref.checkpoint', { n: Number(position) + 1 });
  return list === 'checkIns' ? message('ref.checkIn') : message('value.none');
};

const decision = (subject: Subject, closing: Decided): FactsBlock => ({
  type: 'facts',
  nature: 'judgement',
  caption: message('outcome.decision'),
  rows: [
    fact('outcome.outcome', word('outcomes', closing.outcome)),
    fact('outcome.nextStep', word('nextSteps', closing.nextStep)),
    ...(closing.amendedFrom === undefined
      ? []
      : [
          fact(
            'outcome.amendedFrom',
            values(
              word('outcomes', closing.amendedFrom.outcome),
              word('nextSteps', closing.amendedFrom.nextStep),
            ),
          ),
        ]),
    ...eventsOf(subject, 'NextStepBegun').flatMap(({ event, at }) =>
      at >= closing.at ? [fact('outcome.nextStepBegun', date(event.on))] : [],
    ),
    fact(
      'outcome.proposedBy',
      message('outcome.byAt', {
        by: person(subject, closing.proposal.by),
        at: moment(subject, closing.proposal.at),
      }),
    ),
    fact(
      'outcome.decidedBy',
      message('outcome.byAt', {
        by: closing.by === 'system' ? word('actors', 'system') : person(subject, closing.by, 'hr'),
        at: moment(subject, closing.at),
      }),
    ),
  ],
});

const appeal = ({ appealUntil: until, notice }: Closing): readonly Block[] =>
  until === undefined
    ? []
    : [
        {
          type: 'group',
          title: message('appeal.title'),
          blocks: [
            {
              type: 'facts',
              nature: 'fact',
              rows: [
                ...(notice === undefined
                  ? []
                  : [
                      fact(
                        'appeal.notice',
                        message('appeal.noticeOf', {
                          on: date(notice.on),
                          channel: word('channels', notice.channel),
                        }),
                      ),
                    ]),
                fact('appeal.until', date(until)),
                fact('appeal.grounds', message('appeal.groundsOf')),
                fact('appeal.route', message('appeal.routeOf')),
              ],
            },
          ],
        },
      ];

const decidedBlocks = (subject: Subject, closing: Decided): readonly Block[] => [
  decision(subject, closing),
  ...table(
    'judgement',
    message('outcome.goals'),
    [column('column.goal'), column('column.status')],
    closing.goals.map(({ goalId, status }) => ({
      cells: [goalRef(subject, goalId), word('goalStatuses', status)],
    })),
  ),
  ...reasonQuotes(subject, closing.proposal),
  ...(closing.findings.length === 0
    ? [note('outcome.noFindings')]
    : table(
        'judgement',
        message('outcome.findings'),
        [column('column.part'), column('column.rule')],
        closing.findings.map(({ ruleId, path }) => ({
          cells: [partAt(subject, path), { type: 'rule', ruleId }],
        })),
      )),
  ...(closing.nextStep === 'SEPARATION_REVIEW' ? [note('outcome.referralNote')] : []),
  ...(closing.referral !== undefined && isShown('referralChecklist', subject.view)
    ? [
        {
          type: 'facts',
          nature: 'fact',
          rows: facts('outcome.referral', texts(closing.referral.checklist)),
        } as const,
      ]
    : []),
  ...appeal(closing),
  ...proposals(subject),
];

const cancellation = (closing: Cancelled): FactsBlock => ({
  type: 'facts',
  nature: 'judgement',
  caption: message('outcome.decision'),
  rows: [
    fact('outcome.outcome', word('outcomes', 'CANCELLED')),
    fact('outcome.cancelReason', word('cancelReasons', closing.reason)),
    fact('outcome.cancelledOn', date(closing.on)),
  ],
});

const cancelledBlocks = (subject: Subject, closing: Cancelled): readonly Block[] => [
  cancellation(closing),
  ...eventsOf(subject, 'PlanCancelled')
    .filter(({ event }) => event.note.trim() !== '')
    .map(
      ({ event, by, at }): Block => ({
        type: 'quote',
        nature: 'judgement',
        label: message('label.reason'),
        by: who(subject, by),
        when: moment(subject, at),
        text: event.note,
      }),
    ),
  note('outcome.cancelledNote'),
  ...appeal(closing),
  ...proposals(subject),
];

/** What was decided and why, without what came of it. */
export const verdict = (subject: Subject, closing: Closing): readonly Block[] =>
  closing.outcome === 'CANCELLED'
    ? [cancellation(closing)]
    : [decision(subject, closing), ...reasonQuotes(subject, closing.proposal)];

/** How the plan ended, why, what was found on the way, and how to appeal (K9 to K11). */
export const outcome = (subject: Subject, closing: Closing): Section => ({
  id: 'outcome',
  title: message('section.outcome'),
  blocks:
    closing.outcome === 'CANCELLED'
      ? cancelledBlocks(subject, closing)
      : decidedBlocks(subject, closing),
});
