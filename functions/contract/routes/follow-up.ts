import * as z from 'zod/mini';
import { EFFECTS, GOAL_STATUSES } from '../../../domain/plan/vocabulary.ts';
import { defineRoute } from '../route.ts';
import { civilDate, instant, list, memberId, partId, planId, text } from '../schemas/primitives.ts';
import { nothing, planCommand } from './shapes.ts';

const checkIn = () => z.strictObject({ planId: planId(), plannedOn: civilDate() });
const obstacle = () => z.strictObject({ planId: planId(), obstacleId: partId() });

/** Routes of what follows up on a meeting, a signature or an obstacle. */
export const followUpRoutes = {
  prepareCheckIn: planCommand({
    id: 'prepareCheckIn',
    path: 'check-ins/{plannedOn}/prepare',
    action: 'checkIn.prepare',
    summary: 'The employee notes what they want to raise at a check-in.',
    params: checkIn,
    body: () => z.strictObject({ text: text(4000), supportNeeded: list(text(2000), 20) }),
  }),
  draftCheckIn: defineRoute({
    id: 'draftCheckIn',
    method: 'GET',
    path: '/v1/plans/{planId}/check-ins/{plannedOn}/draft',
    runsIn: 'api',
    caller: 'member',
    action: 'checkIn.record',
    summary: 'A check-in record prefilled from last time; “no change” is an answer for each goal.',
    params: checkIn,
    query: nothing,
    success: 200,
    answer: () =>
      z.object({
        goals: z.array(
          z.object({ goalId: partId(), status: z.enum([...GOAL_STATUSES, 'NO_CHANGE']) }),
        ),
        nextSteps: z.array(z.string()),
        supportNeeded: z.array(z.string()),
        /** Those of earlier meetings that wait for an answer; not to be listed again. */
        openObstacles: z.array(
          z.object({ obstacleId: partId(), text: z.string(), answerBy: civilDate() }),
        ),
        /** What the employee noted beforehand. */
        prepared: z.array(z.object({ at: instant(), text: z.string() })),
      }),
    conditional: false,
    idempotent: false,
    problems: ['wrongStatus', 'unknownPart'],
  }),
  raiseObstacle: planCommand({
    id: 'raiseObstacle',
    path: 'obstacles',
    action: 'obstacle.raise',
    summary: 'Says what stands in the way; it gets an owner and an answer.',
    body: () => z.strictObject({ obstacleId: partId(), text: text(2000) }),
  }),
  assignObstacle: planCommand({
    id: 'assignObstacle',
    path: 'obstacles/{obstacleId}/assign',
    action: 'obstacle.answer',
    summary: 'Names who owns an obstacle: the manager or the HR owner.',
    params: obstacle,
    body: () => z.strictObject({ ownerId: memberId() }),
  }),
  answerObstacle: planCommand({
    id: 'answerObstacle',
    path: 'obstacles/{obstacleId}/answer',
    action: 'obstacle.answer',
    summary: 'Says what is done about an obstacle.',
    params: obstacle,
    body: () => z.strictObject({ text: text(4000) }),
  }),
  rateParts: planCommand({
    id: 'rateParts',
    path: 'checkpoints/{checkpointId}/ratings',
    action: 'checkpoint.rate',
    summary: 'Employee or manager rates every action and support after a checkpoint.',
    params: () => z.strictObject({ planId: planId(), checkpointId: partId() }),
    body: () =>
      z.strictObject({
        ratings: list(
          z.strictObject({
            part: z.enum(['action', 'support']),
            id: partId(),
            done: z.enum(['no', 'partly', 'yes']),
            how: text(1000),
            effective: z.enum(EFFECTS),
          }),
          80,
        ),
      }),
  }),
  answerDisagreement: planCommand({
    id: 'answerDisagreement',
    path: 'disagreement/answer',
    action: 'plan.answerDisagreement',
    summary: 'HR answers in writing an employee who signed and disagreed.',
    body: () =>
      z.strictObject({
        text: text(20_000),
        /** Number of the amendment that was disagreed with; left out for the plan itself. */
        amendment: z.exactOptional(z.int().check(z.minimum(1))),
      }),
  }),
};
