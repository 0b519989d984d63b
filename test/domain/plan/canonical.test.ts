import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalJson, contentHash } from '../../../domain/plan/canonical.ts';
import { berlinContent, changed, sha256, shanghaiContent } from '../../support/plans.ts';

/** The same value with the members of every object in reverse order. */
const reversed = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(reversed);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([name, member]) => [name, reversed(member)]),
  );
};

describe('canonical JSON (H1)', () => {
  it('sorts members, keeps the order of lists, writes no white space', () => {
    expect(canonicalJson({ b: [2, 1, { d: null, c: true }], a: '客户"\n', 10: 1, 9: 0 })).toBe(
      '{"10":1,"9":0,"a":"客户\\"\\n","b":[2,1,{"c":true,"d":null}]}',
    );
  });

  it('writes numbers as RFC 8785 does', () => {
    expect(canonicalJson([-0, 1e21, 1e-7, 333333333.3333333, 4.5])).toBe(
      '[0,1e+21,1e-7,333333333.3333333,4.5]',
    );
  });

  it('leaves out what is undefined', () => {
    expect(canonicalJson({ a: undefined, b: 1 })).toBe('{"b":1}');
    expect(canonicalJson([undefined])).toBe('[null]');
  });

  it('is the same for equal values and reads back as the value', () => {
    fc.assert(
      fc.property(fc.jsonValue({ noUnicodeString: false }), (value) => {
        const plain = JSON.parse(JSON.stringify(value));
        const text = canonicalJson(plain);
        expect(canonicalJson(reversed(plain))).toBe(text);
        expect(JSON.parse(text)).toEqual(plain);
      }),
    );
  });

  it('gives a content the hash of that text', () => {
    expect(contentHash(shanghaiContent(), sha256)).toBe(sha256(canonicalJson(shanghaiContent())));
  });

  it('gives another hash for any change', () => {
    const content = berlinContent();
    const before = contentHash(content, sha256);
    const after = [
      changed(content, '/title', 'Release quality of the billing service '),
      changed(content, '/gaps/1/deferred', undefined),
      changed(content, '/goals/1/measure/tolerance', 2),
      changed(content, '/supports/0/mandatory', false),
      changed(content, '/actions', [...content.actions].reverse()),
    ].map((one) => contentHash(one, sha256));
    expect(new Set([before, ...after]).size).toBe(6);
  });
});
