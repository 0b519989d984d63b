import * as z from 'zod/mini';
import { RELATIONS } from '../../../domain/access/actions.ts';
import { INVITED_DECISIONS } from '../../../domain/plan/vocabulary.ts';
import { ROLES } from '../../../domain/tenant/tenant.ts';
import { defineRoute } from '../route.ts';
import { ruleResult } from '../schemas/plan.ts';
import {
  civilDate,
  instant,
  line,
  list,
  memberId,
  partId,
  planId,
  seq,
  text,
  wholeInText,
} from '../schemas/primitives.ts';
import { nothing, pageQuery, planCommand, planParams } from './shapes.ts';

const span = () => ({
  memberId: memberId(),
  from: civilDate(),
  until: civilDate(),
  purpose: text(2000),
});

const grant = () =>
  z.strictObject({
    grant: z.discriminatedUnion('as', [
      z.strictObject({ as: z.literal('investigator'), ...span() }),
      z.strictObject({ as: z.literal('approver'), decision: z.enum(INVITED_DECISIONS), ...span() }),
    ]),
  });

/** The number of an event, in a path. */
const pathSeq = () => wholeInText(1, 999_999_999);

/** The name that an absence got when it was entered. */
const absenceId = () => z.string().check(z.regex(/^[0-9A-Z]{26}$/));

const memberParams = () => z.strictObject({ memberId: memberId() });

const absenceAnswer = () =>
  z.object({
    id: z.string(),
    from: civilDate(),
    until: civilDate(),
    delegateId: z.exactOptional(memberId()),
    note: z.exactOptional(z.string()),
  });

const hrOnly = () => z.object({ version: z.int(), capacityHealth: z.array(partId()) });

/** Who may see a plan, who has looked, who stands in for whom, and what only HR knows (O1 to O6). */
export const accessRoutes = {
  grantAccess: planCommand({
    id: 'grantAccess',
    path: 'grants',
    action: 'access.grant',
    summary: 'HR lets one more person see the plan, for a purpose and at most 90 days.',
    body: grant,
  }),
  revokeAccess: planCommand({
    id: 'revokeAccess',
    path: 'grants/{grant}/revoke',
    action: 'access.grant',
    summary: 'HR takes back an access that it gave.',
    params: () => z.strictObject({ planId: planId(), grant: pathSeq() }),
    body: () => z.strictObject({ reason: text(2000) }),
  }),
  getAccess: defineRoute({
    id: 'getAccess',
    method: 'GET',
    path: '/v1/plans/{planId}/access',
    runsIn: 'api',
    caller: 'member',
    action: 'access.read',
    summary: 'Who can read the plan now, since when, until when, and why.',
    params: planParams,
    query: nothing,
    success: 200,
    answer: () =>
      z.object({
        asOf: civilDate(),
        readers: z.array(
          z.object({
            relation: z.enum(RELATIONS),
            /** A person; left out for a role, and where the company shows no names. */
            memberId: z.exactOptional(memberId()),
            name: z.exactOptional(z.string()),
            /** Everybody with one of these roles. */
            roles: z.exactOptional(z.array(z.enum(ROLES))),
            since: civilDate(),
            /** Left out while there is no end to it. */
            until: z.exactOptional(civilDate()),
            /** The supports that are all a provider reads. */
            supports: z.exactOptional(z.array(partId())),
            decision: z.exactOptional(z.enum(INVITED_DECISIONS)),
            /** Names the access, to take it back. */
            grant: z.exactOptional(seq()),
            purpose: z.string(),
          }),
        ),
      }),
    conditional: false,
    idempotent: false,
    problems: [],
  }),
  getAccessLog: defineRoute({
    id: 'getAccessLog',
    method: 'GET',
    path: '/v1/plans/{planId}/access-log',
    runsIn: 'api',
    caller: 'member',
    action: 'access.read',
    summary: 'Who has looked at the plan, newest first.',
    params: planParams,
    query: () => z.strictObject(pageQuery()),
    success: 200,
    answer: () =>
      z.object({
        entries: z.array(
          z.object({
            at: instant(),
            relation: z.enum(RELATIONS),
            /** Left out where the company shows no names. */
            memberId: z.exactOptional(memberId()),
            name: z.exactOptional(z.string()),
            what: z.string(),
          }),
        ),
        next: z.exactOptional(z.string()),
      }),
    conditional: false,
    idempotent: false,
    problems: [],
  }),
  getConfidential: defineRoute({
    id: 'getConfidential',
    method: 'GET',
    path: '/v1/plans/{planId}/confidential',
    runsIn: 'api',
    caller: 'member',
    action: 'confidential.read',
    summary: 'What of a plan only HR knows. Answers an ETag of its own.',
    params: planParams,
    query: nothing,
    success: 200,
    answer: hrOnly,
    conditional: false,
    idempotent: false,
    problems: [],
  }),
  putConfidential: defineRoute({
    id: 'putConfidential',
    method: 'PUT',
    path: '/v1/plans/{planId}/confidential',
    runsIn: 'api',
    caller: 'member',
    action: 'confidential.write',
    summary: 'HR says which gaps it lays to capacity or health: yes or no, never why.',
    params: planParams,
    query: nothing,
    body: () => z.strictObject({ capacityHealth: list(partId(), 10) }),
    success: 200,
    answer: () => z.extend(hrOnly(), { results: z.array(ruleResult()) }),
    conditional: true,
    idempotent: false,
    problems: ['unknownPart', 'conflict'],
  }),
  listAbsences: defineRoute({
    id: 'listAbsences',
    method: 'GET',
    path: '/v1/members/{memberId}/absences',
    runsIn: 'api',
    caller: 'member',
    action: 'absences.keep',
    summary: 'When a person is away, and who stands in.',
    params: memberParams,
    query: nothing,
    success: 200,
    answer: () => z.object({ absences: z.array(absenceAnswer()) }),
    conditional: false,
    idempotent: false,
    problems: [],
  }),
  addAbsence: defineRoute({
    id: 'addAbsence',
    method: 'POST',
    path: '/v1/members/{memberId}/absences',
    runsIn: 'api',
    caller: 'member',
    action: 'absences.keep',
    summary: 'Enters that a person will be away, and who stands in for at most 90 days.',
    params: memberParams,
    query: nothing,
    body: () =>
      z.strictObject({
        from: civilDate(),
        until: civilDate(),
        delegateId: z.exactOptional(memberId()),
        note: z.exactOptional(line(200)),
      }),
    success: 201,
    answer: absenceAnswer,
    conditional: false,
    idempotent: true,
    problems: ['rulesViolated'],
  }),
  cancelAbsence: defineRoute({
    id: 'cancelAbsence',
    method: 'POST',
    path: '/v1/members/{memberId}/absences/{absenceId}/cancel',
    runsIn: 'api',
    caller: 'member',
    action: 'absences.keep',
    summary: 'Cancels an absence; whoever stood in no longer does.',
    params: () => z.strictObject({ memberId: memberId(), absenceId: absenceId() }),
    query: nothing,
    body: nothing,
    success: 200,
    answer: absenceAnswer,
    conditional: false,
    idempotent: true,
    problems: [],
  }),
};
