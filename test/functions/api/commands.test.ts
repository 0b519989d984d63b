import { beforeEach, describe, expect, it } from 'vitest';
import { parsePlanId } from '../../../domain/kernel/ids.ts';
import { loadChain, verifyChain } from '../../../functions/adapters/store/index.ts';
import { type Api, type ApiAnswer, createApi, type Sent } from '../../support/api.ts';
import { type Interceptor, useTable } from '../../support/engine.ts';
import { cancelled, failing } from '../../support/faults.ts';
import { instantIn, shanghaiContent } from '../../support/plans.ts';
import { load } from '../../support/store.ts';
import { type Company, createCompany, WHO, type Who } from './company.ts';

const table = useTable();
const NOON = instantIn('Asia/Shanghai', '2026-02-10 12:00');
const SHARE = { talkHeldOn: '2026-02-10' };

let company: Company;
let api: Api;
beforeEach(async () => {
  company = await createCompany(table());
  api = createApi(table(), NOON);
});

const draft = (key: string, title = '客户服务质量改进计划', who: Who = 'manager') =>
  api.call('createPlan', company.caller(who), {
    body: {
      employeeId: WHO.colleague,
      hrOwnerId: WHO.hrOwner,
      content: { ...shanghaiContent(), title },
    },
    key,
  });

/** A draft of the manager's, shared or not. */
const begin = async (): Promise<string> => String((await draft('begin-a-plan')).body.id);

const share = (planId: string, sent: Sent) =>
  api.call('shareDraft', company.caller('manager'), { params: { planId }, body: SHARE, ...sent });

const storedVersion = async (planId: string): Promise<number> => {
  const id = parsePlanId(planId);
  if (id === undefined) throw new Error('no id');
  const { plan, chainHash } = await load(company.scope, id);
  // Whatever happened, the history is whole.
  const chain = await loadChain(company.scope, id);
  expect(verifyChain(id, chain, chainHash)).toBeUndefined();
  expect(chain).toHaveLength(plan.version);
  return plan.version;
};

const plansOfManager = async (): Promise<readonly unknown[]> =>
  (await api.call('listPlans', company.caller('manager'))).body.plans as readonly unknown[];

const isReplay = ({ headers }: ApiAnswer): boolean => headers['Idempotency-Replayed'] === 'true';
const codes = (answers: readonly ApiAnswer[]): readonly string[] =>
  answers
    .map(({ status, body }) => (status < 400 ? String(status) : `${status} ${body.code}`))
    .sort();

describe('a request that is sent again', () => {
  it('drafts one plan and answers what it answered, ETag included', async () => {
    const first = await draft('the-same-key');
    expect([first.status, isReplay(first), first.headers.ETag]).toEqual([201, false, '"1"']);
    const again = await draft('the-same-key');
    expect([again.status, isReplay(again), again.headers.ETag]).toEqual([201, true, '"1"']);
    expect(again.text).toBe(first.text);
    expect(await plansOfManager()).toHaveLength(1);
  });

  it('with another body is refused, and drafts nothing', async () => {
    await draft('the-same-key');
    const other = await draft('the-same-key', '另一份计划');
    expect(codes([other])).toEqual(['422 idempotencyMismatch']);
    expect(await plansOfManager()).toHaveLength(1);
  });

  it('by somebody else is another request', async () => {
    await draft('the-same-key');
    const other = await api.call('createPlan', company.caller('otherHr'), {
      body: {
        employeeId: WHO.provider,
        managerId: WHO.manager,
        managerAssignment: '由客服部经理负责',
        hrOwnerId: WHO.hrOwner,
        content: shanghaiContent(),
      },
      key: 'the-same-key',
    });
    expect(other.status, other.text).toBe(201);
    expect(isReplay(other)).toBe(false);
  });

  it('is recognised before its version, which is stale by then', async () => {
    const planId = await begin();
    const first = await share(planId, { version: 1, key: 'share-once' });
    expect(first.status, first.text).toBe(200);
    expect(await storedVersion(planId)).toBe(2);
    for (const version of [1, 2, 99]) {
      const again = await share(planId, { version, key: 'share-once' });
      expect([again.status, isReplay(again), again.headers.ETag]).toEqual([200, true, '"2"']);
      expect(again.text).toBe(first.text);
    }
    expect(await storedVersion(planId)).toBe(2);
  });

  it('with the key of another command, or another body, is refused', async () => {
    const planId = await begin();
    await share(planId, { version: 1, key: 'share-once' });
    const manager = company.caller('manager');
    const params = { planId };
    const others = [
      await share(planId, { version: 2, key: 'share-once', body: { talkHeldOn: '2026-02-09' } }),
      await api.call('submitPlan', manager, { params, body: {}, version: 2, key: 'share-once' }),
      // The same value, written otherwise: what was sent counts.
      await share(planId, {
        version: 2,
        key: 'share-once',
        body: '{ "talkHeldOn": "2026-02-10" }',
        headers: { 'Content-Type': 'application/json' },
      }),
    ];
    expect(new Set(codes(others))).toEqual(new Set(['422 idempotencyMismatch']));
    expect(await storedVersion(planId)).toBe(2);
  });

  it('is recognised although it took the permission away with it', async () => {
    const planId = await begin();
    const cancel = () =>
      api.call('cancelPlan', company.caller('manager'), {
        params: { planId },
        body: { reason: 'ISSUED_IN_ERROR', note: '误建' },
        version: 1,
        key: 'cancel-once',
      });
    const first = await cancel();
    expect(first).toMatchObject({ status: 200, body: { status: 'CLOSED' } });
    const again = await cancel();
    expect([again.status, isReplay(again), again.text]).toEqual([200, true, first.text]);
    const anew = await api.call('cancelPlan', company.caller('manager'), {
      params: { planId },
      body: { reason: 'ISSUED_IN_ERROR', note: '误建' },
      version: 2,
      key: 'cancel-anew',
    });
    expect(codes([anew])).toEqual(['403 forbidden']);
  });

  it('after a refusal is judged anew: only what had an effect is kept', async () => {
    const planId = await begin();
    expect(codes([await share(planId, { version: 9, key: 'share-once' })])).toEqual([
      '412 preconditionFailed',
    ]);
    const second = await share(planId, { version: 1, key: 'share-once' });
    expect([second.status, isReplay(second)]).toEqual([200, false]);
  });
});

describe('a command on a version that is not the current one', () => {
  it.each([0, 2, 999_999])('%i is refused and changes nothing', async (version) => {
    const planId = await begin();
    expect(codes([await share(planId, { version, key: 'share-once' })])).toEqual([
      '412 preconditionFailed',
    ]);
    expect(await storedVersion(planId)).toBe(1);
  });

  it('that names none is refused', async () => {
    const planId = await begin();
    expect(codes([await share(planId, { key: 'share-once' })])).toEqual([
      '428 preconditionRequired',
    ]);
    expect(codes([await share(planId, { version: 1 })])).toEqual(['400 idempotencyMissing']);
    expect(await storedVersion(planId)).toBe(1);
  });
});

describe('commands that race', () => {
  it('on one version: one wins, the others are told that it moved', async () => {
    const planId = await begin();
    const answers = await Promise.all(
      Array.from({ length: 6 }, (_, index) =>
        share(planId, { version: 1, key: `racing-${index}` }),
      ),
    );
    expect(codes(answers)).toEqual(['200', ...Array(5).fill('412 preconditionFailed')]);
    expect(await storedVersion(planId)).toBe(2);
  });

  it('with one key: one effect, and whoever asks again gets its answer', async () => {
    const planId = await begin();
    const once = () => share(planId, { version: 1, key: 'racing-the-same' });
    const answers = await Promise.all(Array.from({ length: 6 }, once));
    const done = answers.filter(({ status }) => status === 200);
    expect(done.filter((answer) => !isReplay(answer))).toHaveLength(1);
    for (const { status, body } of answers)
      if (status !== 200) expect([status, body.code]).toEqual([409, 'conflict']);
    const again = await once();
    expect([isReplay(again), again.text]).toEqual([true, done[0]?.text]);
    expect(await storedVersion(planId)).toBe(2);
  });

  it('to submit two drafts of one employee: one plan is open, the other is told why not', async () => {
    const planIds: string[] = [];
    for (const key of ['first-draft', 'second-draft']) {
      const created = await api.call('createPlan', company.caller('manager'), {
        body: {
          employeeId: WHO.colleague,
          hrOwnerId: WHO.hrOwner,
          content: shanghaiContent(),
          accepted: [{ ruleId: 'A2', reason: '第一份草案的范围有误，另行起草' }],
        },
        key,
      });
      expect(created.status, created.text).toBe(201);
      const planId = String(created.body.id);
      await share(planId, { version: 1, key: `${key}-share` });
      const declined = await api.call('declineTalk', company.caller('colleague'), {
        params: { planId },
        version: 2,
        key: `${key}-decline`,
      });
      expect(declined.status, declined.text).toBe(200);
      planIds.push(planId);
    }
    const answers = await Promise.all(
      planIds.map((planId) =>
        api.call('submitPlan', company.caller('manager'), {
          params: { planId },
          body: {},
          version: 3,
          key: 'submit-racing',
        }),
      ),
    );
    expect(codes(answers)).toEqual(['200', '422 rulesViolated']);
    const refused = answers.find(({ status }) => status === 422);
    expect(refused?.body.violations).toMatchObject([{ ruleId: 'A2' }]);
  });
});

describe('a database that fails', () => {
  const through = (interceptor: Interceptor): Api => createApi(table().through(interceptor), NOON);

  it('by conflicts that do not end: asked to try again, nothing written', async () => {
    const planId = await begin();
    api = through(
      failing('TransactWriteItems', () => cancelled('TransactionConflict'), { times: 99 })
        .interceptor,
    );
    expect(codes([await share(planId, { version: 1, key: 'share-once' })])).toEqual([
      '409 conflict',
    ]);
    expect(await storedVersion(planId)).toBe(1);
  });

  it('after it has written: the repeat gets the answer that was lost', async () => {
    const planId = await begin();
    api = through(
      failing('TransactWriteItems', () => new Error('the line to 员工 broke'), {
        times: 1,
        applied: true,
      }).interceptor,
    );
    const lost = await share(planId, { version: 1, key: 'share-once' });
    expect(codes([lost])).toEqual(['500 internal']);
    expect(JSON.stringify(api.lines)).not.toContain('员工');
    const again = await share(planId, { version: 1, key: 'share-once' });
    expect([again.status, isReplay(again)]).toEqual([200, true]);
    expect(await storedVersion(planId)).toBe(2);
  });

  it('on reading: 500, and nothing that tells of it', async () => {
    const planId = await begin();
    api = through(
      failing('BatchGetItem', () => new Error('throttled at item 员工'), { times: 99 }).interceptor,
    );
    const answer = await share(planId, { version: 1, key: 'share-once' });
    expect(codes([answer])).toEqual(['500 internal']);
    expect(answer.text).not.toMatch(/throttled|员工/);
  });
});
