import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { etagOf, versionOf } from '../../../functions/http/etag.ts';

describe('an entity tag', () => {
  it('names the version that it was made from', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 999_999_999 }), (version) => {
        expect(versionOf(etagOf(version))).toBe(version);
        expect(versionOf(` ${etagOf(version)} `)).toBe(version);
      }),
    );
  });

  it('is strong and quoted', () => expect(etagOf(7)).toBe('"7"'));

  it.each([
    '',
    '*',
    '7',
    '"7',
    '"0"',
    '"07"',
    '"-1"',
    '"1.5"',
    '"1e3"',
    'W/"7"',
    '"7", "8"',
    '"1234567890"',
    '"٧"',
  ])('of somebody else names no version: %s', (header) =>
    expect(versionOf(header)).toBeUndefined(),
  );
});
