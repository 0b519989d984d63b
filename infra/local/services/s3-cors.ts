import type { WireRequest, WireResponse } from '../service.ts';

/** Which pages of other origins may use a bucket, and how. */
export interface CorsRule {
  readonly origins: readonly string[];
  readonly methods: readonly string[];
  /** Request headers in lower case. */
  readonly headers: readonly string[];
  /** Response headers that a page may read. */
  readonly exposed: readonly string[];
  readonly maxAgeSeconds: number;
}

type Headers = Readonly<Record<string, string>>;

const ruleFor = (
  rules: readonly CorsRule[],
  origin: string | undefined,
  method: string | undefined,
  asked: readonly string[],
): CorsRule | undefined =>
  rules.find(
    ({ origins, methods, headers }) =>
      origins.includes(origin ?? '') &&
      methods.includes(method ?? '') &&
      asked.every((name) => headers.includes(name)),
  );

const grant = (origin: string, { methods, exposed }: CorsRule): Headers => ({
  'access-control-allow-origin': origin,
  'access-control-allow-methods': methods.join(', '),
  'access-control-allow-credentials': 'true',
  ...(exposed.length === 0 ? {} : { 'access-control-expose-headers': exposed.join(', ') }),
  vary: 'Origin, Access-Control-Request-Headers, Access-Control-Request-Method',
});

/** What a browser reads beside any answer, errors included; nothing for a page that may not. */
export const corsHeaders = (
  rules: readonly CorsRule[],
  { method, headers: { origin } }: Pick<WireRequest, 'method' | 'headers'>,
): Headers => {
  const rule = ruleFor(rules, origin, method, []);
  return rule === undefined || origin === undefined ? {} : grant(origin, rule);
};

/** The answer to a browser that asks first; `undefined`: the page may not. */
export const preflight = (
  rules: readonly CorsRule[],
  { headers }: Pick<WireRequest, 'headers'>,
): WireResponse | undefined => {
  const { origin } = headers;
  const asked = (headers['access-control-request-headers'] ?? '')
    .split(',')
    .map((name) => name.trim().toLowerCase())
    .filter((name) => name !== '');
  const rule = ruleFor(rules, origin, headers['access-control-request-method'], asked);
  if (rule === undefined || origin === undefined) return undefined;
  return {
    status: 200,
    headers: {
      ...grant(origin, rule),
      ...(asked.length === 0 ? {} : { 'access-control-allow-headers': asked.join(', ') }),
      'access-control-max-age': String(rule.maxAgeSeconds),
    },
  };
};
