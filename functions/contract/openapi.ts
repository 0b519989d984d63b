import * as z from 'zod/mini';
import { PROBLEM_CODES, STATUS_OF } from './problem-codes.ts';
import { ROUTES } from './registry.ts';
import { mayBeLarge, type Route } from './route.ts';
import { ruleResult } from './schemas/plan.ts';
import { API_SCOPE } from './scope.ts';

type Json = Readonly<Record<string, unknown>>;

const schemaOf = (schema: z.ZodMiniType, io: 'input' | 'output'): Json => {
  const { $schema: _, ...json } = z.toJSONSchema(schema, { io, unrepresentable: 'any' });
  return json;
};

/** Problems that every route can answer; members' routes also 401 and 403. */
const COMMON: readonly (typeof PROBLEM_CODES)[number][] = ['malformed', 'invalid', 'internal'];

const problemsOf = (route: Route): readonly (typeof PROBLEM_CODES)[number][] => [
  ...COMMON,
  ...route.problems,
  ...(route.caller === 'member' ? (['unauthenticated', 'forbidden', 'tooMany'] as const) : []),
  ...(route.path.includes('{') ? (['notFound', 'forbidden'] as const) : []),
  ...(route.path.includes('{planId}') ? (['secondFactorNeeded'] as const) : []),
  ...(route.body === undefined && route.file === undefined
    ? []
    : (['bodyTooLarge', 'unsupportedMediaType'] as const)),
  ...(route.conditional ? (['preconditionRequired', 'preconditionFailed'] as const) : []),
  ...(route.idempotent ? (['idempotencyMissing', 'idempotencyMismatch', 'conflict'] as const) : []),
];

const parametersOf = (route: Route): readonly Json[] => {
  const inSchema = (schema: z.ZodMiniType, where: 'path' | 'query'): readonly Json[] => {
    const { properties = {}, required = [] } = schemaOf(schema, 'input') as {
      properties?: Record<string, Json>;
      required?: readonly string[];
    };
    return Object.entries(properties).map(([name, of]) => ({
      name,
      in: where,
      required: required.includes(name),
      schema: of,
    }));
  };
  const header = (name: string, description: string): Json => ({
    name,
    in: 'header',
    required: true,
    description,
    schema: { type: 'string' },
  });
  return [
    ...inSchema(route.params(), 'path'),
    ...inSchema(route.query(), 'query'),
    ...(route.conditional ? [header('If-Match', 'The ETag that the read returned.')] : []),
    ...(route.idempotent
      ? [header('Idempotency-Key', 'Names this request; repeating it answers the same. 24 hours.')]
      : []),
  ];
};

const answerOf = (route: Route): Json => {
  if ('files' in route.answer)
    return Object.fromEntries(
      route.answer.files.map((type) => [
        type,
        {
          schema: type.startsWith('text/')
            ? { type: 'string' }
            : { type: 'string', format: 'binary' },
        },
      ]),
    );
  const schema = route.answer();
  const json =
    'safeParse' in schema
      ? schemaOf(schema, 'output')
      : { anyOf: Object.values(schema).map((view) => schemaOf(view, 'output')) };
  return { 'application/json': { schema: json } };
};

const TOO_LARGE: Json = {
  description:
    'Too large for a response: Location downloads it without a token, for five minutes. Send the token nowhere else.',
  headers: { Location: { schema: { type: 'string', format: 'uri' } } },
};

const operationOf = (route: Route): Json => {
  const byStatus = Map.groupBy(problemsOf(route), (code) => STATUS_OF[code]);
  const problems = [...byStatus].sort(([a], [b]) => a - b);
  return {
    operationId: route.id,
    summary: route.summary,
    security: route.caller === 'member' ? [{ cognito: [API_SCOPE] }] : [],
    parameters: parametersOf(route),
    ...(route.file === undefined
      ? {}
      : {
          requestBody: {
            required: true,
            content: { [route.file.type]: { schema: { type: 'string' } } },
          },
        }),
    ...(route.body === undefined
      ? {}
      : {
          requestBody: {
            required: true,
            content: { 'application/json': { schema: schemaOf(route.body(), 'input') } },
          },
        }),
    responses: {
      [route.success]: { description: 'Done.', content: answerOf(route) },
      ...(mayBeLarge(route) ? { 303: TOO_LARGE } : {}),
      ...Object.fromEntries(
        problems.map(([status, codes]) => [
          status,
          {
            description: [...new Set(codes)].join(', '),
            content: {
              'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } },
            },
          },
        ]),
      ),
    },
  };
};

/** A problem document (RFC 9457), with every member that one of this API can have. */
export const problemSchema = () =>
  z.object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    detail: z.string(),
    code: z.enum(PROBLEM_CODES),
    requestId: z.string(),
    violations: z.optional(z.array(ruleResult())),
    fields: z.optional(z.array(z.object({ path: z.string(), issue: z.string() }))),
    planStatus: z.optional(z.string()),
    allowedStatuses: z.optional(z.array(z.string())),
    part: z.optional(z.string()),
  });

/** This API as an OpenAPI 3.1 document, made from the contract. */
export const openApiDocument = (): Json => {
  const paths: Record<string, Record<string, Json>> = {};
  for (const route of ROUTES) {
    const path = paths[route.path] ?? {};
    paths[route.path] = path;
    path[route.method.toLowerCase()] = operationOf(route);
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Upturn',
      version: '1',
      description: 'Performance improvement plans that are meant to succeed.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    paths,
    components: {
      schemas: { Problem: schemaOf(problemSchema(), 'output') },
      securitySchemes: {
        cognito: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' },
      },
    },
  };
};
