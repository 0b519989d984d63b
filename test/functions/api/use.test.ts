import { expect, it } from 'vitest';
import { DAILY_LIMITS, takeAllowance } from '../../../functions/adapters/store/index.ts';
import { createLog } from '../../../functions/adapters/system/log.ts';
import { useEndpoints } from '../../../functions/api/tenant/use.ts';
import type { Services } from '../../../functions/http/services.ts';
import { createHttpHandler } from '../../../functions/http/stack.ts';
import { eventFor, invoke, routeOf } from '../../support/api.ts';
import { useTable } from '../../support/engine.ts';
import { instantIn, people } from '../../support/plans.ts';
import { createCompany } from './company.ts';

const table = useTable();
const NOON = instantIn('Asia/Shanghai', '2026-02-10 12:00');

it('shows HR what was used today and whose mails wait, and nobody else', async () => {
  const company = await createCompany(table());
  const mail = { kind: 'mailTo', memberId: people.manager, now: NOON } as const;
  for (let n = 0; n < 3; n += 1) await takeAllowance(company.scope, { ...mail, most: 2 });
  await takeAllowance(company.scope, { kind: 'mail', most: 9, now: NOON });
  const services = {
    log: createLog(() => undefined),
    now: () => NOON,
    scopes: async () => company.scope,
  } as Partial<Services> as Services;
  const handler = createHttpHandler(useEndpoints, services);
  const ask = (who: Parameters<typeof company.caller>[0]) =>
    invoke(handler, eventFor(routeOf('getDailyUse'), company.caller(who), {}, 'r'));
  expect(await ask('hrOwner')).toMatchObject({
    status: 200,
    body: {
      on: '2026-02-10',
      mails: { used: 1, limit: DAILY_LIMITS.mail, refused: 0 },
      people: [
        { memberId: people.manager, mails: { used: 2, limit: DAILY_LIMITS.mailTo, refused: 1 } },
      ],
    },
  });
  for (const who of ['employee', 'manager', 'colleague'] as const)
    expect((await ask(who)).status).toBe(403);
});
