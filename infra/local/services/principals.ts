import type { DatabaseSync } from 'node:sqlite';
import type { Clock, Principals } from '../service.ts';

export interface PrincipalsOptions {
  readonly clock: Clock;
  /** Where keys outlive the process; without it they live in memory. */
  readonly db?: DatabaseSync;
}

export const createPrincipals = (_options: PrincipalsOptions): Principals => {
  throw new Error('Principals are being built');
};
