import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { PROBLEM_CODES, STATUS_OF } from '../../../functions/contract/problem-codes.ts';
import { ROUTES } from '../../../functions/contract/registry.ts';
import type { Route } from '../../../functions/contract/route.ts';
import { answer, toProblemResponse, toResponse } from '../../../functions/http/answer.ts';
import { problem } from '../../../functions/http/problem.ts';
import { routeOf } from '../../support/api.ts';

const health = routeOf('getHealth');
const report = routeOf('getTrackingReport');
const plan = routeOf('getPlan');

const respond = (route: Route, ...given: Parameters<typeof answer>) =>
  toResponse(route, answer(...given), 'zh-CN', 'request-1');

describe('an answer', () => {
  it('holds what its schema declares and nothing else, at every depth', () => {
    const route = {
      ...health,
      answer: () => z.object({ a: z.object({ b: z.array(z.object({ c: z.number() })) }) }),
    } as Route;
    const body = { a: { b: [{ c: 1, secret: 2 }], secret: 3 }, secret: 4 };
    expect(JSON.parse(respond(route, body).body)).toEqual({ a: { b: [{ c: 1 }] } });
  });

  it('that lacks what its schema promises is not sent', () => {
    expect(() => respond(health, { status: 'down' })).toThrow();
    expect(() => respond(plan, {}, { view: 'hr' })).toThrow();
  });

  it('of a route with views is not sent without one', () => {
    expect(() => respond(plan, {})).toThrow(/No answer schema for getPlan/);
  });

  it('carries the version as its ETag, and says when it is a repetition', () => {
    expect(respond(health, { status: 'ok' }, { version: 7 }).headers).toMatchObject({
      ETag: '"7"',
      'Content-Language': 'zh-CN',
      'X-Request-Id': 'request-1',
      'Content-Type': 'application/json; charset=utf-8',
    });
    expect(respond(health, { status: 'ok' }).headers).not.toHaveProperty('ETag');
    expect(respond(health, { status: 'ok' }).headers).not.toHaveProperty('Idempotency-Replayed');
    expect(respond(health, { status: 'ok' }, { replayed: true }).headers).toMatchObject({
      'Idempotency-Replayed': 'true',
    });
  });

  it('that is a page loads nothing and runs nothing', () => {
    const { headers, body } = respond(report, {
      type: 'text/html',
      name: 'report.html',
      content: '<!doctype html><p>改进</p>',
    });
    expect(headers?.['Content-Type']).toBe('text/html; charset=utf-8');
    expect(body).toBe('<!doctype html><p>改进</p>');
    const policy = String(headers?.['Content-Security-Policy']);
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toMatch(/script-src|https?:|\*/);
  });
});

describe('the security headers', () => {
  const safe = {
    'Cache-Control': 'no-store',
    'Cross-Origin-Resource-Policy': 'same-site',
    'Referrer-Policy': 'no-referrer',
    'Strict-Transport-Security': expect.stringContaining('max-age='),
    'X-Content-Type-Options': 'nosniff',
    'X-Frame-Options': 'DENY',
    'Content-Security-Policy': expect.stringContaining("default-src 'none'"),
    'Content-Language': 'en',
  };

  it('are on every answer', () => {
    for (const route of ROUTES) {
      // Any schema does: what counts is the headers.
      const open: Route =
        'files' in route.answer ? route : { ...route, answer: () => z.object({}) };
      const body =
        'files' in route.answer ? { type: route.answer.files[0], name: 'file', content: '' } : {};
      const response = toResponse(open, answer(body), 'en', 'request-1');
      expect(response.statusCode, route.id).toBe(route.success);
      expect(response.headers, route.id).toMatchObject(safe);
    }
  });

  it('are on every problem, with its status, as a problem document', () => {
    for (const code of PROBLEM_CODES) {
      const response = toProblemResponse(problem(code), 'en', 'request-1');
      expect(response.statusCode, code).toBe(STATUS_OF[code]);
      expect(response.headers, code).toMatchObject({
        ...safe,
        'Content-Type': 'application/problem+json; charset=utf-8',
        'X-Request-Id': 'request-1',
      });
    }
  });

  it('say how to sign in, and when to come back', () => {
    const headersOf = (code: 'unauthenticated' | 'tooMany' | 'notFound') =>
      toProblemResponse(problem(code), 'en', 'x').headers;
    expect(headersOf('unauthenticated')).toMatchObject({ 'WWW-Authenticate': 'Bearer' });
    expect(headersOf('tooMany')).toMatchObject({ 'Retry-After': '60' });
    expect(headersOf('notFound')).not.toHaveProperty('Retry-After');
  });
});
