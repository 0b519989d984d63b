import { afterEach, describe, expect, it, vi } from 'vitest';
import { defaultProvider } from '../../infra/lean/environment-credentials.ts';

describe('credentials from the environment', () => {
  afterEach(() => vi.unstubAllEnvs());

  const given = (id: string | undefined, secret: string | undefined, token: string | undefined) => {
    vi.stubEnv('AWS_ACCESS_KEY_ID', id);
    vi.stubEnv('AWS_SECRET_ACCESS_KEY', secret);
    vi.stubEnv('AWS_SESSION_TOKEN', token);
    return defaultProvider()();
  };

  it("are Lambda's", async () => {
    await expect(given('id', 'secret', 'token')).resolves.toEqual({
      accessKeyId: 'id',
      secretAccessKey: 'secret',
      sessionToken: 'token',
    });
  });

  it('may lack a session', async () => {
    await expect(given('id', 'secret', undefined)).resolves.toEqual({
      accessKeyId: 'id',
      secretAccessKey: 'secret',
    });
  });

  it.each([
    [undefined, 'secret'],
    ['id', undefined],
    ['', ''],
  ])('are not made up (%s, %s)', async (id, secret) => {
    await expect(given(id, secret, 'token')).rejects.toThrow('No AWS credentials');
  });

  it('are read anew each time: they change while the environment lives', async () => {
    const provide = defaultProvider();
    vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'secret');
    vi.stubEnv('AWS_ACCESS_KEY_ID', 'first');
    expect((await provide()).accessKeyId).toBe('first');
    vi.stubEnv('AWS_ACCESS_KEY_ID', 'second');
    expect((await provide()).accessKeyId).toBe('second');
  });
});
