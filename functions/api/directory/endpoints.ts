import type { Endpoint } from '../../http/endpoint.ts';
import { addMember } from './add-member.ts';
import { changeMember } from './change-member.ts';
import { companyEndpoints } from './company.ts';
import { importMembers } from './import-members.ts';
import { invitationEndpoints } from './invitations.ts';

/** The company and its people, for those who look after them. */
export const directoryEndpoints: readonly Endpoint[] = [
  addMember,
  changeMember,
  importMembers,
  ...companyEndpoints,
  ...invitationEndpoints,
];
