import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type CursorBinding, openCursor, sealCursor } from '../../../functions/http/cursor.ts';

const KEY = 'a key of the tests';
const CURSOR = { sk: 'P#2026-02-10#01K0P', planId: '01K0P00000000000000000001' };
const BINDING: CursorBinding = {
  tenantId: '01K0TENANT0000000000000001',
  memberId: '01K0MEMBER0000000000000001',
  list: 'listPlans?as=hr&status=ACTIVE',
};
const sealed = sealCursor(KEY, CURSOR, BINDING);

describe('a cursor', () => {
  it('opens for whoever asked, in the list that they asked for', () => {
    expect(openCursor(KEY, sealed, BINDING)).toEqual(CURSOR);
  });

  it('fits into a URL and into the limit of the query', () => {
    expect(sealed).toMatch(/^[\w-]+\.[\w-]+$/);
    expect(sealed.length).toBeLessThan(1024);
  });

  it.each([
    ['company', { ...BINDING, tenantId: '01K0TENANT0000000000000002' }],
    ['person', { ...BINDING, memberId: '01K0MEMBER0000000000000002' }],
    ['filter', { ...BINDING, list: 'listPlans?as=hr&status=CLOSED' }],
    ['list', { ...BINDING, list: 'listMembers?' }],
    // The parts do not run into each other.
    [
      'split of the parts',
      { ...BINDING, memberId: '', list: `${BINDING.memberId}${BINDING.list}` },
    ],
  ] as const)('is worth nothing to another %s', (_, binding) => {
    expect(openCursor(KEY, sealed, binding)).toBeUndefined();
  });

  it('of another key is refused', () => {
    expect(openCursor('another key', sealed, BINDING)).toBeUndefined();
  });

  it('does not open once a single character of its position was changed', () => {
    const dot = sealed.indexOf('.');
    for (let index = 0; index < dot; index += 1) {
      const other = sealed[index] === 'A' ? 'B' : 'A';
      const changed = sealed.slice(0, index) + other + sealed.slice(index + 1);
      expect(openCursor(KEY, changed, BINDING), changed).toBeUndefined();
    }
  });

  it('with a position of one’s own making is refused', () => {
    const [, signature] = sealed.split('.');
    const own = Buffer.from(JSON.stringify({ sk: 'T#other#' })).toString('base64url');
    for (const attempt of [
      `${own}.${signature}`,
      own,
      `${own}.`,
      `.${signature}`,
      `${sealed}.x`,
      '',
    ])
      expect(openCursor(KEY, attempt, BINDING), attempt).toBeUndefined();
  });

  it('made of any text is refused and throws nothing', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
        expect(openCursor(KEY, text, BINDING)).toBeUndefined();
        expect(openCursor(KEY, `${text}.${text}`, BINDING)).toBeUndefined();
      }),
    );
  });
});
