import { DAILY_LIMITS, takeAllowance } from '../../adapters/store/index.ts';
import type { InputOf, Route } from '../../contract/route.ts';
import type { Answer } from '../../http/answer.ts';
import { type Endpoint, endpoint, type Reply } from '../../http/endpoint.ts';
import { type Problem, tooManyToday } from '../../http/problem.ts';
import type { Services } from '../../http/services.ts';
import { noteRead, openPlan, type PlanCase } from './plan-case.ts';

/**
 * Files are what is heavy to make and easy to carry off: so many a day for one person. Counted once
 * it is clear that they may have it, and before it is made.
 */
const tooManyFiles = async (
  { answer }: Route,
  { scope, caller, now }: PlanCase,
): Promise<Problem | undefined> => {
  if (!('files' in answer)) return undefined;
  const take = { kind: 'export', memberId: caller.id, most: DAILY_LIMITS.export, now } as const;
  return (await takeAllowance(scope, take)) ? undefined : tooManyToday(now);
};

/** Binds a read of one plan: open it, answer, note who looked. */
export const planRead =
  <R extends Route>(route: R) =>
  (
    read: (opened: PlanCase, input: InputOf<R>, services: Services) => Promise<Answer | Problem>,
  ): Endpoint =>
    endpoint(route)(async (input, request, services): Promise<Reply> => {
      const { planId } = request.params as { planId: PlanCase['stored']['plan']['id'] };
      const opened = await openPlan(planId, request, services);
      if ('result' in opened) return opened;
      const tooMany = await tooManyFiles(route, opened);
      if (tooMany !== undefined) return { result: tooMany, language: opened.caller.language };
      const [result] = await Promise.all([
        read(opened, input, services),
        noteRead(opened, request),
      ]);
      return { result, language: opened.caller.language };
    });
