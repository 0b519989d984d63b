/** What has to hold for a write, in the service's expression language. */
export interface Condition {
  readonly condition: string;
  /** Stand-ins for attribute names, many of which are words of the language. */
  readonly names?: Readonly<Record<string, string>>;
  readonly values?: Readonly<Record<string, unknown>>;
}

/** The item does not exist yet. */
export const ABSENT: Condition = { condition: 'attribute_not_exists(pk)' };

/** The item is still at a version. */
export const atVersion = (version: number): Condition => ({
  condition: '#version = :version',
  names: { '#version': 'version' },
  values: { ':version': version },
});

/** A plan is still at a version, and what it owes next has not moved either. */
export const unmoved = (version: number, dueRevision: number): Condition => ({
  condition: '#version = :version AND dueRevision = :due',
  names: { '#version': 'version' },
  values: { ':version': version, ':due': dueRevision },
});

/** The condition as parameters of a call. */
export const conditionParameters = ({ condition, names, values }: Condition) => ({
  ConditionExpression: condition,
  ...(names === undefined ? {} : { ExpressionAttributeNames: { ...names } }),
  ...(values === undefined ? {} : { ExpressionAttributeValues: { ...values } }),
});

/**
 * An update and its condition: sets the given attributes, removes those that are `undefined`.
 * Every name goes by a stand-in, since which names are words of the language is not ours to know.
 */
export const assign = (
  attributes: Readonly<Record<string, unknown>>,
  when: Condition,
): { readonly set: string; readonly when: Condition } => {
  const names: Record<string, string> = { ...when.names };
  const values: Record<string, unknown> = { ...when.values };
  const sets: string[] = [];
  const removes: string[] = [];
  for (const [name, value] of Object.entries(attributes)) {
    names[`#set_${name}`] = name;
    if (value === undefined) {
      removes.push(`#set_${name}`);
      continue;
    }
    values[`:set_${name}`] = value;
    sets.push(`#set_${name} = :set_${name}`);
  }
  const clauses = [
    ...(sets.length === 0 ? [] : [`SET ${sets.join(', ')}`]),
    ...(removes.length === 0 ? [] : [`REMOVE ${removes.join(', ')}`]),
  ];
  return { set: clauses.join(' '), when: { condition: when.condition, names, values } };
};
