import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect } from 'vitest';
import { type ApiAnswer, expectAnswer, type Person } from '../../infra/local/demo/client.ts';
import { berlinCompany, shanghaiCompany } from '../../infra/local/demo/companies.ts';
import { type Cast, createStage, type Stage, signUp } from '../../infra/local/demo/stage.ts';
import { startHost } from '../../infra/local/host.ts';

/** 9 February 2026, 09:00 in Shanghai: the day on which both companies sign up. */
export const STARTS_AT = Date.parse('2026-02-09T01:00:00Z');

/** A story that is told to nobody. */
export const UNTOLD: Pick<Stage, 'step' | 'note'> = {
  step: (_, act) => act(),
  note: () => undefined,
};

/** The whole product on this machine, with two companies in it. */
export interface World {
  readonly stage: Stage;
  readonly shanghai: Cast;
  readonly berlin: Cast;
}

/** One host for the tests of a file, in memory, on a clock that stands until a test moves it. */
export const useWorld = (): (() => World) => {
  let world: World | undefined;
  beforeAll(async () => {
    const host = await startHost({
      clock: { kind: 'development', startAtMs: STARTS_AT, frozen: true },
    });
    const stage = createStage(host, UNTOLD);
    world = {
      stage,
      shanghai: await signUp(stage, shanghaiCompany()),
      berlin: await signUp(stage, berlinCompany()),
    };
  });
  afterAll(() => world?.stage.host.close());
  return () => {
    if (world === undefined) throw new Error('the host is not running yet');
    return world;
  };
};

/** Drafts a plan for the company's employee. */
export const draftPlan = async (cast: Cast, content: object): Promise<string> => {
  const answer = await cast.person('manager').post('/v1/plans', {
    employeeId: cast.ids.employee,
    hrOwnerId: cast.ids.hr,
    content,
    accepted: [{ ruleId: 'A2', reason: '前一份草案仅供试用，另行起草正式计划' }],
  });
  return expectAnswer<{ id: string }>(answer, 'the plan is drafted', 201).id;
};

/** The headers of a command, as somebody sends it who read that version. */
export const commandHeaders = (etag: string, key: string = randomUUID()) => ({
  'If-Match': etag,
  'Idempotency-Key': key,
});

/** A plan as somebody reads it: ETag, content, history. */
export const readWhole = async (person: Person, planId: string): Promise<unknown> => {
  const plan = await person.get(`/v1/plans/${planId}`);
  const timeline = await person.get(`/v1/plans/${planId}/timeline?limit=100`);
  return {
    etag: plan.headers.get('etag'),
    plan: expectAnswer(plan, 'the plan'),
    timeline: expectAnswer(timeline, 'the timeline'),
  };
};

/** The answer is a problem document (RFC 9457) that says what is wrong, and nothing of the inside. */
export const expectProblem = (answer: ApiAnswer, status: number, code: string) => {
  const problem = answer.body as Readonly<Record<string, unknown>>;
  expect([answer.status, problem.code], JSON.stringify(problem)).toEqual([status, code]);
  expect(answer.headers.get('content-type')).toMatch(/^application\/problem\+json/);
  expect(answer.headers.get('cache-control')).toBe('no-store');
  expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
  expect(problem).toMatchObject({
    status,
    title: expect.stringMatching(/\S/),
    requestId: expect.stringMatching(/\S/),
  });
  expect(JSON.stringify(problem)).not.toMatch(/ZodError|Exception|node_modules|\.ts:|undefined/);
  return problem;
};
