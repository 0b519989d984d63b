import { expect } from 'vitest';
import type { PlanCommand } from '../../domain/plan/command.ts';
import type {
  DeliveryContext,
  DirectoryContext,
  GranteeContext,
  LineContext,
  RecordContext,
  SuccessorContext,
} from '../../domain/plan/context.ts';
import { type DecideError, decide, decideCreation } from '../../domain/plan/decide.ts';
import type { PartKind } from '../../domain/plan/errors.ts';
import type { PlanEvent, PlanEventType, RecordedEvent } from '../../domain/plan/events.ts';
import { evolve } from '../../domain/plan/evolve.ts';
import { recordsOf } from '../../domain/plan/evolve-records.ts';
import type { FindingKey, RuleResult } from '../../domain/plan/rules/findings.ts';
import type { Plan } from '../../domain/plan/state.ts';
import type { PlanStatus } from '../../domain/plan/vocabulary.ts';
import { pointWell } from './finding-places.ts';

/** One context that is enough for every command. */
export type FullContext = RecordContext &
  DirectoryContext &
  DeliveryContext &
  GranteeContext &
  LineContext &
  SuccessorContext;

/** What happened to a plan so far, oldest first. */
export type History = readonly RecordedEvent[];

/** The state that a history folds to. */
export const planOf = (history: History): Plan => {
  const plan = history.reduce<Plan | undefined>(evolve, undefined);
  if (plan === undefined) throw new Error('the history holds no plan');
  return plan;
};

/** The context as it is once that history has been read: its records are those of the history. */
const reading = (history: History, context: FullContext): FullContext => ({
  ...context,
  records: recordsOf(history),
});

const run = (history: History, command: PlanCommand, context: FullContext) => {
  const full = reading(history, context);
  const result =
    command.type === 'CreatePlan'
      ? decideCreation(command, full)
      : decide(command, planOf(history), full);
  if (!result.ok && result.error.code === 'RULES_VIOLATED') pointWell(result.error.violations);
  return result;
};

const describeError = (error: DecideError): string =>
  error.code === 'RULES_VIOLATED'
    ? error.violations.map(({ messageKey, path }) => `${messageKey} ${path}`).join(', ')
    : JSON.stringify(error);

/** A command together with who gives it and when. */
export type Step = readonly [command: PlanCommand, context: FullContext];

/** The history after more commands, every one of which has to be accepted. */
export const play = (before: History, ...steps: readonly Step[]): History => {
  const history = [...before];
  for (const [command, context] of steps) {
    const result = run(history, command, context);
    if (!result.ok) throw new Error(`${command.type} was refused: ${describeError(result.error)}`);
    history.push(...result.value.events);
  }
  return history;
};

/** What a command led to; each `then...` is an assertion. */
export interface Answer {
  /** Exactly these events, in this order. */
  readonly thenEvents: (...events: readonly PlanEvent[]) => void;
  /** Events of these types, in this order. */
  readonly thenTypes: (...types: readonly PlanEventType[]) => void;
  /** Refused with exactly these findings, in any order. */
  readonly thenRefused: (...keys: readonly FindingKey[]) => void;
  readonly thenWrongStatus: (status: PlanStatus) => void;
  readonly thenUnknownPart: (part: PartKind) => void;
  readonly thenNothingDue: () => void;
  /** The new events; fails the test when the command was refused. */
  readonly events: () => readonly PlanEvent[];
  /** The plan afterwards; fails the test when the command was refused. */
  readonly plan: () => Plan;
  /** The findings; fails the test when the command was not refused for findings. */
  readonly violations: () => readonly RuleResult[];
  /** The history afterwards, to go on from. */
  readonly history: () => History;
}

/**
 * given(history).when(command, context).then...: the form of every test of a rule. Each `when` also
 * checks what holds for all commands: the fold of the events is the plan that was answered, versions
 * have no gaps, and the same question has the same answer.
 */
export const given = (history: History) => ({
  when: (command: PlanCommand, context: FullContext): Answer => {
    const result = run(history, command, context);
    expect(run(history, command, context)).toEqual(result);
    const accepted = () => {
      if (!result.ok)
        throw new Error(`${command.type} was refused: ${describeError(result.error)}`);
      return result.value;
    };
    const refused = (): DecideError => {
      if (result.ok)
        throw new Error(
          `${command.type} was accepted: ${result.value.events.map((one) => one.event.type).join(', ')}`,
        );
      return result.error;
    };
    if (result.ok) {
      const after = [...history, ...result.value.events];
      expect(planOf(after)).toEqual(result.value.plan);
      expect(after.map(({ seq }) => seq)).toEqual(after.map((_, index) => index + 1));
    }
    const events = () => accepted().events.map((one) => one.event);
    const violations = () => {
      const error = refused();
      if (error.code !== 'RULES_VIOLATED')
        throw new Error(`${command.type} was refused for ${describeError(error)}`);
      return error.violations;
    };
    return {
      events,
      plan: () => accepted().plan,
      violations,
      history: () => [...history, ...accepted().events],
      thenEvents: (...expected) => expect(events()).toEqual(expected),
      thenTypes: (...types) => expect(events().map(({ type }) => type)).toEqual(types),
      thenRefused: (...keys) =>
        expect(
          violations()
            .map(({ messageKey }) => messageKey)
            .sort(),
        ).toEqual([...keys].sort()),
      thenWrongStatus: (status) =>
        expect(refused()).toMatchObject({ code: 'WRONG_STATUS', status }),
      thenUnknownPart: (part) => expect(refused()).toEqual({ code: 'UNKNOWN_PART', part }),
      thenNothingDue: () => expect(refused()).toEqual({ code: 'NOTHING_DUE' }),
    };
  },
});
