import type { CivilDate } from '../../kernel/civil-date.ts';
import type { DraftPlan, PresentedPlan, Talk, TalkAnswer, TalkItem, TalkReply } from '../state.ts';
import { finding, type RuleResult } from './findings.ts';
import { blanks, isBlank, repeatedIds } from './text.ts';

/** One thing that an answer asks for, and where it stands in the plan. */
interface Asked {
  readonly item: TalkItem;
  readonly path: string;
}

/** What an answer asks for and the manager has to reply to: causes, support, other goals (C5). */
export const askedFor = ({
  causes,
  supportRequests,
  goals,
}: Omit<TalkAnswer, 'at'>): readonly Asked[] => {
  const path = '/talk/answer';
  return [
    ...causes.map(
      ({ gapId, cause }, index): Asked => ({
        item: { kind: 'cause', ref: `${gapId}/${cause}` },
        path: `${path}/causes/${index}`,
      }),
    ),
    ...supportRequests.map(
      ({ id }, index): Asked => ({
        item: { kind: 'supportRequest', ref: id },
        path: `${path}/supportRequests/${index}`,
      }),
    ),
    ...goals.flatMap(({ goalId, answer }, index): readonly Asked[] =>
      answer === 'COUNTER_PROPOSAL'
        ? [{ item: { kind: 'goal', ref: goalId }, path: `${path}/goals/${index}` }]
        : [],
    ),
  ];
};

export const isSameItem = (a: TalkItem, b: TalkItem): boolean =>
  a.kind === b.kind && a.ref === b.ref;

/** A reply says something: the wish was adopted, or the words say why not. */
export const isReply = (reply: TalkReply): boolean => reply.adopted || !isBlank(reply.reply);

/**
 * C2: the employee's view is on record before the plan starts, or it is on record that there is
 * none: declined, no answer in the time given, sharing deferred by HR, or a signature that was
 * refused or never came.
 */
export const employeeView = (plan: PresentedPlan, on: CivilDate): readonly RuleResult[] => {
  const { talk, acknowledgements } = plan;
  const known =
    (talk.answer !== undefined && !isBlank(talk.answer.employeeView)) ||
    talk.status === 'DECLINED' ||
    talk.status === 'DEFERRED' ||
    (talk.status === 'SHARED' && talk.replyBy !== undefined && talk.replyBy < on) ||
    acknowledgements.some(({ kind }) => kind !== 'AGREED' && kind !== 'DISAGREED');
  return known ? [] : [finding('C2.missing', '/talk/answer/employeeView')];
};

/**
 * C5: the draft was shared and the employee answered, declined or let the window pass, or HR
 * deferred sharing; and everything the employee asked for was adopted or answered in writing.
 */
export const talkDone = (plan: DraftPlan, today: CivilDate): readonly RuleResult[] => {
  const { talk } = plan;
  if (talk.status === 'NOT_SHARED') return [finding('C5.notShared', '/talk')];
  const waiting =
    talk.status === 'SHARED' && talk.replyBy !== undefined && talk.replyBy >= today
      ? [finding('C5.waiting', '/talk', { until: talk.replyBy })]
      : [];
  const unreplied = (talk.answer === undefined ? [] : askedFor(talk.answer)).flatMap(
    ({ item, path }) =>
      talk.replies.some((reply) => isSameItem(reply.to, item) && isReply(reply))
        ? []
        : [finding('C5.unreplied', path, { item: item.kind })],
  );
  return [...waiting, ...unreplied];
};

/**
 * C5: the draft is with the employee. A draft that was never shared cannot be answered; one that was
 * answered, or declined, is shared again first.
 */
export const openForAnswer = (
  { status }: Talk,
  open: readonly Talk['status'][],
): readonly RuleResult[] => {
  if (open.includes(status)) return [];
  const unseen = status === 'NOT_SHARED' || status === 'DEFERRED';
  return [finding(unseen ? 'C5.notShared' : 'C5.answered', '/talk')];
};

/**
 * C5: an answer says how the employee sees it (C2), asks for each thing once, and puts a proposal
 * where it does not agree with a goal. Health is for HR alone and is not written here (C3).
 */
export const answerRules = ({
  employeeView: view,
  causes,
  supportRequests,
  goals,
}: Omit<TalkAnswer, 'at'>): readonly RuleResult[] => [
  ...blanks('C2.missing', '/answer', { employeeView: view }),
  ...causes.flatMap(({ cause }, index) =>
    cause === 'CAPACITY_HEALTH' ? [finding('C3.diagnosis', `/answer/causes/${index}`)] : [],
  ),
  ...repeatedIds('C5.duplicateId', '/answer/supportRequests', supportRequests),
  ...goals.flatMap(({ answer, proposal = '' }, index) =>
    answer === 'COUNTER_PROPOSAL' && isBlank(proposal)
      ? [finding('C5.proposal', `/answer/goals/${index}/proposal`)]
      : [],
  ),
];

/** C5: each reply is to something the employee asked for; what is not adopted says why. */
export const replyRules = (
  replies: readonly TalkReply[],
  answer: TalkAnswer,
): readonly RuleResult[] =>
  replies.flatMap((reply, index) => {
    if (!askedFor(answer).some(({ item }) => isSameItem(item, reply.to)))
      return [finding('C5.unknownItem', `/replies/${index}/to`)];
    return isReply(reply)
      ? []
      : [finding('C5.unreplied', `/replies/${index}/reply`, { item: reply.to.kind })];
  });
