import { describe, expect, it } from 'vitest';
import type { WorkCalendar } from '../../../domain/calendar/working-days.ts';
import type { Weekday } from '../../../domain/kernel/civil-date.ts';
import { DEFAULT_POLICY } from '../../../domain/tenant/policy.ts';
import { siteRules } from '../../../domain/tenant/site-rules.ts';
import { type Site, siteOf, type Tenant } from '../../../domain/tenant/tenant.ts';
import { instantIn, TENANT_ID } from '../../support/plans.ts';
import { china2026, eachDay, on, plainWeeks } from '../calendar/calendars.ts';

const site = (id: string, calendar: WorkCalendar = plainWeeks): Site => ({
  id,
  name: id,
  zone: 'Asia/Shanghai',
  calendar,
});

/** `key path` of what the rules find, in order. */
const judged = (...sites: readonly Site[]) =>
  siteRules(sites).map(({ messageKey, path }) => `${messageKey} ${path}`);
const judgedCalendar = (more: Partial<WorkCalendar>) =>
  siteRules([site('a'), site('b', { ...plainWeeks, ...more })]).map(
    ({ messageKey, path, params }) => ({
      messageKey,
      path,
      params,
    }),
  );

describe('Q3 the sites of a company', () => {
  it('pass, each with working days of its own', () => {
    expect(judged(site('shanghai', china2026), site('berlin'))).toEqual([]);
  });

  it('there is at least one', () => {
    expect(judged()).toEqual(['Q3.noSite /sites']);
  });

  it('each has an id of its own', () => {
    expect(judged(site('a'), site('b'), site('a'), site('a'))).toEqual([
      'Q3.siteTwice /sites/2/id',
      'Q3.siteTwice /sites/3/id',
    ]);
  });

  const path = '/sites/1/calendar';

  it('the week has a working day', () => {
    const weekend: readonly Weekday[] = [1, 2, 3, 4, 5, 6, 7];
    expect(judgedCalendar({ weekend })).toEqual([
      { messageKey: 'Q3.noWorkingDay', path, params: {} },
    ]);
    expect(judgedCalendar({ weekend: weekend.slice(1) })).toEqual([]);
  });

  it('no day stands twice in a list', () => {
    expect(judgedCalendar({ weekend: [6, 7, 6] })).toEqual([
      { messageKey: 'Q3.twice', path, params: {} },
    ]);
    const day = on('2026-05-01');
    expect(judgedCalendar({ nonWorking: [day, day] })).toEqual([
      { messageKey: 'Q3.twice', path, params: { date: day } },
    ]);
    const makeUp = on('2026-05-09');
    expect(judgedCalendar({ extraWorking: [makeUp, makeUp] })).toEqual([
      { messageKey: 'Q3.twice', path, params: { date: makeUp } },
    ]);
  });

  it('no day is both off and worked', () => {
    const day = on('2026-05-09');
    expect(judgedCalendar({ nonWorking: [day], extraWorking: [day] })).toEqual([
      { messageKey: 'Q3.both', path, params: { date: day } },
    ]);
  });

  it('no closure is longer than the search for a working day', () => {
    // Monday 5 January 2026 to Monday 8 February 2027 and the weekends around: 404 days.
    expect(judgedCalendar({ nonWorking: eachDay('2026-01-05', '2027-02-08') })).toEqual([
      { messageKey: 'Q3.closedTooLong', path, params: { date: '2026-01-03' } },
    ]);
    expect(judgedCalendar({ nonWorking: eachDay('2026-01-05', '2027-01-29') })).toEqual([]);
  });

  it('are errors: a company is not set up on one of them', () => {
    expect(siteRules([]).map(({ severity, ruleId }) => [severity, ruleId])).toEqual([['E', 'Q3']]);
  });
});

describe('Q3 the site of a member', () => {
  const tenant = (...sites: readonly Site[]): Tenant => ({
    id: TENANT_ID,
    name: '云岭',
    language: 'zh-CN',
    createdAt: instantIn('Asia/Shanghai', '2026-01-05'),
    version: 1,
    policy: DEFAULT_POLICY,
    sites,
  });

  it('is the one they belong to, or the first when that was removed', () => {
    const both = tenant(site('a'), site('b'));
    expect(siteOf(both, { siteId: 'b' })?.id).toBe('b');
    expect(siteOf(both, { siteId: 'c' })?.id).toBe('a');
    expect(siteOf(tenant(), { siteId: 'a' })).toBeUndefined();
  });
});
