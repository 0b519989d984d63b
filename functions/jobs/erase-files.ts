import type { PlanId } from '../../domain/kernel/ids.ts';
import { eraseObject, type ObjectStore, planFileKey } from '../adapters/objects/object-store.ts';
import { listAttachments, type TenantScope } from '../adapters/store/index.ts';

/**
 * Deletes the files of an erased plan for good (N5), those among them that were announced and never
 * confirmed. It may be repeated until the plan's items are gone too.
 */
export const createFileEraser =
  (files: (scope: TenantScope) => ObjectStore) =>
  async (scope: TenantScope, planId: PlanId): Promise<void> => {
    for (const { id } of await listAttachments(scope, planId))
      await eraseObject(files(scope), planFileKey(scope.tenantId, planId, id));
  };
