import { addWorkingDays, type WorkCalendar } from '../../calendar/working-days.ts';
import type { CivilDate } from '../../kernel/civil-date.ts';
import type { PartId } from '../../kernel/ids.ts';
import type { Pack, PackId } from '../../tenant/packs/pack.ts';
import { packsOf } from '../../tenant/packs/packs.ts';
import type { Policy } from '../../tenant/policy.ts';
import type { PlanContent } from '../content.ts';
import type { ActsAs } from '../context.ts';
import type { Channel } from '../vocabulary.ts';
import { finding, type RuleResult } from './findings.ts';
import { isBlank } from './text.ts';
import { type TrainingDelivery, trainingRules } from './training.ts';
import { resignationAgreed } from './wording.ts';

/** What HR records because the law of the place asks for it; the latest of a kind counts. */
export type JurisdictionFact = { readonly on: CivilDate } & (
  | { readonly kind: 'firstFinding'; readonly standard: string; readonly reference: string }
  | ({
      readonly kind: 'training';
      readonly topic: string;
      readonly gapId: PartId;
      readonly trainer: string;
    } & TrainingDelivery)
  | { readonly kind: 'reassignment'; readonly position: string }
  | { readonly kind: 'secondAssessment'; readonly standard: string; readonly reference: string }
  /** Whether one of the cases of art. 42 applies; which one is never written down. */
  | { readonly kind: 'protectedPersons'; readonly applies: boolean }
  | {
      readonly kind: 'unionNotice';
      readonly answer: 'notified' | 'noUnion';
      readonly reference: string;
    }
  | { readonly kind: 'noticeOrPay'; readonly answer: 'thirtyDays' | 'monthlyPay' }
  | { readonly kind: 'compensation'; readonly reference: string }
  | {
      readonly kind: 'policyPublication';
      /** The policy as the gap names it. */
      readonly policy: string;
      readonly procedure: string;
      readonly proof: string;
    }
  | {
      readonly kind: 'worksCouncil';
      readonly answer: 'agreement' | 'none';
      readonly reference: string;
    }
  | {
      readonly kind: 'disabilityRepresentation';
      readonly answer: 'involved' | 'notApplicable';
    }
);
export type JurisdictionFactKind = JurisdictionFact['kind'];

/** The invitation to the meeting in which the plan is handed over (UK2). */
export interface Invitation {
  readonly sentOn: CivilDate;
  /** Whether it states the right to be accompanied. */
  readonly accompanied: boolean;
}

type Facts = readonly JurisdictionFact[];
type FactOf<Kind extends JurisdictionFactKind> = Extract<JurisdictionFact, { kind: Kind }>;

const latest = <Kind extends JurisdictionFactKind>(
  facts: Facts,
  kind: Kind,
): FactOf<Kind> | undefined =>
  facts.filter((fact): fact is FactOf<Kind> => fact.kind === kind).at(-1);

const isOn = (packs: readonly Pack[], id: PackId): boolean => packs.some((pack) => pack.id === id);

/** CN6: a policy that a gap invokes was made with the employees and made known to them. */
const policiesPublished = ({ gaps }: PlanContent, facts: Facts): readonly RuleResult[] =>
  gaps.flatMap(({ expectationSource: { kind, reference } }, index) =>
    kind !== 'policy' ||
    facts.some((fact) => fact.kind === 'policyPublication' && fact.policy === reference)
      ? []
      : [finding('CN6.unproven', `/gaps/${index}/expectationSource`)],
  );

/** UK1: the note says what may follow; problem, timescale, review and support are B, D, F and G. */
const consequencesStated = ({ consequences = '' }: PlanContent): readonly RuleResult[] =>
  isBlank(consequences) ? [finding('UK1.consequences', '/consequences')] : [];

/** DE1, DE2: the works council's agreement, and the check for severe disability. */
const bodiesAsked = (facts: Facts): readonly RuleResult[] => [
  ...(latest(facts, 'worksCouncil') === undefined
    ? [finding('DE1.worksCouncil', '/jurisdiction')]
    : []),
  ...(latest(facts, 'disabilityRepresentation') === undefined
    ? [finding('DE2.representation', '/jurisdiction')]
    : []),
];

/** What a plan's packs ask of its content: CN2, CN6, CN7 (F9), UK1, DE1, DE2. */
export const contentByJurisdiction = (
  content: PlanContent,
  policy: Pick<Policy, 'activePacks'>,
  facts: Facts,
): readonly RuleResult[] => {
  const packs = packsOf(policy);
  return [
    ...(isOn(packs, 'CN')
      ? [
          ...policiesPublished(content, facts),
          ...trainingRules(content),
          ...resignationAgreed(content),
        ]
      : []),
    ...(isOn(packs, 'UK') ? consequencesStated(content) : []),
    ...(isOn(packs, 'DE') ? bodiesAsked(facts) : []),
  ];
};

/** Whether a delivery of training has to be recorded as CN7 (F9) says. */
export const trainingIsProven = (policy: Pick<Policy, 'activePacks'>): boolean =>
  isOn(packsOf(policy), 'CN');

/** Working days by which an invitation comes before the meeting (UK2). */
const INVITED_AHEAD_WD = 2;
/** Number of an item of China's express mail service, which proves service. */
const EMS_NUMBER = /\b(?:[A-Z]{2}\d{9}[A-Z]{2}|\d{13})\b/u;
const BY_POST: readonly Channel[] = ['registeredPost', 'courier'];

/**
 * What a plan's packs ask of its delivery: UK2, the invitation two working days ahead with the right
 * to be accompanied; H3 in China, the EMS number of a copy that went by post.
 */
export const deliveryByJurisdiction = (
  given: {
    readonly invitation?: Invitation;
    readonly servedBy: Channel;
    readonly serviceProof?: string;
  },
  heldOn: CivilDate,
  policy: Pick<Policy, 'activePacks'>,
  calendar: WorkCalendar,
): readonly RuleResult[] => {
  const packs = packsOf(policy);
  const { invitation, servedBy, serviceProof = '' } = given;
  const by = addWorkingDays(calendar, heldOn, -INVITED_AHEAD_WD);
  return [
    ...(isOn(packs, 'UK') &&
    (invitation === undefined || !invitation.accompanied || invitation.sentOn > by)
      ? [finding('UK2.invitation', '/invitation', { by })]
      : []),
    ...(isOn(packs, 'CN') && BY_POST.includes(servedBy) && !EMS_NUMBER.test(serviceProof)
      ? [finding('H3.proof', '/serviceProof')]
      : []),
  ];
};

/** F9 as CN1 needs it: topic, trainer, hours, who came, and the material. */
const isProvenTraining = (fact: FactOf<'training'>): boolean =>
  fact.hours > 0 && ![fact.topic, fact.trainer, fact.attendance, fact.material].some(isBlank);

/** CN1: after the first finding, a training or reassignment of its own that was carried out. */
const trainedSinceFirstFinding = (facts: Facts): CivilDate | undefined => {
  const first = latest(facts, 'firstFinding');
  if (first === undefined) return undefined;
  return facts.find(
    (fact) =>
      fact.on > first.on &&
      (fact.kind === 'reassignment' || (fact.kind === 'training' && isProvenTraining(fact))),
  )?.on;
};

/** CN3: assessed again after that, by the standard of the first finding. */
const sameStandard = (facts: Facts, trainedOn: CivilDate | undefined): boolean => {
  const first = latest(facts, 'firstFinding');
  const second = latest(facts, 'secondAssessment');
  return (
    first !== undefined &&
    second !== undefined &&
    second.standard.trim() === first.standard.trim() &&
    second.on > (trainedOn ?? first.on)
  );
};

/** CN4: the cases of art. 42 were checked, and none applies. */
const nobodyProtected = (facts: Facts): readonly RuleResult[] => {
  const check = latest(facts, 'protectedPersons');
  if (check === undefined) return [finding('CN4.unanswered', '/jurisdiction')];
  return check.applies ? [finding('CN4.protected', '/jurisdiction')] : [];
};

/** CN5: union, notice or pay, and compensation. */
const separationArranged = (facts: Facts): readonly RuleResult[] => [
  ...(latest(facts, 'unionNotice') === undefined ? [finding('CN5.union', '/jurisdiction')] : []),
  ...(latest(facts, 'noticeOrPay') === undefined ? [finding('CN5.notice', '/jurisdiction')] : []),
  ...(latest(facts, 'compensation') === undefined
    ? [finding('CN5.compensation', '/jurisdiction')]
    : []),
];

/**
 * What a plan's packs ask before SEPARATION_REVIEW can be recorded (K11): CN1, CN3 to CN6. UK3, an
 * appeal to somebody uninvolved, is A4 raised to an error.
 */
export const referralByJurisdiction = (
  content: PlanContent,
  policy: Pick<Policy, 'activePacks'>,
  facts: Facts,
): readonly RuleResult[] => {
  if (!isOn(packsOf(policy), 'CN')) return [];
  const trainedOn = trainedSinceFirstFinding(facts);
  return [
    ...(trainedOn === undefined ? [finding('CN1.noTraining', '/jurisdiction')] : []),
    ...(sameStandard(facts, trainedOn) ? [] : [finding('CN3.standard', '/jurisdiction')]),
    ...nobodyProtected(facts),
    ...separationArranged(facts),
    ...policiesPublished(content, facts),
  ];
};

/**
 * O6: the same for whoever is not of HR: that something waits with HR, never whether one of the cases
 * of art. 42 applies, which is HR's alone.
 */
export const withoutProtectedFacts = (
  acts: ActsAs,
  results: readonly RuleResult[],
): readonly RuleResult[] => {
  const open = results.filter(({ ruleId }) => ruleId !== 'CN4');
  return acts === 'hr' || open.length === results.length
    ? results
    : [...open, finding('O6.referral', '')];
};

/** K11: every question of the packs' checklists has an answer. */
export const checklistAnswered = (
  policy: Pick<Policy, 'activePacks'>,
  answers: Readonly<Record<string, string>>,
): readonly RuleResult[] =>
  packsOf(policy)
    .flatMap(({ id, checklist }) => checklist.map((item) => `${id}.${item.id}`))
    .flatMap((item) =>
      isBlank(answers[item] ?? '') ? [finding('K11.unanswered', `/referralAnswers/${item}`)] : [],
    );
