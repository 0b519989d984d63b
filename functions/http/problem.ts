import { epochMs, type Instant } from '../../domain/kernel/instant.ts';
import type { PlanError } from '../../domain/plan/errors.ts';
import type { RuleResult } from '../../domain/plan/rules/findings.ts';
import type { Language, PlanStatus } from '../../domain/plan/vocabulary.ts';
import { findingWords, problemWords } from '../adapters/i18n/index.ts';
import { type ProblemCode, STATUS_OF } from '../contract/problem-codes.ts';

/** What a schema found: where, and which kind of mistake; never the submitted value. */
export interface FieldIssue {
  /** JSON pointer into the body, or `query/…`, `path/…`, `header/…`. */
  readonly path: string;
  /** The schema's own word for it: `too_small`, `unrecognized_keys`, `date`, … */
  readonly issue: string;
}

/** A refusal as an endpoint returns it; becomes a problem document (RFC 9457) in the stack. */
export interface Problem {
  readonly kind: 'problem';
  readonly code: ProblemCode;
  readonly violations?: readonly RuleResult[];
  readonly fields?: readonly FieldIssue[];
  /** For `wrongStatus`: where the plan is and where the command exists. */
  readonly status?: PlanStatus;
  readonly allowed?: readonly PlanStatus[];
  readonly part?: string;
  /** For `tooMany`: when it is worth asking again. */
  readonly retryAfterSeconds?: number;
}

export const problem = (code: ProblemCode, more: Omit<Problem, 'kind' | 'code'> = {}): Problem => ({
  kind: 'problem',
  code,
  ...more,
});

const DAY_MS = 86_400_000;

/** What is counted by the day is used up; a day is one of UTC. */
export const tooManyToday = (now: Instant): Problem =>
  problem('tooMany', {
    retryAfterSeconds: Math.ceil((DAY_MS - (epochMs(now) % DAY_MS)) / 1000),
  });

/** A domain refusal as a problem: the one place where one becomes the other. */
export const problemOf = (error: PlanError): Problem => {
  switch (error.code) {
    case 'RULES_VIOLATED':
      return problem('rulesViolated', { violations: error.violations });
    case 'WRONG_STATUS':
      return problem('wrongStatus', { status: error.status, allowed: error.allowed });
    case 'UNKNOWN_PART':
      return problem('unknownPart', { part: error.part });
  }
};

/** A rule result in the reader's language, as answers and problem documents carry it. */
export const toRuleResult = (result: RuleResult, language: Language) => {
  const { problem: message, remedy } = findingWords(language, result);
  const { ruleId, severity, path, source, owedBy } = result;
  return {
    ruleId,
    severity,
    path,
    message,
    remedy,
    source,
    ...(owedBy === undefined ? {} : { owedBy }),
  };
};

/** The problem document of a refusal. */
export const problemDocument = (refusal: Problem, language: Language, requestId: string) => {
  const { violations, fields, status, allowed, part } = refusal;
  const words = problemWords(language, refusal.code, {
    ...(status === undefined ? {} : { status }),
    ...(allowed === undefined ? {} : { allowed }),
    ...(part === undefined ? {} : { part }),
  });
  return {
    type: 'about:blank',
    title: words.title,
    status: STATUS_OF[refusal.code],
    detail: words.detail,
    code: refusal.code,
    requestId,
    ...(violations === undefined
      ? {}
      : { violations: violations.map((result) => toRuleResult(result, language)) }),
    ...(fields === undefined ? {} : { fields }),
    ...(status === undefined ? {} : { planStatus: status }),
    ...(allowed === undefined ? {} : { allowedStatuses: allowed }),
    ...(part === undefined ? {} : { part }),
  };
};
