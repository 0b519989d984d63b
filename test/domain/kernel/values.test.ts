import { describe, expect, it } from 'vitest';
import {
  PART_ID,
  parseMemberId,
  parseObservationId,
  parsePlanId,
  parseTenantId,
} from '../../../domain/kernel/ids.ts';
import { isNonEmpty } from '../../../domain/kernel/non-empty.ts';
import { err, ok } from '../../../domain/kernel/result.ts';
import { unreachable } from '../../../domain/kernel/unreachable.ts';

describe.each([
  ['tenant', parseTenantId],
  ['member', parseMemberId],
  ['plan', parsePlanId],
  ['note', parseObservationId],
])('the id of a %s', (_kind, parse) => {
  it("is 26 characters of Crockford's base 32", () => {
    expect(parse('01JNBZ7T5V9QW3XK8RMEHC2DGY')).toBe('01JNBZ7T5V9QW3XK8RMEHC2DGY');
  });

  it.each([
    '',
    '01JNBZ7T5V9QW3XK8RMEHC2DG',
    '01JNBZ7T5V9QW3XK8RMEHC2DGYY',
    '01jnbz7t5v9qw3xk8rmehc2dgy',
    '01JNBZ7T5V9QW3XK8RMEHC2DGI',
    '01JNBZ7T5V9QW3XK8RMEHC2DGU',
    '01JNBZ7T5V9QW3XK8RMEHC2DG#',
    '01JNBZ7T5V9QW3XK8RMEHC2DGY\n',
  ])('is not %j', (text) => {
    expect(parse(text)).toBeUndefined();
  });
});

describe('the name of a part', () => {
  it.each(['a', 'goal-1', '0', 'a'.repeat(40)])('may be %j', (text) => {
    expect(PART_ID.test(text)).toBe(true);
  });

  it.each(['', '-a', 'a-', 'A', 'a_b', 'a#b', 'a'.repeat(41), 'a\n'])('may not be %j', (text) => {
    expect(PART_ID.test(text)).toBe(false);
  });
});

describe('small values', () => {
  it('a list is non-empty from its first element on', () => {
    expect(isNonEmpty([])).toBe(false);
    expect(isNonEmpty([undefined])).toBe(true);
  });

  it('a result holds a value or an error', () => {
    expect(ok(1)).toEqual({ ok: true, value: 1 });
    expect(err('NO')).toEqual({ ok: false, error: 'NO' });
  });

  it('the end of a switch throws nothing', () => {
    expect(unreachable('gone' as never)).toBe('gone');
  });
});
