import type { MemberId } from '../../../domain/kernel/ids.ts';
import { RULES } from '../../../domain/plan/rules/catalogue.ts';
import { openPart } from '../../../domain/plan/stage.ts';
import { packsAt, packsOf } from '../../../domain/tenant/packs/packs.ts';
import { getHrOnly, type HrOnly, putHrOnly } from '../../adapters/store/index.ts';
import { routes } from '../../contract/registry.ts';
import { type Answer, answer } from '../../http/answer.ts';
import type { Endpoint } from '../../http/endpoint.ts';
import { endpoint, type Reply } from '../../http/endpoint.ts';
import { type Problem, problem } from '../../http/problem.ts';
import type { ApiRequest } from '../../http/request.ts';
import type { Services } from '../../http/services.ts';
import { openPlan, type PlanCase } from './plan-case.ts';
import { planCommandEndpoint as command } from './plan-command.ts';
import { planRead } from './plan-read.ts';

const getJurisdiction = planRead(routes.getJurisdiction)(async ({ stored, tenant, caller }) => {
  const { plan } = stored;
  const { language } = caller;
  const open = openPart(plan);
  const packs =
    'submission' in open ? packsOf(open.submission.policy) : packsAt(tenant.policy, plan.siteId);
  return answer({
    packs: packs.map(({ id, version, title, review, rules, checklist }) => ({
      id,
      version,
      title: title[language],
      review: review[language],
      rules: rules.map((ruleId) => ({ ruleId, law: RULES[ruleId].source })),
      checklist: checklist.map((item) => ({
        item: `${id}.${item.id}`,
        question: item.question[language],
      })),
    })),
    facts: plan.jurisdiction ?? [],
  });
});

const contentHashOf = ({ stored }: PlanCase): string | undefined => {
  const open = openPart(stored.plan);
  return 'submission' in open ? open.submission.contentHash : undefined;
};

/** The one of HR who reviewed the content as it stands. */
const reviewerOf = ({ protectedEvent }: HrOnly, hash: string | undefined): MemberId | undefined =>
  hash !== undefined && protectedEvent?.review?.contentHash === hash
    ? protectedEvent.review.by
    : undefined;

const body = (hrOnly: HrOnly, hash: string | undefined) => {
  const reviewedBy = reviewerOf(hrOnly, hash);
  return {
    version: hrOnly.version,
    present: hrOnly.protectedEvent !== undefined,
    ...(reviewedBy === undefined ? {} : { reviewedBy }),
  };
};

const getProtectedEvent = planRead(routes.getProtectedEvent)(async (opened) => {
  const hrOnly = await getHrOnly(opened.scope, opened.stored.plan.id);
  return answer(body(hrOnly, contentHashOf(opened)), { version: hrOnly.version });
});

/** Changes what HR alone knows of a protected event, under HR's own ETag (B7, O6). */
const change = async (
  opened: PlanCase,
  request: ApiRequest,
  to: (before: HrOnly) => HrOnly['protectedEvent'] | 'tooEarly',
): Promise<Answer | Problem> => {
  const { scope, stored } = opened;
  const before = await getHrOnly(scope, stored.plan.id);
  if (request.ifMatch !== before.version) return problem('preconditionFailed');
  const { protectedEvent: _, ...kept } = before;
  const next = to(before);
  if (next === 'tooEarly')
    return problem('wrongStatus', { status: stored.plan.status, allowed: ['IN_REVIEW'] });
  const after: HrOnly = {
    ...kept,
    version: before.version + 1,
    ...(next === undefined ? {} : { protectedEvent: next }),
  };
  const { kind } = await putHrOnly(scope, { planId: stored.plan.id, before, after });
  if (kind !== 'stored') return problem(kind === 'conflict' ? 'preconditionFailed' : 'conflict');
  return answer(body(after, contentHashOf(opened)), { version: after.version });
};

const putProtectedEvent: Endpoint = endpoint(routes.putProtectedEvent)(
  async ({ params, body: { present } }, request, services): Promise<Reply> =>
    opening(params.planId, request, services, (opened) =>
      change(opened, request, ({ protectedEvent = {} }) => (present ? protectedEvent : undefined)),
    ),
);

const reviewProtectedEvent: Endpoint = endpoint(routes.reviewProtectedEvent)(
  async ({ params }, request, services): Promise<Reply> =>
    opening(params.planId, request, services, (opened) => {
      const contentHash = contentHashOf(opened);
      return change(opened, request, () =>
        contentHash === undefined ? 'tooEarly' : { review: { by: opened.caller.id, contentHash } },
      );
    }),
);

const opening = async (
  planId: PlanCase['stored']['plan']['id'],
  request: ApiRequest,
  services: Services,
  then: (opened: PlanCase) => Promise<Answer | Problem>,
): Promise<Reply> => {
  const opened = await openPlan(planId, request, services);
  return 'result' in opened
    ? opened
    : { result: await then(opened), language: opened.caller.language };
};

/** What HR alone records and sees of a plan. */
export const jurisdictionEndpoints: readonly Endpoint[] = [
  getJurisdiction,
  getProtectedEvent,
  putProtectedEvent,
  reviewProtectedEvent,
  command(routes.recordJurisdictionFact)(({ body: { fact } }) => ({
    type: 'RecordJurisdictionFact',
    fact,
  })),
];
