import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addMs, epochMs, fromEpochMs, parseInstant } from '../../../domain/kernel/instant.ts';

const anyMs = fc.integer({ min: Date.UTC(2000, 0, 1), max: Date.UTC(2101, 0, 1) - 1 });

describe('an instant', () => {
  it('is what the platform writes, and counts alike', () => {
    fc.assert(
      fc.property(anyMs, (ms) => {
        const text = new Date(ms).toISOString();
        expect(fromEpochMs(ms)).toBe(text);
        expect(parseInstant(text)).toBe(text);
        expect(epochMs(fromEpochMs(ms))).toBe(ms);
      }),
      { numRuns: 1000 },
    );
  });

  it('exists before 1970 as well', () => {
    expect(fromEpochMs(-1)).toBe('1969-12-31T23:59:59.999Z');
    expect(epochMs(fromEpochMs(-1))).toBe(-1);
  });

  it('loses a fraction of a millisecond downwards', () => {
    expect(fromEpochMs(1.9)).toBe('1970-01-01T00:00:00.001Z');
  });

  it('moves by milliseconds over the end of a day', () => {
    const late = fromEpochMs(Date.parse('2026-12-31T23:59:59.999Z'));
    expect(addMs(late, 1)).toBe('2027-01-01T00:00:00.000Z');
    expect(addMs(addMs(late, 1), -1)).toBe(late);
  });

  it('sorts as text', () => {
    fc.assert(
      fc.property(anyMs, anyMs, (a, b) => {
        expect(fromEpochMs(a) < fromEpochMs(b)).toBe(a < b);
      }),
    );
  });

  it.each([
    '2026-03-02T24:00:00.000Z',
    '2026-03-02T01:60:00.000Z',
    '2026-03-02T01:00:60.000Z',
    '2026-02-30T01:00:00.000Z',
    '1999-12-31T23:59:59.999Z',
    '2026-03-02T01:00:00Z',
    '2026-03-02T01:00:00.000+00:00',
    '2026-03-02 01:00:00.000Z',
    '2026-03-02T01:00:00.000z',
    '2026-03-02',
    '',
  ])('is not %j', (text) => {
    expect(parseInstant(text)).toBeUndefined();
  });
});
