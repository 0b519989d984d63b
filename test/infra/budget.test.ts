import { expect, it, vi } from 'vitest';
import type { RouteLine } from '../../functions/contract/route.ts';
import { templateWith } from './synthesised.ts';

vi.mock('../../functions/contract/registry.ts', () => ({
  ROUTES: Array.from(
    { length: 100 },
    (_, n): RouteLine => ({
      id: `route${n}`,
      method: n % 2 === 0 ? 'GET' : 'POST',
      path: `/v1/things${n}/{thingId}`,
      runsIn: (['api', 'report', 'directory'] as const)[n % 3] ?? 'api',
      caller: 'member',
    }),
  ),
}));

it('has room for a hundred routes that share no path', () => {
  const resources = Object.values(templateWith().Resources);
  expect(resources.filter(({ Type }) => Type === 'AWS::ApiGateway::Method')).toHaveLength(100);
  expect(resources.length).toBeLessThan(450);
});
