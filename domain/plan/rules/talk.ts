import type { CivilDate } from '../../kernel/civil-date.ts';
import type { DraftPlan, PresentedPlan, TalkAnswer, TalkItem, TalkReply } from '../state.ts';
import { finding, type RuleResult } from './findings.ts';
import { isBlank } from './text.ts';

/** What an answer asks for and the manager has to reply to: causes, support, other goals (C5). */
export const itemsOf = (answer: TalkAnswer | Omit<TalkAnswer, 'at'>): readonly TalkItem[] => [
  ...answer.causes.map(
    ({ gapId, cause }) => ({ kind: 'cause', ref: `${gapId}/${cause}` }) as const,
  ),
  ...answer.supportRequests.map(({ id }) => ({ kind: 'supportRequest', ref: id }) as const),
  ...answer.goals
    .filter((goal) => goal.answer === 'COUNTER_PROPOSAL')
    .map(({ goalId }) => ({ kind: 'goal', ref: goalId }) as const),
];

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
  const unreplied = (talk.answer === undefined ? [] : itemsOf(talk.answer))
    .filter((item) => !talk.replies.some((reply) => isSameItem(reply.to, item) && isReply(reply)))
    .map((item) =>
      finding('C5.unreplied', `/talk/answer/${item.kind}/${pointer(item.ref)}`, {
        item: item.kind,
      }),
    );
  return [...waiting, ...unreplied];
};

/** A reference token of a JSON pointer (RFC 6901). */
const pointer = (ref: string): string => ref.replaceAll('~', '~0').replaceAll('/', '~1');
