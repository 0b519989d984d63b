/** Bytes of an item as the service counts them (developer guide, "item sizes and formats"). */
export const itemBytes = (item: Readonly<Record<string, unknown>>): number =>
  Object.entries(item)
    .filter(([, value]) => value !== undefined)
    .reduce((sum, [name, value]) => sum + Buffer.byteLength(name) + valueBytes(value), 0);

const valueBytes = (value: unknown): number => {
  if (typeof value === 'string') return Buffer.byteLength(value);
  if (value instanceof Uint8Array) return value.length;
  if (typeof value === 'number') return Math.ceil(String(Math.abs(value)).length / 2) + 2;
  if (Array.isArray(value)) return value.reduce((sum, one) => sum + valueBytes(one) + 1, 3);
  if (typeof value === 'object' && value !== null)
    return itemBytes(value as Record<string, unknown>) + 3 + Object.keys(value).length;
  return 1;
};
