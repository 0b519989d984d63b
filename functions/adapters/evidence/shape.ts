/** What parsed JSON has to look like: exactly these members, each of its kind. */
export type Shape =
  | 'text'
  | 'number'
  | 'any'
  | readonly ['list', Shape]
  | readonly ['word', string]
  | readonly ['either', Shape, Shape]
  | { readonly [name: string]: Shape };

/** Whether a value has the shape, and nothing besides. */
export const isOf = (shape: Shape, value: unknown): boolean => {
  if (shape === 'text') return typeof value === 'string';
  if (shape === 'number') return Number.isSafeInteger(value);
  if (shape === 'any') return typeof value === 'object' && value !== null;
  if (isPair(shape)) {
    if (shape[0] === 'either') return isOf(shape[1], value) || isOf(shape[2], value);
    const [kind, of] = shape;
    if (kind === 'word') return value === of;
    return Array.isArray(value) && value.every((one) => isOf(of, one));
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const fields = new Map(Object.entries(shape));
  return (
    // A member that nobody reads would be one that anybody could change.
    Object.keys(value).every((name) => fields.has(name) || fields.has(`${name}?`)) &&
    [...fields].every(([name, of]) => {
      const isOptional = name.endsWith('?');
      const member = (value as Record<string, unknown>)[isOptional ? name.slice(0, -1) : name];
      return member === undefined ? isOptional : isOf(of, member);
    })
  );
};

const isPair = (shape: Shape): shape is Extract<Shape, readonly unknown[]> => Array.isArray(shape);
