import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RecordedEvent } from '../../domain/plan/events.ts';
import { disclosureOf } from '../../domain/report/disclosure.ts';
import { servedVersions } from '../../domain/report/served.ts';
import { MEMBER, packBundle, unpackBundle } from '../../functions/adapters/evidence/bundle-file.ts';
import type { PlanRecord } from '../../functions/adapters/evidence/plan-record.ts';
import { README } from '../../functions/adapters/evidence/readme.ts';
import { bundleVerdictLines } from '../../functions/adapters/evidence/verdict-words.ts';
import { verifyBundle } from '../../functions/adapters/evidence/verify-bundle.ts';
import { isHiddenFrom } from '../../functions/api/plans/timeline.ts';
import { closedHistory, OUTCOME_RETURN_COMMENT, RETURN_COMMENT } from '../domain/report/stories.ts';
import { activePlanHistory, sha256 } from '../support/plans.ts';
import { verifierFile } from '../support/verifier.ts';
import { flipSome } from './bundle-flips.ts';
import { bundleOf, FORGED_SEAL, fingerprints, forgeBundle, SEAL } from './bundles.ts';

const run = promisify(execFile);
const folder = mkdtempSync(join(tmpdir(), 'bundle-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const bytes = (text: string): Uint8Array => Buffer.from(text, 'utf8');
const textOf = (file: Uint8Array, name: string): string =>
  Buffer.from(unpackBundle(file)?.get(name) ?? []).toString('utf8');
const recordIn = (file: Uint8Array) => JSON.parse(textOf(file, MEMBER.record)) as PlanRecord;

const history = closedHistory() as readonly RecordedEvent[];
const employeesView = () =>
  bundleOf(history, {
    view: 'employee',
    disclosure: disclosureOf(history, 'employee', (type) => isHiddenFrom('employee', type)),
  });

let whole: Uint8Array;
let trusted: readonly string[];
beforeAll(async () => {
  whole = await bundleOf(history, { verifier: await verifierFile() });
  trusted = await fingerprints();
});

/** The bundle with other members, as somebody without the seal's key would make it. */
const changed = (change: (members: Map<string, Uint8Array>) => void): Uint8Array => {
  const members = new Map(unpackBundle(whole));
  change(members);
  return packBundle(members);
};
const codes = (file: Uint8Array, keys: readonly string[] | undefined = trusted) => {
  const { findings, record } = verifyBundle(file, keys === undefined ? {} : { trusted: keys });
  return [...new Set([...findings, ...record.findings].map(({ code }) => code))].sort();
};

describe('an evidence bundle', () => {
  it('holds as it was made, and names the keys that vouch for it', () => {
    const verdict = verifyBundle(whole, { trusted });
    expect(verdict).toMatchObject({
      holds: true,
      findings: [],
      sealedBy: trusted[1],
      manifest: { view: 'hr', version: history.length },
      record: { holds: true, withoutText: 0, keys: [trusted[0]] },
    });
    expect(bundleVerdictLines(verdict, 'zh-CN')[0]).toBe('证据包完整，未发现改动。');
  });

  it('is the same bytes for the same members', () => {
    const members = unpackBundle(whole);
    expect(members).toBeDefined();
    expect(Buffer.compare(packBundle(new Map([...(members ?? [])].reverse())), whole)).toBe(0);
  });

  it('has every text that was handed over under the hash that was signed', () => {
    const served = servedVersions(history);
    expect(served.length).toBeGreaterThan(0);
    for (const { contentHash, acknowledgements } of served) {
      expect(sha256(textOf(whole, MEMBER.content(contentHash)))).toBe(contentHash);
      expect(acknowledgements.length).toBeGreaterThan(0);
    }
  });

  it('explains itself in both languages', () => {
    expect(textOf(whole, MEMBER.readme.en)).toBe(README.en);
    expect(textOf(whole, MEMBER.readme['zh-CN'])).toBe(README['zh-CN']);
  });
});

describe('the employee’s copy', () => {
  it('holds, though what is between HR and the manager is there as hashes only', async () => {
    const file = await employeesView();
    const { holds, record } = verifyBundle(file, { trusted });
    expect(holds).toBe(true);
    expect(record.withoutText).toBeGreaterThan(3);
    const text = textOf(file, MEMBER.record);
    for (const secret of [RETURN_COMMENT, OUTCOME_RETURN_COMMENT]) {
      expect(textOf(whole, MEMBER.record)).toContain(secret);
      expect(text).not.toContain(secret);
    }
    for (const type of ['PlanReturned', 'OutcomeProposed', 'OutcomeReturned'])
      expect(text).not.toContain(type);
  });

  it('a reviewer’s holds, with all but what is HR’s alone', async () => {
    const referral = { checklist: ['第四十二条：已核查'] as const };
    const referred = history.map((recorded) => {
      const { event } = recorded;
      return event.type === 'PlanClosed' && event.closing.outcome !== 'CANCELLED'
        ? { ...recorded, event: { ...event, closing: { ...event.closing, referral } } }
        : recorded;
    });
    const disclosure = disclosureOf(referred, 'reviewer', (type) => isHiddenFrom('reviewer', type));
    const file = await bundleOf(referred, { view: 'reviewer', disclosure });
    const { holds, record, manifest } = verifyBundle(file, { trusted });
    expect([holds, record.withoutText, manifest?.view]).toEqual([true, 1, 'reviewer']);
    expect(textOf(file, MEMBER.record)).not.toContain('第四十二条');
    expect(textOf(file, MEMBER.record)).toContain(OUTCOME_RETURN_COMMENT);
  });

  it('shows a withheld event that was swapped for another one', async () => {
    const file = await employeesView();
    const record = recordIn(file);
    const at = record.events.findIndex((link) => 'envelopeHash' in link);
    const link = record.events[at];
    if (link === undefined || !('envelopeHash' in link)) throw new Error('nothing is withheld');
    const { writeRecord } = await import('../../functions/adapters/evidence/plan-record.ts');
    const forged = {
      ...record,
      events: record.events.with(at, { ...link, envelopeHash: sha256('another') }),
    };
    const members = new Map(unpackBundle(file)).set(MEMBER.record, bytes(writeRecord(forged)));
    expect(codes(await forgeBundle(members, SEAL))).toContain('event.hash');
  });
});

describe('a bundle that somebody touched', () => {
  it('is found member by member, without and with a list made anew', async () => {
    const names = [...(unpackBundle(whole)?.keys() ?? [])];
    for (const name of names) {
      const dropped = changed((members) => members.delete(name));
      const longer = changed((members) =>
        members.set(name, Buffer.concat([members.get(name) ?? new Uint8Array(), bytes(' ')])),
      );
      expect(codes(dropped), `${name} dropped`).not.toEqual([]);
      expect(codes(longer), `${name} changed`).not.toEqual([]);
    }
    const report = changed((members) =>
      members.set(MEMBER.report('en', 'html'), bytes('<p>No</p>')),
    );
    expect(codes(report)).toEqual(['member']);
    // Whoever makes the list anew cannot seal it.
    const forged = await forgeBundle(unpackBundle(report) ?? new Map(), FORGED_SEAL);
    expect(codes(forged)).toEqual(['seal.key']);
    expect(codes(await forgeBundle(unpackBundle(report) ?? new Map(), SEAL))).toEqual([]);
  });

  it('shows another text under a signature, and a signature that is left out', async () => {
    const [served] = servedVersions(history);
    if (served === undefined) throw new Error('nothing was served');
    const name = MEMBER.content(served.contentHash);
    const other = new Map(unpackBundle(whole)).set(name, bytes('{}'));
    expect(codes(await forgeBundle(other, SEAL))).toEqual(['served']);
    const unsigned = new Map(unpackBundle(whole)).set(
      MEMBER.served,
      bytes(
        textOf(whole, MEMBER.served).replace(
          /"acknowledgements":\[[\d,]+\]/,
          '"acknowledgements":[]',
        ),
      ),
    );
    expect(codes(await forgeBundle(unsigned, SEAL))).toEqual(['served']);
  });

  it('shows a record that was exchanged for another plan’s shorter one', async () => {
    const shorter = await bundleOf(history.slice(0, 5));
    const members = new Map(unpackBundle(whole)).set(
      MEMBER.record,
      bytes(textOf(shorter, MEMBER.record)),
    );
    expect(codes(await forgeBundle(members, SEAL))).toContain('other');
  });

  it('is no bundle when another program packed it', () => {
    expect(codes(bytes('PK nothing'))).toEqual(['file', 'unreadable']);
    expect(codes(whole.subarray(0, -1))).toEqual(['file', 'unreadable']);
  });

  it('shows single bits, wherever they are turned over', () => {
    // `node test/evidence/bundle-flips.ts` turns over every bit of a small bundle.
    const { bits, missed } = flipSome(whole, 400);
    console.info(`bits flipped in ${whole.length} bytes: ${bits}, found: ${bits - missed.length}`);
    expect(missed).toEqual([]);
  });
});

describe('the verifier in the bundle', () => {
  it('says of every case what the command says, with plain Node and far from any package', async () => {
    const program = join(folder, 'verify.mjs');
    writeFileSync(program, unpackBundle(whole)?.get(MEMBER.verifier) ?? '');
    const command = join(import.meta.dirname, '../../infra/scripts/verify.ts');
    const small = await bundleOf(activePlanHistory().slice(0, 6));
    const cases: readonly (readonly [string, Uint8Array])[] = [
      ['intact', whole],
      ['employee', await employeesView()],
      ['small', small],
      ['cut', small.subarray(0, -3)],
      ['member', changed((members) => members.delete(MEMBER.served))],
      ['sealed by another', await forgeBundle(unpackBundle(whole) ?? new Map(), FORGED_SEAL)],
    ];
    const ask = async (path: string, file: string) => {
      const args = [path, file, ...trusted.flatMap((key) => ['--key', key])];
      try {
        return { ...(await run(process.execPath, args, { cwd: folder })), code: 0 };
      } catch (error) {
        return error as { readonly stdout: string; readonly code: number };
      }
    };
    const said = await Promise.all(
      cases.map(async ([name, content], index) => {
        const file = join(folder, `${index}.zip`);
        writeFileSync(file, content);
        const [own, ours] = [await ask(program, file), await ask(command, file)];
        expect(own.stdout, name).toBe(ours.stdout);
        expect(own.code, name).toBe(ours.code);
        return [name, own.code];
      }),
    );
    expect(said).toEqual([
      ['intact', 0],
      ['employee', 0],
      ['small', 0],
      ['cut', 2],
      ['member', 1],
      ['sealed by another', 1],
    ]);
  });
});
