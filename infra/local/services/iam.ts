import type { Statement } from '../service.ts';

/**
 * Evaluates the subset of IAM's policy language that the product uses. What it does not model it
 * refuses by throwing, never by guessing: a wrong "allow" here would hide a leak.
 */

export type Decision = 'allow' | 'deny' | 'implicitDeny';

/** Condition keys of a request by name; a multi-valued key is an array. */
export type PolicyContext = Readonly<Record<string, string | readonly string[]>>;

export interface PolicyQuestion {
  readonly statements: readonly Statement[];
  readonly action: string;
  readonly resource: string;
  readonly context: PolicyContext;
}

/** A policy that says something which this evaluator does not model. */
export class UnmodelledPolicyError extends Error {
  override readonly name = 'UnmodelledPolicyError';
}

/**
 * IAM's decision over identity policies: an explicit Deny wins, then an Allow, else implicit deny.
 *
 * @throws UnmodelledPolicyError when a statement whose action and resource match needs something
 *   that is not modelled, or applies a plain operator to a multi-valued key.
 */
export const evaluate = (question: PolicyQuestion): Decision => {
  const action = question.action.toLowerCase();
  const keys = keysOf(question.context);
  let allowed = false;
  for (const statement of question.statements) {
    const compiled = compiledOf(statement);
    if (compiled.effect === 'Allow' && allowed) continue;
    if (!matches(compiled, action, question.resource, keys)) continue;
    if (compiled.effect === 'Deny') return 'deny';
    allowed = true;
  }
  return allowed ? 'allow' : 'implicitDeny';
};

/** What in these statements is not modelled, in words; empty when everything is. */
export const unmodelledIn = (statements: readonly Statement[]): readonly string[] =>
  statements.flatMap((statement) => {
    try {
      const { unmodelled } = compiledOf(statement);
      return unmodelled === undefined ? [] : [unmodelled];
    } catch (error) {
      if (error instanceof UnmodelledPolicyError) return [error.message];
      throw error;
    }
  });

type Keys = ReadonlyMap<string, string | readonly string[]>;

/** Text in which wildcards became private marks, so that a variable's value cannot be one. */
type Template = readonly (string | { readonly variable: string })[];

interface CompiledStatement {
  readonly effect: 'Allow' | 'Deny';
  readonly actions: readonly string[];
  readonly resources: readonly Template[];
  readonly conditions: readonly Condition[];
  /** Set when the statement cannot be judged; it throws as soon as it would matter. */
  readonly unmodelled: string | undefined;
}

interface Condition {
  readonly key: string;
  readonly quantifier: 'none' | 'forAll' | 'forAny';
  readonly ifExists: boolean;
  readonly negated: boolean;
  readonly compare: 'equals' | 'like' | 'arn' | 'bool' | 'null';
  readonly values: readonly Template[];
}

const ANY_RUN = '\u0000';
const ANY_ONE = '\u0001';

const OPERATORS: Readonly<Record<string, Pick<Condition, 'compare' | 'negated'>>> = {
  StringEquals: { compare: 'equals', negated: false },
  StringNotEquals: { compare: 'equals', negated: true },
  StringLike: { compare: 'like', negated: false },
  StringNotLike: { compare: 'like', negated: true },
  // IAM treats the two alike.
  ArnEquals: { compare: 'arn', negated: false },
  ArnLike: { compare: 'arn', negated: false },
  Bool: { compare: 'bool', negated: false },
  Null: { compare: 'null', negated: false },
};

/** Keys that the emulated services supply. Another key would be absent for ever, silently. */
const KNOWN_KEYS: ReadonlySet<string> = new Set([
  'aws:principalarn',
  'aws:principalaccount',
  'aws:sourceaccount',
  'aws:sourcearn',
  'aws:tagkeys',
  'dynamodb:attributes',
  'dynamodb:enclosingoperation',
  'dynamodb:leadingkeys',
  'dynamodb:returnvalues',
  'dynamodb:select',
  's3:prefix',
  'ses:feedbackaddress',
  'ses:fromaddress',
  'ses:fromdisplayname',
  'ses:recipients',
  'sts:rolesessionname',
  'sts:transitivetagkeys',
]);
const KNOWN_FAMILIES = ['aws:principaltag/', 'aws:requesttag/'] as const;
const MULTI_VALUED: ReadonlySet<string> = new Set([
  'aws:tagkeys',
  'dynamodb:attributes',
  'dynamodb:leadingkeys',
  'ses:recipients',
  'sts:transitivetagkeys',
]);
const MEMBERS: ReadonlySet<string> = new Set(['Sid', 'Effect', 'Action', 'Resource', 'Condition']);

const compiled = new WeakMap<Statement, CompiledStatement>();

const compiledOf = (statement: Statement): CompiledStatement => {
  let known = compiled.get(statement);
  if (known === undefined) {
    known = compile(statement);
    compiled.set(statement, known);
  }
  return known;
};

const compile = (statement: Statement): CompiledStatement => {
  for (const member of Object.keys(statement)) {
    if (!MEMBERS.has(member)) {
      throw new UnmodelledPolicyError(`a policy statement's ${member} is not modelled`);
    }
  }
  if (statement.Effect !== 'Allow' && statement.Effect !== 'Deny') {
    throw new UnmodelledPolicyError(`Effect ${String(statement.Effect)} is not modelled`);
  }
  const actions = listOf(statement.Action).map((action) => wildcards(action.toLowerCase()));
  try {
    return {
      effect: statement.Effect,
      actions,
      resources: listOf(statement.Resource).map(template),
      conditions: conditionsOf(statement.Condition ?? {}),
      unmodelled: undefined,
    };
  } catch (error) {
    if (!(error instanceof UnmodelledPolicyError)) throw error;
    return {
      effect: statement.Effect,
      actions,
      resources: [],
      conditions: [],
      unmodelled: error.message,
    };
  }
};

const conditionsOf = (block: NonNullable<Statement['Condition']>): Condition[] =>
  Object.entries(block).flatMap(([operator, keys]) => {
    const [quantifierText, name] = operator.includes(':')
      ? (operator.split(':', 2) as [string, string])
      : ['', operator];
    const quantifier = { '': 'none', ForAllValues: 'forAll', ForAnyValue: 'forAny' }[
      quantifierText
    ] as Condition['quantifier'] | undefined;
    const ifExists = name.endsWith('IfExists');
    const kind = OPERATORS[ifExists ? name.slice(0, -'IfExists'.length) : name];
    if (
      quantifier === undefined ||
      kind === undefined ||
      // Sources disagree on what an absent key means to this pair.
      (quantifier === 'forAny' && ifExists) ||
      ((kind.compare === 'null' || kind.compare === 'bool') && quantifier !== 'none') ||
      (kind.compare === 'null' && ifExists)
    ) {
      throw new UnmodelledPolicyError(`the condition operator ${operator} is not modelled`);
    }
    return Object.entries(keys).map(([written, values]): Condition => {
      const key = written.toLowerCase();
      if (!isKnownKey(key)) {
        throw new UnmodelledPolicyError(`the condition key ${written} is not modelled`);
      }
      if (MULTI_VALUED.has(key) && quantifier === 'none' && kind.compare !== 'null') {
        throw new UnmodelledPolicyError(
          `${operator} on the multi-valued key ${written} needs ForAllValues: or ForAnyValue:`,
        );
      }
      return { key, quantifier, ifExists, ...kind, values: listOf(values).map(template) };
    });
  });

const isKnownKey = (key: string): boolean =>
  KNOWN_KEYS.has(key) || KNOWN_FAMILIES.some((family) => key.startsWith(family));

const listOf = (value: string | readonly string[]): readonly string[] => {
  const list = typeof value === 'string' ? [value] : value;
  for (const entry of list) {
    if (typeof entry !== 'string') {
      throw new UnmodelledPolicyError('a policy value is not text: was the template resolved?');
    }
  }
  return list;
};

const wildcards = (text: string): string => text.replaceAll('*', ANY_RUN).replaceAll('?', ANY_ONE);

/** Splits text at its policy variables; `${*}`, `${?}` and `${$}` stand for the character itself. */
const template = (text: string): Template => {
  const parts: (string | { variable: string })[] = [];
  let at = 0;
  while (at < text.length) {
    const start = text.indexOf('${', at);
    if (start === -1) break;
    const end = text.indexOf('}', start);
    if (end === -1) throw new UnmodelledPolicyError(`an open policy variable in ${text}`);
    const name = text.slice(start + 2, end);
    parts.push(wildcards(text.slice(at, start)));
    if (name === '*' || name === '?' || name === '$') {
      parts.push(name);
    } else {
      const variable = name.toLowerCase();
      if (!KNOWN_FAMILIES.some((family) => variable.startsWith(family)) || /[,']/.test(name)) {
        throw new UnmodelledPolicyError(`the policy variable ${name} is not modelled`);
      }
      parts.push({ variable });
    }
    at = end + 1;
  }
  parts.push(wildcards(text.slice(at)));
  return parts.every((part) => typeof part === 'string') ? [parts.join('')] : parts;
};

const keysOf = (context: PolicyContext): Keys => {
  const keys = new Map<string, string | readonly string[]>();
  for (const name in context) {
    const value = context[name];
    // An empty list or text is what AWS calls a null data set: the key counts as absent.
    if (value !== undefined && value.length > 0) {
      keys.set(name.toLowerCase(), value);
    }
  }
  return keys;
};

const matches = (
  statement: CompiledStatement,
  action: string,
  resource: string,
  keys: Keys,
): boolean => {
  if (!statement.actions.some((pattern) => glob(pattern, action))) return false;
  if (statement.unmodelled !== undefined) throw new UnmodelledPolicyError(statement.unmodelled);
  if (!statement.resources.some((pattern) => resourceMatches(pattern, resource, keys)))
    return false;
  return statement.conditions.every((condition) => holds(condition, keys));
};

const resourceMatches = (pattern: Template, resource: string, keys: Keys): boolean => {
  const resolved = resolve(pattern, keys);
  if (resolved === undefined) return false;
  return resolved === ANY_RUN || (resource !== '*' && arnGlob(resolved, resource));
};

const holds = (condition: Condition, keys: Keys): boolean => {
  const actual = keys.get(condition.key);
  const wanted: string[] = [];
  for (const value of condition.values) {
    const resolved = resolve(value, keys);
    // IAM: a variable without a value makes the statement match nothing.
    if (resolved === undefined) return false;
    wanted.push(resolved);
  }
  if (condition.compare === 'null') {
    return wanted.some((value) => value.toLowerCase() === String(actual === undefined));
  }
  if (actual === undefined) {
    if (condition.ifExists || condition.quantifier === 'forAll') return true;
    return condition.quantifier === 'none' && condition.negated;
  }
  const how = condition.compare;
  const one = (value: string): boolean =>
    wanted.some((pattern) => compare(how, pattern, value)) !== condition.negated;
  switch (condition.quantifier) {
    case 'none':
      if (typeof actual === 'string') return one(actual);
      throw new UnmodelledPolicyError(
        `the multi-valued key ${condition.key} needs ForAllValues: or ForAnyValue:`,
      );
    case 'forAll':
      return typeof actual === 'string' ? one(actual) : actual.every(one);
    case 'forAny':
      return typeof actual === 'string' ? one(actual) : actual.some(one);
  }
};

const compare = (
  how: Exclude<Condition['compare'], 'null'>,
  pattern: string,
  value: string,
): boolean => {
  switch (how) {
    case 'equals':
      // In an exact comparison the wildcard characters mean themselves.
      return pattern.replaceAll(ANY_RUN, '*').replaceAll(ANY_ONE, '?') === value;
    case 'like':
      return glob(pattern, value);
    case 'arn':
      return pattern === ANY_RUN || arnGlob(pattern, value);
    case 'bool':
      return pattern.toLowerCase() === value.toLowerCase();
  }
};

/** The text with its variables filled in, or `undefined` when one has no single value. */
const resolve = (parts: Template, keys: Keys): string | undefined => {
  let text = '';
  for (const part of parts) {
    if (typeof part === 'string') {
      text += part;
      continue;
    }
    const value = keys.get(part.variable);
    if (typeof value !== 'string' || value.includes(ANY_RUN) || value.includes(ANY_ONE)) {
      return undefined;
    }
    text += value;
  }
  return text;
};

/** ARNs match part by part: a wildcard never reaches over a colon, save in the last part. */
const arnGlob = (pattern: string, arn: string): boolean => {
  const patterns = arnParts(pattern);
  const parts = arnParts(arn);
  return (
    patterns.length === parts.length &&
    patterns.every((part, index) => glob(part, parts[index] as string))
  );
};

const arnParts = (arn: string): string[] => {
  const parts: string[] = [];
  let at = 0;
  for (let count = 0; count < 5; count++) {
    const colon = arn.indexOf(':', at);
    if (colon === -1) break;
    parts.push(arn.slice(at, colon));
    at = colon + 1;
  }
  parts.push(arn.slice(at));
  return parts;
};

/** Wildcard match without backtracking over more than the last run: linear in practice. */
const glob = (pattern: string, text: string): boolean => {
  let p = 0;
  let t = 0;
  let runAt = -1;
  let resumeAt = 0;
  while (t < text.length) {
    const mark = pattern[p];
    if (mark === ANY_RUN) {
      runAt = p++;
      resumeAt = t;
    } else if (mark !== undefined && (mark === ANY_ONE || mark === text[t])) {
      p++;
      t++;
    } else if (runAt !== -1) {
      p = runAt + 1;
      t = ++resumeAt;
    } else {
      return false;
    }
  }
  while (pattern[p] === ANY_RUN) p++;
  return p === pattern.length;
};
