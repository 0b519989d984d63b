import * as z from 'zod/mini';
import { LANGUAGES } from '../../../domain/plan/vocabulary.ts';
import { ROLES } from '../../../domain/tenant/tenant.ts';
import { defineRoute } from '../route.ts';
import { packSwitch } from '../schemas/jurisdiction.ts';
import {
  acceptances,
  between,
  civilDate,
  email,
  instant,
  line,
  list,
  memberId,
  partId,
  planId,
  wallTime,
  weekday,
  whole,
  zone,
} from '../schemas/primitives.ts';
import { nothing, pageQuery } from './shapes.ts';

const days = () => list(civilDate(), 400);
const calendar = () =>
  z.strictObject({
    weekend: list(weekday(), 7),
    nonWorking: days(),
    extraWorking: days(),
    knownUntil: civilDate(),
  });
const site = () =>
  z.strictObject({ id: partId(), name: line(120), zone: zone(), calendar: calendar() });

export const memberAnswer = () =>
  z.object({
    id: memberId(),
    name: z.string(),
    email: z.string(),
    /** What they sign in with, where that is not the address of their mail. */
    signInEmail: z.exactOptional(z.string()),
    employeeNumber: z.exactOptional(z.string()),
    language: z.enum(LANGUAGES),
    siteId: z.string(),
    managerId: z.exactOptional(memberId()),
    roles: z.array(z.enum(ROLES)),
    status: z.enum(['ACTIVE', 'LEFT']),
    version: z.int(),
  });

const policy = () =>
  z.strictObject({
    version: z.int(),
    goals: z.strictObject({ min: z.literal(1), max: whole(1, 3) }),
    gaps: z.strictObject({ max: whole(1, 10) }),
    duration: z.strictObject({
      warnMin: whole(14, 365),
      warnMax: whole(14, 365),
    }),
    checkpoint: z.strictObject({
      interimMin: whole(1, 40),
      maxGapDays: whole(7, 92),
    }),
    checkIn: z.strictObject({
      heldRatioMin: between(0.5, 1),
      writeUpWD: whole(1, 10),
    }),
    employeeReplyWD: whole(1, 20),
    talk: z.strictObject({ replyWD: whole(1, 10) }),
    ack: z.strictObject({
      windowWD: whole(1, 10),
      minReadingHours: whole(0, 240),
    }),
    rescheduleMaxWD: whole(1, 10),
    finalReview: z.strictObject({ windowWD: whole(1, 30) }),
    extension: z.strictObject({
      max: whole(0, 2),
      maxRatio: between(0.1, 1),
    }),
    appeal: z.strictObject({
      windowWD: whole(5, 20),
      decideWD: whole(1, 60),
    }),
    sustain: z.strictObject({ days: whole(0, 365) }),
    evidence: z.strictObject({ lookbackDays: whole(30, 1095) }),
    support: z.strictObject({ confirmWD: whole(1, 20) }),
    remind: z.strictObject({
      before: list(whole(1, 20), 5),
      onDay: z.boolean(),
      overdue: z.tuple([whole(1, 60), whole(1, 60), whole(1, 60)]),
    }),
    workingHours: z.strictObject({ from: wallTime(), to: wallTime() }),
    /** `daily 09:00` or `off`; off when left out. */
    digest: z.exactOptional(z.string().check(z.regex(/^(?:off|daily (?:[01]\d|2[0-3]):[0-5]\d)$/))),
    links: z.strictObject({
      appUrl: z.nullable(z.url({ protocol: /^https?$/ }).check(z.maxLength(200))),
    }),
    /** Whether mails say whose performance improvement plan they are about; they do not when left out. */
    mail: z.exactOptional(z.strictObject({ namesPlan: z.boolean() })),
    access: z.exactOptional(z.strictObject({ showNames: z.boolean() })),
    raised: list(z.string().check(z.maxLength(40)), 60),
    packs: z.exactOptional(list(packSwitch(), 10)),
  });

export const tenantAnswer = () =>
  z.object({
    name: z.string(),
    language: z.enum(LANGUAGES),
    version: z.int(),
    sites: z.array(site()),
    hrHeadId: z.exactOptional(memberId()),
    policy: policy(),
  });

/** Routes of the company and its people. */
export const tenantRoutes = {
  getHealth: defineRoute({
    id: 'getHealth',
    method: 'GET',
    path: '/v1/health',
    runsIn: 'public',
    caller: 'anyone',
    action: 'public',
    summary: 'Answers when the API does.',
    params: nothing,
    query: nothing,
    success: 200,
    answer: () => z.object({ status: z.literal('ok') }),
    conditional: false,
    idempotent: false,
    problems: [],
  }),
  getOpenApi: defineRoute({
    id: 'getOpenApi',
    method: 'GET',
    path: '/v1/openapi.json',
    runsIn: 'public',
    caller: 'anyone',
    action: 'public',
    summary: 'This API, described.',
    params: nothing,
    query: nothing,
    success: 200,
    answer: () => z.record(z.string(), z.unknown()),
    conditional: false,
    idempotent: false,
    problems: [],
  }),
  signUp: defineRoute({
    id: 'signUp',
    method: 'POST',
    path: '/v1/tenants',
    runsIn: 'public',
    caller: 'anyone',
    action: 'public',
    summary:
      'A company signs up with its first administrator and its first site. A link in a mail confirms it; until then nothing of it exists.',
    params: nothing,
    query: nothing,
    body: () =>
      z.strictObject({
        name: line(120),
        language: z.enum(LANGUAGES),
        site: site(),
        administrator: z.strictObject({ name: line(120), email: email() }),
      }),
    success: 202,
    answer: () => z.object({ status: z.literal('confirmationSent') }),
    conditional: false,
    idempotent: true,
    problems: ['rulesViolated'],
  }),
  getTenant: defineRoute({
    id: 'getTenant',
    method: 'GET',
    path: '/v1/tenant',
    runsIn: 'api',
    caller: 'member',
    action: 'tenant.read',
    summary:
      'The company’s settings: sites with their calendars, policy. With `history=policy` also the versions of the policy before the one in force, the latest first.',
    params: nothing,
    query: () => z.strictObject({ history: z.exactOptional(z.literal('policy')), ...pageQuery() }),
    success: 200,
    answer: () =>
      z.extend(tenantAnswer(), {
        history: z.exactOptional(
          z.array(z.object({ policy: policy(), replacedAt: instant(), replacedBy: memberId() })),
        ),
        next: z.exactOptional(z.string()),
      }),
    conditional: false,
    idempotent: false,
    problems: [],
  }),
  changeTenant: defineRoute({
    id: 'changeTenant',
    method: 'PUT',
    path: '/v1/tenant',
    runsIn: 'api',
    caller: 'member',
    action: 'tenant.manage',
    summary: 'Replaces the settings. Plans that were submitted keep the policy they began with.',
    params: nothing,
    query: nothing,
    body: () =>
      z.strictObject({
        name: line(120),
        language: z.enum(LANGUAGES),
        sites: list(site(), 50),
        hrHeadId: z.exactOptional(memberId()),
        policy: z.omit(policy(), { version: true }),
        accepted: acceptances(),
      }),
    success: 200,
    /** `keepOld`: plans under way that keep the policy they were submitted with (Q2). */
    answer: () => z.extend(tenantAnswer(), { keepOld: z.array(planId()) }),
    conditional: true,
    idempotent: false,
    problems: ['rulesViolated', 'forbidden'],
  }),
  getMe: defineRoute({
    id: 'getMe',
    method: 'GET',
    path: '/v1/me',
    runsIn: 'api',
    caller: 'member',
    action: 'me.read',
    summary: 'Who the caller is.',
    params: nothing,
    query: nothing,
    success: 200,
    answer: () => z.object({ member: memberAnswer(), tenant: z.object({ name: z.string() }) }),
    conditional: false,
    idempotent: false,
    problems: [],
  }),
  listMembers: defineRoute({
    id: 'listMembers',
    method: 'GET',
    path: '/v1/members',
    runsIn: 'api',
    caller: 'member',
    action: 'members.read',
    summary: 'The company’s people.',
    params: nothing,
    query: () => z.strictObject(pageQuery()),
    success: 200,
    answer: () => z.object({ members: z.array(memberAnswer()), next: z.exactOptional(z.string()) }),
    conditional: false,
    idempotent: false,
    problems: ['forbidden'],
  }),
  addMember: defineRoute({
    id: 'addMember',
    method: 'POST',
    path: '/v1/members',
    runsIn: 'directory',
    caller: 'member',
    action: 'members.manage',
    summary: 'Adds a person and a login for them.',
    params: nothing,
    query: nothing,
    body: () =>
      z.strictObject({
        name: line(120),
        email: email(),
        language: z.enum(LANGUAGES),
        siteId: partId(),
        managerId: z.exactOptional(memberId()),
        employeeNumber: z.exactOptional(line(40)),
        roles: list(z.enum(ROLES), ROLES.length),
      }),
    success: 201,
    answer: memberAnswer,
    conditional: false,
    idempotent: true,
    problems: ['forbidden', 'conflict'],
  }),
};
