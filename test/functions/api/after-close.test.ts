import { beforeAll, describe, expect, it } from 'vitest';
import type { RouteId } from '../../../functions/contract/registry.ts';
import {
  archivedHistory,
  closedHistory,
  decideCommand,
  hearCommand,
  lodgeCommand,
  REOPEN,
} from '../../support/after-close.ts';
import { type Api, type ApiAnswer, createApi } from '../../support/api.ts';
import { useTable } from '../../support/engine.ts';
import { instantIn } from '../../support/plans.ts';
import { load } from '../../support/store.ts';
import { type Company, createCompany, WHO, type Who } from './company.ts';
import { expectDeclared } from './declared.ts';

const table = useTable();
const shanghaiAt = (local: string) => instantIn('Asia/Shanghai', local);

/** Calls with the version as it is stored, as somebody who has just read the plan. */
const callerOf = (api: Api, company: Company) => {
  let calls = 0;
  return async (id: RouteId, who: Who, body: object = {}): Promise<ApiAnswer> => {
    calls += 1;
    const { plan } = await load(company.scope, company.planId);
    const answer = await api.call(id, company.caller(who), {
      params: { planId: company.planId },
      body,
      version: plan.version,
      key: `after-close-${calls}`,
    });
    expectDeclared(id, answer);
    return answer;
  };
};

const read = (api: Api, company: Company, who: Who, id: RouteId = 'getPlan') =>
  api.call(id, company.caller(who), { params: { planId: company.planId } });

const bodyOf = <Command extends object>({ type: _, ...body }: Command & { type: string }) => body;
const codes = ({ body }: ApiAnswer): readonly string[] =>
  ((body.violations ?? []) as readonly { ruleId: string }[]).map(({ ruleId }) => ruleId);

describe('an appeal over the API', () => {
  let api: Api;
  let company: Company;
  let call: ReturnType<typeof callerOf>;
  beforeAll(async () => {
    company = await createCompany(table(), closedHistory({ nextStep: 'SEPARATION_REVIEW' }));
    api = createApi(table(), shanghaiAt('2026-05-11 09:00'));
    call = callerOf(api, company);
  });

  it('is lodged by the employee and nobody else, and freezes what follows (L1, K11)', async () => {
    expect((await call('lodgeAppeal', 'manager', bodyOf(lodgeCommand))).status).toBe(403);
    expect((await call('lodgeAppeal', 'employee', bodyOf(lodgeCommand))).status).toBe(200);
    const frozen = await call('beginNextStep', 'hrOwner', { note: '移交合规' });
    expect([frozen.status, codes(frozen)]).toEqual([422, ['K11']]);
    const { body } = await read(api, company, 'employee');
    expect(body).toMatchObject({
      status: 'CLOSED',
      nextStepFrozen: true,
      appeal: { status: 'LODGED', text: lodgeCommand.text },
    });
    expect(body).not.toHaveProperty('erasableOn');
  });

  it('shows the plan to whoever was named to decide it, while it is open (A4)', async () => {
    expect((await read(api, company, 'colleague')).status).toBe(404);
    const inLine = await call('nameAppealDecider', 'hrOwner', { memberId: WHO.colleague });
    // The colleague works for the same manager.
    expect([inLine.status, codes(inLine)]).toEqual([422, ['A4']]);
    const unknown = await call('nameAppealDecider', 'hrOwner', { memberId: WHO.former });
    expect([unknown.status, codes(unknown)]).toEqual([422, ['A4']]);
    const named = await call('nameAppealDecider', 'hrOwner', {
      memberId: WHO.colleague,
      accepted: [{ ruleId: 'A4', reason: '公司只有这一位未参与的同事' }],
    });
    expect(named.status).toBe(200);
    expect((await read(api, company, 'colleague')).status).toBe(200);
    expect((await call('hearAppeal', 'hrOwner', bodyOf(hearCommand))).status).toBe(403);
  });

  it('is heard and upheld: the plan runs on, and the decider is nobody again (L4)', async () => {
    api.at(shanghaiAt('2026-05-14 16:00'));
    expect((await call('hearAppeal', 'colleague', bodyOf(hearCommand))).status).toBe(200);
    api.at(shanghaiAt('2026-05-18 10:00'));
    const decided = await call('decideAppeal', 'colleague', bodyOf(decideCommand(REOPEN)));
    expect(decided).toMatchObject({ status: 200, body: { status: 'ACTIVE' } });
    const { body } = await read(api, company, 'employee');
    expect(body).toMatchObject({
      activation: { endOn: '2026-06-26' },
      voided: [{ closing: { outcome: 'NOT_MET' }, appeal: { status: 'UPHELD' } }],
    });
    expect((await read(api, company, 'colleague')).status).toBe(404);
  });
});

describe('the record of a plan that is over', () => {
  let api: Api;
  let company: Company;
  let call: ReturnType<typeof callerOf>;
  beforeAll(async () => {
    company = await createCompany(table(), archivedHistory());
    api = createApi(table(), shanghaiAt('2026-06-01 09:00'));
    call = callerOf(api, company);
  });

  it('N6: goes to the employee whole, with word of what they may not see', async () => {
    const { status, body } = await read(api, company, 'employee', 'exportSubject');
    expect(status).toBe(200);
    expect(body).toMatchObject({
      plan: { status: 'ARCHIVED', closing: { outcome: 'NOT_MET' } },
      notShown: { deferralReason: false, confidentialNotes: false, undecidedProposals: 0 },
    });
    const { records, timeline } = body as unknown as {
      records: { checkIns: unknown[]; measurements: unknown[] };
      timeline: { type: string }[];
    };
    expect([records.checkIns.length, records.measurements.length]).toEqual([7, 24]);
    expect(timeline.map(({ type }) => type)).not.toContain('OutcomeProposed');
    for (const who of ['manager', 'hrOwner'] as const)
      expect((await read(api, company, who, 'exportSubject')).status).toBe(403);
  });

  it('N4: is held by the HR head alone, and only HR sees that', async () => {
    expect((await call('placeHold', 'hrOwner', { reason: '仲裁已立案' })).status).toBe(403);
    expect((await call('placeHold', 'hrHead', { reason: '仲裁已立案' })).status).toBe(200);
    api.at(shanghaiAt('2028-06-01 09:00'));
    const held = await call('requestErasure', 'hrOwner');
    expect([held.status, codes(held)]).toEqual([422, ['N4']]);
    expect((await read(api, company, 'hrOwner')).body).toHaveProperty('hold');
    expect((await read(api, company, 'employee')).body).not.toHaveProperty('hold');
    expect((await call('releaseHold', 'hrHead', { reason: '仲裁已结案' })).status).toBe(200);
  });

  it('N5: is erased by two of HR, and is then nothing to anybody', async () => {
    expect((await call('requestErasure', 'hrOwner')).status).toBe(200);
    const alone = await call('confirmErasure', 'hrOwner');
    expect([alone.status, codes(alone)]).toEqual([422, ['N5']]);
    const { plan } = await load(company.scope, company.planId);
    const sent = {
      params: { planId: company.planId },
      body: {},
      version: plan.version,
      key: 'confirm-the-erasure',
    };
    const confirmed = await api.call('confirmErasure', company.caller('hrHead'), sent);
    expect(confirmed).toMatchObject({ status: 200, body: { status: 'ERASED' } });
    // The one who confirmed may repeat the request; everything else is not there.
    const again = await api.call('confirmErasure', company.caller('hrHead'), sent);
    expect([again.status, again.headers['Idempotency-Replayed']]).toEqual([200, 'true']);
    for (const who of ['employee', 'manager', 'hrOwner', 'hrHead'] as const)
      for (const id of ['getPlan', 'getTimeline', 'getTrackingReport', 'previewReminders'] as const)
        expect([id, (await read(api, company, who, id)).status]).toEqual([id, 404]);
    const { body } = await api.call('listPlans', company.caller('hrHead'), { query: { as: 'hr' } });
    expect(body.plans).toEqual([]);
  });
});
