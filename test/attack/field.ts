import { BatchGetCommand } from '@aws-sdk/lib-dynamodb';
import { type MemberId, type PlanId, parseMemberId } from '../../domain/kernel/ids.ts';
import { expand, loadForJob, markProven, putMember } from '../../functions/adapters/store/index.ts';
import { newUlid } from '../../functions/adapters/system/random.ts';
import { type Company, createCompany, WHO } from '../functions/api/company.ts';
import type { Caller, Sent } from '../support/api.ts';
import { newDelivery } from '../support/deliveries.ts';
import type { TestTable } from '../support/engine.ts';
import { people } from '../support/plans.ts';
import { FOUNDED_AT, memberOf } from '../support/store.ts';
import { addPlan } from './callers.ts';
import type { Station } from './stations.ts';
import { isWrite, keysOf, type WatchedCall } from './watch.ts';

/** A plan of its own on the table, at the moment of a station. */
export interface Placed {
  readonly planId: PlanId;
  readonly employeeId: MemberId;
  /** Whoever may send the station's request. */
  readonly caller: Caller;
  readonly version: number;
}

/** A company with room for any number of plans, each of an employee of its own. */
export interface Field {
  readonly company: Company;
  readonly place: (station: Station) => Promise<Placed>;
  readonly hire: () => Promise<MemberId>;
}

let hired = 0;

export const createField = async (table: TestTable): Promise<Field> => {
  const company = await createCompany(table);
  const { scope, tenantId } = company;
  const hire = async (): Promise<MemberId> => {
    hired += 1;
    const id = parseMemberId(newUlid(FOUNDED_AT)) as MemberId;
    const email = `hired-${hired}@example.com`;
    await putMember(scope, { member: memberOf(id, tenantId, { email, managerId: WHO.manager }) });
    return id;
  };
  return {
    company,
    hire,
    place: async ({ id, history, actor }) => {
      const employeeId = await hire();
      const planId = await addPlan(scope, history, { employeeId });
      if (id === 'recordNoResponse') await remind(company, planId, employeeId);
      const memberId = actor.memberId === people.employee ? employeeId : actor.memberId;
      const version = history.at(-1)?.seq ?? 0;
      return { planId, employeeId, caller: { tenantId, memberId }, version };
    },
  };
};

/** Two reminders to acknowledge, sent: without them silence means nothing (H5). */
const remind = async ({ scope }: Company, planId: PlanId, recipientId: MemberId): Promise<void> => {
  const { stored } = (await loadForJob(scope, { planId })) ?? {};
  if (stored === undefined) throw new Error('no such plan');
  const { plan, due } = stored;
  const deliveries = ['first', 'second'].map((id) =>
    newDelivery(id, { planId, recipientId, kind: 'acknowledgement' }),
  );
  await expand(scope, { planId, planVersion: plan.version, due, nextDue: due, deliveries });
  for (const { id, dueAt } of deliveries)
    await markProven(scope, {
      planId,
      deliveryId: id,
      as: 'SENT',
      messageId: `message-${id}`,
      sentAt: dueAt,
    });
};

/** The station's request on the plan that was placed there. */
export const sentAt = ({ sent }: Station, { planId, version }: Placed, key: string): Sent => ({
  ...sent,
  params: { ...sent.params, planId },
  version,
  key,
});

/** A key without the ids, hashes and times in it: what kind of thing it names. */
const kindOf = ({ pk, sk = '' }: { readonly pk: string; readonly sk?: string | undefined }) =>
  `${pk} ${sk}`
    .replace(/^U#\S+/, 'U#<sub>')
    .replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, '<at>')
    .replace(/\b[0-7][0-9A-HJKMNP-TV-Z]{25}\b/g, '<id>')
    .replace(/[\w-]{43,64}/g, '<hash>');

/** What there is, after everything, of what some calls wrote: one line for each item. */
export const effectOf = async (
  table: TestTable,
  calls: readonly WatchedCall[],
): Promise<readonly string[]> => {
  const keys = new Map(
    calls
      .filter((call) => isWrite(call) && call.done)
      .flatMap(keysOf)
      .filter(({ sk }) => sk?.startsWith('ACC#') !== true)
      .map((key) => [`${key.pk} ${key.sk}`, { pk: key.pk, sk: String(key.sk) }]),
  );
  if (keys.size === 0) return [];
  const { Responses = {} } = await table.documents.send(
    new BatchGetCommand({
      RequestItems: { [table.tableName]: { Keys: [...keys.values()], ConsistentRead: true } },
    }),
  );
  const items = (Responses[table.tableName] ?? []) as { pk: string; sk: string }[];
  return items.map((item) => kindOf(item)).sort();
};
