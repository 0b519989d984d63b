import type { PlanContent } from '../content.ts';
import type { PartRating } from '../records.ts';
import { finding, type RuleResult } from './findings.ts';
import { isBlank } from './text.ts';

/** Working days after a checkpoint in which both sides rate (E6). */
export const RATE_WD = 2;

const namesOf = (content: PlanContent): readonly string[] => [
  ...content.actions.map(({ id }) => `action/${id}`),
  ...content.supports.map(({ id }) => `support/${id}`),
];

/** E6: every action and support once, each with a fact that says how well it went. */
export const ratingRules = (
  content: PlanContent,
  ratings: readonly PartRating[],
): readonly RuleResult[] => {
  const given = ratings.map(({ part, id }) => `${part}/${id}`);
  const wanted = namesOf(content);
  const complete = given.length === wanted.length && wanted.every((name) => given.includes(name));
  return [
    ...(complete ? [] : [finding('E6.incomplete', '/ratings')]),
    ...ratings.flatMap(({ how }, index) =>
      isBlank(how) ? [finding('E6.incomplete', `/ratings/${index}/how`)] : [],
    ),
  ];
};
