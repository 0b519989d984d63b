import { isDeepStrictEqual } from 'node:util';
import type * as z from 'zod/mini';
import { openApiDocument, problemSchema } from '../../functions/contract/openapi.ts';
import type { RouteId } from '../../functions/contract/registry.ts';
import { type ApiAnswer, routeOf } from '../support/api.ts';

type Responses = Readonly<Record<string, { readonly description: string }>>;
type Paths = Readonly<Record<string, Readonly<Record<string, { readonly responses: Responses }>>>>;

let paths: Paths | undefined;
let problems: z.ZodMiniType | undefined;

/** Whether the schema takes the value and would drop nothing of it. */
const isExactly = (schema: z.ZodMiniType, value: unknown, text: string): boolean => {
  const parsed = schema.safeParse(value);
  if (!parsed.success) return false;
  const again = JSON.stringify(parsed.data);
  return again === text || isDeepStrictEqual(JSON.parse(again), value);
};

/** The schemas of which a success has to be one; none for a file. */
export const answersOf = (id: RouteId): readonly z.ZodMiniType[] => {
  const { answer } = routeOf(id);
  if (typeof answer !== 'function') return [];
  const schema = answer();
  return 'safeParse' in schema ? [schema] : Object.values(schema);
};

/** What is wrong with an answer by the contract alone; `undefined` when nothing is. */
export const faultOf = (
  id: RouteId,
  { status, headers, text, body }: ApiAnswer,
): string | undefined => {
  if (status >= 500) return `answered ${status}`;
  paths ??= openApiDocument().paths as Paths;
  problems ??= problemSchema();
  const { path, method, success, answer } = routeOf(id);
  const responses = paths[path]?.[method.toLowerCase()]?.responses ?? {};
  const declared = responses[status];
  if (declared === undefined) return `status ${status} is not declared`;
  const type = String(headers['Content-Type']);
  if (headers['Cache-Control'] !== 'no-store') return 'may be cached';
  if (headers['X-Content-Type-Options'] !== 'nosniff') return 'may be sniffed';
  if (status >= 400) {
    if (!type.startsWith('application/problem+json')) return `a problem as ${type}`;
    if (!isExactly(problems, body, text)) return `not a problem document: ${text}`;
    if (body.status !== status) return `says ${String(body.status)} in a ${status}`;
    return declared.description.split(', ').includes(String(body.code))
      ? undefined
      : `code ${String(body.code)} is not declared for ${status}`;
  }
  if (status >= 300) return undefined;
  if (status !== success) return `success ${status} instead of ${success}`;
  if (typeof answer !== 'function')
    return answer.files.some((file) => type.startsWith(file)) ? undefined : `a file as ${type}`;
  return answersOf(id).some((schema) => isExactly(schema, body, text))
    ? undefined
    : `not as its schema says: ${text.slice(0, 400)}`;
};
