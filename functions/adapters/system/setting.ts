import type { EnvName } from '../environment.ts';

/**
 * The value of an environment variable that the CDK app sets.
 * @throws Error naming the variable when it is missing: the deployment is broken
 */
export const setting = (name: EnvName): string => {
  const value = process.env[name];
  if (value === undefined || value === '') throw new Error(`${name} is not set`);
  return value;
};
