import { describe, expect, it } from 'vitest';
import { DEFAULT_POLICY } from '../../../domain/tenant/policy.ts';
import { putOptOut } from '../../../functions/adapters/store/index.ts';
import { createApi } from '../../support/api.ts';
import { useTable } from '../../support/engine.ts';
import { activePlanHistory, instantIn, people } from '../../support/plans.ts';
import { createCompany } from './company.ts';

const table = useTable();
const at = (local: string) => instantIn('Asia/Shanghai', local);

interface Line {
  readonly at: string;
  readonly kind: string;
  readonly step: string;
  readonly recipientId: string;
}

/** A running plan that was submitted under the defaults. */
const open = async () => {
  const history = activePlanHistory().map((recorded) =>
    recorded.event.type === 'PlanSubmitted'
      ? { ...recorded, event: { ...recorded.event, policy: DEFAULT_POLICY } }
      : recorded,
  );
  const company = await createCompany(table(), history as never);
  const api = createApi(table(), at('2026-03-02 10:00'));
  const preview = async () => {
    const params = { planId: company.planId };
    const { body } = await api.call('previewReminders', company.caller('manager'), { params });
    return (body.reminders as readonly Line[]).filter(
      ({ recipientId }) => recipientId === people.manager,
    );
  };
  return { company, preview };
};
const linesOf = (lines: readonly Line[], kind: string) =>
  lines.filter((line) => line.kind === kind).map(({ step, at: when }) => `${step} ${when}`);

describe('P9: the reminders to come', () => {
  it('are given with the time of the digest that they come in, an invitation with its own', async () => {
    const { preview } = await open();
    const lines = await preview();
    expect(linesOf(lines, 'measurement')).toContain(`onDay ${at('2026-03-09 09:05')}`);
    const checkIns = linesOf(lines, 'checkIn');
    expect(checkIns).toContain(`before ${at('2026-03-09 09:00')}`);
    expect(checkIns).toContain(`onDay ${at('2026-03-12 09:05')}`);
  });

  it('leave out what their recipient has switched off, and only that', async () => {
    const { company, preview } = await open();
    const before = await preview();
    await putOptOut(company.scope, {
      tenantId: company.tenantId,
      memberId: people.manager,
      sort: 'ahead',
      at: at('2026-03-01 10:00'),
    });
    const after = await preview();
    const gone = before.filter(
      (line) => !after.some((one) => JSON.stringify(one) === JSON.stringify(line)),
    );
    expect(gone.length).toBeGreaterThan(0);
    expect(new Set(gone.map(({ step }) => step))).toEqual(new Set(['before']));
    expect(linesOf(after, 'checkIn')).toEqual(linesOf(before, 'checkIn'));
  });
});
