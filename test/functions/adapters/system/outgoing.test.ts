import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { TenantId } from '../../../../domain/kernel/ids.ts';
import { createOutgoingGuard } from '../../../../functions/adapters/system/outgoing.ts';

const A = '01K0TENANT000000000000000A' as TenantId;
const B = '01K0TENANT000000000000000B' as TenantId;
const UNKNOWN = '01K0TENANT000000000000000Z';
const PLAN = '01K0P000000000000000000001';

describe('what leaves', () => {
  const guard = createOutgoingGuard();
  guard.meet(A);
  guard.meet(B);

  it('may name its own company and anything that is no company', () => {
    expect(guard.isOwn(A, `{"id":"${PLAN}","tenantId":"${A}"}`, `T#${A}#P#${PLAN}`)).toBe(true);
  });

  it('never names a company that this environment has met', () => {
    for (const text of [B, `"${B}"`, `plan ${PLAN} of ${B}.`, `https://x/${B}/y`])
      expect(guard.isOwn(A, 'harmless', text), text).toBe(false);
  });

  it('never has another id where only a company’s stands, met or not', () => {
    for (const text of [`T#${UNKNOWN}#M#1`, `t/${UNKNOWN}/files/a`, `{"tenantId": "${UNKNOWN}"}`])
      expect(guard.isOwn(A, text), text).toBe(false);
    expect(guard.isOwn(A, UNKNOWN)).toBe(true);
  });

  it('never names any company to somebody who belongs to none', () => {
    expect(guard.isOwn(undefined, A)).toBe(false);
    expect(guard.isOwn(undefined, PLAN)).toBe(true);
  });

  it('finds the id wherever it stands', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (before, after) => {
        // Right beside other capitals an id is no word of its own.
        const glued = /[0-9A-HJKMNP-TV-Z]$/.test(before) || /^[0-9A-HJKMNP-TV-Z]/.test(after);
        return glued || !guard.isOwn(A, `${before}${B}${after}`);
      }),
    );
  });
});
