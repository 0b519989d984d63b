import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Cursor } from '../adapters/store/index.ts';

/** What a cursor is bound to: another tenant, person or filter cannot use it. */
export interface CursorBinding {
  readonly tenantId: string;
  readonly memberId: string;
  /** The route and its filters, e.g. `listPlans?as=hr&status=ACTIVE`. */
  readonly list: string;
}

const seal = (key: string, position: string, { tenantId, memberId, list }: CursorBinding) =>
  createHmac('sha256', key)
    .update(JSON.stringify([position, tenantId, memberId, list]))
    .digest();

/** An opaque position in a list, signed and bound to who asked for what. */
export const sealCursor = (key: string, cursor: Cursor, binding: CursorBinding): string => {
  const position = Buffer.from(JSON.stringify(cursor)).toString('base64url');
  return `${position}.${seal(key, position, binding).toString('base64url')}`;
};

/** The position, or `undefined` when the cursor is not ours or belongs to another list. */
export const openCursor = (
  key: string,
  sealed: string,
  binding: CursorBinding,
): Cursor | undefined => {
  const [position, signature, ...rest] = sealed.split('.');
  if (position === undefined || signature === undefined || rest.length > 0) return undefined;
  const given = Buffer.from(signature, 'base64url');
  const expected = seal(key, position, binding);
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) return undefined;
  return JSON.parse(Buffer.from(position, 'base64url').toString()) as Cursor;
};
