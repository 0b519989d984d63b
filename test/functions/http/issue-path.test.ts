import { expect, it } from 'vitest';
import * as z from 'zod/mini';
import { issuePath } from '../../../functions/http/issue-path.ts';

const schema = z.strictObject({
  list: z.array(z.strictObject({ name: z.string() })),
  pair: z.tuple([z.string()], z.string()),
  choice: z.exactOptional(
    z.discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('a'), one: z.string() }),
      z.strictObject({ kind: z.literal('b'), two: z.record(z.string(), z.int()) }),
    ]),
  ),
});

it.each([
  [[], ''],
  [['list', 3, 'name'], '/list/3/name'],
  [['pair', 0], '/pair/0'],
  [['pair', 4], '/pair/4'],
  [['choice', 'one'], '/choice/one'],
  [['choice', 'two', 'what the client wrote'], '/choice/two/*'],
  [['nothing', 'of', 'this'], '/*/*/*'],
])('%j is shown as %s', (steps, shown) => {
  expect(issuePath(schema, steps)).toBe(shown);
});
