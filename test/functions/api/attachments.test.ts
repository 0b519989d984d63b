import { createHash } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Instant } from '../../../domain/kernel/instant.ts';
import { messages } from '../../../functions/adapters/i18n/index.ts';
import { listKeys } from '../../../functions/adapters/objects/object-store.ts';
import { handOverIn } from '../../../functions/api/report/vault.ts';
import { createFileEraser } from '../../../functions/jobs/erase-files.ts';
import { type Api, createApi } from '../../support/api.ts';
import { useTable } from '../../support/engine.ts';
import { useObjectStorage } from '../../support/object-storage.ts';
import { instantIn, presentedHistory } from '../../support/plans.ts';
import { load } from '../../support/store.ts';
import { type Company, createCompany, type Who } from './company.ts';
import { expectDeclared } from './declared.ts';

const table = useTable();
const storage = useObjectStorage();
const NOW = instantIn('Asia/Shanghai', '2026-02-26 15:00');
const SCAN = Buffer.from('%PDF-1.7 签字扫描件');
const sha256 = createHash('sha256').update(SCAN).digest('hex');
const FILE = { name: '签收单.pdf', mediaType: 'application/pdf', bytes: SCAN.length, sha256 };

let company: Company;
let api: Api;
beforeAll(async () => {
  company = await createCompany(table(), presentedHistory());
  const { objects, signer } = storage();
  api = createApi(table(), NOW as Instant, {
    vault: {
      files: () => objects,
      anchors: () => objects,
      seal: signer,
      verifier: async () => new Uint8Array(),
      handOver: handOverIn(
        () => objects,
        () => 'answer',
      ),
    },
  });
});

/** What a finding says to the people of the company. */
const said = (key: 'B6.notUploaded' | 'B6.infected') => ({
  ruleId: 'B6',
  message: messages('zh-CN').findings[key].problem,
});

const plan = async () => (await load(company.scope, company.planId)).plan;
const params = () => ({ planId: company.planId });

const announce = (who: Who, key: string, body: object = FILE) =>
  api.call('announceAttachment', company.caller(who), {
    params: params(),
    body,
    key: `announce-${key}`,
  });

const upload = async (link: unknown, content: Uint8Array) => {
  const { url, headers } = link as {
    readonly url: string;
    readonly headers: Record<string, string>;
  };
  return (await fetch(url, { method: 'PUT', headers, body: Buffer.from(content) })).status;
};

const confirm = async (who: Who, attachmentId: unknown, key: string) =>
  api.call('confirmAttachment', company.caller(who), {
    params: { ...params(), attachmentId: String(attachmentId) },
    body: {},
    key: `confirmation-${key}`,
    version: (await plan()).version,
  });

const statuses = async (who: Who) => {
  const answer = await api.call('listAttachments', company.caller(who), { params: params() });
  expectDeclared('listAttachments', answer);
  return (answer.body.attachments as readonly { readonly status: string }[]).map(
    ({ status }) => status,
  );
};

describe('a file of a plan', () => {
  it('is announced, uploaded as announced, confirmed, and downloaded', async () => {
    const announced = await announce('hrOwner', 'key-1');
    expectDeclared('announceAttachment', announced);
    expect(announced.status).toBe(201);
    const { attachmentId } = announced.body;
    expect(await statuses('hrOwner')).toEqual(['PENDING']);
    // Not confirmed, it is nobody else's business.
    expect(await statuses('employee')).toEqual([]);

    const early = await confirm('hrOwner', attachmentId, 'confirm-0');
    expectDeclared('confirmAttachment', early);
    expect(early).toMatchObject({ status: 422, body: { violations: [said('B6.notUploaded')] } });
    expect(await upload(announced.body.upload, Buffer.from('another content'))).not.toBe(200);
    expect(await upload(announced.body.upload, SCAN)).toBe(200);

    expect((await confirm('hrOwner', attachmentId, 'confirm-1')).status).toBe(200);
    expect(await statuses('employee')).toEqual(['STORED']);
    expect((await plan()).attachments).toMatchObject([{ id: attachmentId, ...FILE }]);

    const link = await api.call('getAttachment', company.caller('employee'), {
      params: { ...params(), attachmentId: String(attachmentId) },
    });
    expectDeclared('getAttachment', link);
    const file = await fetch(String(link.body.url));
    expect(file.headers.get('content-disposition')).toContain(encodeURIComponent('签收单.pdf'));
    expect(Buffer.from(await file.arrayBuffer()).equals(SCAN)).toBe(true);
  });

  it('is one file however often the request is repeated, and another under the same key is refused', async () => {
    const [first, again] = [await announce('manager', 'key-2'), await announce('manager', 'key-2')];
    expect(again.body.attachmentId).toBe(first.body.attachmentId);
    const other = await announce('manager', 'key-2', { ...FILE, name: '另一个.pdf' });
    expect(other).toMatchObject({ status: 422, body: { code: 'idempotencyMismatch' } });
  });

  it('is of a kind and size that everybody can open (B6)', async () => {
    for (const body of [
      { ...FILE, mediaType: 'text/html' },
      { ...FILE, bytes: 11 * 1024 * 1024 },
    ])
      expect(await announce('hrOwner', 'key-3', body)).toMatchObject({
        status: 422,
        body: { violations: [{ ruleId: 'B6' }] },
      });
  });

  it('is not there for those who have nothing to do with the plan', async () => {
    for (const who of ['colleague', 'admin'] as const)
      expect((await announce(who, 'key-4')).status).toBe(404);
  });

  it('is not handed out any more when a scanner found something in it', async () => {
    const announced = await announce('employee', 'key-5');
    expect(await upload(announced.body.upload, SCAN)).toBe(200);
    const { attachmentId } = announced.body;
    expect((await confirm('employee', attachmentId, 'confirm-5')).status).toBe(200);
    // What docs/attachments.md tells a scanner to write.
    const { UpdateCommand } = await import('@aws-sdk/lib-dynamodb');
    const scanned = (scan: string) =>
      company.scope.documents.send(
        new UpdateCommand({
          TableName: company.scope.tableName,
          Key: { pk: `T#${company.tenantId}#P#${company.planId}`, sk: `ATT#${attachmentId}` },
          UpdateExpression: 'SET #scan = :scan',
          ConditionExpression: 'attribute_exists(pk)',
          ExpressionAttributeNames: { '#scan': 'scan' },
          ExpressionAttributeValues: { ':scan': scan },
        }),
      );
    const link = () =>
      api.call('getAttachment', company.caller('hrOwner'), {
        params: { ...params(), attachmentId: String(attachmentId) },
      });
    await scanned('CLEAN');
    expect(await statuses('employee')).toContain('SCANNED');
    expect((await link()).status).toBe(200);
    await scanned('INFECTED');
    expect(await statuses('employee')).toContain('INFECTED');
    expect(await link()).toMatchObject({
      status: 422,
      body: { violations: [said('B6.infected')] },
    });
  });

  it('can be the scan of a signature on paper, which the plan then says (H4)', async () => {
    const { attachments = [], ...rest } = await plan();
    const contentHash = 'submission' in rest ? rest.submission.contentHash : '';
    const record = async (body: object, key: string) =>
      api.call('recordPaperAcknowledgement', company.caller('hrOwner'), {
        params: params(),
        body: { kind: 'AGREED', contentHash, signedOn: '2026-02-26', ...body },
        version: (await plan()).version,
        key: `signature-${key}`,
      });
    const scan = attachments[0]?.id ?? '';
    for (const [index, body] of [
      { attachmentId: 'no-such-file' },
      { attachmentId: scan, signedOn: '2026-02-27' },
      { attachmentId: scan, signedOn: '2026-02-24' },
    ].entries())
      expect(await record(body, `paper-${index}`)).toMatchObject({
        status: 422,
        body: { violations: [{ ruleId: 'H4' }] },
      });
    expect((await record({ attachmentId: scan }, 'paper-9')).status).toBe(200);
    expect(await plan()).toMatchObject({
      acknowledgements: [
        { kind: 'AGREED', on: '2026-02-26', paper: { attachmentId: scan, sha256 } },
      ],
    });
  });

  it('is deleted for good with its plan, and doing it again does no harm (N5)', async () => {
    const { objects } = storage();
    const prefix = `t/${company.tenantId}/plans/${company.planId}/`;
    expect((await listKeys(objects, { prefix, limit: 10 })).length).toBeGreaterThan(1);
    const erase = createFileEraser(() => objects);
    for (let time = 0; time < 2; time += 1) {
      await erase(company.scope, company.planId);
      expect(await listKeys(objects, { prefix, limit: 10 })).toEqual([]);
    }
  });
});
