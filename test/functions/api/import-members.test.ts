import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { fromCell, toCell } from '../../../domain/tenant/people-import.ts';
import { readPeopleFile, writePeopleFile } from '../../../functions/adapters/csv/people-file.ts';
import { getAdmissions, listMembers } from '../../../functions/adapters/store/index.ts';
import { type Api, createApi, type Sent } from '../../support/api.ts';
import { recording, useTable } from '../../support/engine.ts';
import { instantIn, people } from '../../support/plans.ts';
import { memberOf } from '../../support/store.ts';
import { type Company, createCompany, WHO } from './company.ts';
import { expectDeclared } from './declared.ts';

const table = useTable();
const NOON = instantIn('Asia/Shanghai', '2026-02-10 12:00');
let api: Api;
let company: Company;
let called: number;
beforeEach(async () => {
  called = 0;
  company = await createCompany(table());
  api = createApi(table(), NOON, {
    callForward: async (_, messages) => {
      called += messages.length;
    },
  });
});

let keys = 0;
const send = (body: string | Buffer, query: Record<string, string> = {}, sent: Sent = {}) => {
  keys += 1;
  return api.call('importMembers', company.caller('admin'), {
    body,
    query,
    headers: { 'Content-Type': 'text/csv; charset=gb18030' },
    key: `import-${keys}-key`,
    ...sent,
  });
};
const everybody = async () => (await listMembers(company.scope, { limit: 1000 })).items;

const CHINESE =
  '姓名,工号,邮箱,直属上级,角色,语言,入职日期\r\n王芳,W1,wang@example.cn,W2,,中文,2020/1/1\r\n"李,强",W2,li@example.cn,,人事,英文,2019/5/1\r\n';
const rowsOf = (bytes: Uint8Array) => readPeopleFile(bytes)?.map((cells) => [...cells]);
/** GB18030 of the letters that the files of these tests hold: Node writes no such encoding. */
const gb18030 = (text: string): Buffer => {
  const decoder = new TextDecoder('gb18030');
  const known = new Map<string, number[]>();
  for (let high = 0x81; high <= 0xfe; high += 1)
    for (let low = 0x40; low <= 0xfe; low += 1)
      if (low !== 0x7f) known.set(decoder.decode(Uint8Array.of(high, low)), [high, low]);
  return Buffer.from(
    [...text].flatMap((letter) =>
      letter.charCodeAt(0) < 0x80 ? [letter.charCodeAt(0)] : (known.get(letter) ?? []),
    ),
  );
};

describe('a file as spreadsheets save it', () => {
  const expected = rowsOf(Buffer.from(CHINESE));
  it.each<[string, Buffer]>([
    ['UTF-8 with a byte order mark', Buffer.from(`\uFEFF${CHINESE}`)],
    ['GB18030', gb18030(CHINESE)],
    ['UTF-16LE with a byte order mark', Buffer.from(`\uFEFF${CHINESE}`, 'utf16le')],
    ['UTF-16LE without one', Buffer.from(CHINESE, 'utf16le')],
    ['UTF-16BE', Buffer.from(`\uFEFF${CHINESE}`, 'utf16le').swap16()],
    ['line feeds alone', Buffer.from(CHINESE.replaceAll('\r\n', '\n'))],
    ['no line end at its end', Buffer.from(CHINESE.trimEnd())],
    ['semicolons', Buffer.from(CHINESE.replaceAll(',', ';').replace('李;强', '李,强'))],
    ['tabs', Buffer.from(CHINESE.replaceAll(',', '\t').replace('李\t强', '李,强'))],
    ['a line that says its delimiter', Buffer.from(`sep=,\r\n${CHINESE}`)],
  ])('in %s is read alike', (_, bytes) => {
    expect(expected).toHaveLength(3);
    expect(rowsOf(bytes)).toEqual(expected);
  });

  it('that is none is refused', async () => {
    for (const bytes of [
      Buffer.from([0xff, 0x00, 0x81]),
      Buffer.from('"'.repeat(3) + 'x'.repeat(30_000)),
    ])
      expect((await send(bytes)).status).toBe(400);
  });
});

describe('an import', () => {
  it('says what it would do, does it, and does it once', async () => {
    const before = await everybody();
    const dry = await send(gb18030(CHINESE));
    expectDeclared('importMembers', dry);
    expect(dry.body).toMatchObject({ applied: false, rows: 2, added: 2, problemCount: 0 });
    expect(await everybody()).toEqual(before);
    const real = await send(gb18030(CHINESE), { dryRun: 'false', invite: 'true' });
    expect(real.body).toMatchObject({ applied: true, added: 2, invited: 2, notWritten: [] });
    expect(called).toBe(2);
    const after = await everybody();
    const wang = after.find(({ email }) => email === 'wang@example.cn');
    const li = after.find(({ email }) => email === 'li@example.cn');
    expect(wang).toMatchObject({ name: '王芳', employeeNumber: 'W1', managerId: li?.id });
    expect(li).toMatchObject({ name: '李,强', roles: ['hr'], language: 'en' });
    expect((await getAdmissions(table(), [wang?.id ?? '', li?.id ?? ''])).size).toBe(2);
    expect(api.logins.size, 'a login is made when the link is used').toBe(0);
    const { table: recorded, calls } = recording(table());
    api = createApi(recorded, NOON);
    const again = await send(CHINESE, { dryRun: 'false', invite: 'true' });
    expect(again.body).toMatchObject({ added: 0, changed: 0, unchanged: 2, invited: 0 });
    expect(calls.map(({ operation }) => operation)).toEqual(['BatchGetItem', 'Query']);
    expect(await everybody()).toEqual(after);
  });

  it('is one for one request, and completes the calls that broke off', async () => {
    const file = (word: string) =>
      [
        'name,email',
        ...Array.from({ length: 40 }, (_, n) => `P ${n},${word}${n}@example.com`),
      ].join('\n');
    const applied = { dryRun: 'false', invite: 'true' };
    const with_ = (key: string, body: string, query = applied) => send(body, query, { key });
    let failures = 1;
    api = createApi(table(), NOON, {
      callForward: async (_, messages) => {
        // The first chunk's are on the queue, the last one's not.
        if (called > 0 && failures > 0) {
          failures -= 1;
          throw new Error('gone');
        }
        called += messages.length;
      },
    });
    expect((await with_('import-once-1', file('once'))).status).toBe(500);
    expect(called).toBe(32);
    const [second, third] = [
      await with_('import-once-1', file('once')),
      await with_('import-once-1', file('once')),
    ];
    expect(second.body).toMatchObject({ applied: true, added: 40, invited: 40, notWritten: [] });
    expect([second.headers['Idempotency-Replayed'], third.text]).toEqual(['true', second.text]);
    const ids = (await everybody()).map(({ id }) => id);
    expect((await getAdmissions(table(), ids)).size).toBe(40);
    // Another file, or other wishes, are another request.
    for (const other of [
      await with_('import-once-1', file('other')),
      await with_('import-once-1', file('once'), { dryRun: 'true', invite: 'true' }),
    ])
      expect(other).toMatchObject({ status: 422, body: { code: 'idempotencyMismatch' } });
  });

  it('with a problem writes nothing, and says what is wrong in the reader’s language', async () => {
    const file = 'name,e-mail,manager\nBen,ben@example.com,\nCleo,not an address,nobody\n';
    const answer = await send(file, { dryRun: 'false' });
    expect(answer.body).toMatchObject({
      applied: false,
      problems: [{ row: 3, column: 'email', code: 'notAnAddress', message: '邮箱格式不正确。' }],
    });
    expect((await everybody()).some(({ name }) => name === 'Ben')).toBe(false);
  });

  it('of many people is written in chunks', async () => {
    const lines = Array.from(
      { length: 150 },
      (_, n) => `Person ${n},N${n},n${n}@example.com,${n === 0 ? '' : `N${n - 1}`}`,
    );
    const file = ['name,employee number,email,manager', ...lines].join('\n');
    const { body } = await send(file, { dryRun: 'false' });
    expect(body).toMatchObject({ added: 150, notWritten: [] });
    const all = await everybody();
    const byNumber = new Map(all.map((one) => [one.employeeNumber, one]));
    for (let n = 1; n < 150; n += 1)
      expect(byNumber.get(`N${n}`)?.managerId).toBe(byNumber.get(`N${n - 1}`)?.id);
  });

  it('is for administrators and the head of HR, of text/csv, and up to its size', async () => {
    for (const who of ['hrOwner', 'manager', 'employee'] as const)
      expect(
        (
          await api.call('importMembers', company.caller(who), {
            body: CHINESE,
            headers: { 'Content-Type': 'text/csv' },
            key: 'not-allowed',
          })
        ).status,
      ).toBe(403);
    const json = await send('{}', {}, { headers: { 'Content-Type': 'application/json' } });
    expect(json).toMatchObject({ status: 415 });
    expect(await send(Buffer.alloc(2 * 1024 * 1024 + 1, 'a'))).toMatchObject({ status: 413 });
    const head = await api.call('importMembers', company.caller('hrHead'), {
      body: 'name,email,roles\nBen,ben@example.com,admin\n',
      headers: { 'Content-Type': 'text/csv' },
      key: 'by-the-head',
    });
    expect(head.body).toMatchObject({ problems: [{ code: 'mayNotGrant' }] });
  });
});

describe('any file', () => {
  it('of random bytes is answered, and never by an error of ours', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(
          fc.uint8Array({ maxLength: 400 }),
          fc.string({ maxLength: 300, unit: 'binary' }).map((text) => Buffer.from(text)),
          fc
            .string({ maxLength: 200, unit: 'binary' })
            .map((text) => Buffer.from(`name,email,manager,roles\n${text}`)),
          fc
            .string({ maxLength: 200 })
            .map((text) => Buffer.from(`姓名,邮箱\r\n${text}`, 'utf16le')),
        ),
        async (bytes) => {
          const { status } = await send(Buffer.from(bytes), { dryRun: 'true' });
          expect([200, 400]).toContain(status);
        },
      ),
      { numRuns: 120 },
    );
  });

  it('that we write is read as it was, and runs in no spreadsheet', () => {
    const cell = fc.oneof(
      fc.string({ maxLength: 40, unit: 'grapheme' }),
      fc.constantFrom('=1+1', '+49', '-1', '@SUM(A1)', "'=x", "''", '=cmd|x', 'a,"b"', "'"),
    );
    fc.assert(
      fc.property(cell, (text) => {
        expect(fromCell(toCell(text))).toBe(text);
        expect(toCell(text)).not.toMatch(/^[=+\-@]/);
      }),
    );
    const names = ['=HYPERLINK("http://evil.example")', '+1', '-x', '@y', 'a"b', 'c,d', '王　芳'];
    const written = names.map((name, index) =>
      memberOf(WHO.employee, undefined, {
        name,
        email: `n${index}@example.com`,
        managerId: people.manager,
      }),
    );
    const boss = memberOf(people.manager);
    const rows = rowsOf(Buffer.from(writePeopleFile(written, [boss], 'zh-CN'))) ?? [];
    expect(rows[0]?.[0]).toBe('姓名');
    expect(rows.slice(1).map(([name = '']) => fromCell(name))).toEqual(names);
    for (const cells of rows) for (const one of cells) expect(one).not.toMatch(/^[=+\-@]/);
  });
});
