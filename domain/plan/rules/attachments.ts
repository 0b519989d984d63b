import type { CivilDate } from '../../kernel/civil-date.ts';
import type { PartId } from '../../kernel/ids.ts';
import { err, ok, type Result } from '../../kernel/result.ts';
import type { Plan, PresentedPlan, StoredAttachment } from '../state.ts';
import { finding, type RuleResult } from './findings.ts';

/** Files of one plan (B6): what is more is an archive, not evidence. */
const ATTACHMENTS_MAX = 50;

/** What a scan of a signed paper can be. */
const SCAN_TYPES: readonly string[] = ['application/pdf', 'image/jpeg', 'image/png'];

/** A file of the plan by its id. */
export const attachmentOf = (
  { attachments = [] }: Pick<Plan, 'attachments'>,
  id: PartId,
): StoredAttachment | undefined => attachments.find((one) => one.id === id);

/** B6: there is room for one more, and none of that name. */
export const attachmentsHaveRoom = (
  plan: Pick<Plan, 'attachments'>,
  id: PartId,
): readonly RuleResult[] =>
  (plan.attachments ?? []).length >= ATTACHMENTS_MAX || attachmentOf(plan, id) !== undefined
    ? [finding('B6.attachmentCount', '', { max: ATTACHMENTS_MAX })]
    : [];

/** H4: a signature on paper is as good as its scan: one of the plan's files, and a picture of a page. */
export const scanOf = (
  plan: Pick<Plan, 'attachments'>,
  id: PartId,
): Result<StoredAttachment, RuleResult> => {
  const file = attachmentOf(plan, id);
  return file !== undefined && SCAN_TYPES.includes(file.mediaType)
    ? ok(file)
    : err(finding('H4.scan', '/attachmentId'));
};

/** H4: somebody signs what was handed over, not before that and not in the future. */
export const signedInTime = (
  signedOn: CivilDate,
  { delivery }: Pick<PresentedPlan, 'delivery'>,
  today: CivilDate,
): readonly RuleResult[] =>
  signedOn < delivery.presentedOn || signedOn > today
    ? [finding('H4.signedOn', '/signedOn', { from: delivery.presentedOn, to: today })]
    : [];
