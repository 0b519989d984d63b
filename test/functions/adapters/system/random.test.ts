import { describe, expect, it } from 'vitest';
import { parsePlanId } from '../../../../domain/kernel/ids.ts';
import { fromEpochMs } from '../../../../domain/kernel/instant.ts';
import { newUlid, randomBytes } from '../../../../functions/adapters/system/random.ts';

describe('new ids', () => {
  const now = fromEpochMs(1_469_918_176_385);

  it('start with the time as the ULID specification spells it', () => {
    // The specification's own example: 01ARYZ6S41 is 1469918176385.
    expect(newUlid(now).slice(0, 10)).toBe('01ARYZ6S41');
  });

  it('are ids of ours and do not repeat', () => {
    const ids = Array.from({ length: 1000 }, () => newUlid(now));
    expect(ids.every((id) => parsePlanId(id) !== undefined)).toBe(true);
    expect(new Set(ids).size).toBe(1000);
  });

  it('use every letter of the alphabet for their random part', () => {
    const letters = new Set(
      Array.from({ length: 256 }, (_, byte) => newUlid(now, () => Uint8Array.of(byte)).slice(10)),
    );
    expect(letters.size).toBe(32);
  });

  it('sort by time', () => {
    expect(newUlid(fromEpochMs(1)) < newUlid(fromEpochMs(2))).toBe(true);
  });

  it('rest on bytes of the asked length', () => {
    expect(randomBytes(16)).toHaveLength(16);
  });
});
