import type { MemberId } from '../../../domain/kernel/ids.ts';
import {
  type CommandOf,
  type ContextOf,
  NEEDS_RECORDS,
  type PlanCommand,
  type PlanCommandType,
} from '../../../domain/plan/command.ts';
import type { Context } from '../../../domain/plan/context.ts';
import { decide } from '../../../domain/plan/decide.ts';
import type { RecordedEvent } from '../../../domain/plan/events.ts';
import { recordsOf } from '../../../domain/plan/evolve-records.ts';
import { hintsOf } from '../../../domain/plan/hints.ts';
import { cited } from '../../../domain/plan/observation.ts';
import { finding } from '../../../domain/plan/rules/findings.ts';
import type { Plan } from '../../../domain/plan/state.ts';
import type { Language } from '../../../domain/plan/vocabulary.ts';
import {
  commit,
  countSent,
  getHrOnly,
  getMembers,
  getObservations,
  type HrOnly,
  listPlans,
  loadCaller,
  loadHistory,
  type TenantScope,
} from '../../adapters/store/index.ts';
import type { InputOf, Route } from '../../contract/route.ts';
import { type Answer, answer } from '../../http/answer.ts';
import { type Endpoint, endpoint, type Reply } from '../../http/endpoint.ts';
import { type Problem, problem, problemOf, toRuleResult } from '../../http/problem.ts';
import type { ApiRequest } from '../../http/request.ts';
import type { Services } from '../../http/services.ts';
import { replayed, requestHashOf } from '../replay.ts';
import { type CommandCase, contextOf, dueAfter, openForCommand } from './plan-case.ts';

type Given = Exclude<PlanCommand, { readonly type: 'CreatePlan' | 'Settle' }>;

/** The warnings that a command's events say were accepted, as results in the caller's language. */
export const passedResults = (events: readonly RecordedEvent[], language: Language) =>
  events.flatMap(({ event }) =>
    'accepted' in event || event.type === 'OutcomeProposed'
      ? (event.type === 'OutcomeProposed'
          ? event.proposal.accepted
          : (event.accepted ?? [])
        ).flatMap((warning) =>
          warning.findings.map((one) =>
            toRuleResult(
              { ...finding(one.messageKey, one.path, one.params), severity: 'W' },
              language,
            ),
          ),
        )
      : [],
  );

/** Steps up the directory that count as a reporting line; a loop in it ends there too. */
const LINE_MAX = 12;

/** Whether one of two people stands above the other in the directory (A4). */
const areInLine = async (scope: TenantScope, a: MemberId, b: MemberId): Promise<boolean> => {
  const isAbove = async (upper: MemberId, lower: MemberId): Promise<boolean> => {
    let at: MemberId | undefined = lower;
    for (let step = 0; step < LINE_MAX && at !== undefined; step += 1) {
      at = (await getMembers(scope, [at])).get(at)?.managerId;
      if (at === upper) return true;
    }
    return false;
  };
  return (await isAbove(a, b)) || (await isAbove(b, a));
};

/** A plan's drafts and open plans beside this one, for A2. */
const directoryOf = async ({ scope, caller, stored }: CommandCase) => {
  const { employeeId, id } = stored.plan;
  const [load, drafts] = await Promise.all([
    loadCaller(scope, { callerId: caller.id, extra: { openPlanOf: employeeId } }),
    listPlans(scope, {
      of: 'employee',
      memberId: employeeId,
      status: 'DRAFT',
      page: { limit: 25 },
    }),
  ]);
  return {
    otherDrafts: drafts.items.filter((one) => one.planId !== id).length,
    ...(load?.openPlanId === undefined ? {} : { openPlanId: load.openPlanId }),
  };
};

/** B7: who of HR looked at the very content that is to be approved. */
const reviewedFor = (
  plan: Plan,
  { review }: NonNullable<HrOnly['protectedEvent']>,
): NonNullable<Context['protectedEvent']> =>
  review !== undefined && 'submission' in plan && plan.submission.contentHash === review.contentHash
    ? { reviewedBy: review.by }
    : {};

/** B3, B4: the observations that a draft's evidence cites. */
export const observationsCitedBy = async (
  scope: TenantScope,
  { employeeId, content }: Pick<Plan, 'employeeId' | 'content'>,
) => {
  const ids = content.gaps.flatMap(({ evidence }) =>
    evidence.flatMap(({ observationId }) => observationId ?? []),
  );
  return cited(await getObservations(scope, employeeId, ids));
};

/** Adds what this command judges beyond the plan itself. */
const withWhatItNeeds = async (
  command: Given,
  opened: CommandCase,
  context: Context,
): Promise<Context> => {
  const { scope, stored } = opened;
  const { type } = command;
  if ((NEEDS_RECORDS as readonly string[]).includes(type)) {
    const records = recordsOf(await loadHistory(scope, stored.plan.id));
    return { ...context, records } as Context;
  }
  if (type === 'Submit') {
    const [directory, observations] = await Promise.all([
      directoryOf(opened),
      observationsCitedBy(scope, stored.plan),
    ]);
    return { ...context, ...directory, observations } as Context;
  }
  if (type === 'Approve') {
    const { capacityHealth, protectedEvent } = await getHrOnly(scope, stored.plan.id);
    return {
      ...context,
      capacityHealth,
      ...(protectedEvent === undefined
        ? {}
        : { protectedEvent: reviewedFor(stored.plan, protectedEvent) }),
    };
  }
  if (command.type === 'NameAppealDecider') {
    const inManagersLine = await areInLine(scope, stored.plan.managerId, command.memberId);
    const members = await getMembers(scope, [command.memberId]);
    const deciderActive = members.get(command.memberId)?.status === 'ACTIVE';
    return { ...context, inManagersLine, deciderActive } as Context;
  }
  if (command.type === 'ChangeManager') {
    const members = await getMembers(scope, [command.managerId]);
    const successorActive = members.get(command.managerId)?.status === 'ACTIVE';
    return { ...context, successorActive } as Context;
  }
  if (command.type === 'GrantAccess') {
    const { memberId } = command.grant;
    const members = await getMembers(scope, [memberId]);
    return { ...context, granteeActive: members.get(memberId)?.status === 'ACTIVE' } as Context;
  }
  if (type === 'RecordNoResponse') {
    const ackRemindersDelivered = await countSent(scope, {
      planId: stored.plan.id,
      kind: 'acknowledgement',
      recipientId: stored.plan.employeeId,
    });
    return { ...context, ackRemindersDelivered } as Context;
  }
  return context;
};

/** Others were faster at the same items: open the plan again and decide again. */
type Outcome = Answer | Problem | 'again';

/** Decides a command on an opened plan and writes what it leads to, in one write. */
const carryOut = async (
  command: Given,
  opened: CommandCase,
  request: ApiRequest,
  services: Services,
): Promise<Outcome> => {
  const { scope, stored, tenant, caller, now } = opened;
  if (request.ifMatch !== stored.plan.version) return problem('preconditionFailed');
  const context = await withWhatItNeeds(command, opened, contextOf(opened, services));
  const decided = decide<Exclude<PlanCommandType, 'CreatePlan'>>(
    command as CommandOf<Exclude<PlanCommandType, 'CreatePlan'>>,
    stored.plan,
    context as ContextOf<Exclude<PlanCommandType, 'CreatePlan'>>,
  );
  if (!decided.ok)
    return decided.error.code === 'NOTHING_DUE' ? problem('conflict') : problemOf(decided.error);
  const { events, plan } = decided.value;
  const body = {
    id: plan.id,
    version: plan.version,
    status: plan.status,
    results: [
      ...passedResults(events, caller.language),
      ...hintsOf(command).map((hint) => toRuleResult(hint, caller.language)),
    ],
  };
  const result = await commit(scope, {
    before: stored,
    after: plan,
    events,
    due: dueAfter(plan, stored.due, tenant),
    randomBytes: services.randomBytes,
    ...(request.idempotencyKey === undefined
      ? {}
      : {
          replay: {
            memberId: caller.id,
            key: request.idempotencyKey,
            requestHash: requestHashOf(request, services),
            answer: body,
            at: now,
          },
        }),
  });
  switch (result.kind) {
    case 'committed':
      return answer(body, { version: plan.version });
    case 'conflict':
      return problem('preconditionFailed');
    case 'openPlanExists':
      return problem('rulesViolated', { violations: [finding('A2.openPlan', '')] });
    // The clock moved what is due, or the same key won a race a moment ago.
    case 'contended':
    case 'replayed':
      return 'again';
  }
};

/** How often a command is decided before a conflict is admitted. */
const ATTEMPTS = 3;

/**
 * Binds a command route to the command that it means: load, access, replay, If-Match, decide,
 * commit, answer. Every command on a plan goes this way and no other.
 */
export const planCommandEndpoint =
  <R extends Route>(route: R) =>
  (toCommand: (input: InputOf<R>) => Given): Endpoint =>
    endpoint(route)(async (input, request, services): Promise<Reply> => {
      const { planId } = request.params as { planId: CommandCase['stored']['plan']['id'] };
      let language: Language | undefined;
      for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
        const opened = await openForCommand(planId, request, services);
        if ('result' in opened) return opened;
        language = opened.caller.language;
        if (opened.replay !== undefined)
          return { result: replayed(opened.replay, request, services), language };
        const result = await carryOut(toCommand(input), opened, request, services);
        if (result !== 'again') return { result, language };
      }
      return { result: problem('conflict'), ...(language === undefined ? {} : { language }) };
    });
