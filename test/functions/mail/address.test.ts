import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isAddress } from '../../../functions/adapters/mail/address.ts';
import { email } from '../../../functions/contract/schemas/primitives.ts';

const text = (alphabet: string, maxLength: number) =>
  fc.string({ unit: fc.constantFrom(...alphabet), maxLength });

describe('an address', () => {
  it('that the API lets in can be written to', () => {
    const like = fc
      .tuple(
        text("aZ09_'+-.", 8),
        fc.array(text('aZ09-', 6), { minLength: 1, maxLength: 4 }),
        text('aZ0-', 4),
      )
      .map(([local, labels, last]) => `${local}@${[...labels, last].join('.')}`);
    let accepted = 0;
    fc.assert(
      fc.property(like, (address) => {
        if (!email().safeParse(address).success) return;
        accepted += 1;
        expect(isAddress(address)).toBe(true);
      }),
      { numRuns: 5000 },
    );
    expect(accepted).toBeGreaterThan(20);
  });

  it.each([
    'a@b',
    'a@b.c',
    'a b@example.com',
    'a@example.com.',
    '.a@example.com',
    'a..b@example.com',
    '<a@example.com>',
    'a@example.com,b@example.com',
    'a@example.com;b@example.com',
    'a@exam\nple.com',
    'a@example.com\n',
    'ä@example.com',
    `${'a'.repeat(250)}@example.com`,
  ])('is refused when a header could misread it: %j', (address) => {
    expect(isAddress(address)).toBe(false);
  });
});
