import type { Member } from '../../../domain/tenant/tenant.ts';
import type { TenantScope } from './access.ts';
import { ABSENT, atVersion } from './condition.ts';
import type { NewReplay } from './replay.ts';
import { memberItem, replayItem } from './tenant-codec.ts';
import { transact } from './transact.ts';

/** A person before and after a change that leaves their e-mail address as it is. */
export interface ChangedMember {
  readonly before: Member;
  readonly after: Member;
}

/**
 * Writes an absence with the person who is away and mirrors it with whoever stands in, all or
 * nothing, each still at the version of its `before`.
 */
export const putAbsence = async (
  scope: TenantScope,
  change: { readonly people: readonly ChangedMember[]; readonly replay?: NewReplay },
): Promise<{ readonly kind: 'stored' | 'conflict' | 'replayed' | 'contended' }> => {
  const { people, replay } = change;
  for (const { after } of people)
    if (after.tenantId !== scope.tenantId)
      throw new Error(`Member ${after.id} is not of this tenant`);
  const result = await transact(scope, [
    ...people.map(({ before, after }) => ({
      label: 'member' as const,
      put: memberItem(after),
      when: atVersion(before.version),
    })),
    ...(replay === undefined
      ? []
      : [{ label: 'replay' as const, put: replayItem(scope.tenantId, replay), when: ABSENT }]),
  ]);
  if (result.kind === 'done') return { kind: 'stored' };
  if (result.kind === 'contended') return result;
  return { kind: result.versions.has('replay') ? 'replayed' : 'conflict' };
};
