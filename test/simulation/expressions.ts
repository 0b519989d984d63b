/**
 * The part of DynamoDB's expression language that the store uses, for a table in memory. Whatever is
 * not modelled throws, so that the simulation cannot drift from the store unnoticed.
 */
export type Item = Readonly<Record<string, unknown>>;

export interface Stand {
  readonly names: Readonly<Record<string, string>>;
  readonly values: Readonly<Record<string, unknown>>;
}

export type Predicate = (item: Item, stand: Stand) => boolean;
type Operand = (item: Item, stand: Stand) => unknown;

const TOKEN = /\s*(<>|<=|>=|[=<>(),.+-]|[#:]?[A-Za-z_][\w]*)/y;

const tokensOf = (text: string): readonly string[] => {
  const tokens: string[] = [];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < text.length) {
    const match = TOKEN.exec(text);
    if (match?.[1] === undefined) {
      if (text.slice(tokens.length === 0 ? 0 : TOKEN.lastIndex).trim() === '') break;
      throw new Error(`Cannot read the expression ${text}`);
    }
    tokens.push(match[1]);
    if (text.slice(TOKEN.lastIndex).trim() === '') break;
  }
  return tokens;
};

/** Walks over the tokens of one expression. */
const readerOf = (text: string) => {
  const tokens = tokensOf(text);
  let at = 0;
  const peek = (): string | undefined => tokens[at];
  const next = (): string => {
    const token = tokens[at];
    if (token === undefined) throw new Error(`The expression ends early: ${text}`);
    at += 1;
    return token;
  };
  const skip = (token: string): boolean => {
    if (peek()?.toUpperCase() !== token.toUpperCase()) return false;
    at += 1;
    return true;
  };
  const expect = (token: string): void => {
    if (!skip(token)) throw new Error(`Expected ${token} in ${text}`);
  };
  return { peek, next, skip, expect };
};

type Reader = ReturnType<typeof readerOf>;

const pathOf = (reader: Reader): readonly string[] => {
  const path = [reader.next()];
  while (reader.skip('.')) path.push(reader.next());
  return path;
};

const nameIn = (part: string, { names }: Stand): string => {
  if (!part.startsWith('#')) return part;
  const name = names[part];
  if (name === undefined) throw new Error(`No name for ${part}`);
  return name;
};

const valueIn = (item: Item, path: readonly string[], stand: Stand): unknown => {
  let value: unknown = item;
  for (const part of path) {
    if (typeof value !== 'object' || value === null) return undefined;
    value = (value as Item)[nameIn(part, stand)];
  }
  return value;
};

const operandOf = (reader: Reader): Operand => {
  if (reader.peek()?.startsWith(':') === true) {
    const name = reader.next();
    return (_, { values }) => {
      if (!(name in values)) throw new Error(`No value for ${name}`);
      return values[name];
    };
  }
  if (reader.skip('if_not_exists')) {
    reader.expect('(');
    const path = pathOf(reader);
    reader.expect(',');
    const other = operandOf(reader);
    reader.expect(')');
    return (item, stand) => valueIn(item, path, stand) ?? other(item, stand);
  }
  if (reader.skip('list_append')) {
    reader.expect('(');
    const head = operandOf(reader);
    reader.expect(',');
    const tail = operandOf(reader);
    reader.expect(')');
    return (item, stand) => [
      ...(head(item, stand) as readonly unknown[]),
      ...(tail(item, stand) as readonly unknown[]),
    ];
  }
  const path = pathOf(reader);
  return (item, stand) => valueIn(item, path, stand);
};

/** DynamoDB compares texts by their UTF-8 bytes; ours are ASCII wherever order matters. */
const ordered = (a: unknown, b: unknown, holds: (order: number) => boolean): boolean => {
  if (typeof a === 'number' && typeof b === 'number') return holds(a - b);
  if (typeof a === 'string' && typeof b === 'string') return holds(a < b ? -1 : a > b ? 1 : 0);
  return false;
};

const COMPARISONS: Readonly<Record<string, (a: unknown, b: unknown) => boolean>> = {
  '=': (a, b) => a !== undefined && a === b,
  '<>': (a, b) => a !== b,
  '<': (a, b) => ordered(a, b, (order) => order < 0),
  '<=': (a, b) => ordered(a, b, (order) => order <= 0),
  '>': (a, b) => ordered(a, b, (order) => order > 0),
  '>=': (a, b) => ordered(a, b, (order) => order >= 0),
};

const primary = (reader: Reader): Predicate => {
  if (reader.skip('NOT')) {
    const inner = primary(reader);
    return (item, stand) => !inner(item, stand);
  }
  if (reader.skip('(')) {
    const inner = anyOf(reader);
    reader.expect(')');
    return inner;
  }
  for (const [name, holds] of [
    ['attribute_exists', (value: unknown) => value !== undefined],
    ['attribute_not_exists', (value: unknown) => value === undefined],
  ] as const)
    if (reader.skip(name)) {
      reader.expect('(');
      const path = pathOf(reader);
      reader.expect(')');
      return (item, stand) => holds(valueIn(item, path, stand));
    }
  if (reader.skip('begins_with')) {
    reader.expect('(');
    const whole = operandOf(reader);
    reader.expect(',');
    const start = operandOf(reader);
    reader.expect(')');
    return (item, stand) => {
      const value = whole(item, stand);
      return typeof value === 'string' && value.startsWith(String(start(item, stand)));
    };
  }
  const left = operandOf(reader);
  if (reader.skip('IN')) {
    reader.expect('(');
    const options = [operandOf(reader)];
    while (reader.skip(',')) options.push(operandOf(reader));
    reader.expect(')');
    return (item, stand) => {
      const value = left(item, stand);
      return options.some((option) => COMPARISONS['=']?.(value, option(item, stand)));
    };
  }
  if (reader.skip('BETWEEN')) {
    const from = operandOf(reader);
    reader.expect('AND');
    const to = operandOf(reader);
    return (item, stand) => {
      const value = left(item, stand);
      return (
        ordered(value, from(item, stand), (order) => order >= 0) &&
        ordered(value, to(item, stand), (order) => order <= 0)
      );
    };
  }
  const compare = COMPARISONS[reader.next()];
  if (compare === undefined) throw new Error('Unknown comparison');
  const right = operandOf(reader);
  return (item, stand) => compare(left(item, stand), right(item, stand));
};

const allOf = (reader: Reader): Predicate => {
  const parts = [primary(reader)];
  while (reader.skip('AND')) parts.push(primary(reader));
  return (item, stand) => parts.every((part) => part(item, stand));
};

const anyOf = (reader: Reader): Predicate => {
  const parts = [allOf(reader)];
  while (reader.skip('OR')) parts.push(allOf(reader));
  return (item, stand) => parts.some((part) => part(item, stand));
};

const conditions = new Map<string, Predicate>();

/** A condition, key condition or filter; the empty one always holds. */
export const conditionOf = (text: string | undefined): Predicate => {
  if (text === undefined) return () => true;
  const known = conditions.get(text);
  if (known !== undefined) return known;
  const reader = readerOf(text);
  const read = anyOf(reader);
  if (reader.peek() !== undefined) throw new Error(`More than a condition: ${text}`);
  conditions.set(text, read);
  return read;
};

type Change = (item: Record<string, unknown>, before: Item, stand: Stand) => void;

const updates = new Map<string, readonly Change[]>();
const CLAUSES = ['SET', 'REMOVE', 'ADD', 'DELETE'];

const setClause = (reader: Reader): Change => {
  const [name = '', ...deeper] = pathOf(reader);
  if (deeper.length > 0) throw new Error('SET of a nested attribute is not modelled');
  reader.expect('=');
  const first = operandOf(reader);
  const sign = reader.skip('+') ? 1 : reader.skip('-') ? -1 : 0;
  const second = sign === 0 ? undefined : operandOf(reader);
  return (item, before, stand) => {
    const value = first(before, stand);
    item[nameIn(name, stand)] =
      second === undefined ? value : Number(value) + sign * Number(second(before, stand));
  };
};

const addClause = (reader: Reader): Change => {
  const name = reader.next();
  const amount = operandOf(reader);
  return (item, before, stand) => {
    const attribute = nameIn(name, stand);
    item[attribute] = Number(before[attribute] ?? 0) + Number(amount(before, stand));
  };
};

const removeClause = (reader: Reader): Change => {
  const name = reader.next();
  return (item, _, stand) => {
    delete item[nameIn(name, stand)];
  };
};

/** Applies an update expression to an item; the item given stays as it is. */
export const updated = (text: string, before: Item, stand: Stand): Item => {
  let changes = updates.get(text);
  if (changes === undefined) {
    const reader = readerOf(text);
    const read: Change[] = [];
    while (reader.peek() !== undefined) {
      const clause = reader.next().toUpperCase();
      if (!CLAUSES.includes(clause) || clause === 'DELETE')
        throw new Error(`Clause ${clause} is not modelled`);
      const one = { SET: setClause, ADD: addClause, REMOVE: removeClause }[clause];
      do {
        if (one !== undefined) read.push(one(reader));
      } while (reader.skip(','));
    }
    changes = read;
    updates.set(text, changes);
  }
  const item: Record<string, unknown> = { ...before };
  for (const change of changes) change(item, before, stand);
  return item;
};
