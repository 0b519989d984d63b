import { type FindingKey, finding, type RuleResult } from './findings.ts';

/** Whether a text says nothing: empty, or white space only. */
export const isBlank = (text: string): boolean => text.trim() === '';

/** A finding at each of the named texts that says nothing. */
export const blanks = (
  key: FindingKey,
  path: string,
  texts: Readonly<Record<string, string>>,
): readonly RuleResult[] =>
  Object.entries(texts).flatMap(([name, text]) =>
    isBlank(text) ? [finding(key, `${path}/${name}`)] : [],
  );

/** A finding at each part whose id an earlier part of the list has already. */
export const repeatedIds = (
  key: FindingKey,
  path: string,
  parts: readonly { readonly id: string }[],
): readonly RuleResult[] =>
  parts.flatMap(({ id }, index) =>
    parts.findIndex((part) => part.id === id) < index ? [finding(key, `${path}/${index}/id`)] : [],
  );
