import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { afterAll, describe, expect, it } from 'vitest';
import type { TenantId } from '../../domain/kernel/ids.ts';
import type { Instant } from '../../domain/kernel/instant.ts';
import { nextAnchor } from '../../functions/adapters/evidence/anchor.ts';
import { type PlanRecord, writeRecord } from '../../functions/adapters/evidence/plan-record.ts';
import { verdictLines } from '../../functions/adapters/evidence/verdict-words.ts';
import { verifyRecord } from '../../functions/adapters/evidence/verify-record.ts';
import type { ChainLink } from '../../functions/adapters/store/chain.ts';
import { as, OTHER_PLAN_ID, PLAN_ID, TENANT_ID } from '../support/plans.ts';
import {
  anchorsAt,
  at,
  chain,
  eventsOf,
  forger,
  KEY,
  recordWith,
  signAnchor,
  wholeHistory,
} from './records.ts';

const OTHER_TENANT_ID = '01K0TENANT0000000000000002' as TenantId;
const links = chain(wholeHistory());
const last = links.length;
const anchors = anchorsAt(links, [2, 5, last]);
const record = recordWith(links, anchors);
const judge = (changed: PlanRecord, trusted?: readonly string[]) =>
  verifyRecord(writeRecord(changed), trusted === undefined ? {} : { trusted });
const codes = (changed: PlanRecord) => judge(changed).findings.map(({ code }) => code);

describe('the record of a real plan', () => {
  it('holds as it was written, and says since when', () => {
    expect(judge(record, [KEY.fingerprint])).toEqual({
      holds: true,
      findings: [],
      events: last,
      withoutText: 0,
      anchors: 3,
      anchored: { upTo: last, at: at(2), anchor: 3 },
      lastAnchorAt: at(2),
      keys: [KEY.fingerprint],
      keysTrusted: true,
    });
  });

  it('holds when texts and salts were erased, without records', () => {
    const erased = links.map(({ payload: _, salt: __, ...rest }, index) =>
      index % 2 === 0 ? rest : (links[index] as ChainLink),
    );
    const verdict = judge(recordWith(erased, anchors));
    expect(verdict.holds).toBe(true);
    expect(verdict.withoutText).toBe(Math.ceil(last / 2));
  });

  it('shows an event lost, doubled, inserted or swapped, at every place', () => {
    const tally = { lost: 0, doubled: 0, inserted: 0, swapped: 0 };
    const found = (what: keyof typeof tally, changed: readonly ChainLink[]) => {
      expect(judge(recordWith(changed, anchors)).holds, `${what} ${tally[what]}`).toBe(false);
      tally[what] += 1;
    };
    for (const [index, link] of links.entries()) {
      found('lost', links.toSpliced(index, 1));
      found('doubled', links.toSpliced(index, 0, link));
      const [foreign] = chain([{ ...eventsOf([link])[0], seq: index + 1 } as never], link.prevHash);
      found('inserted', links.toSpliced(index, 0, foreign as ChainLink));
      const next = links[index + 1];
      if (next !== undefined) found('swapped', links.toSpliced(index, 2, next, link));
    }
    console.info(`found: ${JSON.stringify(tally)}`);
    expect(Math.min(...Object.values(tally))).toBeGreaterThanOrEqual(last - 1);
  });

  it('shows a suffix written anew from every place, and the same events with other salts', () => {
    let found = 0;
    for (const index of links.keys()) {
      const history = eventsOf(links.slice(index));
      const [first, ...rest] = history;
      if (first === undefined) throw new Error('no event');
      for (const forged of [{ ...first, at: '2026-01-01T00:00:00.000Z' as Instant }, first]) {
        const suffix = chain([forged, ...rest], links[index]?.prevHash);
        const verdict = judge(recordWith([...links.slice(0, index), ...suffix], anchors));
        expect(verdict.findings.map(({ code }) => code)).toContain('anchor.head');
        found += 1;
      }
    }
    console.info(`forged suffixes found: ${found} of ${2 * last}`);
    expect(found).toBe(2 * last);
  });

  it('shows every cut before the last anchor; after it says that it cannot', () => {
    const beforeEnd = anchorsAt(links, [2, last - 3]);
    let found = 0;
    for (let length = 0; length < last; length += 1) {
      const verdict = judge(recordWith(links.slice(0, length), beforeEnd));
      const isCovered = length < last - 3;
      expect(verdict.holds, `cut to ${length}`).toBe(!isCovered);
      if (isCovered) found += 1;
      else
        expect(verdictLines(verdict, 'en').join('\n')).toContain(
          `Cannot be shown: whether events after ${at(1)} were cut off`,
        );
    }
    console.info(`cuts found: ${found}, beyond the last anchor: ${last - found}`);
    expect(found).toBe(last - 3);
  });

  it('says how many events at its end no anchor has seen', () => {
    const verdict = judge(recordWith(links, anchorsAt(links, [2, last - 3])));
    expect(verdict).toMatchObject({ holds: true, anchored: { upTo: last - 3 } });
    expect(verdictLines(verdict, 'en').join('\n')).toContain('3 later events are not anchored');
    expect(verdictLines(verdict, 'zh-CN').join('\n')).toContain('其后 3 条事件尚无锚点');
  });
});

describe('anchors', () => {
  it('show a missing, doubled or moved one', () => {
    expect(codes(recordWith(links, anchors.toSpliced(1, 1)))).toEqual([
      'anchor.sequence',
      'anchor.prev',
    ]);
    const [first, second, third] = anchors as [never, never, never];
    expect(codes(recordWith(links, [first, second, second, third]))).toContain('anchor.sequence');
    expect(codes(recordWith(links, [second, first, third]))).toContain('anchor.sequence');
  });

  it('may begin later: the first ones before the plan tell nothing about it', () => {
    expect(judge(recordWith(links, anchors.slice(1))).holds).toBe(true);
  });

  it('of another company, of another plan or signed by somebody else are worth nothing', () => {
    const foreign = anchorsAt(links, [last], { tenantId: OTHER_TENANT_ID });
    expect(codes(recordWith(links, foreign))).toContain('anchor.tenant');
    const ofOther = anchorsAt(links, [last], { planId: OTHER_PLAN_ID });
    expect(judge(recordWith(links, ofOther)).anchored).toBeUndefined();
    const anchor = nextAnchor({ tenantId: TENANT_ID, at: at(1), heads: [] });
    const forged = signAnchor(anchor, forger.privateKey);
    expect(codes(recordWith(links, [forged]))).toEqual(['anchor.signature']);
  });

  it('signed with a key that is not the trusted one are worth nothing', () => {
    const verdict = judge(record, ['0'.repeat(64)]);
    expect(new Set(verdict.findings.map(({ code }) => code))).toEqual(new Set(['anchor.key']));
  });

  it('that saw more events and then fewer show that the record was turned back', () => {
    const backwards = anchorsAt(links, [5, 2]);
    expect(judge(recordWith(links, backwards)).findings).toEqual([
      { code: 'anchor.backwards', at: 2 },
    ]);
  });

  it('do not say which plans there are', () => {
    const text = JSON.stringify(anchors);
    expect(text).not.toContain(PLAN_ID);
    expect(text).not.toContain(OTHER_PLAN_ID);
    const tags = anchors.flatMap(({ anchor }) => anchor.plans.map(({ tag }) => tag));
    expect(new Set(tags).size).toBe(tags.length);
  });
});

describe('what is no record', () => {
  it.each([
    ['nothing', ''],
    ['no JSON', '{'],
    ['another thing', '{"format":"upturn-record/2"}'],
    ['a member that nobody reads', writeRecord({ ...record, more: 1 } as never)],
    ['a lone surrogate', Buffer.from([0x22, 0xed, 0xa0, 0x80, 0x22])],
  ])('%s', (_what, source) => {
    expect(verifyRecord(source as never).findings).toEqual([{ code: 'unreadable' }]);
  });

  it('a record in another spelling holds in everything but that', () => {
    const pretty = JSON.stringify(JSON.parse(writeRecord(record)), null, 2);
    expect(verifyRecord(pretty).findings).toEqual([{ code: 'notCanonical' }]);
  });

  it('records that the events do not bear out', () => {
    const { records } = record;
    if (records === undefined) throw new Error('no records');
    const statement = { seq: 1, at: at(0), by: as.employee, text: 'never said' } as never;
    const more = { ...records, statements: [...records.statements, statement] };
    expect(codes({ ...record, records: more })).toEqual(['records']);
    const { records: _, ...without } = record;
    expect(codes(without)).toEqual(['records']);
  });
});

describe('the command', () => {
  const folder = mkdtempSync(join(tmpdir(), 'upturn-verify-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('runs as one file with plain Node, far from any package', async () => {
    const outfile = join(folder, 'verify.mjs');
    const { metafile } = await build({
      entryPoints: ['infra/scripts/verify.ts'],
      outfile,
      bundle: true,
      platform: 'node',
      format: 'esm',
      metafile: true,
      logLevel: 'silent',
    });
    const inputs = Object.keys(metafile.inputs);
    // What unpacks a bundle is the one package, and it is in the file.
    const packages = inputs.filter((input) => input.includes('node_modules'));
    expect(packages.filter((input) => !input.includes('/fflate/'))).toEqual([]);
    const file = join(folder, 'record.json');
    const run = (...more: readonly string[]) => {
      try {
        const out = execFileSync(process.execPath, [outfile, file, ...more], { cwd: folder });
        return { status: 0, out: out.toString() };
      } catch (error) {
        const { status, stdout } = error as { status: number; stdout: Buffer };
        return { status, out: stdout.toString() };
      }
    };
    writeFileSync(file, writeRecord(record));
    expect(run('--key', KEY.fingerprint)).toMatchObject({ status: 0 });
    expect(run('--language', 'zh-CN').out).toContain('记录完整');
    writeFileSync(file, writeRecord(recordWith(links.slice(0, -1), anchors)));
    expect(run()).toMatchObject({ status: 1, out: expect.stringContaining('cut off') });
    writeFileSync(file, 'x');
    expect(run()).toMatchObject({ status: 2 });
  });
});
