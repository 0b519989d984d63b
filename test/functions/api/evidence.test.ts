import { beforeAll, describe, expect, it } from 'vitest';
import { bytesToSign, nextAnchor } from '../../../functions/adapters/evidence/anchor.ts';
import { putAnchor, putPublicKey } from '../../../functions/adapters/evidence/anchor-store.ts';
import { MEMBER, unpackBundle } from '../../../functions/adapters/evidence/bundle-file.ts';
import { verifyBundle } from '../../../functions/adapters/evidence/verify-bundle.ts';
import { loadAllowances } from '../../../functions/adapters/store/index.ts';
import { handOverIn } from '../../../functions/api/report/vault.ts';
import type { Vault } from '../../../functions/http/services.ts';
import { closedHistory } from '../../domain/report/stories.ts';
import { createApi } from '../../support/api.ts';
import { useTable } from '../../support/engine.ts';
import { longHistory } from '../../support/long-history.ts';
import { useObjectStorage } from '../../support/object-storage.ts';
import { instantIn } from '../../support/plans.ts';
import { load } from '../../support/store.ts';
import { type Company, createCompany, type Who } from './company.ts';
import { expectDeclared } from './declared.ts';

const table = useTable();
const storage = useObjectStorage();
const NOW = instantIn('Asia/Shanghai', '2026-05-08 10:30');

let company: Company;
beforeAll(async () => {
  company = await createCompany(table(), closedHistory());
  const { objects, signer } = storage();
  const { plan, chainHash } = await load(company.scope, company.planId);
  const anchor = nextAnchor({
    tenantId: company.tenantId,
    at: NOW,
    heads: [{ planId: plan.id, version: plan.version, chainHash }],
  });
  const key = await signer.publicKey();
  await putPublicKey(objects, key);
  const signature = await signer.sign(bytesToSign(anchor));
  await putAnchor(objects, { anchor, key: key.fingerprint, signature });
});

const vaultWith = (verifier: Uint8Array): Vault => {
  const { objects, signer } = storage();
  return {
    files: () => objects,
    anchors: () => objects,
    seal: signer,
    verifier: async () => verifier,
    handOver: handOverIn(
      () => objects,
      () => `answer-${Math.floor(Number(verifier.length))}`,
    ),
  };
};

const ask = (who: Who, verifier: Uint8Array = Buffer.from('// verifier')) =>
  createApi(table(), NOW, { vault: vaultWith(verifier) }).call('getEvidence', company.caller(who), {
    params: { planId: company.planId },
  });

describe('the evidence bundle', () => {
  it.each(['hrOwner', 'employee'] as const)('is handed to %s, and holds', async (who) => {
    const answer = await ask(who);
    expectDeclared('getEvidence', answer);
    expect(answer).toMatchObject({ status: 200, headers: { 'Content-Type': 'application/zip' } });
    const file = Buffer.from(answer.text, 'base64');
    const { signer } = storage();
    const { fingerprint } = await signer.publicKey();
    const verdict = verifyBundle(file, { trusted: [fingerprint] });
    expect(verdict.findings).toEqual([]);
    expect(verdict.record.findings).toEqual([]);
    expect(verdict.holds).toBe(true);
    const { plan } = await load(company.scope, company.planId);
    expect(verdict.manifest).toMatchObject({
      planId: company.planId,
      view: who === 'employee' ? 'employee' : 'hr',
      version: plan.version,
    });
    expect(verdict.record.anchored?.upTo).toBe(plan.version);
    const names = [...(unpackBundle(file)?.keys() ?? [])];
    for (const language of ['zh-CN', 'en'])
      for (const format of ['html', 'pdf'])
        expect(names).toContain(MEMBER.report(language, format));
    const page = Buffer.from(unpackBundle(file)?.get(MEMBER.report('zh-CN', 'html')) ?? []);
    expect(page.toString('utf8')).toContain(verdict.manifest?.reportHash);
  });

  it('counts as a file of the day', async () => {
    const before = (await loadAllowances(company.scope, NOW)).find(
      ({ kind, memberId }) => kind === 'export' && memberId === company.caller('hrHead').memberId,
    );
    await ask('hrHead');
    const after = (await loadAllowances(company.scope, NOW)).find(
      ({ kind, memberId }) => kind === 'export' && memberId === company.caller('hrHead').memberId,
    );
    expect(after?.used).toBe((before?.used ?? 0) + 1);
  });

  it('is not the manager’s, and for strangers the plan is not there', async () => {
    expect((await ask('manager')).status).toBe(403);
    for (const who of ['colleague', 'admin'] as const) expect((await ask(who)).status).toBe(404);
  });

  it('goes through the object store when it is too large for a response', async () => {
    const answer = await ask('employee', new Uint8Array(4_000_000));
    expectDeclared('getEvidence', answer);
    expect(answer.status).toBe(303);
    expect(answer.text).toBe('');
    const link = new URL(String(answer.headers.Location));
    expect(link.pathname).toContain(`/answers/t/${company.tenantId}/`);
    expect(link.searchParams.get('X-Amz-Expires')).toBe('300');
    const file = await fetch(link);
    expect(file.headers.get('content-disposition')).toContain('attachment');
    expect(verifyBundle(new Uint8Array(await file.arrayBuffer())).holds).toBe(true);
  });
});

describe('the report of a plan that is written about at the greatest length', () => {
  it('goes through the object store as a page, whole', async () => {
    // Twenty facts of four thousand characters: as much as one check-in takes.
    const fact = '抽听四通来电'.repeat(4000 / 6);
    const history = longHistory({
      checkIns: 18,
      checkpoints: 0,
      facts: () => Array.from({ length: 20 }, () => fact),
      note: '已当场说明',
    });
    const wordy = await createCompany(table(), history);
    const api = createApi(table(), NOW, { vault: vaultWith(Buffer.from('page')) });
    const params = { planId: wordy.planId };
    const answer = await api.call('getTrackingReport', wordy.caller('employee'), { params });
    expectDeclared('getTrackingReport', answer);
    expect([answer.status, answer.text]).toEqual([303, '']);
    const page = await fetch(String(answer.headers.Location));
    expect(page.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(page.headers.get('content-disposition')).toMatch(/attachment.*\.html/);
    const text = await page.text();
    expect(Buffer.byteLength(text)).toBeGreaterThan(4_000_000);
    expect(text.split(fact)).toHaveLength(18 * 20 + 1);
    expect(text.trimEnd().endsWith('</html>')).toBe(true);
  });
});
