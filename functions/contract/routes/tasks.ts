import * as z from 'zod/mini';
import { PLAN_STATUSES } from '../../../domain/plan/vocabulary.ts';
import { OPTIONAL_MAILS } from '../../../domain/reminder/optional.ts';
import { RECIPIENT_ROLES, TASK_KINDS } from '../../../domain/reminder/vocabulary.ts';
import { defineRoute } from '../route.ts';
import {
  civilDate,
  instant,
  line,
  list,
  memberId,
  planId,
  wholeInText,
} from '../schemas/primitives.ts';
import { nothing, pageQuery } from './shapes.ts';

const task = () =>
  z.object({
    kind: z.enum(TASK_KINDS),
    /** What it is, in the caller's language; nothing of the plan. */
    text: z.string(),
    /** Which one of its kind: a part, a planned date, or when it came to be. */
    about: z.string(),
    role: z.enum(RECIPIENT_ROLES),
    part: z.enum(['owes', 'attends']),
    ownerId: memberId(),
    dueOn: civilDate(),
    deadline: instant(),
    overdue: z.boolean(),
    overdueWD: z.int(),
    /** What asks for it, where its kind does not say: the absence that a pause is proposed for. */
    because: z.exactOptional(z.string()),
    /** The operation of this API that does it. */
    operation: z.string(),
  });

const ALIASES_MAX = 200;

/** A short name for a plan, by the plan's id. */
const aliases = () =>
  z.record(planId(), line(40)).check(z.refine((named) => Object.keys(named).length <= ALIASES_MAX));

/** Sorts of optional mail that the caller does not want. */
const mailOff = () => list(z.enum(OPTIONAL_MAILS), OPTIONAL_MAILS.length);

const preferences = () => z.strictObject({ aliases: aliases(), mailOff: mailOff() });

const daysQuery = () => z._default(wholeInText(1, 31), 7);

/** What people are to do, across plans. */
export const taskRoutes = {
  listMyTasks: defineRoute({
    id: 'listMyTasks',
    method: 'GET',
    path: '/v1/me/tasks',
    runsIn: 'api',
    caller: 'member',
    action: 'me.read',
    summary:
      'Everything the caller owes or takes part in, on all their plans and those they stand in for: overdue first, then what comes within so many days.',
    params: nothing,
    query: () => z.strictObject({ days: daysQuery() }),
    success: 200,
    answer: () =>
      z.object({
        tasks: z.array(
          z.extend(task(), {
            planId: planId(),
            alias: z.exactOptional(z.string()),
            /** Whose task it is, where the caller stands in. */
            actingFor: z.exactOptional(memberId()),
            /** The page that a mail about it opens. */
            link: z.exactOptional(z.string()),
          }),
        ),
        /** There are more plans than were looked at. */
        more: z.boolean(),
      }),
    conditional: false,
    idempotent: false,
    problems: [],
  }),
  getPreferences: defineRoute({
    id: 'getPreferences',
    method: 'GET',
    path: '/v1/me/preferences',
    runsIn: 'api',
    caller: 'member',
    action: 'me.read',
    summary: 'What the caller chose for their own mails and lists. Answers its ETag.',
    params: nothing,
    query: nothing,
    success: 200,
    answer: preferences,
    conditional: false,
    idempotent: false,
    problems: [],
  }),
  putPreferences: defineRoute({
    id: 'putPreferences',
    method: 'PUT',
    path: '/v1/me/preferences',
    runsIn: 'api',
    caller: 'member',
    action: 'me.read',
    summary:
      'Gives plans names that only the caller sees, to tell mails and tasks of several apart, and switches optional mail off or on (left out: as it is); replaces what was chosen before.',
    params: nothing,
    query: nothing,
    body: () => z.strictObject({ aliases: aliases(), mailOff: z.exactOptional(mailOff()) }),
    success: 200,
    answer: preferences,
    conditional: true,
    idempotent: false,
    problems: ['conflict'],
  }),
  liftSuppression: defineRoute({
    id: 'liftSuppression',
    method: 'POST',
    path: '/v1/members/{memberId}/mail',
    runsIn: 'api',
    caller: 'member',
    action: 'members.mail',
    summary:
      'For HR: somebody’s mailbox works again, so mail goes there once more, with the reason; who is not reached, the board says.',
    params: () => z.strictObject({ memberId: memberId() }),
    query: nothing,
    body: () => z.strictObject({ reason: line(300) }),
    success: 200,
    answer: () => z.object({ memberId: memberId(), liftedAt: instant() }),
    conditional: false,
    idempotent: true,
    problems: ['conflict'],
  }),
  getBoard: defineRoute({
    id: 'getBoard',
    method: 'GET',
    path: '/v1/board',
    runsIn: 'api',
    caller: 'member',
    action: 'readiness.list',
    summary:
      'For HR: plans under way, the one that ends first on top, with what waits for the caller, what is overdue and whose it is, support not delivered, and what was not acknowledged; and who is not reached by mail.',
    params: nothing,
    query: () => z.strictObject(pageQuery(10, 20)),
    success: 200,
    answer: () =>
      z.object({
        plans: z.array(
          z.object({
            id: planId(),
            status: z.enum(PLAN_STATUSES),
            employeeId: memberId(),
            managerId: memberId(),
            hrOwnerId: memberId(),
            endOn: civilDate(),
            /** Whole weeks until the end; below 0 once it has passed. */
            weeksLeft: z.int(),
            awaitingMe: z.array(task()),
            overdue: z.array(task()),
            undeliveredSupport: z.array(task()),
            /** Until when the employee has to say that they received the plan, while they have not. */
            unacknowledgedUntil: z.exactOptional(civilDate()),
          }),
        ),
        /** On the first page: people whose address mail came back from. */
        unreached: z.exactOptional(
          z.array(
            z.object({
              memberId: memberId(),
              reason: z.enum(['bounced', 'complained']),
              at: instant(),
            }),
          ),
        ),
        next: z.exactOptional(z.string()),
      }),
    conditional: false,
    idempotent: false,
    problems: ['forbidden'],
  }),
};
