/** The entity tag of a version: strong, since a version names one state of a plan. */
export const etagOf = (version: number): string => `"${version}"`;

/** The version that an `If-Match` header names, or `undefined` when it names none of ours. */
export const versionOf = (ifMatch: string): number | undefined => {
  const match = /^"([1-9]\d{0,8})"$/.exec(ifMatch.trim());
  return match === null ? undefined : Number(match[1]);
};
