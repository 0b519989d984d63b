import { PHYSICAL_TYPES, type Place, type Subject } from './physical.ts';
import { isObject, type Json, type Template } from './template.ts';

/** The template uses something that the resolver does not model; `path` says where. */
export class ResolveError extends Error {
  override readonly name = 'ResolveError';
  readonly path: string;
  constructor(path: string, reason: string) {
    super(`${path}: ${reason}`);
    this.path = path;
  }
}

export interface ResolverOptions {
  readonly template: Template;
  readonly place: Place;
  /** Values for template parameters; a parameter without value here needs a default. */
  readonly parameters?: Readonly<Record<string, string>>;
  /** The secret text of an `AWS::SecretsManager::Secret`, made once and kept. */
  readonly secretText: (logicalId: string, properties: Json) => string;
}

/** A resource that exists (its condition holds), with its properties resolved. */
export interface Resource {
  readonly logicalId: string;
  readonly type: string;
  readonly properties: Json;
}

/** Evaluates a template's functions. Everything throws `ResolveError` on what is not modelled. */
export interface Resolver {
  readonly place: Place;
  /** The value with every function replaced; `path` names it in errors. */
  resolve(value: unknown, path: string): unknown;
  resource(logicalId: string): Resource;
  /** Every existing resource of a type, in template order. */
  ofType(type: string): readonly Resource[];
  ref(logicalId: string): string;
  attribute(logicalId: string, name: string): string;
  /** The logical id whose `Ref` or named attribute resolves to this value, among one type. */
  find(type: string, value: string, attribute?: string): Resource | undefined;
}

const NO_VALUE = Symbol('AWS::NoValue');

const SECRET_REFERENCE =
  /\{\{resolve:([a-z-]+):((?:arn:[^:}]*:[^:}]*:[^:}]*:[^:}]*:secret:[^:}]*)|[^:}]*)((?::[^:}]*)*)\}\}/g;

const isFunction = (key: string): boolean =>
  key === 'Ref' || key === 'Condition' || key.startsWith('Fn::');

export const createResolver = (options: ResolverOptions): Resolver => {
  const { template, place } = options;
  const conditions = new Map<string, boolean>();
  const properties = new Map<string, Json>();
  const underway = new Set<string>();

  /** Runs `work` unless it is already running further up: a cycle. */
  const guarded = <T>(key: string, path: string, work: () => T): T => {
    if (underway.has(key)) throw new ResolveError(path, `circular reference through ${key}`);
    underway.add(key);
    try {
      return work();
    } finally {
      underway.delete(key);
    }
  };

  const condition = (name: string, path: string): boolean => {
    const known = conditions.get(name);
    if (known !== undefined) return known;
    const expression = template.Conditions?.[name];
    if (expression === undefined) throw new ResolveError(path, `no condition ${name}`);
    const value = guarded(`condition ${name}`, path, () => truth(expression, `Conditions.${name}`));
    conditions.set(name, value);
    return value;
  };

  const truth = (expression: unknown, path: string): boolean => {
    if (isObject(expression)) {
      const entries = Object.entries(expression);
      const [key, argument] = entries[0] ?? [];
      if (entries.length === 1 && key !== undefined) {
        const list = Array.isArray(argument) ? argument : [];
        switch (key) {
          case 'Condition':
            return condition(String(argument), path);
          case 'Fn::Equals':
            if (list.length !== 2) throw new ResolveError(path, 'Fn::Equals takes two values');
            return resolve(list[0], `${path}.0`) === resolve(list[1], `${path}.1`);
          case 'Fn::Not':
            return !truth(list[0], `${path}.0`);
          case 'Fn::And':
            return list.every((part, index) => truth(part, `${path}.${index}`));
          case 'Fn::Or':
            return list.some((part, index) => truth(part, `${path}.${index}`));
          default:
        }
      }
    }
    throw new ResolveError(path, 'not a condition that is modelled');
  };

  const existing = (logicalId: string, path: string) => {
    const resource = template.Resources[logicalId];
    if (resource === undefined) throw new ResolveError(path, `no resource ${logicalId}`);
    if (resource.Condition !== undefined && !condition(resource.Condition, path))
      throw new ResolveError(path, `${logicalId} does not exist: ${resource.Condition} is false`);
    return resource;
  };

  const propertiesOf = (logicalId: string, path: string): Json => {
    const known = properties.get(logicalId);
    if (known !== undefined) return known;
    const raw = existing(logicalId, path).Properties ?? {};
    const resolved = guarded(`${logicalId}.Properties`, path, () =>
      resolve(raw, `Resources.${logicalId}.Properties`),
    );
    properties.set(logicalId, resolved as Json);
    return resolved as Json;
  };

  const subject = (logicalId: string, path: string): Subject => ({
    logicalId,
    place,
    property(name) {
      const raw = existing(logicalId, path).Properties?.[name];
      const at = `Resources.${logicalId}.Properties.${name}`;
      const value = guarded(at, path, () => resolve(raw, at));
      return value;
    },
  });

  const physical = (logicalId: string, path: string) => {
    const type = existing(logicalId, path).Type;
    const modelled = PHYSICAL_TYPES[type];
    if (modelled === undefined)
      throw new ResolveError(path, `no values are modelled for ${type} (${logicalId})`);
    return { type, modelled };
  };

  const pseudo: Readonly<Record<string, string>> = {
    'AWS::AccountId': place.accountId,
    'AWS::Partition': place.partition,
    'AWS::Region': place.region,
    'AWS::StackName': place.stackName,
    'AWS::StackId': `arn:${place.partition}:cloudformation:${place.region}:${place.accountId}:stack/${place.stackName}/local`,
    'AWS::URLSuffix': place.urlSuffix,
  };

  const reference = (name: string, path: string): unknown => {
    if (name === 'AWS::NoValue') return NO_VALUE;
    if (pseudo[name] !== undefined) return pseudo[name];
    if (name.startsWith('AWS::')) throw new ResolveError(path, `${name} is not modelled`);
    const parameter = template.Parameters?.[name];
    if (parameter !== undefined) {
      const value = options.parameters?.[name] ?? parameter.Default;
      if (value === undefined) throw new ResolveError(path, `parameter ${name} has no value`);
      return parameter.Type === 'Number' ? Number(value) : String(value);
    }
    return physical(name, path).modelled.ref(subject(name, path));
  };

  const attributeOf = (logicalId: string, name: string, path: string): string => {
    const { type, modelled } = physical(logicalId, path);
    const value = modelled.attributes?.[name];
    if (value === undefined)
      throw new ResolveError(path, `attribute ${name} of ${type} (${logicalId}) is not modelled`);
    return value(subject(logicalId, path));
  };

  const text = (value: unknown, path: string): string => {
    const resolved = resolve(value, path);
    if (typeof resolved === 'string') return resolved;
    if (typeof resolved === 'number' || typeof resolved === 'boolean') return String(resolved);
    throw new ResolveError(path, 'a text is needed here');
  };

  const list = (value: unknown, path: string): readonly unknown[] => {
    const resolved = resolve(value, path);
    if (!Array.isArray(resolved)) throw new ResolveError(path, 'a list is needed here');
    return resolved;
  };

  const pair = (value: unknown, name: string, path: string): readonly [unknown, unknown] => {
    if (!Array.isArray(value) || value.length !== 2)
      throw new ResolveError(path, `${name} takes two values`);
    return [value[0], value[1]];
  };

  const substitute = (value: unknown, path: string): string => {
    const [format, variables] = Array.isArray(value) ? [value[0], value[1]] : [value, {}];
    if (typeof format !== 'string' || !isObject(variables))
      throw new ResolveError(path, 'Fn::Sub takes a text and an optional map');
    return format.replace(/\$\{([^}]*)\}/g, (_whole, name: string) => {
      if (name.startsWith('!')) return `\${${name.slice(1)}}`;
      if (Object.hasOwn(variables, name)) return text(variables[name], `${path}.${name}`);
      const dot = name.indexOf('.');
      return dot < 0
        ? text({ Ref: name }, path)
        : attributeOf(name.slice(0, dot), name.slice(dot + 1), path);
    });
  };

  const secretValue = (secretId: string, jsonKey: string, path: string): string => {
    const secret = template.Resources;
    const logicalId = Object.keys(secret).find(
      (id) =>
        secret[id]?.Type === 'AWS::SecretsManager::Secret' &&
        [reference(id, path), subject(id, path).property('Name')].includes(secretId),
    );
    if (logicalId === undefined) throw new ResolveError(path, `no secret ${secretId}`);
    const kept = options.secretText(logicalId, propertiesOf(logicalId, path));
    if (jsonKey === '') return kept;
    const parsed: unknown = JSON.parse(kept);
    const field = isObject(parsed) ? parsed[jsonKey] : undefined;
    if (typeof field !== 'string')
      throw new ResolveError(path, `secret ${logicalId} has no key ${jsonKey}`);
    return field;
  };

  /** `{{resolve:secretsmanager:<id>:SecretString:<key>:<stage>:<version>}}` inside a text. */
  const dynamic = (value: string, path: string): string => {
    if (!value.includes('{{resolve:')) return value;
    const replaced = value.replace(
      SECRET_REFERENCE,
      (_whole, service: string, id: string, rest: string) => {
        const [, kind = 'SecretString', key = '', stage = '', version = ''] = rest.split(':');
        if (service !== 'secretsmanager' || kind !== 'SecretString')
          throw new ResolveError(path, `dynamic reference to ${service} ${kind} is not modelled`);
        if ((stage !== '' && stage !== 'AWSCURRENT') || version !== '')
          throw new ResolveError(path, 'versions of a secret are not modelled');
        return secretValue(id, key, path);
      },
    );
    if (replaced.includes('{{resolve:'))
      throw new ResolveError(path, 'a dynamic reference that is not modelled');
    return replaced;
  };

  const call = (name: string, argument: unknown, path: string): unknown => {
    const at = `${path}.${name}`;
    switch (name) {
      case 'Ref':
        return reference(String(argument), at);
      case 'Fn::GetAtt': {
        const [id, attribute] = Array.isArray(argument)
          ? [String(argument[0]), text(argument[1], at)]
          : [
              String(argument).slice(0, String(argument).indexOf('.')),
              String(argument).slice(String(argument).indexOf('.') + 1),
            ];
        return attributeOf(id, attribute, at);
      }
      case 'Fn::Join': {
        const [delimiter, parts] = pair(argument, name, at);
        // A dynamic reference may be whole only once its parts are joined.
        const items = Array.isArray(parts) ? parts : list(parts, at);
        const joined = items
          .map((part, index) => (typeof part === 'string' ? part : text(part, `${at}.${index}`)))
          .join(text(delimiter, at));
        return dynamic(joined, at);
      }
      case 'Fn::Sub':
        return dynamic(substitute(argument, at), at);
      case 'Fn::Select': {
        const [index, items] = pair(argument, name, at);
        const selected = list(items, at)[Number(text(index, at))];
        if (selected === undefined) throw new ResolveError(at, 'no such element');
        return selected;
      }
      case 'Fn::Split': {
        const [delimiter, source] = pair(argument, name, at);
        return text(source, at).split(text(delimiter, at));
      }
      case 'Fn::If': {
        if (!Array.isArray(argument) || argument.length !== 3)
          throw new ResolveError(at, 'Fn::If takes a condition and two values');
        return condition(String(argument[0]), at)
          ? evaluate(argument[1], `${at}.1`)
          : evaluate(argument[2], `${at}.2`);
      }
      case 'Fn::FindInMap': {
        const keys = list(argument, at).map((key, index) => text(key, `${at}.${index}`));
        let found: unknown = template.Mappings;
        for (const key of keys) found = isObject(found) ? found[key] : undefined;
        if (keys.length !== 3 || found === undefined)
          throw new ResolveError(at, `no mapping ${keys.join('.')}`);
        return resolve(found, at);
      }
      default:
        throw new ResolveError(at, 'this function is not modelled');
    }
  };

  /** Like `resolve`, but hands `AWS::NoValue` up so that the containing property is dropped. */
  const evaluate = (value: unknown, path: string): unknown => {
    if (typeof value === 'string') return dynamic(value, path);
    if (Array.isArray(value))
      return value
        .map((item, index) => evaluate(item, `${path}.${index}`))
        .filter((item) => item !== NO_VALUE);
    if (!isObject(value)) return value;
    const entries = Object.entries(value);
    const [first] = entries;
    // `Condition` alone is ambiguous: a policy statement's block is an object, a reference is text.
    if (entries.length === 1 && first !== undefined && isFunction(first[0])) {
      if (first[0] !== 'Condition') return call(first[0], first[1], path);
    }
    const resolved: Record<string, unknown> = {};
    for (const [key, item] of entries) {
      if (key.startsWith('Fn::')) throw new ResolveError(`${path}.${key}`, 'misplaced function');
      const part = evaluate(item, `${path}.${key}`);
      if (part !== NO_VALUE) resolved[key] = part;
    }
    return resolved;
  };

  const resolve = (value: unknown, path: string): unknown => {
    const evaluated = evaluate(value, path);
    return evaluated === NO_VALUE ? undefined : evaluated;
  };

  const resource = (logicalId: string): Resource => {
    const path = `Resources.${logicalId}`;
    return {
      logicalId,
      type: existing(logicalId, path).Type,
      properties: propertiesOf(logicalId, path),
    };
  };

  const exists = (logicalId: string): boolean => {
    const name = template.Resources[logicalId]?.Condition;
    return name === undefined || condition(name, `Resources.${logicalId}`);
  };

  /** Kept: `find` asks for the same types again and again. */
  const typed = new Map<string, readonly Resource[]>();
  const ofType = (type: string): readonly Resource[] => {
    const found =
      typed.get(type) ??
      Object.entries(template.Resources)
        .filter(([logicalId, raw]) => raw.Type === type && exists(logicalId))
        .map(([logicalId]) => resource(logicalId));
    typed.set(type, found);
    return found;
  };

  const ref = (logicalId: string): string => String(reference(logicalId, `Resources.${logicalId}`));
  const attribute = (logicalId: string, name: string): string =>
    attributeOf(logicalId, name, `Resources.${logicalId}`);

  return {
    place,
    resolve,
    resource,
    ofType,
    ref,
    attribute,
    find: (type, value, name) =>
      ofType(type).find(
        ({ logicalId }) =>
          (name === undefined ? ref(logicalId) : attribute(logicalId, name)) === value,
      ),
  };
};
