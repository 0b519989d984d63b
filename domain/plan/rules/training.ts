import type { PlanContent, SupportCommitment } from '../content.ts';
import { finding, type RuleResult } from './findings.ts';
import { blanks, isBlank } from './text.ts';

/** What was given in a training, for the record of its delivery (F9). */
export interface TrainingDelivery {
  readonly hours: number;
  /** Who came, on which days; the sign-in sheet. */
  readonly attendance: string;
  readonly material: string;
}

/** A talk about performance, reading by oneself and a routine meeting train nobody (F9). */
const NOT_TRAINING =
  /绩效辅导|辅导谈话|自学|面谈|例会|\bcoaching\b|\bself[- ]study\b|\b(?:routine|regular|team) meeting\b/iu;

/** F9: a TRAINING says its topic, the gap it closes, the trainer and the hours. */
const trainingStated = (
  { kind, description, training }: SupportCommitment,
  path: string,
  { gaps }: PlanContent,
): readonly RuleResult[] => {
  if (kind !== 'TRAINING') return [];
  const said = `${description} ${training?.topic ?? ''}`;
  return [
    ...(NOT_TRAINING.test(said) ? [finding('F9.notTraining', `${path}/kind`)] : []),
    ...(training === undefined
      ? [finding('F9.incomplete', `${path}/training`)]
      : [
          ...blanks('F9.incomplete', `${path}/training`, {
            topic: training.topic,
            trainer: training.trainer,
          }),
          ...(training.hours > 0 ? [] : [finding('F9.incomplete', `${path}/training/hours`)]),
          ...(gaps.some(({ id }) => id === training.gapId)
            ? []
            : [finding('F9.incomplete', `${path}/training/gapId`)]),
        ]),
  ];
};

/** F9 (CN7) over all supports; for plans under a pack that asks for it. */
export const trainingRules = (content: PlanContent): readonly RuleResult[] =>
  content.supports.flatMap((support, index) =>
    trainingStated(support, `/supports/${index}`, content),
  );

/** F9: a training that was given has hours, attendance and material on record. */
export const trainingDelivered = (
  { kind }: SupportCommitment,
  delivered: TrainingDelivery | undefined,
): readonly RuleResult[] =>
  kind !== 'TRAINING' ||
  (delivered !== undefined &&
    delivered.hours > 0 &&
    !isBlank(delivered.attendance) &&
    !isBlank(delivered.material))
    ? []
    : [finding('F9.delivery', '/training')];
