import type { Plan } from './state.ts';

/** What a plan is at every stage and after its erasure: whose, where, in which language, since when. */
export const identityOf = ({
  id,
  tenantId,
  employeeId,
  managerId,
  hrOwnerId,
  authorId,
  zone,
  siteId,
  language,
  createdAt,
  version,
  returns,
}: Plan) => ({
  id,
  tenantId,
  employeeId,
  managerId,
  hrOwnerId,
  authorId,
  zone,
  siteId,
  language,
  createdAt,
  version,
  returns,
});
