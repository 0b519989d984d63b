import type { ContentAmendment } from '../../../domain/plan/amendment.ts';
import { changesBetween } from '../../../domain/plan/content-changes.ts';
import type { RunningPlan } from '../../../domain/plan/state.ts';

const amendmentView = (amendment: ContentAmendment, { content }: RunningPlan) => ({
  ...amendment,
  changes: changesBetween(content, amendment.content),
});

/** What pauses and amendments add to a plan; the view's schema keeps what it declares. */
export const changesView = (plan: RunningPlan) => {
  const { pauses, amendment, amendments, vacancy, managerSince } = plan;
  const content =
    amendment === undefined || amendment.kind === 'MANAGER_CHANGE'
      ? undefined
      : amendmentView(amendment, plan);
  return {
    pauses,
    amendments,
    ...(plan.status === 'PAUSED' ? { pause: plan.pause } : {}),
    ...(content === undefined ? {} : { amendment: content }),
    ...(content?.status === 'SERVED' ? { servedAmendment: content } : {}),
    ...(amendment?.kind === 'MANAGER_CHANGE'
      ? {
          handover: {
            to: amendment.to,
            note: amendment.reason,
            proposedAt: amendment.proposedAt,
            proposedBy: amendment.proposedBy,
          },
        }
      : {}),
    ...(vacancy === undefined ? {} : { vacancy }),
    ...(managerSince === undefined ? {} : { managerSince }),
  };
};
