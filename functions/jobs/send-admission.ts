import { type SESClient, SendRawEmailCommand } from '@aws-sdk/client-ses';
import type { CivilDate } from '../../domain/kernel/civil-date.ts';
import { type AdmissionMail, renderAdmissionMail } from '../adapters/mail/admission-mail.ts';
import { composeMime } from '../adapters/mail/mime.ts';
import type { RenderedMail } from '../adapters/mail/model.ts';
import type { AdmissionMessage } from '../adapters/queue/admission-message.ts';
import {
  type Admission,
  type Founded,
  getAdmission,
  noteAdmissionMail,
  type TableAccess,
} from '../adapters/store/index.ts';
import type { Clock } from '../adapters/system/clock.ts';
import { sealLink } from '../adapters/system/link-token.ts';
import type { Log } from '../adapters/system/log.ts';
import type { OutgoingGuard } from '../adapters/system/outgoing.ts';
import type { Done } from './job.ts';
import { classify } from './ses-sender.ts';

export interface AdmissionDependencies {
  /** The table under the function's own rights, which reach admissions and no company. */
  readonly table: TableAccess;
  readonly ses: SESClient;
  readonly configurationSet: string;
  readonly linkKey: string;
  readonly mailFrom: string;
  readonly appUrl: string;
  /** The last look at a mail before it goes. */
  readonly outgoing: OutgoingGuard;
  readonly now: Clock;
  readonly log: Log;
}

const pageOf = { signUp: 'confirm', invitation: 'join' } as const;

/** Somebody who has a mail to get. */
type Open = Exclude<Admission, Founded>;

const isOpen = (admission: Admission, round: number, now: string): admission is Open =>
  admission.round === round &&
  admission.expiresAt > now &&
  admission.kind !== 'founded' &&
  (admission.kind !== 'invitation' || admission.usedAt === undefined);

const modelOf = (deps: AdmissionDependencies, admission: Open): AdmissionMail => {
  const { kind, id, round, language, expiresAt } = admission;
  if (kind === 'moved') {
    const { side, companyName } = admission;
    return { kind, side, companyName, language };
  }
  const token = sealLink(deps.linkKey, { id, round });
  const link = {
    language,
    url: `${deps.appUrl.replace(/\/+$/, '')}/${pageOf[kind]}?token=${token}`,
    until: expiresAt.slice(0, 10) as CivilDate,
  };
  return kind === 'signUp'
    ? { kind, ...link }
    : { kind, companyName: admission.companyName, ...link };
};

/** The mail as it leaves, after the last look at it: it names no other company. */
const written = (deps: AdmissionDependencies, admission: Open): RenderedMail => {
  const tenantId = admission.kind === 'signUp' ? undefined : admission.tenantId;
  if (tenantId !== undefined) deps.outgoing.meet(tenantId);
  const rendered = renderAdmissionMail(modelOf(deps, admission));
  const { subject, html, text } = rendered;
  if (deps.outgoing.isOwn(tenantId, subject, html, text)) return rendered;
  deps.log('egress.blocked', { tenantId });
  throw new Error('A mail would have left its company');
};

/**
 * Sends the mail that lets somebody in, for the round that the message names and as long as its link
 * works. A round has one mail, however often it is asked for: one that may have gone out is not sent
 * again, and whoever waits for it asks for another round.
 */
export const createAdmissionSender =
  (deps: AdmissionDependencies) =>
  async ({ admissionId, round }: AdmissionMessage): Promise<Done> => {
    const now = deps.now();
    const admission = await getAdmission(deps.table, admissionId);
    if (admission === undefined || !isOpen(admission, round, now)) return 'done';
    const mime = await composeMime({
      from: deps.mailFrom,
      to: admission.email,
      rendered: written(deps, admission),
      deliveryId: `${admissionId}.${round}`,
      sentAt: now,
    });
    const ref = { id: admissionId, round };
    if (!(await noteAdmissionMail(deps.table, { ...ref, gone: true }))) return 'done';
    try {
      await deps.ses.send(
        new SendRawEmailCommand({
          Source: deps.mailFrom,
          Destinations: [admission.email],
          RawMessage: { Data: mime },
          ConfigurationSetName: deps.configurationSet,
          Tags: [
            { Name: 'admission', Value: admissionId },
            { Name: 'kind', Value: admission.kind },
          ],
        }),
      );
      deps.log('admission.sent', { kind: admission.kind });
      return 'done';
    } catch (error) {
      const { kind, reason } = classify(error);
      deps.log('admission.failed', { kind: admission.kind, reason: `${kind}:${reason}` });
      if (kind !== 'throttled' && kind !== 'blocked') return 'done';
      await noteAdmissionMail(deps.table, { ...ref, gone: false });
      return 'retry';
    }
  };
