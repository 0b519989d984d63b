import { readdirSync } from 'node:fs';
import type { Codec } from '../../functions/adapters/store/item.ts';

const STORE = new URL('../../functions/adapters/store/', import.meta.url);

const isCodec = (value: unknown): value is Codec<unknown> =>
  typeof value === 'object' && value !== null && 'upcasters' in value && 'read' in value;

/** Every type of item that any file of the store knows. */
export const codecs: readonly Codec<unknown>[] = (
  await Promise.all(
    readdirSync(STORE)
      .filter((file) => file.endsWith('.ts'))
      .map((file) => import(new URL(file, STORE).href) as Promise<Record<string, unknown>>),
  )
)
  .flatMap((module) => Object.values(module))
  .filter(isCodec)
  .filter((codec, index, all) => all.indexOf(codec) === index);
