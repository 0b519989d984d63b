import type { PartId, PlanId } from '../../../domain/kernel/ids.ts';
import { attachmentOf } from '../../../domain/plan/rules/attachments.ts';
import { fileRules } from '../../../domain/plan/rules/evidence.ts';
import { finding } from '../../../domain/plan/rules/findings.ts';
import {
  downloadLink,
  headObject,
  planFileKey,
  uploadLink,
} from '../../adapters/objects/object-store.ts';
import {
  type AnnouncedAttachment,
  getAttachment as getStored,
  listAttachments as listStored,
  putAttachment,
} from '../../adapters/store/index.ts';
import { routes } from '../../contract/registry.ts';
import { type Answer, answer } from '../../http/answer.ts';
import { type Endpoint, endpoint, type Reply } from '../../http/endpoint.ts';
import { type Problem, problem } from '../../http/problem.ts';
import type { Services } from '../../http/services.ts';
import { openPlan, type PlanCase } from '../plans/plan-case.ts';
import { planCommandEndpoint } from '../plans/plan-command.ts';
import { planRead } from '../plans/plan-read.ts';
import { vaultOf } from './vault.ts';

const UPLOAD_SECONDS = 15 * 60;
const DOWNLOAD_SECONDS = 5 * 60;

/** Characters of a part's id that a hash gives it. */
const ID_LENGTH = 26;

/** The same request names the same file: its repetition gets a new link, not a second file. */
const attachmentIdOf = (key: string, { stored, caller }: PlanCase, services: Services): PartId =>
  services.hash(`${stored.plan.id}#${caller.id}#${key}`).slice(0, ID_LENGTH) as PartId;

type File = Pick<AnnouncedAttachment, 'name' | 'mediaType' | 'bytes' | 'sha256'>;

const isSameFile = (a: File, b: File): boolean =>
  a.name === b.name && a.mediaType === b.mediaType && a.bytes === b.bytes && a.sha256 === b.sha256;

const announce = async (
  opened: PlanCase,
  file: File,
  key: string,
  services: Services,
): Promise<Answer | Problem> => {
  const { scope, stored, caller, now } = opened;
  const { plan } = stored;
  const violations = fileRules(file, '');
  if (violations.length > 0) return problem('rulesViolated', { violations });
  const id = attachmentIdOf(key, opened, services);
  const { kind } = await putAttachment(scope, plan.id, { ...file, id, at: now, by: caller.id });
  if (kind === 'contended') return problem('conflict');
  if (kind === 'exists') {
    const before = await getStored(scope, plan.id, id);
    if (before === undefined || !isSameFile(before, file)) return problem('idempotencyMismatch');
  }
  const upload = await uploadLink(vaultOf(services).files(scope), {
    key: planFileKey(plan.tenantId, plan.id, id),
    contentType: file.mediaType,
    bytes: file.bytes,
    sha256: Buffer.from(file.sha256, 'hex').toString('base64'),
    seconds: UPLOAD_SECONDS,
  });
  return answer({ attachmentId: id, upload });
};

const announceAttachment: Endpoint = endpoint(routes.announceAttachment)(
  async ({ params, body }, request, services): Promise<Reply> => {
    const opened = await openPlan(params.planId, request, services);
    if ('result' in opened) return opened;
    const { language } = opened.caller;
    if (request.idempotencyKey === undefined) return { result: problem('internal'), language };
    return { result: await announce(opened, body, request.idempotencyKey, services), language };
  },
);

/**
 * Whether the file arrived as it was announced. Type and length are looked at; that the content has
 * the announced SHA-256 the object store has checked itself: the link takes nothing else.
 */
const hasArrived = async (
  { scope }: PlanCase,
  planId: PlanId,
  { id, mediaType, bytes }: AnnouncedAttachment,
  services: Services,
): Promise<boolean> => {
  const key = planFileKey(scope.tenantId, planId, id);
  const found = await headObject(vaultOf(services).files(scope), key);
  return found?.bytes === bytes && found.contentType === mediaType;
};

const confirmAttachment: Endpoint = endpoint(routes.confirmAttachment)(
  async (input, request, services): Promise<Reply> => {
    const { planId, attachmentId } = input.params;
    const opened = await openPlan(planId, request, services);
    if ('result' in opened) return opened;
    const { language } = opened.caller;
    const announced = await getStored(opened.scope, planId, attachmentId);
    if (announced === undefined) return { result: problem('notFound'), language };
    if (!(await hasArrived(opened, planId, announced, services)))
      return {
        result: problem('rulesViolated', { violations: [finding('B6.notUploaded', '')] }),
        language,
      };
    const { id, name, mediaType, bytes, sha256 } = announced;
    return planCommandEndpoint(routes.confirmAttachment)(() => ({
      type: 'AddAttachment',
      id,
      name,
      mediaType,
      bytes,
      sha256,
    })).serve(request, services);
  },
);

const statusOf = ({ scan }: Pick<AnnouncedAttachment, 'scan'>, isPart: boolean) => {
  if (scan === 'INFECTED') return 'INFECTED';
  if (!isPart) return 'PENDING';
  return scan === 'CLEAN' ? 'SCANNED' : 'STORED';
};

const listAttachments = planRead(routes.listAttachments)(async ({ scope, stored, caller }) => {
  const { plan } = stored;
  const announced = await listStored(scope, plan.id);
  const attachments = announced
    .map((one) => ({ one, isPart: attachmentOf(plan, one.id) !== undefined }))
    .filter(({ one, isPart }) => isPart || one.by === caller.id)
    .map(({ one: { id, scan, ...file }, isPart }) => ({
      attachmentId: id,
      ...file,
      status: statusOf(scan === undefined ? {} : { scan }, isPart),
    }));
  return answer({ attachments });
});

const getAttachment = planRead(routes.getAttachment)(
  async ({ scope, stored }, { params: { attachmentId } }, services) => {
    const { plan } = stored;
    const file = attachmentOf(plan, attachmentId);
    if (file === undefined) return problem('notFound');
    const announced = await getStored(scope, plan.id, attachmentId);
    if (announced?.scan === 'INFECTED')
      return problem('rulesViolated', { violations: [finding('B6.infected', '')] });
    const url = await downloadLink(vaultOf(services).files(scope), {
      key: planFileKey(plan.tenantId, plan.id, attachmentId),
      fileName: file.name,
      seconds: DOWNLOAD_SECONDS,
    });
    return answer({ url, sha256: file.sha256 });
  },
);

/** Files that belong to a plan. */
export const attachmentEndpoints: readonly Endpoint[] = [
  announceAttachment,
  confirmAttachment,
  listAttachments,
  getAttachment,
];
