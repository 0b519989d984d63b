import * as z from 'zod/mini';
import { FEEDBACK_KINDS } from '../../../domain/plan/vocabulary.ts';
import { defineRoute } from '../route.ts';
import { civilDate, instant, memberId, observationId, text } from '../schemas/primitives.ts';
import { nothing, pageQuery } from './shapes.ts';

const employee = () => z.strictObject({ employeeId: memberId() });

const observation = () =>
  z.object({
    id: observationId(),
    by: memberId(),
    recordedAt: instant(),
    occurredOn: civilDate(),
    kind: z.enum(FEEDBACK_KINDS),
    fact: z.string(),
    sharedOn: z.exactOptional(civilDate()),
  });

/** Notes from daily work, before any plan exists. 日常工作观察记录 */
export const observationRoutes = {
  addObservation: defineRoute({
    id: 'addObservation',
    method: 'POST',
    path: '/v1/employees/{employeeId}/observations',
    runsIn: 'api',
    caller: 'member',
    action: 'observation.keep',
    summary: 'The manager, or HR, notes a dated fact from daily work.',
    params: employee,
    query: nothing,
    body: () =>
      z.strictObject({
        occurredOn: civilDate(),
        kind: z.enum(FEEDBACK_KINDS),
        fact: text(2000),
        /** The day on which the employee was told. */
        sharedOn: z.exactOptional(civilDate()),
      }),
    success: 201,
    answer: observation,
    conditional: false,
    idempotent: true,
    problems: ['notFound', 'rulesViolated', 'conflict'],
  }),
  shareObservation: defineRoute({
    id: 'shareObservation',
    method: 'POST',
    path: '/v1/employees/{employeeId}/observations/{observationId}/share',
    runsIn: 'api',
    caller: 'member',
    action: 'observation.keep',
    summary: 'Records that the employee was told; once, and never taken back.',
    params: () => z.strictObject({ employeeId: memberId(), observationId: observationId() }),
    query: nothing,
    body: () => z.strictObject({ sharedOn: civilDate() }),
    success: 200,
    answer: observation,
    conditional: false,
    idempotent: true,
    problems: ['notFound', 'rulesViolated', 'conflict'],
  }),
  listObservations: defineRoute({
    id: 'listObservations',
    method: 'GET',
    path: '/v1/employees/{employeeId}/observations',
    runsIn: 'api',
    caller: 'member',
    action: 'observation.keep',
    summary: 'Observations of an employee, newest first; the employee sees those that were shared.',
    params: employee,
    query: () => z.strictObject(pageQuery()),
    success: 200,
    answer: () =>
      z.object({ observations: z.array(observation()), next: z.exactOptional(z.string()) }),
    conditional: false,
    idempotent: false,
    problems: ['notFound'],
  }),
};
