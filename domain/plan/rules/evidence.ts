import type { CivilDate } from '../../kernel/civil-date.ts';
import type { Attachment, Evidence, Gap, PlanContent } from '../content.ts';
import type { CitedObservation, Observation } from '../observation.ts';
import { isDeferred } from './causes.ts';
import { finding, type RuleResult } from './findings.ts';
import { blanks, isBlank } from './text.ts';

/** Largest file that evidence may name (B6). */
const ATTACHMENT_MAX_MB = 10;
const BYTES_PER_MB = 1024 * 1024;
/** Files that everybody concerned can open, and that carry no programs. */
const ATTACHMENT_TYPES: readonly string[] = [
  'application/pdf',
  'image/jpeg',
  'image/png',
  'text/plain',
  'text/csv',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  'message/rfc822',
];

/** How a customer or colleague can be recognised: an address, a phone or identity card number. */
const PERSONAL_DATA: readonly RegExp[] = [
  /[\w.+-]+@[\w-]+\.[\w.-]+/u,
  /(?<!\d)1[3-9]\d{9}(?!\d)/u,
  /(?<!\d)\d{17}[\dXx](?!\d)/u,
  /(?<![\d.])\+\d{1,3}[ -]?\d(?:[ -]?\d){6,12}(?!\d)/u,
];

/** Speaks of a place in a ranking, not of work. */
const RANK =
  /排名|末位|倒数|垫底|强制分布|正态分布|\brank(?:ed|ing)?\b|\bbottom \d|\bforced distribution\b|\bstack rank|\blast place\b/iu;

/**
 * B4: nobody is surprised by a gap: the employee heard of it in daily work, which is on record as
 * earlier feedback, or as an observation that was shared. One that was never shared does not count.
 */
const toldBefore = (
  gap: Gap,
  path: string,
  observations: readonly CitedObservation[],
  today: CivilDate,
): readonly RuleResult[] => {
  const { priorFeedback = [], evidence } = gap;
  const shared = evidence.some(({ observationId }) =>
    observations.some(({ id, sharedOn }) => id === observationId && sharedOn !== undefined),
  );
  return [
    ...(priorFeedback.length > 0 || shared
      ? []
      : [finding('B4.noPriorFeedback', `${path}/priorFeedback`)]),
    ...priorFeedback.flatMap(({ givenOn, summary }, index) => {
      const at = `${path}/priorFeedback/${index}`;
      return [
        ...(givenOn > today ? [finding('B4.incomplete', `${at}/givenOn`)] : []),
        ...blanks('B4.incomplete', at, { summary }),
      ];
    }),
  ];
};

/** B3: an observation that evidence cites is one of this employee's, of the same day. */
const observationKnown = (
  { observationId, occurredOn }: Evidence,
  path: string,
  observations: readonly CitedObservation[],
): readonly RuleResult[] =>
  observationId === undefined ||
  observations.some((one) => one.id === observationId && one.occurredOn === occurredOn)
    ? []
    : [finding('B3.unknownObservation', `${path}/observationId`)];

/** B6: files are of a kind and size that everybody concerned can open. */
export const fileRules = (
  { mediaType, bytes }: Pick<Attachment, 'mediaType' | 'bytes'>,
  at: string,
): readonly RuleResult[] => [
  ...(ATTACHMENT_TYPES.includes(mediaType)
    ? []
    : [finding('B6.attachmentType', `${at}/mediaType`)]),
  ...(bytes > ATTACHMENT_MAX_MB * BYTES_PER_MB
    ? [finding('B6.attachmentSize', `${at}/bytes`, { max: ATTACHMENT_MAX_MB })]
    : []),
];

const attachmentRules = (attachments: readonly Attachment[], path: string): readonly RuleResult[] =>
  attachments.flatMap((one, index) => fileRules(one, `${path}/attachments/${index}`));

/** B6: evidence needs the fact, not how to reach or identify the person who reported it. */
const withoutPersonalData = (
  { fact, source, reportedBy = '' }: Evidence,
  path: string,
): readonly RuleResult[] =>
  Object.entries({ fact, source, reportedBy }).flatMap(([name, text]) =>
    PERSONAL_DATA.some((pattern) => pattern.test(text))
      ? [finding('B6.personalData', `${path}/${name}`)]
      : [],
  );

/** B8: last place is not incompetence: a gap is shown by work, not by a rank alone. */
const notRankAlone = ({ observedFact, evidence }: Gap, path: string): readonly RuleResult[] =>
  RANK.test(observedFact) && evidence.every(({ fact }) => isBlank(fact) || RANK.test(fact))
    ? [finding('B8.rankOnly', `${path}/observedFact`)]
    : [];

/** Rules B4, B6, B8 and the observations of B3 over all gaps. */
export const evidenceRules = (
  content: PlanContent,
  observations: readonly CitedObservation[],
  today: CivilDate,
): readonly RuleResult[] =>
  content.gaps.flatMap((gap, index) => {
    const path = `/gaps/${index}`;
    return [
      ...(isDeferred(gap, content) ? [] : toldBefore(gap, path, observations, today)),
      ...gap.evidence.flatMap((one, position) => {
        const at = `${path}/evidence/${position}`;
        return [
          ...observationKnown(one, at, observations),
          ...attachmentRules(one.attachments ?? [], at),
          ...withoutPersonalData(one, at),
        ];
      }),
      ...notRankAlone(gap, path),
    ];
  });

/** B4: an observation is of a day that has come; it was shared on that day or later. */
export const observationRules = (
  { occurredOn, sharedOn }: Pick<Observation, 'occurredOn' | 'sharedOn'>,
  today: CivilDate,
): readonly RuleResult[] => [
  ...(occurredOn > today ? [finding('B3.future', '/occurredOn')] : []),
  ...(sharedOn !== undefined && (sharedOn < occurredOn || sharedOn > today)
    ? [finding('B4.sharedOn', '/sharedOn', { from: occurredOn, to: today })]
    : []),
];
