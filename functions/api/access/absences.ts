import { mayKeepAbsencesOf } from '../../../domain/access/access.ts';
import { toLocal } from '../../../domain/calendar/zones.ts';
import type { CivilDate } from '../../../domain/kernel/civil-date.ts';
import { type Absence, notOver } from '../../../domain/tenant/absence.ts';
import { absenceRules } from '../../../domain/tenant/absence-rules.ts';
import { type Member, siteOf } from '../../../domain/tenant/tenant.ts';
import { type ChangedMember, getMembers, putAbsence } from '../../adapters/store/index.ts';
import { routes } from '../../contract/registry.ts';
import { type Answer, answer } from '../../http/answer.ts';
import type { Endpoint } from '../../http/endpoint.ts';
import { type Problem, problem } from '../../http/problem.ts';
import { replayed, replayOf } from '../replay.ts';
import { type TenantCase, tenantEndpoint } from '../tenant/tenant.ts';

/** The people of a request, by id, once the caller may see and enter when this person is away. */
const personOf = ({ caller, members }: TenantCase, memberId: Member['id']): Member | Problem => {
  if (!mayKeepAbsencesOf(memberId, caller)) return problem('forbidden');
  return members.get(memberId) ?? problem('notFound');
};

/** Today where the person works. */
const todayFor = (person: Member, { tenant, services }: TenantCase): CivilDate =>
  toLocal(siteOf(tenant, person)?.zone ?? 'UTC', services.now()).date;

/** Writes what was decided about an absence, once, and answers with it. */
const write = async (
  absence: Absence,
  people: readonly ChangedMember[],
  opened: TenantCase,
): Promise<Answer | Problem> => {
  const { kind } = await putAbsence(opened.scope, { people, replay: replayOf(opened, absence) });
  return kind === 'stored' ? answer(absence) : problem('conflict');
};

const listAbsences = tenantEndpoint(routes.listAbsences, ({ params }) => ({
  members: [params.memberId],
}))(async (opened, { params }) => {
  const person = personOf(opened, params.memberId);
  if ('kind' in person) return person;
  return answer({ absences: notOver(person.absences, todayFor(person, opened)) });
});

const addAbsence = tenantEndpoint(routes.addAbsence, ({ params, body }) => ({
  members: [params.memberId, ...(body.delegateId === undefined ? [] : [body.delegateId])],
}))(async (opened, { params, body }) => {
  const { replay, request, services, members, caller } = opened;
  const person = personOf(opened, params.memberId);
  if ('kind' in person) return person;
  if (replay !== undefined) return replayed(replay, request, services);
  const today = todayFor(person, opened);
  const absence: Absence = { id: services.newId(services.now()), ...body };
  const delegate = body.delegateId === undefined ? undefined : members.get(body.delegateId);
  const violations = absenceRules(absence, person, {
    today,
    by: caller,
    ...(delegate === undefined ? {} : { delegate }),
  });
  if (violations.length > 0) return problem('rulesViolated', { violations });
  const away: ChangedMember = {
    before: person,
    after: {
      ...person,
      absences: [...notOver(person.absences, today), absence],
      version: person.version + 1,
    },
  };
  if (delegate === undefined) return write(absence, [away], opened);
  const { from, until } = absence;
  const delegation = { absenceId: absence.id, memberId: person.id, from, until };
  const stands: ChangedMember = {
    before: delegate,
    after: {
      ...delegate,
      delegations: [...notOver(delegate.delegations, today), delegation],
      version: delegate.version + 1,
    },
  };
  return write(absence, [away, stands], opened);
});

const cancelAbsence = tenantEndpoint(routes.cancelAbsence, ({ params }) => ({
  members: [params.memberId],
}))(async (opened, { params }) => {
  const { replay, request, services, scope } = opened;
  const person = personOf(opened, params.memberId);
  if ('kind' in person) return person;
  if (replay !== undefined) return replayed(replay, request, services);
  const absence = person.absences?.find(({ id }) => id === params.absenceId);
  if (absence === undefined) return problem('notFound');
  const away: ChangedMember = {
    before: person,
    after: {
      ...person,
      absences: (person.absences ?? []).filter((one) => one !== absence),
      version: person.version + 1,
    },
  };
  const { delegateId } = absence;
  const delegate =
    delegateId === undefined ? undefined : (await getMembers(scope, [delegateId])).get(delegateId);
  if (delegate === undefined) return write(absence, [away], opened);
  const stands: ChangedMember = {
    before: delegate,
    after: {
      ...delegate,
      delegations: (delegate.delegations ?? []).filter((one) => one.absenceId !== absence.id),
      version: delegate.version + 1,
    },
  };
  return write(absence, [away, stands], opened);
});

/** When people are away, and who stands in for them. */
export const absenceEndpoints: readonly Endpoint[] = [listAbsences, addAbsence, cancelAbsence];
