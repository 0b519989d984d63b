import { addWorkingDays } from '../../calendar/working-days.ts';
import { isNonEmpty } from '../../kernel/non-empty.ts';
import { ok } from '../../kernel/result.ts';
import { packsOf } from '../../tenant/packs/packs.ts';
import type { CommandOf } from '../command.ts';
import type { RecordContext } from '../context.ts';
import type { Decision } from '../decision.ts';
import { refuse, violated } from '../errors.ts';
import { capacityOf, memberOf } from '../parts.ts';
import { standingsOf } from '../progress.ts';
import { outcomeFindings } from '../rules/closing.ts';
import { finding, passGate } from '../rules/findings.ts';
import { checklistAnswered, withoutProtectedFacts } from '../rules/jurisdiction.ts';
import { outcomeApproverRules } from '../rules/people.ts';
import { atStage } from '../stage.ts';
import type { Plan } from '../state.ts';

/**
 * HR approves the proposed outcome: everything is judged again, the plan closes, the notice with
 * the appeal route is owed at once and the appeal window runs from today (K9, K10, K11).
 */
export const approveOutcome = (
  { referralChecklist = [], referralAnswers = {}, accepted }: CommandOf<'ApproveOutcome'>,
  before: Plan,
  context: RecordContext,
): Decision => {
  const stage = atStage(before, 'FINAL_REVIEW');
  if (!stage.ok) return stage;
  const plan = stage.value;
  const { proposal } = plan.review;
  if (proposal === undefined) return refuse('K9.noProposal', '/proposal');
  const { today, calendar, records, actor } = context;
  const { policy } = plan.submission;
  const by = memberOf(actor, plan);
  const referred = proposal.nextStep === 'SEPARATION_REVIEW';
  const answers = referralChecklist.filter((answer) => answer.trim() !== '');
  const written = [...answers, ...Object.values(referralAnswers)];
  const results = [
    ...outcomeApproverRules(plan, proposal, by),
    ...withoutProtectedFacts(capacityOf(actor), outcomeFindings(plan, proposal, context)),
    ...(referred && answers.length === 0 && packsOf(policy).length === 0
      ? [finding('K11.checklist', '/referralChecklist')]
      : []),
    ...(referred ? checklistAnswered(policy, referralAnswers) : []),
  ];
  const gate = passGate(results, policy, accepted, by, proposal.accepted);
  if (!gate.ok) return violated(gate.error);
  return ok([
    {
      type: 'PlanClosed',
      accepted: gate.value,
      closing: {
        at: context.now,
        on: today,
        by,
        outcome: proposal.outcome,
        nextStep: proposal.nextStep,
        proposal,
        goals: standingsOf(plan, records, today, calendar, true).map(({ goalId, status }) => ({
          goalId,
          status,
        })),
        findings: results.map(({ ruleId, path }) => ({ ruleId, path })),
        appealUntil: addWorkingDays(calendar, today, policy.appeal.windowWD),
        ...(plan.review.overrides.length === 0 ? {} : { overrides: plan.review.overrides }),
        ...(referred && isNonEmpty(written)
          ? { referral: { checklist: written, answers: referralAnswers } }
          : {}),
      },
    },
  ]);
};
