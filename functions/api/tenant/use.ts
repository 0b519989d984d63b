import type { MemberId } from '../../../domain/kernel/ids.ts';
import { type AllowanceUse, DAILY_LIMITS, loadAllowances } from '../../adapters/store/index.ts';
import { routes } from '../../contract/registry.ts';
import { answer } from '../../http/answer.ts';
import type { Endpoint } from '../../http/endpoint.ts';
import { tenantEndpoint } from './tenant.ts';

const useOf = ({ kind, used, refused }: AllowanceUse) => ({
  used,
  limit: DAILY_LIMITS[kind],
  refused,
});

/** What was used today: HR sees here whose mails wait, and that nobody stopped anybody's by hand. */
const getDailyUse = tenantEndpoint(routes.getDailyUse)(async ({ scope, services }) => {
  const now = services.now();
  const uses = await loadAllowances(scope, now);
  const of = (kind: AllowanceUse['kind'], memberId?: MemberId) =>
    uses.find((use) => use.kind === kind && use.memberId === memberId);
  const people = [...new Set(uses.flatMap(({ memberId }) => memberId ?? []))].map((memberId) => {
    const [mails, files] = [of('mailTo', memberId), of('export', memberId)];
    return {
      memberId,
      ...(mails === undefined ? {} : { mails: useOf(mails) }),
      ...(files === undefined ? {} : { files: useOf(files) }),
    };
  });
  const on = now.slice(0, 10);
  return answer({
    on,
    mails: useOf(of('mail') ?? { kind: 'mail', on, used: 0, refused: 0 }),
    invitations: useOf(of('invitation') ?? { kind: 'invitation', on, used: 0, refused: 0 }),
    people,
  });
});

export const useEndpoints: readonly Endpoint[] = [getDailyUse];
