import { describe, expect, it } from 'vitest';
import { addMs } from '../../../domain/kernel/instant.ts';
import { OPTIONAL_MAILS, optionalMailOf } from '../../../domain/reminder/optional.ts';
import { LADDERS, OBLIGATION_KINDS, STEPS } from '../../../domain/reminder/vocabulary.ts';
import { MANDATORY_KINDS, NOTICE_KINDS } from '../../../functions/adapters/mail/model.ts';
import { getPreferences } from '../../../functions/adapters/store/index.ts';
import { openOptOut, sealOptOut } from '../../../functions/adapters/system/link-token.ts';
import { createOptOutUrl } from '../../../functions/jobs/opt-out-url.ts';
import { createApi, LINK_KEY } from '../../support/api.ts';
import { recording, useTable } from '../../support/engine.ts';
import { instantIn, people } from '../../support/plans.ts';
import { createCompany } from './company.ts';

const table = useTable();
const NOON = instantIn('Asia/Shanghai', '2026-03-10 12:00');
const DAY_MS = 86_400_000;
const UNTIL = addMs(NOON, 90 * DAY_MS);
const FORM = {
  body: 'List-Unsubscribe=One-Click',
  headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
};

describe('what may be switched off (P8)', () => {
  it('is early reminders of own tasks and news, never what the process requires', () => {
    const optional = [...OBLIGATION_KINDS, ...NOTICE_KINDS].flatMap((kind) =>
      STEPS.flatMap((step) => {
        const sort = optionalMailOf({ kind, step });
        return sort === undefined ? [] : [{ kind, step, sort }];
      }),
    );
    expect(new Set(optional.map(({ sort }) => sort))).toEqual(new Set(OPTIONAL_MAILS));
    for (const { kind, step, sort } of optional) {
      expect(MANDATORY_KINDS as readonly string[]).not.toContain(kind);
      if (sort === 'news') continue;
      expect([step, LADDERS[kind as keyof typeof LADDERS].overdue], kind).toEqual(['before', true]);
    }
    const ahead = optional.flatMap(({ kind, sort }) => (sort === 'ahead' ? [kind] : []));
    for (const meeting of ['checkIn', 'checkpoint', 'finalReview'])
      expect(ahead).not.toContain(meeting);
  });
});

describe('/v1/unsubscribe', () => {
  const open = async () => {
    const company = await createCompany(table());
    const { tenantId, scope } = company;
    const link = { tenantId, memberId: people.manager, sort: 'ahead' } as const;
    const off = async () => (await getPreferences(scope, people.manager)).mailOff;
    return { company, scope, link, off, token: sealOptOut(LINK_KEY, link, UNTIL) };
  };

  it('POST as a mail program sends it switches the one sort off, once or often; GET does nothing', async () => {
    const { token, off } = await open();
    const api = createApi(table(), NOON);
    const page = await api.call('askToUnsubscribe', undefined, { query: { token } });
    expect(page.status).toBe(200);
    expect(page.text).toContain('<form method="post">');
    expect(await off()).toEqual([]);
    for (const _ of [1, 2]) {
      const answer = await api.call('unsubscribe', undefined, { query: { token }, ...FORM });
      expect([answer.status, answer.headers.Location]).toEqual([200, undefined]);
      expect(await off()).toEqual(['ahead']);
    }
  });

  it('writes one item under rights that read nothing, and speaks the browser’s language', async () => {
    const { token } = await open();
    const { table: recorded, operations } = recording(table());
    const api = createApi(recorded, NOON);
    const headers = { 'Accept-Language': 'zh-CN' };
    const answer = await api.call('unsubscribe', undefined, { query: { token }, headers });
    expect(answer.text).toContain('已关闭');
    expect(operations()).toEqual(['PutItem']);
  });

  it('answers forged, foreign and expired tokens alike, and the page looks alike for all', async () => {
    const { token, link, off } = await open();
    const other = await open();
    const late = createApi(table(), UNTIL);
    const api = createApi(table(), NOON);
    const [tenant, member, sort, ends, mac = ''] = token.split('.');
    const [, , , , foreignMac = ''] = other.token.split('.');
    const forged = [
      'x',
      [tenant, member, 'news', ends, mac].join('.'),
      [tenant, people.employee, sort, ends, mac].join('.'),
      [tenant, member, sort, Number(ends) + 1, mac].join('.'),
      [tenant, member, sort, `0${ends}`, mac].join('.'),
      [tenant, member, sort, ends, foreignMac].join('.'),
      sealOptOut('another key', link, UNTIL),
      `${token.slice(0, -1)}${token.endsWith('A') ? 'B' : 'A'}`,
    ];
    const answers = [
      await late.call('unsubscribe', undefined, { query: { token } }),
      ...(await Promise.all(
        forged.map((one) => api.call('unsubscribe', undefined, { query: { token: one } })),
      )),
    ];
    for (const { status, body } of answers)
      expect({ ...body, status, requestId: '' }).toEqual({
        ...answers[0]?.body,
        status: 404,
        requestId: '',
      });
    expect(await off()).toEqual([]);
    const pages = await Promise.all(
      [token, ...forged].map((one) =>
        api.call('askToUnsubscribe', undefined, { query: { token: one } }),
      ),
    );
    expect(new Set(pages.map(({ text }) => text)).size).toBe(1);
  });

  it('is the address in the mail, and a choice that can be taken back', async () => {
    const { company, link, off } = await open();
    const url = new URL(createOptOutUrl('https://api.example/live/', LINK_KEY)(link, NOON));
    expect(url.origin + url.pathname).toBe('https://api.example/live/v1/unsubscribe');
    const token = url.searchParams.get('token') ?? '';
    expect(openOptOut(LINK_KEY, token, NOON)).toEqual(link);
    const api = createApi(table(), NOON);
    await api.call('unsubscribe', undefined, { query: { token } });
    const me = company.caller('manager');
    expect((await api.call('getPreferences', me)).body).toEqual({
      aliases: {},
      mailOff: ['ahead'],
    });
    const put = (version: number, body: object) =>
      api.call('putPreferences', me, { version, body });
    expect((await put(1, { aliases: {} })).body).toEqual({ aliases: {}, mailOff: ['ahead'] });
    expect((await put(2, { aliases: {}, mailOff: ['news'] })).status).toBe(200);
    expect(await off()).toEqual(['news']);
  });
});
