import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { MemberId, TenantId } from '../../domain/kernel/ids.ts';
import { fromEpochMs } from '../../domain/kernel/instant.ts';
import { sealOptOut } from '../../functions/adapters/system/link-token.ts';
import { expectAnswer } from '../../infra/local/demo/client.ts';
import { shanghaiCompany } from '../../infra/local/demo/companies.ts';
import { shanghaiDraft } from '../../infra/local/demo/shanghai-plan.ts';
import {
  type Cast,
  command,
  createStage,
  mailsTo,
  type Stage,
  signUp,
} from '../../infra/local/demo/stage.ts';
import { type Host, startHost } from '../../infra/local/host.ts';
import { draftPlan, STARTS_AT, UNTOLD } from './stage.ts';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 120_000 });

/** What every mail to this domain comes back from (the mail service's own simulator). */
const GONE = 'bounce+min.zhao@simulator.amazonses.com';

let host: Host;
let stage: Stage;
let cast: Cast;

beforeAll(async () => {
  host = await startHost({ clock: { kind: 'development', startAtMs: STARTS_AT, frozen: true } });
  stage = createStage(host, UNTOLD);
  const company = shanghaiCompany();
  const { employee } = company.people;
  if (employee === undefined) throw new Error('nobody');
  cast = await signUp(stage, {
    ...company,
    people: { ...company.people, employee: { ...employee, email: GONE } },
  });
  const { mentor = '', trainer = '', manager = '' } = cast.ids;
  const planId = await draftPlan(cast, shanghaiDraft({ mentor, trainer, manager }));
  await command(cast.person('manager'), planId, 'share', { talkHeldOn: '2026-02-09' });
});
afterAll(() => host.close());

const unreached = async () => {
  const answer = await cast.person('hr').get('/v1/board');
  return expectAnswer<{ unreached: readonly object[] }>(answer, 'the board').unreached;
};

describe('mail that comes back, from the mail service to HR', () => {
  it('stops mail to the address, tells HR once, and is lifted by HR', async () => {
    await host.advanceThrough(STARTS_AT + 5 * 60_000);
    expect(mailsTo(stage, GONE, 'talkReply')).toHaveLength(1);
    expect(mailsTo(stage, cast.emailOf('hr'), 'unreached')).toHaveLength(1);
    expect(await unreached()).toMatchObject([{ memberId: cast.ids.employee, reason: 'bounced' }]);
    // The next reminder goes nowhere.
    await host.advanceThrough(STARTS_AT + 3 * 86_400_000);
    expect(mailsTo(stage, GONE)).toHaveLength(1);
    expect(mailsTo(stage, cast.emailOf('hr'), 'unreached')).toHaveLength(1);
    const path = `/v1/members/${cast.ids.employee}/mail`;
    const lifted = await cast.person('hr').post(path, { reason: '邮箱已由 IT 恢复' });
    expectAnswer(lifted, 'the stop is lifted');
    expect(await unreached()).toEqual([]);
  });
});

describe('the one click of a mail program (RFC 8058)', () => {
  /** The key as the functions get it. */
  const linkKey = (): string => {
    const [variables] = host.resolver.ofType('AWS::Lambda::Function').flatMap(({ properties }) => {
      const environment = properties.Environment as
        | { readonly Variables: Readonly<Record<string, string>> }
        | undefined;
      return environment?.Variables.LINK_KEY === undefined ? [] : [environment.Variables];
    });
    if (variables?.LINK_KEY === undefined) throw new Error('no function has the key');
    return variables.LINK_KEY;
  };
  const post = (token: string) =>
    fetch(`${host.url}/v1/unsubscribe?token=${token}`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
      body: 'List-Unsubscribe=One-Click',
      redirect: 'error',
    });

  it('passes the gateway and the function’s own rights without a login, and a forged one does not', async () => {
    const token = sealOptOut(
      linkKey(),
      {
        tenantId: cast.tenantId as TenantId,
        memberId: cast.ids.manager as MemberId,
        sort: 'ahead',
      },
      fromEpochMs(host.clock.now() + 86_400_000),
    );
    const page = await fetch(`${host.url}/v1/unsubscribe?token=${token}`);
    expect([page.status, page.headers.get('content-type')]).toEqual([
      200,
      'text/html; charset=utf-8',
    ]);
    expect((await post(`${token}x`)).status).toBe(404);
    const chosen = async () =>
      expectAnswer(await cast.person('manager').get('/v1/me/preferences'), 'the preferences');
    expect(await chosen()).toEqual({ aliases: {}, mailOff: [] });
    expect((await post(token)).status).toBe(200);
    expect(await chosen()).toEqual({ aliases: {}, mailOff: ['ahead'] });
  });
});
