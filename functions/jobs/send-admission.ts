import { type SESClient, SendRawEmailCommand } from '@aws-sdk/client-ses';
import type { CivilDate } from '../../domain/kernel/civil-date.ts';
import { renderAdmissionMail } from '../adapters/mail/admission-mail.ts';
import { composeMime } from '../adapters/mail/mime.ts';
import type { AdmissionMessage } from '../adapters/queue/admission-message.ts';
import { type Admission, getAdmission, type TableAccess } from '../adapters/store/index.ts';
import type { Clock } from '../adapters/system/clock.ts';
import { sealLink } from '../adapters/system/link-token.ts';
import type { Log } from '../adapters/system/log.ts';
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
  readonly now: Clock;
  readonly log: Log;
}

const pageOf = { signUp: 'confirm', invitation: 'join' } as const;

const isOpen = (admission: Admission, round: number, now: string): boolean =>
  admission.round === round &&
  admission.expiresAt > now &&
  (admission.kind === 'signUp' || admission.usedAt === undefined);

/**
 * Sends the mail that lets somebody in, for the round that the message names and as long as its link
 * works. A mail that may have gone out is not sent again: whoever waits for it asks once more.
 */
export const createAdmissionSender =
  (deps: AdmissionDependencies) =>
  async ({ admissionId, round }: AdmissionMessage): Promise<Done> => {
    const now = deps.now();
    const admission = await getAdmission(deps.table, admissionId);
    if (admission === undefined || !isOpen(admission, round, now)) return 'done';
    const token = sealLink(deps.linkKey, { id: admissionId, round });
    const link = {
      language: admission.language,
      url: `${deps.appUrl.replace(/\/+$/, '')}/${pageOf[admission.kind]}?token=${token}`,
      until: admission.expiresAt.slice(0, 10) as CivilDate,
    };
    const mime = await composeMime({
      from: deps.mailFrom,
      to: admission.email,
      rendered: renderAdmissionMail(
        admission.kind === 'signUp'
          ? { kind: 'signUp', ...link }
          : { kind: 'invitation', companyName: admission.companyName, ...link },
      ),
      deliveryId: `${admissionId}.${round}`,
      sentAt: now,
    });
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
      return kind === 'throttled' || kind === 'blocked' ? 'retry' : 'done';
    }
  };
