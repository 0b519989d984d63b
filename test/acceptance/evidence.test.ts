import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { unzipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { berlinDraft } from '../../infra/local/demo/berlin-plan.ts';
import { expectAnswer } from '../../infra/local/demo/client.ts';
import { runVerifier, withOneBitTurned } from '../../infra/local/demo/save-evidence.ts';
import { command } from '../../infra/local/demo/stage.ts';
import { draftPlan, expectProblem, useWorld } from './stage.ts';

const world = useWorld();
const folder = mkdtempSync(join(tmpdir(), 'upturn-evidence-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** What `npm run verify` runs. */
const COMMAND = fileURLToPath(new URL('../../infra/scripts/verify.ts', import.meta.url));
const FILE = Buffer.from('Incident report 331: rolled back after 40 minutes\n');
const SHA256 = createHash('sha256').update(FILE).digest();

let planId: string;
beforeAll(async () => {
  const { berlin } = world();
  planId = await draftPlan(berlin, berlinDraft());
  await command(berlin.person('manager'), planId, 'share', { talkHeldOn: '2026-02-09' });
});

const bundleOf = async (who: string): Promise<Uint8Array> =>
  expectAnswer(await world().berlin.person(who).get(`/v1/plans/${planId}/evidence`), 'the bundle');

describe('files and evidence, with the deployed bundle under the deployed policies', () => {
  it('a page of the application sends a file to its link, and evidence names it by its hash', async () => {
    const { berlin } = world();
    const announced = await berlin.person('manager').post(`/v1/plans/${planId}/attachments`, {
      name: 'incident-331.txt',
      mediaType: 'text/plain',
      bytes: FILE.length,
      sha256: SHA256.toString('hex'),
    });
    const { attachmentId, upload } = expectAnswer<{
      attachmentId: string;
      upload: { method: string; url: string; headers: Record<string, string> };
    }>(announced, 'a link for the file', 201);
    const origin = 'https://upturn.example';
    const asked = await fetch(upload.url, {
      method: 'OPTIONS',
      headers: {
        Origin: origin,
        'Access-Control-Request-Method': upload.method,
        'Access-Control-Request-Headers': Object.keys(upload.headers).join(', '),
      },
    });
    expect(asked.headers.get('access-control-allow-origin')).toBe(origin);
    const headers = { ...upload.headers, Origin: origin };
    const sent = await fetch(upload.url, { method: upload.method, headers, body: FILE });
    expect([sent.status, sent.headers.get('access-control-allow-origin')]).toEqual([200, origin]);
    await command(berlin.person('manager'), planId, `attachments/${attachmentId}/confirm`);
    const report = unzipSync(await bundleOf('hr'))['report/tracking-report.en.html'];
    const text = Buffer.from(report ?? []).toString('utf8');
    for (const fact of ['incident-331.txt', SHA256.toString('hex')]) expect(text).toContain(fact);
  });

  it('HR and employee are handed a bundle whose verifier agrees with the command; the manager none', async () => {
    for (const who of ['hr', 'employee']) {
      const bytes = await bundleOf(who);
      const file = (name: string): string => join(folder, `${who}.${name}`);
      writeFileSync(file('zip'), bytes);
      writeFileSync(file('changed.zip'), withOneBitTurned(bytes));
      writeFileSync(file('mjs'), unzipSync(bytes)['verify.mjs'] ?? '');
      const whole = runVerifier(file('mjs'), file('zip'));
      expect(whole, whole.lines.join('\n')).toMatchObject({ status: 0 });
      expect(whole.lines[0]).toBe('The bundle holds: no change was found.');
      expect(runVerifier(COMMAND, file('zip'))).toEqual(whole);
      const changed = runVerifier(file('mjs'), file('changed.zip'));
      expect(changed.status).not.toBe(0);
      expect(changed.lines[0]).toBe('The bundle does not hold:');
      expect(runVerifier(COMMAND, file('changed.zip'))).toEqual(changed);
    }
    const manager = world().berlin.person('manager');
    expectProblem(await manager.get(`/v1/plans/${planId}/evidence`), 403, 'forbidden');
  });
});

describe('anchors, with the deployed bundle under the deployed policies', () => {
  it('are written for what changed, and only for that', async () => {
    const { stage, berlin } = world();
    const { host } = stage;
    await draftPlan(berlin, berlinDraft());
    const [job] = host.resolver
      .ofType('AWS::Lambda::Function')
      .filter(({ logicalId }) => logicalId.startsWith('AnchorFunction'));
    const run = async () => {
      const before = host.logs().length;
      const outcome = await host.invoke(job?.logicalId ?? '', {});
      const lines = host
        .logs()
        .slice(before)
        .map(({ line }) => line);
      return { outcome, lines: lines.join('\n') };
    };
    const first = await run();
    expect(first.outcome, first.lines).toMatchObject({ ok: true });
    expect(first.lines).toContain('anchor.written');
    const second = await run();
    expect(second.lines).toContain('anchor.finished');
    expect(second.lines).not.toContain('anchor.written');
  });
});
