import type { InputOf, Route } from '../../contract/route.ts';
import type { Answer } from '../../http/answer.ts';
import { type Endpoint, endpoint, type Reply } from '../../http/endpoint.ts';
import type { Problem } from '../../http/problem.ts';
import type { Services } from '../../http/services.ts';
import { noteRead, openPlan, type PlanCase } from './plan-case.ts';

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
      const [result] = await Promise.all([
        read(opened, input, services),
        noteRead(opened, request),
      ]);
      return { result, language: opened.caller.language };
    });
