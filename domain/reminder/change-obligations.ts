import { addWorkingDays, type WorkCalendar } from '../calendar/working-days.ts';
import { toLocal } from '../calendar/zones.ts';
import type { Instant } from '../kernel/instant.ts';
import type { RunningPlan } from '../plan/state.ts';
import type { Notice, Obligation } from './obligation.ts';

/** Working days in which HR answers an amendment, an approved one is served, a successor answers. */
const ANSWER_WD = 2;

/** What an open amendment asks of somebody; of a paused plan only a handover can be open. */
export const amendmentObligations = (
  plan: RunningPlan,
  calendar: WorkCalendar,
): readonly Obligation[] => {
  const { amendment } = plan;
  if (amendment === undefined) return [];
  const soon = (at: Instant) => addWorkingDays(calendar, toLocal(plan.zone, at).date, ANSWER_WD);
  const { proposedAt } = amendment;
  const owed = { ref: proposedAt, part: 'owes' } as const;
  if (amendment.kind === 'MANAGER_CHANGE')
    return [
      {
        ...owed,
        kind: 'handover',
        role: 'manager',
        memberId: amendment.to,
        dueOn: soon(proposedAt),
        openedAt: proposedAt,
      },
    ];
  switch (amendment.status) {
    case 'PROPOSED':
      return [
        {
          ...owed,
          kind: 'amendmentApproval',
          role: 'hr',
          memberId: plan.hrOwnerId,
          dueOn: soon(proposedAt),
          openedAt: proposedAt,
        },
      ];
    case 'HR_APPROVED':
      return [
        {
          ...owed,
          kind: 'amendmentService',
          role: 'manager',
          memberId: plan.managerId,
          dueOn: soon(amendment.approvedAt),
          openedAt: amendment.approvedAt,
        },
      ];
    case 'SERVED':
      return [
        {
          ...owed,
          kind: 'amendmentAcknowledgement',
          role: 'employee',
          memberId: plan.employeeId,
          dueOn: amendment.ackBy,
          openedAt: amendment.servedAt,
        },
      ];
  }
};

/** What those concerned are told of pauses, amendments and a new manager, each once. */
export const changeNotices = (plan: RunningPlan): readonly Notice[] => {
  const told = (
    kind: Notice['kind'],
    happenedAt: Instant,
    ...roles: readonly ('employee' | 'manager' | 'hr')[]
  ): readonly Notice[] =>
    roles.map((role) => ({
      kind,
      role,
      memberId: { employee: plan.employeeId, manager: plan.managerId, hr: plan.hrOwnerId }[role],
      on: toLocal(plan.zone, happenedAt).date,
      happenedAt,
    }));
  const { amendment } = plan;
  const pause = plan.pauses.at(-1);
  const last = plan.amendments.at(-1);
  const isHandover = last?.kind === 'MANAGER_CHANGE';
  return [
    ...(plan.status === 'PAUSED' ? told('planPaused', plan.pause.at, 'employee', 'manager') : []),
    ...(pause === undefined ? [] : told('planResumed', pause.resumedAt, 'employee', 'manager')),
    ...(amendment?.kind === 'MANAGER_CHANGE'
      ? told('managerChanged', amendment.proposedAt, 'employee')
      : []),
    ...(last === undefined || (isHandover && last.status !== 'EFFECTIVE')
      ? []
      : isHandover
        ? told('managerChanged', last.at, 'employee')
        : last.status === 'EFFECTIVE'
          ? told('amendmentDecided', last.at, 'employee', 'manager', 'hr')
          : told('amendmentDecided', last.at, 'manager', 'hr')),
  ];
};
