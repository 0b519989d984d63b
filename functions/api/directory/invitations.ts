import { parseMemberId } from '../../../domain/kernel/ids.ts';
import type { Instant } from '../../../domain/kernel/instant.ts';
import type { Member } from '../../../domain/tenant/tenant.ts';
import {
  getAdmissions,
  type Invitation,
  listMembers,
  putReplay,
  revokeInvitation as revokeStoredInvitation,
} from '../../adapters/store/index.ts';
import { routes } from '../../contract/registry.ts';
import { answer } from '../../http/answer.ts';
import { sealCursor } from '../../http/cursor.ts';
import type { Endpoint } from '../../http/endpoint.ts';
import { problem, tooManyToday } from '../../http/problem.ts';
import { pageOf } from '../page.ts';
import { replayed, replayOf } from '../replay.ts';
import { memberBody, tenantEndpoint } from '../tenant/tenant.ts';
import { callIn, callInAgain, countCalls, invitationOf } from './calls.ts';
import { mayGrant, personProblem } from './person-checks.ts';
import { storeNewcomer } from './store-member.ts';

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
)(async (opened, { body }) => {
  const { tenant, members, replay, caller, request, services } = opened;
  if (replay !== undefined) {
    const first = replay.answer as Pick<Member, 'id'>;
    const result = replayed(replay, request, services);
    if (result.kind === 'answer') await callInAgain(opened, [first.id], replay.at);
    return result;
  }
  if (!mayGrant(caller, [], body.roles)) return problem('forbidden');
  const wrong = personProblem(body, tenant, members);
  if (wrong !== undefined) return wrong;
  const now = services.now();
  const id = parseMemberId(services.newId(now));
  if (id === undefined) return problem('internal');
  const asked = invitationOf(tenant, { id, ...body }, 1, now);
  const [invitation] = await countCalls(opened, [asked]);
  if (invitation === undefined) return tooManyToday(now);
  const member = await storeNewcomer(opened, id, body);
  if ('kind' in member) return member;
  await callIn(opened, [invitation]);
  return answer(memberBody(member), { version: member.version });
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

/**
 * A new round for somebody who waits. The answer is written first: the same request again completes
 * the round that it began, and begins no other.
 */
const sendInvitation = tenantEndpoint(routes.sendInvitation, ({ params }) => ({
  members: [params.memberId],
}))(async (opened, { params }) => {
  const { scope, tenant, members, replay, request, services } = opened;
  const member = members.get(params.memberId);
  if (member?.status !== 'ACTIVE') return problem('notFound');
  if (replay !== undefined) {
    const { round } = replay.answer as Pick<Invitation, 'round'>;
    const result = replayed(replay, request, services);
    if (result.kind === 'answer')
      await callIn(opened, [invitationOf(tenant, member, round, replay.at)]);
    return result;
  }
  const before = (await getAdmissions(services.table, [member.id])).get(member.id);
  if (before?.kind === 'invitation' && before.usedAt !== undefined) return problem('conflict');
  const now = services.now();
  const asked = invitationOf(tenant, member, (before?.round ?? 0) + 1, now);
  const [invitation] = await countCalls(opened, [asked]);
  if (invitation === undefined) return tooManyToday(now);
  const sent = { ...invitationBody(invitation, now), round: invitation.round };
  const { kind } = await putReplay(scope, replayOf(opened, sent));
  if (kind !== 'stored') return problem('conflict');
  await callIn(opened, [invitation]);
  return answer(sent);
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
