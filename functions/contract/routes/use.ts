import * as z from 'zod/mini';
import { defineRoute } from '../route.ts';
import { civilDate, memberId } from '../schemas/primitives.ts';
import { nothing } from './shapes.ts';

const count = () => z.int().check(z.minimum(0));
const use = () => z.object({ used: count(), limit: count(), refused: count() });

/** What is counted by the day. */
export const useRoutes = {
  getDailyUse: defineRoute({
    id: 'getDailyUse',
    method: 'GET',
    path: '/v1/use',
    runsIn: 'api',
    caller: 'member',
    action: 'members.read',
    summary:
      'How many mails and files the company has had today (UTC), and whose mails wait for tomorrow because a limit was reached.',
    params: nothing,
    query: nothing,
    success: 200,
    answer: () =>
      z.object({
        on: civilDate(),
        mails: use(),
        /** Mails that call people in. */
        invitations: use(),
        people: z.array(
          z.object({
            memberId: memberId(),
            mails: z.exactOptional(use()),
            files: z.exactOptional(use()),
          }),
        ),
      }),
    conditional: false,
    idempotent: false,
    problems: [],
  }),
};
