import { ok } from '../../kernel/result.ts';
import { policyAt } from '../../tenant/packs/packs.ts';
import { contentHash } from '../canonical.ts';
import type { CommandOf } from '../command.ts';
import type { DirectoryContext } from '../context.ts';
import type { Decision } from '../decision.ts';
import { violated } from '../errors.ts';
import { memberOf } from '../parts.ts';
import { contentRules } from '../rules/content.ts';
import { passGate } from '../rules/findings.ts';
import { onePlanRules } from '../rules/people.ts';
import { talkDone } from '../rules/talk.ts';
import { atStage } from '../stage.ts';
import type { Plan } from '../state.ts';

/** Freezes a draft that passes every rule of its content, by a hash, and with it the policy. */
export const submit = (
  { accepted }: CommandOf<'Submit'>,
  before: Plan,
  context: DirectoryContext,
): Decision => {
  const stage = atStage(before, 'DRAFT');
  if (!stage.ok) return stage;
  const plan = stage.value;
  const { content, employeeId } = plan;
  const { calendar, today, actor, observations = [] } = context;
  const policy = policyAt(context.policy, plan.siteId);
  const { jurisdiction = [] } = plan;
  const results = [
    ...onePlanRules(context),
    ...contentRules(content, {
      policy,
      calendar,
      today,
      employeeId,
      observations,
      jurisdiction,
    }),
    ...talkDone(plan, today),
  ];
  const gate = passGate(results, policy, accepted, memberOf(actor, plan), plan.accepted);
  if (!gate.ok) return violated(gate.error);
  const used = observations.filter(({ id }) =>
    content.gaps.some(({ evidence }) => evidence.some((one) => one.observationId === id)),
  );
  return ok([
    {
      type: 'PlanSubmitted',
      contentHash: contentHash(content, context.hash),
      policy,
      accepted: gate.value,
      ...(used.length === 0 ? {} : { observations: used }),
    },
  ]);
};
