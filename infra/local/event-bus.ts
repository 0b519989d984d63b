import { isObject, type Json } from './template.ts';

/** A rule of the default event bus as the template defines it. */
export interface BusRule {
  readonly name: string;
  readonly pattern: Json;
  readonly targets: readonly BusTarget[];
}

export type BusTarget =
  | { readonly kind: 'function'; readonly functionArn: string }
  | { readonly kind: 'queue'; readonly queueArn: string };

/** A pattern that says something which is not modelled here. */
export class UnmodelledPatternError extends Error {
  override readonly name = 'UnmodelledPatternError';
}

const leafMatches = (condition: unknown, value: unknown, present: boolean): boolean => {
  if (!isObject(condition)) return present && condition === value;
  const [operator, argument] = Object.entries(condition)[0] ?? [];
  switch (operator) {
    case 'exists':
      return present === (argument === true);
    case 'prefix':
      return typeof value === 'string' && value.startsWith(String(argument));
    case 'suffix':
      return typeof value === 'string' && value.endsWith(String(argument));
    case 'anything-but': {
      const excluded: readonly unknown[] = Array.isArray(argument) ? argument : [argument];
      if (excluded.some(isObject)) break;
      return present && !excluded.includes(value);
    }
    default:
  }
  throw new UnmodelledPatternError(`event pattern ${JSON.stringify(condition)} is not modelled`);
};

/** Whether an event matches an EventBridge pattern. Throws `UnmodelledPatternError` when unsure. */
export const matchesPattern = (pattern: Json, event: Json): boolean =>
  Object.entries(pattern).every(([key, condition]) => {
    const present = Object.hasOwn(event, key);
    const value = event[key];
    if (Array.isArray(condition)) {
      const values: readonly unknown[] = Array.isArray(value) ? value : [value];
      return condition.some((one) => values.some((item) => leafMatches(one, item, present)));
    }
    if (isObject(condition) && !key.startsWith('$'))
      return isObject(value) ? matchesPattern(condition, value) : matchesPattern(condition, {});
    throw new UnmodelledPatternError(`event pattern key ${key} is not modelled`);
  });

export interface EventBus {
  /** Hands the event to the targets of every rule that matches. */
  put(event: Json): void;
}

export const createEventBus = (
  rules: readonly BusRule[],
  deliver: (target: BusTarget, event: Json) => void,
): EventBus => ({
  put(event) {
    for (const rule of rules)
      if (matchesPattern(rule.pattern, event))
        for (const target of rule.targets) deliver(target, event);
  },
});
