import type { Plan } from '../../domain/plan/state.ts';

/**
 * Caches of the simulation: each remembers what a function gave for what it depends on. Nothing that
 * they hold is ever changed: items, plans and what is computed from them are values.
 */

/** Of a function of a plan and a context that knows what of it counts. */
export const ofPlan = <Context extends { readonly memoKey?: string }, Result>(
  make: (plan: Plan, context: Context) => Result,
): ((plan: Plan, context: Context) => Result) => {
  const known = new WeakMap<Plan, Map<string, Result>>();
  return (plan, context) => {
    const { memoKey } = context;
    if (memoKey === undefined) return make(plan, context);
    const of = known.get(plan) ?? new Map<string, Result>();
    known.set(plan, of);
    const result = of.get(memoKey) ?? make(plan, context);
    of.set(memoKey, result);
    return result;
  };
};

/** Of a function of two objects. */
export const ofTwo = <One extends object, Other extends object, Result>(
  make: (one: One, other: Other) => Result,
): ((one: One, other: Other) => Result) => {
  const known = new WeakMap<One, WeakMap<Other, { readonly result: Result }>>();
  return (one, other) => {
    let of = known.get(one);
    if (of === undefined) {
      of = new WeakMap();
      known.set(one, of);
    }
    let answer = of.get(other);
    if (answer === undefined) {
      answer = { result: make(one, other) };
      of.set(other, answer);
    }
    return answer.result;
  };
};

/** Texts that a cache holds before it begins anew. */
const TEXTS = 4000;

/** Of a function of a text. */
export const ofText = <Result>(make: (text: string) => Result): ((text: string) => Result) => {
  const known = new Map<string, Result>();
  return (text) => {
    const before = known.get(text);
    if (before !== undefined) return before;
    if (known.size >= TEXTS) known.clear();
    const result = make(text);
    known.set(text, result);
    return result;
  };
};

/** Of a function of a text or an object. */
export const ofPacked = <Result>(
  make: (packed: string | object) => Result,
): ((packed: string | object) => Result) => {
  const known = new WeakMap<object, { readonly result: Result }>();
  return (packed) => {
    if (typeof packed === 'string') return make(packed);
    let answer = known.get(packed);
    if (answer === undefined) {
      answer = { result: make(packed) };
      known.set(packed, answer);
    }
    return answer.result;
  };
};

/** Of a function of two objects and a small record of texts. */
export const ofThree = <One extends object, Other extends object, Result>(
  make: (one: One, other: Other, texts: Readonly<Record<string, string>>) => Result,
) => {
  const known = ofTwo((_one: One, _other: Other) => new Map<string, Result>());
  return (one: One, other: Other, texts: Readonly<Record<string, string>>): Result => {
    const of = known(one, other);
    let name = '';
    for (const key in texts) name += `${key} ${texts[key]} `;
    const result = of.get(name) ?? make(one, other, texts);
    of.set(name, result);
    return result;
  };
};
