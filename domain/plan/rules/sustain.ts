import type { CommandOf } from '../command.ts';
import type { Context } from '../context.ts';
import type { SustainPlan } from '../state.ts';
import type { NextStep } from '../vocabulary.ts';
import { finding, type RuleResult } from './findings.ts';
import { isBlank } from './text.ts';

/** M1: a light check-in is one fact and one word of feedback, on a day of the window. */
export const sustainCheckInRules = (
  { heldOn, fact, feedback }: CommandOf<'RecordSustainCheckIn'>,
  { sustain }: SustainPlan,
  { today }: Pick<Context, 'today'>,
): readonly RuleResult[] => [
  ...(heldOn < sustain.startOn || heldOn > today
    ? [finding('M1.date', '/heldOn', { from: sustain.startOn, to: today })]
    : []),
  ...(isBlank(fact) ? [finding('M1.incomplete', '/fact')] : []),
  ...(isBlank(feedback.text) ? [finding('M1.incomplete', '/feedback/text')] : []),
];

/**
 * M2: a gap that came back inside the window suggests a second plan, or another next step that HR
 * decides. What comes back after the window needs a plan of its own.
 */
export const relapseRules = (
  { occurredOn, fact }: CommandOf<'RecordRelapse'>,
  { sustain }: SustainPlan,
  { today }: Pick<Context, 'today'>,
): readonly RuleResult[] => [
  ...(occurredOn < sustain.startOn || occurredOn > sustain.endsOn || occurredOn > today
    ? [finding('M2.outside', '/occurredOn', { from: sustain.startOn, to: sustain.endsOn })]
    : []),
  ...(isBlank(fact) ? [finding('M2.noFact', '/fact')] : []),
  finding('M2.secondPlan', '/gapId'),
];

/** After a success nothing graver follows than more help, or another plan (M2). */
const AFTER_RELAPSE: readonly NextStep[] = ['SUSTAIN', 'RETRAIN', 'SECOND_PLAN'];

/** M2: HR's answer to a relapse, once. */
export const relapseAnswerRules = (
  { nextStep }: CommandOf<'AnswerRelapse'>,
  { sustain }: SustainPlan,
): readonly RuleResult[] => {
  const { relapse } = sustain;
  if (relapse === undefined || relapse.nextStep !== undefined)
    return [finding('M2.nothingOpen', '')];
  return AFTER_RELAPSE.includes(nextStep)
    ? []
    : [finding('M2.nextStep', '/nextStep', { nextStep })];
};
