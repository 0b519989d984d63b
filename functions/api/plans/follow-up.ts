import { checkInDraft } from '../../../domain/plan/check-in-draft.ts';
import { recordsOf } from '../../../domain/plan/evolve-records.ts';
import { checkInOf } from '../../../domain/plan/meetings.ts';
import { atStage } from '../../../domain/plan/stage.ts';
import { loadHistory } from '../../adapters/store/index.ts';
import { routes } from '../../contract/registry.ts';
import { answer } from '../../http/answer.ts';
import type { Endpoint } from '../../http/endpoint.ts';
import { problem, problemOf } from '../../http/problem.ts';
import { calendarOf } from './plan-case.ts';
import { planCommandEndpoint as command } from './plan-command.ts';
import { planRead } from './plan-read.ts';

const draftCheckIn = planRead(routes.draftCheckIn)(
  async ({ scope, stored, tenant }, { params: { plannedOn } }) => {
    const stage = atStage(stored.plan, 'ACTIVE', 'FINAL_REVIEW');
    if (!stage.ok) return problemOf(stage.error);
    const plan = stage.value;
    if (checkInOf(plan, plannedOn, calendarOf(tenant, plan)) === undefined)
      return problem('unknownPart', { part: 'checkIn' });
    const records = recordsOf(await loadHistory(scope, plan.id));
    const { openObstacles, prepared, ...draft } = checkInDraft(plan, records, plannedOn);
    return answer({
      ...draft,
      openObstacles: openObstacles.map(({ id, ...one }) => ({ obstacleId: id, ...one })),
      prepared: prepared.map(({ at, text }) => ({ at, text })),
    });
  },
);

/** What follows up on a meeting, a signature or an obstacle. */
export const followUpEndpoints: readonly Endpoint[] = [
  draftCheckIn,
  command(routes.prepareCheckIn)(({ params, body }) => ({
    type: 'PrepareCheckIn',
    plannedOn: params.plannedOn,
    ...body,
  })),
  command(routes.raiseObstacle)(({ body }) => ({ type: 'RaiseObstacle', ...body })),
  command(routes.assignObstacle)(({ params, body }) => ({
    type: 'AssignObstacle',
    obstacleId: params.obstacleId,
    ...body,
  })),
  command(routes.answerObstacle)(({ params, body }) => ({
    type: 'AnswerObstacle',
    obstacleId: params.obstacleId,
    ...body,
  })),
  command(routes.rateParts)(({ params, body }) => ({
    type: 'RateParts',
    checkpointId: params.checkpointId,
    ...body,
  })),
  command(routes.answerDisagreement)(({ body }) => ({ type: 'AnswerDisagreement', ...body })),
];
