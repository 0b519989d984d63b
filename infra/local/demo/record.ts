import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DemoRecord } from './seed.ts';

/** What a data directory holds: nothing yet, a company's own data, or the demo companies. */
export type DataState =
  | { readonly kind: 'new' }
  | { readonly kind: 'own' }
  /** A first start was interrupted; what is there is not whole. */
  | { readonly kind: 'halfSeeded' }
  | { readonly kind: 'demo'; readonly record: DemoRecord };

const SEEDING = 'demo.seeding';
const SEEDED = 'demo.json';

export const readDataState = (dataDir: string): DataState => {
  if (existsSync(join(dataDir, SEEDING))) return { kind: 'halfSeeded' };
  if (existsSync(join(dataDir, SEEDED)))
    return {
      kind: 'demo',
      record: JSON.parse(readFileSync(join(dataDir, SEEDED), 'utf8')) as DemoRecord,
    };
  return existsSync(dataDir) ? { kind: 'own' } : { kind: 'new' };
};

/** Before the first write: an interrupted start is recognised by this file. */
export const beginSeeding = (dataDir: string): void => {
  mkdirSync(dataDir, { recursive: true });
  writeFileSync(join(dataDir, SEEDING), '');
};

export const endSeeding = (dataDir: string, record: DemoRecord): void => {
  writeFileSync(join(dataDir, SEEDED), `${JSON.stringify(record, null, 1)}\n`);
  rmSync(join(dataDir, SEEDING));
};
