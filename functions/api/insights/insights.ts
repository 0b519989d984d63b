import { insightsOf, isSettled } from '../../../domain/insight/insights.ts';
import type { CivilDate } from '../../../domain/kernel/civil-date.ts';
import { OPEN_CAUSES, SUPPORT_KINDS } from '../../../domain/plan/vocabulary.ts';
import { loadInsights } from '../../adapters/store/index.ts';
import { routes } from '../../contract/registry.ts';
import { answer } from '../../http/answer.ts';
import type { Endpoint } from '../../http/endpoint.ts';
import { tenantEndpoint } from '../tenant/tenant.ts';

const PAIRS = OPEN_CAUSES.flatMap((cause) => SUPPORT_KINDS.map((kind) => [cause, kind] as const));

/** What HR learns from plans that are over, read from sums that were kept as they ended. */
const getInsights = tenantEndpoint(routes.getInsights)(async ({ scope, services }) => {
  const today = services.now().slice(0, 10) as CivilDate;
  const stored = await loadInsights(scope);
  return answer({
    quarters: stored
      .filter(({ quarter }) => isSettled(quarter, today))
      .flatMap(({ quarter, counts }) => insightsOf(quarter, counts, PAIRS) ?? []),
  });
});

export const insightEndpoints: readonly Endpoint[] = [getInsights];
