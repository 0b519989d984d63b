import { describe, expect, it } from 'vitest';
import {
  DAILY_LIMITS,
  loadAllowances,
  takeAllowance,
} from '../../../functions/adapters/store/index.ts';
import { createLog } from '../../../functions/adapters/system/log.ts';
import { planRead } from '../../../functions/api/plans/plan-read.ts';
import { useEndpoints } from '../../../functions/api/tenant/use.ts';
import { routes } from '../../../functions/contract/registry.ts';
import { answer } from '../../../functions/http/answer.ts';
import type { Services } from '../../../functions/http/services.ts';
import { createHttpHandler } from '../../../functions/http/stack.ts';
import { eventFor, invoke, routeOf } from '../../support/api.ts';
import { useTable } from '../../support/engine.ts';
import { instantIn, people, sharedHistory } from '../../support/plans.ts';
import { createCompany, type Who } from './company.ts';

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

describe('files', () => {
  it('are made so many times a day for one person, exactly, and then tomorrow; a stranger’s are not counted', async () => {
    const company = await createCompany(table(), sharedHistory());
    const page = answer({ type: 'text/html', name: 'report.html', content: '<p></p>' });
    const services = {
      log: createLog(() => undefined),
      now: () => NOON,
      scopes: async () => company.scope,
    } as Partial<Services> as Services;
    let made = 0;
    const endpoints = [
      planRead(routes.getTrackingReport)(async () => {
        made += 1;
        return page;
      }),
    ];
    const handler = createHttpHandler(endpoints, services);
    const params = { planId: company.planId };
    const ask = (who: Who) =>
      invoke(handler, eventFor(routeOf('getTrackingReport'), company.caller(who), { params }, 'r'));
    expect((await ask('colleague')).status).toBe(404);
    expect((await ask('former')).status).toBe(401);
    expect(await loadAllowances(company.scope, NOON)).toEqual([]);
    const statuses: number[] = [];
    for (let n = 0; n < DAILY_LIMITS.export + 4; n += 1)
      statuses.push((await ask('employee')).status);
    expect(statuses).toEqual([
      ...Array.from({ length: DAILY_LIMITS.export }, () => 200),
      ...[429, 429, 429, 429],
    ]);
    expect(made).toBe(DAILY_LIMITS.export);
    const { employee: memberId } = people;
    const used = { used: DAILY_LIMITS.export, refused: 4 };
    const on = '2026-02-10';
    expect(await loadAllowances(company.scope, NOON)).toEqual([
      { kind: 'export', memberId, on, ...used },
    ]);
    // It is 4:00 in UTC.
    expect((await ask('employee')).headers['Retry-After']).toBe(String(20 * 3600));
    expect((await ask('manager')).status).toBe(200);
  });
});
