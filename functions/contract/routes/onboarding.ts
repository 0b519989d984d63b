import * as z from 'zod/mini';
import { LANGUAGES } from '../../../domain/plan/vocabulary.ts';
import { ROLES } from '../../../domain/tenant/tenant.ts';
import { defineRoute } from '../route.ts';
import { ruleResult } from '../schemas/plan.ts';
import { email, line, list, memberId, partId, planId } from '../schemas/primitives.ts';
import { nothing, pageQuery } from './shapes.ts';
import { memberAnswer, tenantAnswer } from './tenants.ts';

const memberParams = () => z.strictObject({ memberId: memberId() });
const roles = () => list(z.enum(ROLES), ROLES.length);
const employeeNumber = () => line(40);
const link = () => z.strictObject({ token: z.string().check(z.maxLength(200)) });

/** What a person is invited and changed with; externals have no other role and no manager. */
const person = () => ({
  name: line(120),
  language: z.enum(LANGUAGES),
  siteId: partId(),
  managerId: z.exactOptional(memberId()),
  employeeNumber: z.exactOptional(employeeNumber()),
  roles: roles(),
});

const invitationAnswer = () =>
  z.object({
    memberId: memberId(),
    email: z.string(),
    expiresAt: z.string(),
    status: z.enum(['PENDING', 'EXPIRED', 'ACCEPTED']),
  });

const closure = () =>
  z.object({
    askedBy: memberId(),
    askedAt: z.string(),
    confirmedBy: z.exactOptional(memberId()),
    confirmedAt: z.exactOptional(z.string()),
    closesAt: z.exactOptional(z.string()),
  });

const closureAnswer = () => z.object({ closure: z.exactOptional(closure()) });

/** Largest file of people, in bytes. */
const PEOPLE_FILE_MAX = 2 * 1024 * 1024;

/** Long enough for a token of `sealOptOut`. */
const optOutToken = () => z.strictObject({ token: z.string().check(z.maxLength(200)) });

/** Routes by which companies and people come in, change and go. */
export const onboardingRoutes = {
  confirmSignUp: defineRoute({
    id: 'confirmSignUp',
    method: 'POST',
    path: '/v1/tenants/confirmation',
    runsIn: 'public',
    caller: 'anyone',
    action: 'public',
    summary: 'Founds the company that signed up, by the token of the link in the mail. Works once.',
    params: nothing,
    query: nothing,
    body: link,
    success: 201,
    answer: () => z.object({ tenantId: z.string(), administratorId: memberId() }),
    conditional: false,
    idempotent: true,
    problems: ['notFound', 'conflict'],
  }),
  acceptInvitation: defineRoute({
    id: 'acceptInvitation',
    method: 'POST',
    path: '/v1/invitations/acceptance',
    runsIn: 'public',
    caller: 'anyone',
    action: 'public',
    summary: 'Makes the login of a person who was invited, by the token of the link in the mail.',
    params: nothing,
    query: nothing,
    body: link,
    success: 200,
    answer: () => z.object({ email: z.string() }),
    conditional: false,
    idempotent: true,
    problems: ['notFound', 'conflict'],
  }),
  askToUnsubscribe: defineRoute({
    id: 'askToUnsubscribe',
    method: 'GET',
    path: '/v1/unsubscribe',
    runsIn: 'public',
    caller: 'anyone',
    action: 'public',
    summary:
      'A page with a button that switches off one sort of optional mail. Opening it does nothing.',
    params: nothing,
    query: optOutToken,
    success: 200,
    answer: { files: ['text/html'] },
    conditional: false,
    idempotent: false,
    problems: [],
  }),
  unsubscribe: defineRoute({
    id: 'unsubscribe',
    method: 'POST',
    path: '/v1/unsubscribe',
    runsIn: 'public',
    caller: 'anyone',
    action: 'public',
    summary:
      'Switches off one sort of optional mail for one person, by the token of a mail; what mail programs call by themselves (RFC 8058). The body is not read.',
    params: nothing,
    query: optOutToken,
    success: 200,
    answer: { files: ['text/html'] },
    conditional: false,
    idempotent: false,
    problems: ['notFound'],
  }),
  invite: defineRoute({
    id: 'invite',
    method: 'POST',
    path: '/v1/invitations',
    runsIn: 'directory',
    caller: 'member',
    action: 'members.invite',
    summary:
      'Adds a person and sends them a link; accepting makes their login. HR invites people without a role and external people; administrators and the head of HR give roles too.',
    params: nothing,
    query: nothing,
    body: () => z.strictObject({ ...person(), email: email() }),
    success: 201,
    answer: memberAnswer,
    conditional: false,
    idempotent: true,
    problems: ['forbidden', 'conflict'],
  }),
  listInvitations: defineRoute({
    id: 'listInvitations',
    method: 'GET',
    path: '/v1/invitations',
    runsIn: 'directory',
    caller: 'member',
    action: 'members.invite',
    summary: 'Invitations of the last months: waiting, expired or revoked, accepted.',
    params: nothing,
    query: () => z.strictObject(pageQuery()),
    success: 200,
    answer: () =>
      z.object({ invitations: z.array(invitationAnswer()), next: z.exactOptional(z.string()) }),
    conditional: false,
    idempotent: false,
    problems: ['forbidden'],
  }),
  sendInvitation: defineRoute({
    id: 'sendInvitation',
    method: 'POST',
    path: '/v1/members/{memberId}/invitation',
    runsIn: 'directory',
    caller: 'member',
    action: 'members.invite',
    summary: 'Sends a new link to a person without a login; older links end.',
    params: memberParams,
    query: nothing,
    success: 200,
    answer: invitationAnswer,
    conditional: false,
    idempotent: true,
    problems: ['conflict'],
  }),
  revokeInvitation: defineRoute({
    id: 'revokeInvitation',
    method: 'DELETE',
    path: '/v1/members/{memberId}/invitation',
    runsIn: 'directory',
    caller: 'member',
    action: 'members.invite',
    summary: 'Ends the links that were sent to a person; the person stays in the directory.',
    params: memberParams,
    query: nothing,
    success: 200,
    answer: invitationAnswer,
    conditional: false,
    idempotent: false,
    problems: [],
  }),
  changeMember: defineRoute({
    id: 'changeMember',
    method: 'PUT',
    path: '/v1/members/{memberId}',
    runsIn: 'directory',
    caller: 'member',
    action: 'members.manage',
    summary:
      'Changes a person: roles, manager, site, language, where their mail goes, or that they have left. Takes effect on their next request. With another address they sign in as before, and both addresses are told.',
    params: memberParams,
    query: nothing,
    body: () =>
      z.strictObject({
        ...person(),
        /** As it was when left out. */
        email: z.exactOptional(email()),
        status: z.enum(['ACTIVE', 'LEFT']),
      }),
    success: 200,
    answer: memberAnswer,
    conditional: true,
    idempotent: false,
    problems: ['rulesViolated', 'conflict'],
  }),
  importMembers: defineRoute({
    id: 'importMembers',
    method: 'POST',
    path: '/v1/members/import',
    runsIn: 'directory',
    caller: 'member',
    action: 'members.manage',
    summary:
      'Adds and changes people from a CSV file with a header line (docs/people-import.md). With problems nothing is written; a dry run only reports.',
    params: nothing,
    query: () =>
      z.strictObject({
        dryRun: z._default(z.enum(['true', 'false']), 'true'),
        /** Whether those who are added get a link for a login. */
        invite: z._default(z.enum(['true', 'false']), 'false'),
      }),
    file: { type: 'text/csv', maxBytes: PEOPLE_FILE_MAX },
    success: 200,
    answer: () =>
      z.object({
        applied: z.boolean(),
        rows: z.int(),
        added: z.int(),
        changed: z.int(),
        unchanged: z.int(),
        /** People who were invited. */
        invited: z.int(),
        /** Lines of the file that could not be written; send the file again. */
        notWritten: z.array(z.int()),
        ignoredColumns: z.array(z.string()),
        problemCount: z.int(),
        problems: z.array(
          z.object({ row: z.int(), column: z.string(), code: z.string(), message: z.string() }),
        ),
      }),
    conditional: false,
    idempotent: true,
    problems: ['forbidden'],
  }),
  getOnboarding: defineRoute({
    id: 'getOnboarding',
    method: 'GET',
    path: '/v1/tenant/onboarding',
    runsIn: 'directory',
    caller: 'member',
    action: 'members.read',
    summary: 'What the company still lacks before its plans are safe, and whether it is closing.',
    params: nothing,
    query: nothing,
    success: 200,
    answer: () => z.object({ missing: z.array(ruleResult()), closure: z.exactOptional(closure()) }),
    conditional: false,
    idempotent: false,
    problems: ['forbidden'],
  }),
  exportTenant: defineRoute({
    id: 'exportTenant',
    method: 'GET',
    path: '/v1/tenant/export',
    runsIn: 'directory',
    caller: 'member',
    action: 'tenant.export',
    summary:
      'What a company may take along: settings and people, a page at a time, also as a file for the import. No plans: those are HR’s.',
    params: nothing,
    query: () => z.strictObject(pageQuery(1000, 2000)),
    success: 200,
    answer: () =>
      z.object({
        company: tenantAnswer(),
        people: z.array(memberAnswer()),
        peopleCsv: z.string(),
        next: z.exactOptional(z.string()),
      }),
    conditional: false,
    idempotent: false,
    problems: ['forbidden'],
  }),
  askClosing: defineRoute({
    id: 'askClosing',
    method: 'POST',
    path: '/v1/tenant/closing',
    runsIn: 'directory',
    caller: 'member',
    action: 'tenant.close',
    summary: 'Asks for the company to be closed; a second person confirms.',
    params: nothing,
    query: nothing,
    success: 200,
    answer: closureAnswer,
    conditional: false,
    idempotent: true,
    problems: ['rulesViolated'],
  }),
  confirmClosing: defineRoute({
    id: 'confirmClosing',
    method: 'POST',
    path: '/v1/tenant/closing/confirmation',
    runsIn: 'directory',
    caller: 'member',
    action: 'tenant.confirmClosing',
    summary:
      'Confirms the closing as a second person, naming the plans that are still open. Sign-in ends 30 days later.',
    params: nothing,
    query: nothing,
    body: () => z.strictObject({ openPlans: z._default(list(planId(), 2000), []) }),
    success: 200,
    answer: closureAnswer,
    conditional: false,
    idempotent: true,
    problems: ['rulesViolated'],
  }),
  withdrawClosing: defineRoute({
    id: 'withdrawClosing',
    method: 'DELETE',
    path: '/v1/tenant/closing',
    runsIn: 'directory',
    caller: 'member',
    action: 'tenant.confirmClosing',
    summary: 'Withdraws the closing, until the day on which it takes effect.',
    params: nothing,
    query: nothing,
    success: 200,
    answer: closureAnswer,
    conditional: false,
    idempotent: false,
    problems: ['rulesViolated'],
  }),
};
