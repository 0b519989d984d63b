import { readdirSync, readFileSync } from 'node:fs';
import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Instant } from '../../domain/kernel/instant.ts';
import type { Observation } from '../../domain/plan/observation.ts';
import * as store from '../../functions/adapters/store/index.ts';
import { keyOf, rangeOf } from '../../functions/adapters/store/keys.ts';
import { refreshItem } from '../../functions/adapters/store/refresh.ts';
import { TABLE } from '../../functions/adapters/store/table.ts';
import { newDelivery } from '../support/deliveries.ts';
import { recording, type TestTable, useTable } from '../support/engine.ts';
import { activePlanHistory, PLAN_ID, people, sha256, TENANT_ID } from '../support/plans.ts';
import {
  commitEvents,
  commitHistory,
  found,
  load,
  memberOf,
  statementAfter,
  tenantOf,
} from '../support/store.ts';
import { codecs } from './codecs.ts';
import { dueOf, NOW, replayOf } from './running-plan.ts';

const STORE = new URL('../../functions/adapters/store/', import.meta.url);
const readme = readFileSync(new URL('README.md', STORE), 'utf8');

/** The rows of the table under a heading. */
const rowsOf = (heading: string): string[][] => {
  const [, section = ''] = readme.split(`## ${heading}\n`);
  const [body = ''] = section.split('\n## ');
  return body
    .split('\n')
    .filter((line) => line.startsWith('|'))
    .slice(2)
    .map((line) =>
      line
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim().replaceAll('`', '')),
    );
};

/** Ids that spell themselves in a key. */
const id = (name: string) => `<${name}>` as never;
const hash = (text: string, encoding: 'hex' | 'base64url') =>
  Buffer.from(sha256(text), 'hex').toString(encoding);
const [T, P, M] = [id('tenantId'), id('planId'), id('memberId')];

const OBSERVATION: Observation = {
  id: '01K0BSERVAT0N0000000000001' as Observation['id'],
  employeeId: people.employee,
  by: people.manager,
  recordedAt: '2026-01-12T10:00:00.000Z' as Observation['recordedAt'],
  occurredOn: '2026-01-12' as Observation['occurredOn'],
  kind: 'corrective',
  fact: '两次打断客户',
};

const ATTACHMENT: store.AnnouncedAttachment = {
  id: 'file-1',
  name: '签收单.pdf',
  mediaType: 'application/pdf',
  bytes: 1000,
  sha256: sha256('file'),
  at: '2026-01-12T10:00:00.000Z' as Instant,
  by: people.manager,
};

const KEYS: Readonly<Record<string, { readonly pk: string; readonly sk: string }>> = {
  Settings: keyOf.settings(T),
  Policy: keyOf.policy(T, id('version')),
  Refresh: keyOf.refresh(T),
  Member: keyOf.member(T, M),
  'E-mail': keyOf.email(T, 'email'),
  Suppression: keyOf.suppression(T, 'email'),
  'Send slots': keyOf.sendSlots(),
  Login: keyOf.login(id('sub')),
  Admission: keyOf.admission('<id>'),
  'Admission mails': keyOf.admissionMails('email', '<day>'),
  Head: keyOf.head(T, P),
  Body: keyOf.body(T, P),
  'Body, further part': keyOf.body(T, P, id('part')),
  'HR only': keyOf.hrOnly(T, P),
  Events: keyOf.events(T, P, id('seq')),
  Delivery: keyOf.delivery(T, P, id('deliveryId')),
  Attachment: keyOf.attachment(T, P, id('attachmentId')),
  Access: keyOf.access(T, P, { at: id('at'), by: M, action: '<action>' }),
  'Replay, plan': keyOf.planReplay(T, P, M, 'key'),
  'Replay, other': keyOf.memberReplay(T, M, 'key'),
  Preferences: keyOf.preferences(T, M),
  'Opt-out': keyOf.optOut(T, M, '<sort>' as never),
  Allowance: keyOf.allowance(T, '<day>', '<kind>' as never, M),
  Observation: keyOf.observation(T, id('employeeId'), id('observationId')),
  'Open plan': keyOf.open(T, id('employeeId')),
  Insights: keyOf.insights(T, '<quarter>'),
  Erasure: keyOf.erasure(T, P),
};

const spelled = (key: string): string =>
  key
    .replace(hash('email', 'hex'), '<sha256(email)>')
    .replace(hash('key', 'base64url'), '<sha256(key)>')
    .replace(/0+<seq>/, '<seq>')
    .replace(/0*<version>/, '<version>');

describe('the table of items', () => {
  it('is what the code spells', () => {
    const rows = rowsOf('Items').map(([item, pk, sk]) => [item, pk, sk]);
    const code = Object.entries(KEYS).map(([item, { pk, sk }]) => [item, spelled(pk), spelled(sk)]);
    expect(rows).toEqual(code);
    const spellings = new Set(Object.values(keyOf).map((key) => key.name));
    // `body` spells two rows; every other key one.
    expect(spellings.size + 1).toBe(rows.length);
  });

  it('names every type of item that the code reads', () => {
    const types = new Set(rowsOf('Items').map(([, , , type]) => type));
    expect(types).toEqual(new Set(codecs.map(({ type }) => type)));
  });

  it('has ranges that are prefixes of keys', () => {
    const of: Readonly<Record<string, never>> = {
      allowances: id('day'),
      observations: id('employeeId'),
    };
    const ranges = Object.entries(rangeOf).map(([name, range]) => range(T, of[name] ?? P));
    for (const { pk, prefix } of ranges)
      expect(
        Object.values(KEYS).filter((key) => key.pk === pk && key.sk.startsWith(prefix)).length,
      ).toBe(1);
  });

  it('starts every partition with its tenant, but those of people who are not let in yet', () => {
    for (const [item, { pk }] of Object.entries(KEYS))
      expect(pk.startsWith('T#<tenantId>#')).toBe(
        !['Login', 'Admission', 'Admission mails', 'Send slots'].includes(item),
      );
  });
});

describe('the source', () => {
  const sources = readdirSync(STORE)
    .filter((file) => file.endsWith('.ts'))
    .map((file) => ({
      file,
      code: readFileSync(new URL(file, STORE), 'utf8').replace(/\/\*[\s\S]*?\*\/|\/\/.*/g, ''),
    }));

  it('spells keys in keys.ts only', () => {
    const parts = [
      'T#',
      'U#',
      'A#',
      'R#',
      'P#',
      'M#',
      'E#',
      'G#',
      'EVT#',
      'POLICY#',
      'DLV#',
      'ACC#',
      'IDEM#',
      'DUE#',
    ];
    for (const { file, code } of sources)
      if (file !== 'keys.ts')
        for (const part of parts) expect(code.includes(part), `${part} in ${file}`).toBe(false);
  });

  it('scans nowhere and uses command objects only', () => {
    const banned = /ScanCommand|PartiQL|ExecuteStatement|\bDynamoDBDocument\b/;
    for (const { file, code } of sources) expect(banned.test(code), file).toBe(false);
    expect(banned.test('new ScanCommand(')).toBe(true);
  });
});

describe('the table of access patterns', () => {
  const table = useTable();
  beforeAll(async () => {
    await found(table());
    await commitHistory(table().scope(TENANT_ID), activePlanHistory(), dueOf(0));
  });

  it('numbers every function that reaches the table', () => {
    const rows = rowsOf('Access patterns');
    expect(rows.map(([number]) => number)).toEqual(rows.map((_, index) => String(index + 1)));
    const named = rows.map(([, name]) => name);
    expect(new Set(named).size).toBe(named.length);
    expect([...named].sort()).toEqual(Object.keys(USES).sort());
    const exported = Object.entries(store)
      .filter(([name, value]) => typeof value === 'function' && /^[a-z]/.test(name))
      .map(([name]) => name);
    // `isProven`, `mayOwe` and `historyIn` look at what was read; `erasePlan` goes through a whole partition, in as many calls as that takes.
    const elsewhere = [
      'verifyChain',
      'createTenantScopes',
      'openTable',
      'erasePlan',
      'isProven',
      'historyIn',
      'mayOwe',
    ];
    expect(exported.sort()).toEqual([...named, ...elsewhere].sort());
  });

  const page = { limit: 5 };
  const ref = { planId: PLAN_ID, deliveryId: 'd1' };
  const attempt = { ...ref, attemptId: '1' };
  const leaseUntil = '2027-01-01T00:00:00.000Z' as Instant;

  const invitation: store.Invitation = {
    kind: 'invitation',
    id: people.mentor,
    email: 'guest@example.com',
    language: 'en',
    round: 1,
    expiresAt: leaseUntil,
    tenantId: TENANT_ID,
    companyName: 'x',
  };

  /** Each function used once, in an order in which each has something to do. */
  const USES: Readonly<Record<string, (through: TestTable) => Promise<unknown>>> = {
    loadForCommand: (through) =>
      store.loadForCommand(through.scope(TENANT_ID), {
        planId: PLAN_ID,
        callerId: people.manager,
        idempotencyKey: 'x',
      }),
    loadPlan: (through) =>
      store.loadPlan(through.scope(TENANT_ID), { planId: PLAN_ID, callerId: people.manager }),
    loadPlans: (through) => store.loadPlans(through.scope(TENANT_ID), [PLAN_ID]),
    getPreferences: (through) => store.getPreferences(through.scope(TENANT_ID), people.manager),
    putPreferences: (through) =>
      store.putPreferences(through.scope(TENANT_ID), people.manager, {
        before: { version: 1, aliases: {}, mailOff: [] },
        after: { aliases: {}, mailOff: ['news'] },
        at: NOW,
      }),
    putOptOut: (through) =>
      store.putOptOut(through, {
        tenantId: TENANT_ID,
        memberId: people.manager,
        sort: 'ahead',
        at: NOW,
      }),
    getOptOuts: (through) => store.getOptOuts(through.scope(TENANT_ID), [people.manager]),
    getReach: (through) =>
      store.getReach(
        through.scope(TENANT_ID),
        { memberId: people.manager, email: 'person@example.com' },
        NOW,
      ),
    loadCaller: (through) =>
      store.loadCaller(through.scope(TENANT_ID), { callerId: people.manager }),
    loadForJob: (through) => store.loadForJob(through.scope(TENANT_ID), { planId: PLAN_ID }),
    commit: async (through) => {
      const stored = await load(table().scope(TENANT_ID));
      const events = [statementAfter(stored.plan, 'words')];
      await commitEvents(through.scope(TENANT_ID), stored, events, { replay: replayOf('1') });
    },
    loadHistory: (through) => store.loadHistory(through.scope(TENANT_ID), PLAN_ID),
    loadChain: (through) => store.loadChain(through.scope(TENANT_ID), PLAN_ID),
    loadTimeline: (through) => store.loadTimeline(through.scope(TENANT_ID), PLAN_ID, page),
    putAttachment: (through) => store.putAttachment(through.scope(TENANT_ID), PLAN_ID, ATTACHMENT),
    getAttachment: (through) =>
      store.getAttachment(through.scope(TENANT_ID), PLAN_ID, ATTACHMENT.id),
    listAttachments: (through) => store.listAttachments(through.scope(TENANT_ID), PLAN_ID),
    loadInsights: (through) => store.loadInsights(through.scope(TENANT_ID)),
    logAccess: (through) =>
      store.logAccess(through.scope(TENANT_ID), {
        planId: PLAN_ID,
        at: NOW,
        by: people.hrOwner,
        acts: 'hr',
        action: 'getPlan',
      }),
    listAccess: (through) => store.listAccess(through.scope(TENANT_ID), PLAN_ID, page),
    listPlans: (through) => store.listPlans(through.scope(TENANT_ID), { of: 'tenant', page }),
    queryDue: (through) => store.queryDue(through, { shard: 0, now: NOW, page }),
    markDispatched: async (through) => {
      const due = { tenantId: TENANT_ID, planId: PLAN_ID, item: { kind: 'due' } as const };
      const entry = { ...due, at: NOW, dueSk: '' };
      expect(await store.markDispatched(through, { entry, now: NOW, again: leaseUntil })).toBe(
        true,
      );
    },
    expand: async (through) => {
      const { plan, due } = await load(table().scope(TENANT_ID));
      await store.expand(through.scope(TENANT_ID), {
        planId: PLAN_ID,
        planVersion: plan.version,
        due,
        nextDue: dueOf(9),
        deliveries: [newDelivery('d1')],
      });
    },
    claim: (through) => store.claim(through.scope(TENANT_ID), { ...attempt, now: NOW, leaseUntil }),
    intent: async (through) => {
      const { plan } = await load(table().scope(TENANT_ID));
      const step = { ...attempt, now: NOW, marginMs: 1, planVersion: plan.version };
      expect(await store.intent(through.scope(TENANT_ID), step)).toEqual({ kind: 'done' });
    },
    markAmbiguous: (through) =>
      store.markAmbiguous(through.scope(TENANT_ID), { ...attempt, now: NOW, resolveAt: NOW }),
    markSent: (through) =>
      store.markSent(through.scope(TENANT_ID), { ...attempt, messageId: 'm', at: NOW }),
    markFailed: onClaimed('d2', (through, one) =>
      store.markFailed(through.scope(TENANT_ID), { ...one, reason: 'r' }),
    ),
    withdraw: onClaimed('d3', (through, one) =>
      store.withdraw(through.scope(TENANT_ID), { ...one, as: 'STALE', reason: 'r' }),
    ),
    reschedule: onClaimed('d4', (through, one) =>
      store.reschedule(through.scope(TENANT_ID), { ...one, dueAt: NOW }),
    ),
    getDelivery: (through) => store.getDelivery(through.scope(TENANT_ID), ref),
    loadDeliveries: (through) => store.loadDeliveries(through.scope(TENANT_ID), PLAN_ID),
    countSent: (through) =>
      store.countSent(through.scope(TENANT_ID), { planId: PLAN_ID, kind: 'checkIn' }),
    listErasures: (through) => store.listErasures(through.scope(TENANT_ID), page),
    getMembers: (through) => store.getMembers(through.scope(TENANT_ID), [people.manager]),
    listMembers: (through) => store.listMembers(through.scope(TENANT_ID), page),
    putAbsence: (through) => {
      const before = memberOf(people.trainer);
      const after = { ...before, absences: [], version: 2 };
      return store.putAbsence(through.scope(TENANT_ID), { people: [{ before, after }] });
    },
    getHrOnly: (through) => store.getHrOnly(through.scope(TENANT_ID), PLAN_ID),
    putHrOnly: (through) => {
      const before = { version: 1, capacityHealth: [], changes: [] };
      const after = { ...before, version: 2 };
      return store.putHrOnly(through.scope(TENANT_ID), { planId: PLAN_ID, before, after });
    },
    putReplay: (through) => store.putReplay(through.scope(TENANT_ID), replayOf('alone')),
    takeAdmissionMail: (through) => store.takeAdmissionMail(through, 'guest@example.com', NOW),
    putMember: (through) => {
      const before = memberOf(people.mentor);
      const member = { ...before, name: 'Renamed', version: 2 };
      return store.putMember(through.scope(TENANT_ID), { member, before });
    },
    addObservation: (through) =>
      store.addObservation(through.scope(TENANT_ID), {
        observation: OBSERVATION,
        replay: {
          memberId: people.manager,
          key: 'observed',
          requestHash: 'hash',
          answer: {},
          at: OBSERVATION.recordedAt,
        },
      }),
    shareObservation: (through) =>
      store.shareObservation(through.scope(TENANT_ID), {
        observation: { ...OBSERVATION, sharedOn: OBSERVATION.occurredOn },
        replay: {
          memberId: people.manager,
          key: 'shared',
          requestHash: 'hash',
          answer: {},
          at: OBSERVATION.recordedAt,
        },
      }),
    listObservations: (through) =>
      store.listObservations(through.scope(TENANT_ID), people.employee, page),
    getObservations: (through) =>
      store.getObservations(through.scope(TENANT_ID), people.employee, [OBSERVATION.id]),
    queryChanged: (through) => store.queryChanged(through, { shard: 0, page }),
    readHeads: (through) => store.readHeads(through, [{ tenantId: TENANT_ID, planId: PLAN_ID }]),
    clearChanged: async (through) => {
      const { plan } = await load(table().scope(TENANT_ID));
      const marked = { tenantId: TENANT_ID, planId: PLAN_ID, version: plan.version };
      expect(await store.clearChanged(through, marked)).toBe(true);
    },
    markProven: (through) =>
      store.markProven(through.scope(TENANT_ID), {
        ...attempt,
        as: 'DELIVERED',
        messageId: 'm',
        sentAt: NOW,
      }),
    putDelivery: (through) =>
      store.putDelivery(through.scope(TENANT_ID), newDelivery('unreached', { kind: 'unreached' })),
    getRefresh: (through) => store.getRefresh(through.scope(TENANT_ID)),
    moveRefresh: async (through) => {
      const { documents, tableName } = table();
      const Item = refreshItem(TENANT_ID, '2');
      await documents.send(new PutCommand({ TableName: tableName, Item }));
      const from = { revision: '2', walks: 0 };
      await store.moveRefresh(through.scope(TENANT_ID), { from, walks: 1, again: NOW });
      expect(await store.getRefresh(table().scope(TENANT_ID))).toMatchObject({ walks: 1 });
    },
    askRefresh: (through) => store.askRefresh(through.scope(TENANT_ID), '2026c'),
    reserveSendSlot: (through) =>
      store.reserveSendSlot(through, { nowMs: 1, intervalMs: 100, patienceMs: 1000 }),
    putSuppression: (through) =>
      store.putSuppression(through.scope(TENANT_ID), 'person@example.com', {
        reason: 'bounced',
        at: NOW,
        planId: PLAN_ID,
      }),
    getSuppression: (through) =>
      store.getSuppression(through.scope(TENANT_ID), 'person@example.com', NOW),
    listUnreached: (through) => store.listUnreached(through.scope(TENANT_ID), NOW),
    liftSuppression: (through) =>
      store.liftSuppression(through.scope(TENANT_ID), 'person@example.com', {
        lifted: { at: NOW, by: people.hrOwner, reason: 'x' },
        replay: replayOf('lift'),
      }),
    takeAllowance: (through) =>
      store.takeAllowance(through.scope(TENANT_ID), { kind: 'mail', most: 9, now: NOW }),
    loadAllowances: (through) => store.loadAllowances(through.scope(TENANT_ID), NOW),
    getTenant: (through) => store.getTenant(through.scope(TENANT_ID)),
    putTenant: (through) =>
      store.putTenant(through.scope(TENANT_ID), {
        tenant: { ...tenantOf(), version: 2, policy: { ...tenantOf().policy, version: 2 } },
        before: tenantOf(),
        replaced: { replacedAt: NOW, replacedBy: people.hrHead },
      }),
    listPolicies: (through) => store.listPolicies(through.scope(TENANT_ID), page),
    createTenant: (through) => {
      const tenantId = 'NEW00000000000000000000000' as never;
      const admin = memberOf(people.colleague, tenantId);
      return store.createTenant(through, { tenant: tenantOf(tenantId), admin, sub: 'new' });
    },
    putLogin: (through) =>
      store.putLogin(through, { sub: 's', tenantId: TENANT_ID, memberId: people.manager }),
    getLogin: (through) => store.getLogin(through, 's'),
    putMembers: (through) =>
      store.putMembers(through.scope(TENANT_ID), [
        { member: memberOf('01K0MEMBER0000000000000099' as never) },
      ]),
    allMembers: (through) => store.allMembers(through.scope(TENANT_ID)),
    putSignUp: (through) =>
      store.putSignUp(through, {
        ...invitation,
        kind: 'signUp',
        id: 'sign-up',
        company: { name: 'x', site: tenantOf().sites[0] as never },
        administrator: { name: 'x' },
      }),
    putAdmissions: (through) => store.putAdmissions(through, [invitation]),
    noteAdmissionMail: (through) =>
      store.noteAdmissionMail(through, { id: invitation.id, round: 1, gone: true }),
    getAdmission: (through) => store.getAdmission(through, invitation.id),
    getAdmissions: (through) => store.getAdmissions(through, [invitation.id]),
    acceptInvitation: async (through) => {
      const accepted = { invitation, sub: 'guest', now: NOW, usedBy: 'a key' };
      expect(await store.acceptInvitation(through, accepted)).toEqual({ kind: 'accepted' });
    },
    revokeInvitation: async (through) => {
      await store.putAdmissions(table(), [invitation]);
      expect(await store.revokeInvitation(through, invitation.id, NOW)).toBe('revoked');
    },
  };

  /** A use on a delivery of its own that was claimed. */
  function onClaimed(
    deliveryId: string,
    use: (through: TestTable, one: typeof attempt) => Promise<{ readonly kind: string }>,
  ) {
    return async (through: TestTable) => {
      const scope = table().scope(TENANT_ID);
      const { plan, due } = await load(scope);
      const deliveries = [newDelivery(deliveryId)];
      const step = { planId: PLAN_ID, planVersion: plan.version, due, nextDue: due, deliveries };
      await store.expand(scope, step);
      const one = { ...attempt, deliveryId };
      await store.claim(scope, { ...one, now: NOW, leaseUntil });
      expect(await use(through, one)).toMatchObject({ kind: 'done' });
    };
  }

  it('says which calls each of them makes: one', async () => {
    for (const [name, use] of Object.entries(USES)) {
      const { table: recorded, calls } = recording(table());
      await use(recorded);
      const [, , expected] = rowsOf('Access patterns').find(([, one]) => one === name) ?? [];
      expect([name, calls.map(({ operation }) => operation)]).toEqual([name, [expected]]);
    }
  });

  it('names every index', () => {
    const text = rowsOf('Access patterns').flat().join(' ');
    for (const { name } of Object.values(TABLE.indexes)) expect(text).toContain(name);
  });
});
