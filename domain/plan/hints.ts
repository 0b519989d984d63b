import type { PlanCommand } from './command.ts';
import type { RuleResult } from './rules/findings.ts';
import { factWording, feedbackWording, wordingOf } from './rules/wording.ts';

/** An answer stays short, whatever was written. */
const MOST_HINTS = 20;

const allHintsOf = (command: PlanCommand): readonly RuleResult[] => {
  switch (command.type) {
    case 'GiveFeedback':
      return wordingOf(command.entry.text, '/text', 'feedback', 'I');
    case 'RecordCriticalEvent':
      return wordingOf(command.fact, '/fact', 'event', 'I');
    case 'RecordCheckIn': {
      const { facts, feedback } = command.writeUp;
      return [...factWording(facts, '/facts'), ...feedbackWording(feedback, '/feedback')];
    }
    case 'HoldCheckpoint':
      return [
        ...factWording(command.facts, '/facts'),
        ...feedbackWording(command.feedback, '/feedback'),
      ];
    default:
      return [];
  }
};

/** What a command that is carried out may be told all the same: the wording of what it records (B5). */
export const hintsOf = (command: PlanCommand): readonly RuleResult[] =>
  allHintsOf(command).slice(0, MOST_HINTS);
