import * as z from 'zod/mini';

type JsonSchema = {
  readonly type?: string;
  readonly format?: string;
  readonly pattern?: string;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly minimum?: number;
  readonly minItems?: number;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly anyOf?: readonly JsonSchema[];
  readonly oneOf?: readonly JsonSchema[];
  readonly allOf?: readonly JsonSchema[];
  readonly prefixItems?: readonly JsonSchema[];
  readonly items?: JsonSchema;
};

const TEXT_OF_FORMAT: Readonly<Record<string, string>> = {
  date: '2026-03-05',
  'date-time': '2026-03-05T02:00:00.000Z',
  ulid: '01K0SAMP000000000000000000',
  email: 'sample@example.com',
  uri: 'https://example.com/',
};

/** Refinements that a JSON schema cannot state, by the name of the field. */
const TEXT_OF_NAME: Readonly<Record<string, string>> = {
  zone: 'Asia/Shanghai',
  from: '09:00',
  to: '18:00',
  meetingTime: '10:00',
  kind: 'sample',
};

/** A SHA-256, whatever the field is called. */
const TEXT_OF_PATTERN: Readonly<Record<string, string>> = { '^[0-9a-f]{64}$': '0'.repeat(64) };

const textOf = ({ format, pattern }: JsonSchema, name: string): string =>
  TEXT_OF_PATTERN[pattern ?? ''] ?? TEXT_OF_FORMAT[format ?? ''] ?? TEXT_OF_NAME[name] ?? 'sample';

const exampleOf = (schema: JsonSchema, name: string): unknown => {
  if (schema.const !== undefined) return schema.const;
  if (schema.enum !== undefined) return schema.enum[0];
  const [first] = schema.anyOf ?? schema.oneOf ?? schema.allOf ?? [];
  if (first !== undefined) return exampleOf(first, name);
  switch (schema.type) {
    case 'object':
      return Object.fromEntries(
        (schema.required ?? []).map((key) => [key, exampleOf(schema.properties?.[key] ?? {}, key)]),
      );
    case 'array':
      return schema.prefixItems === undefined
        ? Array.from({ length: schema.minItems ?? 0 }, () => exampleOf(schema.items ?? {}, name))
        : schema.prefixItems.map((item) => exampleOf(item, name));
    case 'integer':
    case 'number':
      return schema.minimum ?? 1;
    case 'boolean':
      return true;
    case 'null':
      return null;
    default:
      return textOf(schema, name);
  }
};

/** The smallest value that a schema of the contract takes; fails where it does not take it. */
export const sampleOf = (schema: z.ZodMiniType): unknown => {
  const json = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });
  const value = exampleOf(json as JsonSchema, '');
  schema.parse(value);
  return value;
};
