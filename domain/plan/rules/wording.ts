import type { Category, TextKind } from '../../wording/category.ts';
import { checkWording, languageOf } from '../../wording/judge.ts';
import type { PlanContent } from '../content.ts';
import type { FeedbackEntry } from '../records.ts';
import { type FindingKey, finding, type RuleResult, type Severity } from './findings.ts';

/** A plan keeps what was accepted, so what one submit can be warned of has an end. */
const MOST_WARNINGS = 40;

/** What the words of each category are, in both languages. */
export const WORDING_FINDINGS = {
  TRAIT: 'B5.trait',
  VAGUE_QUANTIFIER: 'B5.vagueQuantifier',
  ABSOLUTE: 'B5.absolute',
  MIND_READING: 'B5.mindReading',
  HEARSAY: 'B5.hearsay',
  EMOTIVE: 'B5.emotive',
  HEALTH_OR_PROTECTED: 'B5.protected',
  THREAT: 'B5.threat',
  NEGATIVE_ONLY: 'D9.negativeOnly',
  NO_FACT: 'B5.noFact',
  NON_TARGET: 'B5.nonTarget',
  RESIGNATION: 'B5.resignation',
} as const satisfies Record<Category, FindingKey>;

/**
 * B5, D9: what is wrong with the wording of a text, each category once, at its first span; the span
 * travels in the parameters, in code units.
 */
export const wordingOf = (
  text: string,
  path: string,
  kind: TextKind,
  severity?: Severity,
): readonly RuleResult[] => {
  const seen = new Set<Category>();
  return checkWording(text, languageOf(text), kind).flatMap(({ start, end, category }) => {
    // what a goal has to reach stands in its measure (D3)
    if (seen.has(category) || (kind === 'goal' && category === 'NO_FACT')) return [];
    seen.add(category);
    return [finding(WORDING_FINDINGS[category], path, { start, end }, severity)];
  });
};

/** B5, D9: the wording of gaps, their evidence and the goals. */
export const contentWording = ({ gaps, goals }: PlanContent): readonly RuleResult[] =>
  [
    ...gaps.flatMap(({ observedFact, evidence }, index) => [
      ...wordingOf(observedFact, `/gaps/${index}/observedFact`, 'gap'),
      ...evidence.flatMap(({ fact }, position) =>
        wordingOf(fact, `/gaps/${index}/evidence/${position}/fact`, 'event'),
      ),
    ]),
    ...goals.flatMap(({ statement, measure }, index) => [
      ...wordingOf(statement, `/goals/${index}/statement`, 'goal'),
      ...(measure.kind === 'milestone'
        ? wordingOf(measure.definitionOfDone, `/goals/${index}/measure/definitionOfDone`, 'goal')
        : []),
    ]),
  ].slice(0, MOST_WARNINGS);

/** CN2: nobody agrees beforehand, anywhere in a plan, that missing a goal means resigning. */
export const resignationAgreed = (content: PlanContent): readonly RuleResult[] => {
  const texts: readonly (readonly [string, string])[] = [
    ...content.gaps.map(
      ({ expectation }, index) => [`/gaps/${index}/expectation`, expectation] as const,
    ),
    ...content.goals.flatMap(({ statement, measure }, index) => [
      [`/goals/${index}/statement`, statement] as const,
      ...(measure.kind === 'milestone'
        ? [[`/goals/${index}/measure/definitionOfDone`, measure.definitionOfDone] as const]
        : []),
    ]),
    ...content.actions.flatMap(({ what, how }, index) => [
      [`/actions/${index}/what`, what] as const,
      [`/actions/${index}/how`, how] as const,
    ]),
    ...content.supports.map(
      ({ description }, index) => [`/supports/${index}/description`, description] as const,
    ),
    ['/consequences', content.consequences ?? ''],
  ];
  return texts.flatMap(([path, text]) =>
    checkWording(text, languageOf(text))
      .filter(({ category }) => category === 'RESIGNATION')
      .map(({ start, end }) => finding('CN2.resignation', path, { start, end }))
      .slice(0, 1),
  );
};

/** B5 as a hint: the wording of feedback, as it is given. */
export const feedbackWording = (
  entries: readonly FeedbackEntry[],
  path: string,
): readonly RuleResult[] =>
  entries.flatMap(({ text }, index) => wordingOf(text, `${path}/${index}/text`, 'feedback', 'I'));

/** B5 as a hint: the wording of facts that are put on record. */
export const factWording = (facts: readonly string[], path: string): readonly RuleResult[] =>
  facts.flatMap((fact, index) => wordingOf(fact, `${path}/${index}`, 'event', 'I'));
