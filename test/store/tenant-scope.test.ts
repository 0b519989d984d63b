import type { STSClient } from '@aws-sdk/client-sts';
import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { beforeEach, describe, expect, it } from 'vitest';
import { parseTenantId, type TenantId } from '../../domain/kernel/ids.ts';
import {
  createTenantScopes,
  documentClient,
  openTable,
} from '../../functions/adapters/store/tenant-scope.ts';
import { newUlid } from '../../functions/adapters/system/random.ts';
import { useTable } from '../support/engine.ts';
import { FOUNDED_AT } from '../support/store.ts';

const MINUTE = 60_000;
const tenant = () => parseTenantId(newUlid(FOUNDED_AT)) as TenantId;

interface Asked {
  readonly RoleArn: string;
  readonly RoleSessionName: string;
  readonly DurationSeconds: number;
  readonly Tags: readonly { readonly Key: string; readonly Value: string }[];
}

let now = 0;
let asked: Asked[] = [];
/** What STS answers next; each session has a key of its own. */
let answer: () => unknown = () => undefined;

const sts = {
  send: async (command: { readonly input: Asked }) => {
    asked.push(command.input);
    return answer();
  },
} as unknown as STSClient;

const scopes = () =>
  createTenantScopes({ tableName: 'table', tenantRoleArn: 'role', now: () => now, sts });

beforeEach(() => {
  process.env.AWS_REGION = 'eu-west-1';
  now = 1_000_000;
  asked = [];
  answer = () => ({
    Credentials: {
      AccessKeyId: `key-${asked.length}`,
      SecretAccessKey: 'secret',
      SessionToken: 'token',
    },
  });
});

describe('the scope of a tenant', () => {
  it('is a session of the tenant role that carries the tenant as its only tag', async () => {
    const id = tenant();
    const scope = await scopes()(id);
    expect(asked).toEqual([
      {
        RoleArn: 'role',
        RoleSessionName: `tenant-${id}`,
        DurationSeconds: 900,
        Tags: [{ Key: 'tenantId', Value: id }],
      },
    ]);
    expect(scope).toMatchObject({ tenantId: id, tableName: 'table' });
    expect(await scope.documents.config.credentials()).toMatchObject({
      accessKeyId: 'key-1',
      secretAccessKey: 'secret',
      sessionToken: 'token',
    });
  });

  it('is kept for the session less a minute, and asked for once by many at a time', async () => {
    const open = scopes();
    const id = tenant();
    const [first, ...others] = await Promise.all([open(id), open(id), open(id)]);
    expect(new Set([first, ...others]).size).toBe(1);
    now += 14 * MINUTE - 1;
    expect(await open(id)).toBe(first);
    expect(asked.length).toBe(1);
    now += 1;
    const renewed = await open(id);
    expect(renewed).not.toBe(first);
    expect(await renewed.documents.config.credentials()).toMatchObject({ accessKeyId: 'key-2' });
    expect(await first?.documents.config.credentials()).toMatchObject({ accessKeyId: 'key-1' });
  });

  it('is never another tenant’s', async () => {
    const open = scopes();
    const ids = [tenant(), tenant()];
    const opened = await Promise.all(ids.map(open));
    expect(opened.map(({ tenantId }) => tenantId)).toEqual(ids);
    expect(asked.map(({ Tags }) => Tags[0]?.Value)).toEqual(ids);
    const keys = await Promise.all(
      opened.map(async ({ documents }) => (await documents.config.credentials()).accessKeyId),
    );
    expect(keys).toEqual(['key-1', 'key-2']);
    // Connections carry no identity and are shared.
    const handlers = opened.map(({ documents }) => documents.config.requestHandler);
    expect(handlers[0]).toBe(handlers[1]);
  });

  it('that was refused is asked for again by the next request', async () => {
    const open = scopes();
    const id = tenant();
    const good = answer;
    answer = () => {
      throw new Error('AccessDenied');
    };
    await expect(open(id)).rejects.toThrow('AccessDenied');
    answer = () => ({});
    await expect(open(id)).rejects.toThrow('no credentials');
    answer = good;
    expect(await open(id)).toMatchObject({ tenantId: id });
    expect(asked.length).toBe(3);
  });

  it('that failed late does not drop the one that came after it', async () => {
    const open = scopes();
    const id = tenant();
    const good = answer;
    let refuse: (error: Error) => void = () => undefined;
    answer = () =>
      new Promise((_, reject) => {
        refuse = reject;
      });
    const first = open(id);
    now += 14 * MINUTE;
    answer = good;
    const second = await open(id);
    refuse(new Error('late'));
    await expect(first).rejects.toThrow('late');
    expect(await open(id)).toBe(second);
  });

  it('is given up for newer ones when there are very many', async () => {
    const open = scopes();
    const ids = Array.from({ length: 201 }, tenant);
    for (const id of ids) await open(id);
    await open(ids[200] as TenantId);
    expect(asked.length).toBe(201);
    await open(ids[0] as TenantId);
    expect(asked.length).toBe(202);
  });

  it('comes from STS itself when nothing else is given', () => {
    expect(createTenantScopes({ tableName: 't', tenantRoleArn: 'r', now: () => 0 })).toBeTypeOf(
      'function',
    );
  });
});

describe('the document client', () => {
  const table = useTable();

  it('repeats a call three times at most and never hangs', async () => {
    const { documents, tableName } = openTable('table');
    expect(tableName).toBe('table');
    expect(await documents.config.maxAttempts()).toBe(3);
    const handler = documents.config.requestHandler as unknown as {
      readonly configProvider: Promise<Record<string, unknown>>;
    };
    expect(await handler.configProvider).toMatchObject({
      connectionTimeout: 1000,
      requestTimeout: 3000,
      throwOnRequestTimeout: true,
    });
  });

  it('leaves out what is undefined and changes nothing else', async () => {
    const { documents, tableName } = table();
    const key = { pk: 'p', sk: 's' };
    const { PutCommand } = await import('@aws-sdk/lib-dynamodb');
    const item = { ...key, empty: '', none: null, list: [1, ''], bytes: Buffer.from('x') };
    await documents.send(
      new PutCommand({ TableName: tableName, Item: { ...item, gone: undefined } }),
    );
    const { Item } = await documents.send(new GetCommand({ TableName: tableName, Key: key }));
    expect(Item).toEqual({ ...item, bytes: new Uint8Array([120]) });
    expect(() => documentClient({ region: 'x' })).not.toThrow();
  });
});
