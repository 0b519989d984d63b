import { expect, it, vi } from 'vitest';
import type * as zod from 'zod/mini';

const built = vi.hoisted((): string[] => []);

vi.mock('zod/mini', async (original) => {
  const z = await original<typeof zod>();
  return Object.fromEntries(
    Object.entries(z).map(([name, value]) => [
      name,
      typeof value === 'function' && /^[a-z_]/.test(name)
        ? (...given: unknown[]) => {
            built.push(name);
            return (value as (...given: unknown[]) => unknown)(...given);
          }
        : value,
    ]),
  );
});

it('no schema of the contract is built before a route is used, and then only its own', async () => {
  const { routes } = await import('../../../functions/contract/registry.ts');
  expect(built).toEqual([]);
  (routes.getMe.answer as () => unknown)();
  expect(built.length).toBeGreaterThan(0);
  expect(built.length).toBeLessThan(100);
});
