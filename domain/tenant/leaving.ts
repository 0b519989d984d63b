import type { MemberId } from '../kernel/ids.ts';
import type { Absence, Delegation } from './absence.ts';
import type { Member } from './tenant.ts';

/** As much of a person as leaving changes. */
interface Linked {
  readonly absences?: readonly Absence[];
  readonly delegations?: readonly Delegation[];
}

/**
 * A7: whether what somebody gave and held as a stand-in is to end: who has left, and who is from
 * outside, neither stands in for anybody nor has anybody stand in.
 */
export const endsStandIns = ({
  status,
  roles,
  absences = [],
  delegations = [],
}: Linked & Pick<Member, 'status' | 'roles'>): boolean =>
  (status === 'LEFT' || roles.includes('external')) && absences.length + delegations.length > 0;

/** Who stands in for somebody, and for whom they do: at most 70 people, who change with them. */
export const linkedTo = ({ absences = [], delegations = [] }: Linked): readonly MemberId[] => [
  ...new Set([
    ...absences.flatMap(({ delegateId }) => delegateId ?? []),
    ...delegations.map(({ memberId }) => memberId),
  ]),
];

/** A person without absences and stand-ins. */
export const unlinked = <Person extends Linked>(
  person: Person,
): Omit<Person, 'absences' | 'delegations'> => {
  const { absences: _, delegations: __, ...rest } = person;
  return rest;
};

/**
 * A7: another person once somebody is gone. Who stood in for the leaver no longer does; who was stood
 * in for by them is still away, and what comes meanwhile goes to the HR owner.
 */
export const withoutLeaver = (other: Member, leaverId: MemberId): Member => {
  const { absences, delegations, ...rest } = other;
  return {
    ...rest,
    ...(absences === undefined
      ? {}
      : {
          absences: absences.map((one) => {
            if (one.delegateId !== leaverId) return one;
            const { delegateId: _, ...alone } = one;
            return alone;
          }),
        }),
    ...(delegations === undefined
      ? {}
      : { delegations: delegations.filter(({ memberId }) => memberId !== leaverId) }),
    version: other.version + 1,
  };
};
