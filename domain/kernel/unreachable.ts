/**
 * Closes a `switch` over a union: it does not compile while a case is missing.
 * Its result stands for a value that cannot exist, so it throws nothing at run time.
 */
export const unreachable = (_never: never): never => _never;
