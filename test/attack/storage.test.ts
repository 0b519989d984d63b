import { beforeAll, describe, expect, it } from 'vitest';
import { listKeys } from '../../functions/adapters/objects/object-store.ts';
import { createFileEraser } from '../../functions/jobs/erase-files.ts';
import { type Company, createCompany } from '../functions/api/company.ts';
import { type Api, createApi } from '../support/api.ts';
import { useTable } from '../support/engine.ts';
import { useObjectStorage } from '../support/object-storage.ts';
import { activePlanHistory, instantIn } from '../support/plans.ts';
import { load } from '../support/store.ts';
import { vaultOn } from '../support/vault.ts';
import { fittingBody, scanOf } from './requests.ts';

const table = useTable();
const storage = useObjectStorage();

/** A request to the object store, as somebody sends it who has got hold of a link. */
interface Tried {
  readonly url: string;
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: Buffer;
}

/** A file of a plan with the links that were handed out for it. */
interface File {
  readonly upload: Tried & { readonly body: Buffer };
  readonly download: Tried;
  readonly key: string;
}

let api: Api;
let home: Company;
let foreign: Company;
let files: { readonly home: File; readonly foreign: File };
let announced = 0;

const send = async ({ url, method, headers, body }: Tried): Promise<number> => {
  const content = body === undefined ? {} : { body: new Uint8Array(body) };
  return (await fetch(url, { method, headers, ...content })).status;
};

const keysOf = async ({ tenantId }: Company): Promise<readonly string[]> =>
  listKeys(storage().objects, { prefix: `t/${tenantId}/`, limit: 1000 });

/** Announces a file and asks for its upload link; nothing is sent yet. */
const announce = async (
  company: Company,
): Promise<Pick<File, 'upload' | 'key'> & { id: string }> => {
  announced += 1;
  const { body } = await api.call('announceAttachment', company.caller('hrOwner'), {
    params: { planId: company.planId },
    body: fittingBody('announceAttachment', '', announced),
    key: `storage-key-${announced}`,
  });
  const { url, headers } = body.upload as Pick<Tried, 'url' | 'headers'>;
  const id = String(body.attachmentId);
  return {
    id,
    key: `t/${company.tenantId}/plans/${company.planId}/${id}`,
    upload: { url, method: 'PUT', headers, body: scanOf(announced) },
  };
};

const storeFile = async (company: Company): Promise<File> => {
  const { id, ...file } = await announce(company);
  expect(await send(file.upload)).toBe(200);
  const params = { planId: company.planId, attachmentId: id };
  const { version } = (await load(company.scope, company.planId)).plan;
  const sent = { params, body: {}, version, key: `storage-confirm-${announced}` };
  expect((await api.call('confirmAttachment', company.caller('hrOwner'), sent)).status).toBe(200);
  const link = await api.call('getAttachment', company.caller('employee'), { params });
  return { ...file, download: { url: String(link.body.url), method: 'GET', headers: {} } };
};

beforeAll(async () => {
  api = createApi(table(), instantIn('Asia/Shanghai', '2026-03-03 10:00'), {
    vault: vaultOn(storage()),
  });
  home = await createCompany(table(), activePlanHistory());
  foreign = await createCompany(table(), activePlanHistory());
  files = { home: await storeFile(home), foreign: await storeFile(foreign) };
});

const at = (url: string, change: (url: URL) => void): string => {
  const changed = new URL(url);
  change(changed);
  return changed.href;
};

/** Everything that a link is not for. */
const misuses = (link: Tried, elsewhere: readonly string[], own: string): readonly Tried[] => [
  ...elsewhere.map((key) => ({
    ...link,
    url: at(link.url, (url) => {
      url.pathname = url.pathname.replace(own, key);
    }),
  })),
  ...['GET', 'HEAD', 'PUT', 'POST', 'DELETE']
    .filter((method) => method !== link.method)
    .map((method) => ({ url: link.url, method, headers: link.headers })),
  ...[
    'X-Amz-Expires',
    'X-Amz-Date',
    'X-Amz-Credential',
    'X-Amz-SignedHeaders',
    'X-Amz-Signature',
  ].flatMap((name) => [
    { ...link, url: at(link.url, (url) => url.searchParams.delete(name)) },
    {
      ...link,
      url: at(link.url, (url) =>
        url.searchParams.set(name, `${url.searchParams.get(name) ?? ''}0`),
      ),
    },
  ]),
  ...['versionId', 'response-content-type', 'response-content-disposition', 'list-type'].map(
    (name) => ({ ...link, url: at(link.url, (url) => url.searchParams.set(name, '1')) }),
  ),
];

/** Files besides the own one, and places that hold none. */
const elsewhere = (): readonly string[] => [
  files.foreign.key,
  `t/${foreign.tenantId}/`,
  `t/${home.tenantId}/plans/${home.planId}/another`,
  `answers/t/${foreign.tenantId}/answer`,
  'keys/',
  '',
];

describe('a link for a file', () => {
  it('to download opens that file and nothing else', async () => {
    const { download, key } = files.home;
    expect(await send(download)).toBe(200);
    const tried = misuses(download, elsewhere(), key);
    for (const one of tried)
      expect(await send(one), `${one.method} ${one.url}`).toBeGreaterThanOrEqual(400);
    expect(tried.length).toBeGreaterThan(20);
    expect(await keysOf(foreign)).toEqual([files.foreign.key]);
  });

  it('to upload takes that file, once, to that place', async () => {
    const { upload, key } = await announce(home);
    const before = await keysOf(home);
    const other = Buffer.from(upload.body);
    other.writeUInt8(other.readUInt8(0) ^ 1, 0);
    const tried: readonly Tried[] = [
      ...misuses(upload, elsewhere(), key),
      { ...upload, body: other },
      { ...upload, body: Buffer.concat([upload.body, upload.body]) },
      { ...upload, body: upload.body.subarray(1) },
      { ...upload, body: Buffer.alloc(0) },
      { ...upload, headers: { ...upload.headers, 'Content-Type': 'text/html' } },
      ...Object.keys(upload.headers).map((name) => ({
        ...upload,
        headers: Object.fromEntries(Object.entries(upload.headers).filter(([one]) => one !== name)),
      })),
    ];
    for (const one of tried)
      expect(await send(one), `${one.method} ${one.url}`).toBeGreaterThanOrEqual(400);
    expect(await keysOf(home)).toEqual(before);
    expect(await keysOf(foreign)).toEqual([files.foreign.key]);
    expect(await send(upload)).toBe(200);
    // Nobody puts something else in its place.
    expect(await send(upload)).toBe(412);
  });

  it('opens nothing any more once the plan was erased', async () => {
    const erased = await createCompany(table(), activePlanHistory());
    const { download, upload } = await storeFile(erased);
    expect(await send(download)).toBe(200);
    await createFileEraser(() => storage().objects)(erased.scope, erased.planId);
    expect(await send(download)).toBe(404);
    expect(await keysOf(erased)).toEqual([]);
    // A link for an upload would work again, which is why erasing waits until it has ended.
    expect(Number(new URL(upload.url).searchParams.get('X-Amz-Expires'))).toBeLessThanOrEqual(900);
  });

  it('is given for no file of another company, of another plan, or of a form that is not taken', async () => {
    const asked = [
      [home, foreign.planId, files.foreign.key],
      [home, home.planId, files.foreign.key],
      [foreign, home.planId, files.home.key],
      [foreign, foreign.planId, files.home.key],
    ] as const;
    for (const [company, planId, key] of asked) {
      const params = { planId, attachmentId: key.split('/').at(-1) ?? '' };
      const { status } = await api.call('getAttachment', company.caller('hrHead'), { params });
      expect(status).toBe(404);
    }
    const file = fittingBody('announceAttachment', '', 1) as object;
    const refused = [
      { bytes: 0 },
      { bytes: 10 * 1024 * 1024 + 1 },
      { mediaType: 'text/html' },
      { mediaType: 'image/svg+xml' },
      { mediaType: 'application/pdf; charset=utf-8' },
      { sha256: 'A'.repeat(64) },
      { name: '../../../etc/passwd\u0000' },
    ];
    for (const [n, change] of refused.entries()) {
      const sent = {
        params: { planId: home.planId },
        body: { ...file, ...change },
        key: `refused-${n}`,
      };
      const { status } = await api.call('announceAttachment', home.caller('hrOwner'), sent);
      expect([400, 422], JSON.stringify(change)).toContain(status);
    }
  });
});
