import * as z from 'zod/mini';
import { PART_ID } from '../../domain/kernel/ids.ts';
import type { RouteId } from '../../functions/contract/registry.ts';
import { routeOf } from '../support/api.ts';
import { type Def, defOf, valueFor } from './bodies.ts';
import { paramsOf } from './requests.ts';

/** Whatever a client can name that somebody else may have: where another company's must be like none. */
export const ID_KINDS = [
  'plan',
  'member',
  'observation',
  'absence',
  'attachment',
  'part',
  'site',
  'contentHash',
  'cursor',
  'email',
  'employeeNumber',
] as const;
export type IdKind = (typeof ID_KINDS)[number];

/** The parts of a request that a client fills in by schemas. */
type Place = 'params' | 'query' | 'body';

/** A step into a value: a field's name, `*` for an entry of a list, `{}` for the key of a map. */
type IdPath = readonly string[];

/** A field of a request that holds an id. */
export interface IdField {
  readonly route: RouteId;
  readonly place: Place;
  readonly path: IdPath;
  readonly kind: IdKind;
}

/** What a 26 character id names, by the name of its field. */
const ULIDS: Readonly<Record<string, IdKind>> = {
  planId: 'plan',
  openPlans: 'plan',
  aliases: 'plan',
  memberId: 'member',
  employeeId: 'member',
  managerId: 'member',
  hrOwnerId: 'member',
  hrHeadId: 'member',
  ownerId: 'member',
  delegateId: 'member',
  observationId: 'observation',
};

/** Ids that are no 26 characters of base 32, by the name of their field. */
const NAMED: Readonly<Record<string, IdKind>> = {
  absenceId: 'absence',
  attachmentId: 'attachment',
  siteId: 'site',
  siteIds: 'site',
  contentHash: 'contentHash',
  cursor: 'cursor',
  employeeNumber: 'employeeNumber',
  ref: 'part',
};

/** Named like an id, or in a path, and nothing that another company could have. */
const NOBODYS: Readonly<Record<string, string>> = {
  ruleId: 'a rule of the catalogue, the same for everybody',
  plannedOn: 'a day',
  grant: 'the number of an event in the plan itself',
  token: 'a secret: whoever has it may use it',
};

const ofList = (path: IdPath): string =>
  path.filter((step) => step !== '*' && step !== '{}').at(-1) ?? '';

const isPartId = ({ checks = [] }: Def): boolean =>
  checks.some(({ _zod }) => _zod.def.pattern?.source === PART_ID.source);

/**
 * Which kind of id a leaf holds; `undefined` for what names nothing.
 *
 * @throws Error for an id of which nobody has said yet what it names
 */
const kindOf = (schema: z.ZodMiniType, place: Place, path: IdPath): IdKind | undefined => {
  const name = ofList(path);
  const def = defOf(schema);
  if (name in NOBODYS) return undefined;
  const format = z.globalRegistry.get(schema)?.format;
  const kind = format === 'ulid' ? ULIDS[name] : NAMED[name];
  if (kind !== undefined) return kind;
  if (def.format === 'email') return 'email';
  if (isPartId(def)) return path.includes('site') || path.includes('sites') ? 'site' : 'part';
  if (format === 'ulid' || /Ids?$/.test(name) || place === 'params')
    throw new Error(`${place}/${path.join('/')}: say in ids.ts what this names`);
  return undefined;
};

const WRAPPED = ['innerType', 'in'] as const;

type Leaf = readonly [path: IdPath, schema: z.ZodMiniType];

/** Every text and number in a schema, with the way to it; the keys of a map are `{}`. */
const leavesOf = (schema: z.ZodMiniType, path: IdPath = []): readonly Leaf[] => {
  const def = defOf(schema);
  const wrapped = WRAPPED.map((name) => def[name]).find((inner) => inner !== undefined);
  if (wrapped !== undefined) return leavesOf(wrapped, path);
  if (def.type === 'string' || def.type === 'number') return [[path, schema]];
  const inside: readonly (readonly [string, z.ZodMiniType])[] = [
    ...Object.entries(def.shape ?? {}),
    ...(def.items ?? []).map((item, index) => [String(index), item] as const),
    ...(def.element === undefined ? [] : [['*', def.element] as const]),
    ...(def.keyType === undefined ? [] : [['{}', def.keyType] as const]),
  ];
  return [
    ...inside.flatMap(([step, one]) => leavesOf(one, [...path, step])),
    ...(def.options ?? []).flatMap((option) => leavesOf(option, path)),
  ];
};

const schemaOf = (id: RouteId, place: Place): z.ZodMiniType | undefined => routeOf(id)[place]?.();

/** Every id that a request to a route can hold; made from the contract. */
export const idFieldsOf = (route: RouteId): readonly IdField[] => {
  const found = new Map<string, IdField>();
  for (const place of ['params', 'query', 'body'] as const) {
    const schema = schemaOf(route, place);
    for (const [path, leaf] of schema === undefined ? [] : leavesOf(schema)) {
      const kind = kindOf(leaf, place, path);
      if (kind !== undefined) found.set(`${place}/${path.join('/')}`, { route, place, path, kind });
    }
  }
  const known = [...found.values()].flatMap(({ place, path }) => (place === 'params' ? path : []));
  const forgotten = paramsOf(routeOf(route)).filter(
    (name) => !known.includes(name) && !(name in NOBODYS),
  );
  if (forgotten.length > 0) throw new Error(`${route}: {${forgotten.join('}, {')}} has no schema`);
  return [...found.values()];
};

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The alternative of a choice that has the next step, preferably the one that the value is. */
const alternativeWith = (
  options: readonly z.ZodMiniType[],
  [step = '']: IdPath,
  value: unknown,
): z.ZodMiniType | undefined => {
  const having = options.filter((option) =>
    leavesOf(option).some(([[first]]) => first === step || step === undefined),
  );
  return having.find((option) => option.safeParse(value).success) ?? having[0];
};

/** A copy of a value with that id at that place; what is missing on the way there is made. */
export const withId = (
  schema: z.ZodMiniType,
  value: unknown,
  path: IdPath,
  id: string,
): unknown => {
  const [step, ...rest] = path;
  if (step === undefined) return id;
  const def = defOf(schema);
  const wrapped = WRAPPED.map((name) => def[name]).find((inner) => inner !== undefined);
  if (wrapped !== undefined) return withId(wrapped, value, path, id);
  if (def.options !== undefined) {
    const option = alternativeWith(def.options, path, value);
    if (option === undefined) throw new Error(`no alternative has ${path.join('/')}`);
    const fits = option.safeParse(value).success;
    return withId(option, fits ? value : valueFor(option), path, id);
  }
  if (def.element !== undefined) {
    const [first = valueFor(def.element), ...others] = Array.isArray(value) ? value : [];
    return [withId(def.element, first, rest, id), ...others];
  }
  if (def.items !== undefined) {
    const list: readonly unknown[] = Array.isArray(value) ? value : [valueFor(schema)].flat();
    const item = def.items[Number(step)] as z.ZodMiniType;
    return list.map((one, at) => (at === Number(step) ? withId(item, one, rest, id) : one));
  }
  if (def.valueType !== undefined) return { [id]: valueFor(def.valueType) };
  const inner = def.shape?.[step];
  if (inner === undefined) throw new Error(`no ${step} in ${path.join('/')}`);
  const there = isRecord(value) ? value : {};
  return { ...there, [step]: withId(inner, there[step] ?? made(inner, rest), rest, id) };
};

/** A value to put an id into; the id itself needs none. */
const made = (schema: z.ZodMiniType, rest: IdPath): unknown =>
  rest.length === 0 ? undefined : valueFor(schema);
