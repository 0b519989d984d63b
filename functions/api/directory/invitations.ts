import { parseMemberId } from '../../../domain/kernel/ids.ts';
import { addMs, type Instant } from '../../../domain/kernel/instant.ts';
import type { Member, Tenant } from '../../../domain/tenant/tenant.ts';
import {
  getAdmissions,
  type Invitation,
  listMembers,
  putAdmissions,
  putMember,
  revokeInvitation as revokeStoredInvitation,
} from '../../adapters/store/index.ts';
import { routes } from '../../contract/registry.ts';
import { answer } from '../../http/answer.ts';
import { sealCursor } from '../../http/cursor.ts';
import type { Endpoint } from '../../http/endpoint.ts';
import { problem } from '../../http/problem.ts';
import type { Services } from '../../http/services.ts';
import { pageOf } from '../page.ts';
import { replayed, requestHashOf } from '../replay.ts';
import { memberBody, tenantEndpoint } from '../tenant/tenant.ts';
import { mayGrant, personProblem } from './person-checks.ts';

/** How long the link of an invitation works. */
const INVITATION_MS = 14 * 24 * 3_600_000;

/** The invitation of a person in its next round. */
export const invitationOf = (
  tenant: Tenant,
  { id, email, language }: Member,
  round: number,
  now: Instant,
): Invitation => ({
  kind: 'invitation',
  id,
  email,
  language,
  round,
  expiresAt: addMs(now, INVITATION_MS),
  tenantId: tenant.id,
  companyName: tenant.name,
});

/** Lets these people wait at the door and has their mails sent; give at most 100. */
export const callIn = async (
  services: Services,
  tenant: Tenant,
  invitations: readonly Invitation[],
): Promise<void> => {
  if (invitations.length === 0) return;
  await putAdmissions(services.table, invitations);
  await services.callForward(
    tenant.id,
    invitations.map(({ id, round }) => ({ admissionId: id, round })),
  );
};

const invitationBody = ({ id, email, expiresAt, usedAt }: Invitation, now: Instant) => ({
  memberId: id,
  email,
  expiresAt,
  status: usedAt !== undefined ? 'ACCEPTED' : expiresAt > now ? 'PENDING' : 'EXPIRED',
});

/**
 * Adds a person and calls them in. After a crash in between the person is there without a mail; the
 * same request again, or another invitation, sends it.
 */
const invite = tenantEndpoint(routes.invite, ({ body }) =>
  body.managerId === undefined ? {} : { members: [body.managerId] },
)(async ({ scope, tenant, members, replay, caller, request, services }, { body }) => {
  const now = services.now();
  if (replay !== undefined) {
    const first = replay.answer as Member;
    const result = replayed(replay, request, services);
    const waits = (await getAdmissions(services.table, [first.id])).size > 0;
    if (result.kind === 'answer' && !waits)
      await callIn(services, tenant, [invitationOf(tenant, first, 1, now)]);
    return result;
  }
  if (!mayGrant(caller, [], body.roles)) return problem('forbidden');
  const wrong = personProblem(body, tenant, members);
  if (wrong !== undefined) return wrong;
  const id = parseMemberId(services.newId(now));
  if (id === undefined || request.idempotencyKey === undefined) return problem('internal');
  const member: Member = {
    id,
    tenantId: tenant.id,
    ...body,
    status: 'ACTIVE',
    createdAt: now,
    version: 1,
  };
  const added = memberBody(member);
  const { kind } = await putMember(scope, {
    member,
    replay: {
      memberId: caller.id,
      key: request.idempotencyKey,
      requestHash: requestHashOf(request, services),
      answer: added,
      at: now,
    },
  });
  if (kind !== 'stored') return problem('conflict');
  await callIn(services, tenant, [invitationOf(tenant, member, 1, now)]);
  return answer(added, { version: added.version });
});

/** Among the people of a page: who has no invitation is not listed. */
const listInvitations = tenantEndpoint(routes.listInvitations)(
  async ({ scope, caller, request, services }, { query }) => {
    const identity = { tenantId: scope.tenantId, memberId: caller.id };
    const page = pageOf(request, identity, query, '', services);
    if ('kind' in page) return page;
    const { items, next } = await listMembers(scope, page);
    const found = await getAdmissions(
      services.table,
      items.map(({ id }) => id),
    );
    const now = services.now();
    return answer({
      invitations: items.flatMap(({ id }) => {
        const one = found.get(id);
        return one?.kind === 'invitation' ? [invitationBody(one, now)] : [];
      }),
      ...(next === undefined ? {} : { next: sealCursor(services.cursorKey, next, page.binding) }),
    });
  },
);

const sendInvitation = tenantEndpoint(routes.sendInvitation, ({ params }) => ({
  members: [params.memberId],
}))(async ({ tenant, members, services }, { params }) => {
  const member = members.get(params.memberId);
  if (member?.status !== 'ACTIVE') return problem('notFound');
  const before = (await getAdmissions(services.table, [member.id])).get(member.id);
  if (before?.kind === 'invitation' && before.usedAt !== undefined) return problem('conflict');
  const now = services.now();
  const invitation = invitationOf(tenant, member, (before?.round ?? 0) + 1, now);
  await callIn(services, tenant, [invitation]);
  return answer(invitationBody(invitation, now));
});

const revokeInvitation = tenantEndpoint(routes.revokeInvitation, ({ params }) => ({
  members: [params.memberId],
}))(async ({ members, services }, { params }) => {
  const { memberId } = params;
  if (!members.has(memberId)) return problem('notFound');
  const now = services.now();
  await revokeStoredInvitation(services.table, memberId, now);
  const after = (await getAdmissions(services.table, [memberId])).get(memberId);
  return after?.kind === 'invitation' ? answer(invitationBody(after, now)) : problem('notFound');
});

export const invitationEndpoints: readonly Endpoint[] = [
  invite,
  listInvitations,
  sendInvitation,
  revokeInvitation,
];
