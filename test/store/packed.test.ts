import { createHash } from 'node:crypto';
import { deflateRawSync, deflateSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalJson } from '../../domain/plan/canonical.ts';
import { DEFAULT_POLICY } from '../../domain/tenant/policy.ts';
import { pack, packText, unpackText } from '../../functions/adapters/store/packed.ts';
import { DICTIONARY } from '../../functions/adapters/store/packed-dictionary.ts';

/** A text of 616 bytes as it was packed when the dictionary was made. */
const PACKED = 'eLsNtgEiqx4dJhsdJqPDMBkA2rbLyA==';

describe('packed texts', () => {
  it('come back byte for byte', () => {
    const text = fc.string({ unit: 'binary', maxLength: 2000 }).map(JSON.stringify);
    fc.assert(fc.property(text, (json) => unpackText(packText(json)) === json));
  });

  it('stay readable when they were packed before there was a dictionary, however poorly they compress', () => {
    const bytes = fc.uint8Array({ minLength: 1, maxLength: 3000 });
    fc.assert(
      fc.property(bytes, fc.integer({ min: 0, max: 9 }), (noise, level) => {
        const json = JSON.stringify(Buffer.from(noise).toString('base64'));
        return unpackText(deflateRawSync(json, { level })) === json;
      }),
    );
  });

  it('need the dictionary letter for letter, so it never changes', () => {
    expect(createHash('sha256').update(DICTIONARY).digest('hex')).toBe(
      '32493ce5abb16c35dd501e8b122eb2ac7a3ea6b6f2a6a8165644f2225a24121d',
    );
    expect(unpackText(Buffer.from(PACKED, 'base64'))).toBe(DICTIONARY.subarray(0, 616).toString());
  });

  it('hold a policy that nobody changed in a few bytes', () => {
    expect(pack(DEFAULT_POLICY).length).toBeLessThan(40);
    expect(canonicalJson(DEFAULT_POLICY).length).toBeGreaterThan(500);
  });

  it('are refused when they name another dictionary', () => {
    const other = deflateSync('{"name":"value"}', { dictionary: Buffer.from('another one') });
    expect(() => unpackText(other)).toThrow();
  });
});
