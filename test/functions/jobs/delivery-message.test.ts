import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type DeliveryMessage, writeMessage } from '../../../functions/jobs/delivery-message.ts';
import { readMessage } from '../../../functions/jobs/read-message.ts';
import { PLAN_ID, TENANT_ID } from '../../support/plans.ts';

const due: DeliveryMessage = { tenantId: TENANT_ID, planId: PLAN_ID, item: { kind: 'due' } };
const delivery: DeliveryMessage = { ...due, item: { kind: 'delivery', id: 'a'.repeat(64) } };

describe('queue messages', () => {
  it('come back as they were sent', () => {
    expect(readMessage(writeMessage(due))).toEqual(due);
    expect(readMessage(writeMessage(delivery))).toEqual(delivery);
  });

  it('carry ids and nothing else of what they are made from', () => {
    const more = { ...due, dueSk: 'x', at: '2026-03-02T01:00:00.000Z', email: 'a@b.example' };
    expect(JSON.parse(writeMessage(more))).toEqual({
      tenantId: TENANT_ID,
      planId: PLAN_ID,
      item: { kind: 'due' },
    });
  });

  it.each([
    ['no JSON', 'hello'],
    ['nothing', ''],
    ['null', 'null'],
    ['a list', '[]'],
    ['an odd tenant', JSON.stringify({ ...due, tenantId: 'T#1' })],
    ['an odd plan', JSON.stringify({ ...due, planId: '../x' })],
    ['an odd item', JSON.stringify({ ...due, item: { kind: 'all' } })],
    ['an odd delivery', JSON.stringify({ ...due, item: { kind: 'delivery', id: 'a#b' } })],
    ['something more', JSON.stringify({ ...due, to: 'a@b.example' })],
  ])('that are %s are none', (_, body) => {
    expect(readMessage(body)).toBeUndefined();
  });

  it('never throw, whatever comes', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (body) => {
        expect(readMessage(body)).toBeUndefined();
      }),
    );
  });
});
