import { canonicalJson } from './canonical.ts';
import type { Goal, PlanContent, SupportCommitment } from './content.ts';
import { isHarder } from './harder.ts';
import type { AmendmentPath, ContentChangeKind } from './vocabulary.ts';

/** One thing that an amendment changes, and what that asks of those concerned. */
export interface ContentChange {
  readonly kind: ContentChangeKind;
  /** JSON pointer into the content after the change; into the one before for what is taken out. */
  readonly path: string;
  /** The part's id; absent for what the plan has once. */
  readonly id?: string;
}

/**
 * J1: what a change needs. FORMAL: reason, HR's approval, service and acknowledgement. LIGHT: manager
 * and employee agree, HR is informed. `burdens`: it asks for more or gives less. `harder`: it makes a
 * target harder (D10).
 */
interface Weight {
  readonly path: AmendmentPath;
  readonly burdens: boolean;
  readonly harder: boolean;
}

const FORMAL: Weight = { path: 'FORMAL', burdens: false, harder: false };
const LIGHT: Weight = { path: 'LIGHT', burdens: false, harder: false };
const LESS: Weight = { path: 'FORMAL', burdens: true, harder: false };
const HARDER: Weight = { path: 'FORMAL', burdens: true, harder: true };

/** J1, D10: what each kind of change needs; asymmetric, so that helping is easy and taking is not. */
export const WEIGHT_OF: Readonly<Record<ContentChangeKind, Weight>> = {
  TITLE: LIGHT,
  CONSEQUENCES: LESS,
  GAP_ADDED: LESS,
  GAP_CHANGED: LESS,
  GAP_REMOVED: FORMAL,
  GOAL_ADDED: HARDER,
  GOAL_HARDER: HARDER,
  GOAL_CHANGED: FORMAL,
  GOAL_LATER: LIGHT,
  GOAL_REMOVED: FORMAL,
  ACTION_ADDED: LIGHT,
  ACTION_CHANGED: LIGHT,
  ACTION_REMOVED: LIGHT,
  SUPPORT_ADDED: LIGHT,
  SUPPORT_CHANGED: LESS,
  SUPPORT_BETTER: LIGHT,
  SUPPORT_REMOVED: LESS,
  END_LATER: FORMAL,
  END_EARLIER: HARDER,
  FEWER_CHECK_INS: LESS,
  MORE_CHECK_INS: LIGHT,
  MEETING_TIME: LIGHT,
  CHECKPOINT_ADDED: LIGHT,
  CHECKPOINT_MOVED: LIGHT,
  CHECKPOINT_REMOVED: LESS,
  FINAL_REVIEW_MOVED: LIGHT,
};

interface Part {
  readonly id: string;
}

/** What happened to the parts of one list, by their ids. */
const ofParts = <One extends Part>(
  path: string,
  before: readonly One[],
  after: readonly One[],
  kinds: {
    readonly added: ContentChangeKind;
    readonly removed: ContentChangeKind;
    readonly changed: (was: One, is: One) => ContentChangeKind;
  },
): readonly ContentChange[] => [
  ...after.flatMap((is, index): readonly ContentChange[] => {
    const was = before.find(({ id }) => id === is.id);
    const at = { path: `${path}/${index}`, id: is.id };
    if (was === undefined) return [{ kind: kinds.added, ...at }];
    return canonicalJson(was) === canonicalJson(is)
      ? []
      : [{ kind: kinds.changed(was, is), ...at }];
  }),
  ...before.flatMap(({ id }, index): readonly ContentChange[] =>
    after.some((is) => is.id === id) ? [] : [{ kind: kinds.removed, path: `${path}/${index}`, id }],
  ),
];

const goalChange = (was: Goal, is: Goal): ContentChangeKind => {
  if (isHarder(was, is)) return 'GOAL_HARDER';
  return canonicalJson({ ...was, dueOn: is.dueOn }) === canonicalJson(is)
    ? 'GOAL_LATER'
    : 'GOAL_CHANGED';
};

/** Earlier, for more goals, owed without fail, by somebody else: no less than what was promised. */
const supportChange = (was: SupportCommitment, is: SupportCommitment): ContentChangeKind => {
  const { provider, dueBy, goalIds, mandatory } = is;
  const sameOtherwise =
    canonicalJson({ ...was, provider, dueBy, goalIds, mandatory }) === canonicalJson(is);
  const noLess =
    dueBy <= was.dueBy &&
    was.goalIds.every((id) => goalIds.includes(id)) &&
    (mandatory || !was.mandatory);
  return sameOtherwise && noLess ? 'SUPPORT_BETTER' : 'SUPPORT_CHANGED';
};

const once = (changed: boolean, kind: ContentChangeKind, path: string): readonly ContentChange[] =>
  changed ? [{ kind, path }] : [];

const scheduleChanges = (
  { schedule: was }: PlanContent,
  { schedule: is }: PlanContent,
): readonly ContentChange[] => [
  ...once(is.endOn > was.endOn, 'END_LATER', '/schedule/endOn'),
  ...once(is.endOn < was.endOn, 'END_EARLIER', '/schedule/endOn'),
  ...once(
    is.cadence !== was.cadence,
    was.cadence === 'biweekly' && is.cadence === 'weekly' ? 'MORE_CHECK_INS' : 'FEWER_CHECK_INS',
    '/schedule/cadence',
  ),
  ...once(
    is.checkInWeekday !== was.checkInWeekday || is.meetingTime !== was.meetingTime,
    'MEETING_TIME',
    '/schedule/checkInWeekday',
  ),
  ...ofParts('/schedule/checkpoints', was.checkpoints, is.checkpoints, {
    added: 'CHECKPOINT_ADDED',
    removed: 'CHECKPOINT_REMOVED',
    changed: () => 'CHECKPOINT_MOVED',
  }),
  ...once(is.finalReviewOn !== was.finalReviewOn, 'FINAL_REVIEW_MOVED', '/schedule/finalReviewOn'),
];

/** Everything that differs between two contents of a plan, in the order of the content. */
export const changesBetween = (
  before: PlanContent,
  after: PlanContent,
): readonly ContentChange[] => [
  ...once(before.title !== after.title, 'TITLE', '/title'),
  ...ofParts('/gaps', before.gaps, after.gaps, {
    added: 'GAP_ADDED',
    removed: 'GAP_REMOVED',
    changed: () => 'GAP_CHANGED',
  }),
  ...ofParts('/goals', before.goals, after.goals, {
    added: 'GOAL_ADDED',
    removed: 'GOAL_REMOVED',
    changed: goalChange,
  }),
  ...ofParts('/actions', before.actions, after.actions, {
    added: 'ACTION_ADDED',
    removed: 'ACTION_REMOVED',
    changed: () => 'ACTION_CHANGED',
  }),
  ...ofParts('/supports', before.supports, after.supports, {
    added: 'SUPPORT_ADDED',
    removed: 'SUPPORT_REMOVED',
    changed: supportChange,
  }),
  ...scheduleChanges(before, after),
  ...once(
    (before.consequences ?? '') !== (after.consequences ?? ''),
    'CONSEQUENCES',
    '/consequences',
  ),
];

/** What an amendment needs as a whole: the most that one of its changes needs, and which ones. */
export interface AmendmentNeeds {
  readonly path: AmendmentPath;
  readonly burdens: boolean;
  readonly harder: boolean;
  readonly changes: readonly ContentChange[];
}

/** J1, D10: which path the way from one content to another takes, and why, per change. */
export const amendmentKindOf = (before: PlanContent, after: PlanContent): AmendmentNeeds => {
  const changes = changesBetween(before, after);
  const weights = changes.map(({ kind }) => WEIGHT_OF[kind]);
  return {
    path: weights.some(({ path }) => path === 'FORMAL') ? 'FORMAL' : 'LIGHT',
    burdens: weights.some(({ burdens }) => burdens),
    harder: weights.some(({ harder }) => harder),
    changes,
  };
};
