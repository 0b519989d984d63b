import { describe, expect, it } from 'vitest';
import { finding } from '../../../domain/plan/rules/findings.ts';
import { LANGUAGES, PLAN_STATUSES } from '../../../domain/plan/vocabulary.ts';
import { PROBLEM_CODES, STATUS_OF } from '../../../functions/contract/problem-codes.ts';
import {
  problem,
  problemDocument,
  problemOf,
  toRuleResult,
} from '../../../functions/http/problem.ts';

describe('a problem document', () => {
  it.each(PROBLEM_CODES)('of %s has words in every language and a status', (code) => {
    const documents = LANGUAGES.map((language) => problemDocument(problem(code), language, 'r-1'));
    for (const document of documents) {
      expect(document).toMatchObject({
        type: 'about:blank',
        status: STATUS_OF[code],
        code,
        requestId: 'r-1',
      });
      expect(document.status).toBeGreaterThanOrEqual(400);
      expect(document.title).not.toBe('');
      expect(document.detail).toMatch(/\S/);
      // No placeholder is left open, whatever the problem came with.
      expect(`${document.title}${document.detail}`).not.toMatch(/undefined|\[|\]/);
    }
    expect(new Set(documents.map(({ detail }) => detail)).size).toBe(LANGUAGES.length);
  });

  it('of a stage says where the plan is and where the command exists', () => {
    const document = problemDocument(
      problemOf({ code: 'WRONG_STATUS', status: 'DRAFT', allowed: ['ACTIVE', 'FINAL_REVIEW'] }),
      'en',
      'r-1',
    );
    expect(document).toMatchObject({
      code: 'wrongStatus',
      status: 422,
      planStatus: 'DRAFT',
      allowedStatuses: ['ACTIVE', 'FINAL_REVIEW'],
    });
    for (const language of LANGUAGES)
      for (const status of PLAN_STATUSES) {
        const { detail } = problemDocument(
          problem('wrongStatus', { status, allowed: ['ACTIVE', 'FINAL_REVIEW'] }),
          language,
          'r-1',
        );
        // Both in the reader's words.
        expect(detail).not.toMatch(/[{}]|[A-Z]{3}/);
      }
  });

  it('of a part says which kind of part, not which one', () => {
    const document = problemDocument(
      problemOf({ code: 'UNKNOWN_PART', part: 'support' }),
      'en',
      'r-1',
    );
    expect(document).toMatchObject({ code: 'unknownPart', status: 404, part: 'support' });
  });

  it('of rules lists each with message, remedy, source and who owes it, as the reader speaks', () => {
    const refusal = problemOf({
      code: 'RULES_VIOLATED',
      violations: [finding('C5.notShared', '/talk'), finding('Q4.noHrOwner', '/hrOwnerId')],
    });
    const [en, zh] = (['en', 'zh-CN'] as const).map(
      (language) => problemDocument(refusal, language, 'r-1').violations,
    );
    expect(en?.map(({ ruleId }) => ruleId)).toEqual(['C5', 'Q4']);
    for (const [index, one] of (en ?? []).entries()) {
      const other = zh?.[index];
      expect(one).toMatchObject({ severity: 'E', path: expect.stringMatching(/^\//) });
      for (const field of ['message', 'remedy', 'source'] as const)
        expect(one[field], field).toMatch(/\S/);
      expect(other?.message).toMatch(/[\u4e00-\u9fff]/);
      expect(one.message).not.toMatch(/[\u4e00-\u9fff]/);
    }
  });

  it('of fields repeats their places and kinds as they were found', () => {
    const fields = [{ path: '/goals/0/dueOn', issue: 'date' }];
    expect(problemDocument(problem('invalid', { fields }), 'en', 'r-1').fields).toEqual(fields);
  });

  it('leaves out what it does not have', () => {
    expect(Object.keys(problemDocument(problem('notFound'), 'en', 'r-1'))).toEqual([
      'type',
      'title',
      'status',
      'detail',
      'code',
      'requestId',
    ]);
  });
});

describe('a rule result', () => {
  it('is what clients may build on: no keys of templates, no parameters', () => {
    const result = toRuleResult(finding('A1.samePerson', '/managerId'), 'en');
    expect(Object.keys(result).sort()).toEqual([
      'message',
      'path',
      'remedy',
      'ruleId',
      'severity',
      'source',
    ]);
  });
});
