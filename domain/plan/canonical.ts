import type { PlanContent } from './content.ts';

/**
 * JSON with sorted keys and no white space, so that equal values have equal texts: the form of
 * RFC 8785 (JSON Canonicalization Scheme). Members that are `undefined` are left out.
 */
export const canonicalJson = (value: unknown): string => {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  const members = value as Readonly<Record<string, unknown>>;
  const texts = Object.keys(members)
    .sort()
    .flatMap((name) =>
      members[name] === undefined ? [] : `${JSON.stringify(name)}:${canonicalJson(members[name])}`,
    );
  return `{${texts.join(',')}}`;
};

/** H1: the hash that approval and signature refer to, SHA-256 of the canonical content, hex. */
export const contentHash = (content: PlanContent, hash: (text: string) => string): string =>
  hash(canonicalJson(content));
