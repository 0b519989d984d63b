import { randomBytes } from 'node:crypto';
import { SESClient, SendRawEmailCommand } from '@aws-sdk/client-ses';
import { SendMessageBatchCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { SQSEvent, SQSRecord } from 'aws-lambda';
import { type AwsClientStub, mockClient } from 'aws-sdk-client-mock';
import { type ParsedMail, simpleParser } from 'mailparser';
import {
  type PlanId,
  parsePlanId,
  parseTenantId,
  type TenantId,
} from '../../../domain/kernel/ids.ts';
import { addMs, epochMs, fromEpochMs, type Instant } from '../../../domain/kernel/instant.ts';
import type { PlanCommand } from '../../../domain/plan/command.ts';
import type { Actor } from '../../../domain/plan/context.ts';
import { decide } from '../../../domain/plan/decide.ts';
import type { Plan } from '../../../domain/plan/state.ts';
import { reminderContext } from '../../../domain/reminder/people.ts';
import { nextDue } from '../../../domain/reminder/plan-reminders.ts';
import {
  commit,
  type Delivery,
  type DueState,
  loadDeliveries,
  loadForJob,
  type StoredPlan,
  type TenantScope,
} from '../../../functions/adapters/store/index.ts';
import { createLog, type LogLine } from '../../../functions/adapters/system/log.ts';
import {
  createOutgoingGuard,
  type OutgoingGuard,
} from '../../../functions/adapters/system/outgoing.ts';
import { newUlid } from '../../../functions/adapters/system/random.ts';
import { createConsumer } from '../../../functions/jobs/consume-deliveries.ts';
import { createSweep } from '../../../functions/jobs/dispatch-due.ts';
import { createOptOutUrl } from '../../../functions/jobs/opt-out-url.ts';
import { createSesClient, createSesSender } from '../../../functions/jobs/ses-sender.ts';
import type { Interceptor, TestTable } from '../../support/engine.ts';
import { type History, planOf } from '../../support/plan-spec.ts';
import { contextIn, type PlanCase, shanghai } from '../../support/plans.ts';
import { commitHistory, found, historyOf, tenantOf } from '../../support/store.ts';

const MINUTE = 60_000;

/** A mail as it reached the mail service. */
export interface SentMail {
  readonly at: Instant;
  readonly to: string;
  readonly tags: Readonly<Record<string, string>>;
  readonly parsed: ParsedMail;
}

/** What the mail service does with the next mail. */
export type MailService = 'accepts' | 'loses the answer' | Error;

/** An error as the SDK throws it. */
export const awsError = (name: string, httpStatusCode?: number): Error =>
  Object.assign(new Error(name), {
    name,
    ...(httpStatusCode === undefined ? {} : { $metadata: { httpStatusCode } }),
  });

/**
 * The jobs on a real table, with the mail service and the queue replaced at the SDK's edge and a
 * clock that only the test moves.
 */
export interface World {
  /** What the jobs look at a mail with. */
  readonly outgoing: OutgoingGuard;
  readonly tenantId: TenantId;
  readonly planId: PlanId;
  readonly scope: TenantScope;
  readonly lines: readonly LogLine[];
  readonly mails: readonly SentMail[];
  /** How the mail service behaves from now on, one word for each mail, the last for all others. */
  readonly mailService: (...behaviour: readonly MailService[]) => void;
  /** Stands between the consumer and the table from now on. */
  readonly intercept: (interceptor: Interceptor | undefined) => void;
  readonly now: () => Instant;
  readonly at: (local: string) => void;
  readonly pass: (ms: number) => void;
  /** One minute's sweep: the bodies of this company's messages. */
  readonly sweep: () => Promise<readonly string[]>;
  /** Hands messages to the consumer in one batch; gives the places of those that failed. */
  readonly consume: (bodies: readonly string[]) => Promise<readonly number[]>;
  /** A sweep and its messages, until nothing more is due now. */
  readonly run: () => Promise<void>;
  /** Moves minute by minute, a sweep each, to a local time at the plan's site. */
  readonly runUntil: (local: string) => Promise<void>;
  readonly stored: () => Promise<StoredPlan>;
  readonly deliveries: () => Promise<readonly Delivery[]>;
  /** A person's command, written as the API writes it. */
  readonly give: (command: PlanCommand, actor: Actor) => Promise<void>;
}

const remaining = { getRemainingTimeInMillis: () => 30_000 };

export const createWorld = async (
  table: TestTable,
  history: History,
  of: PlanCase = shanghai,
): Promise<World> => {
  const startedAt = history.at(-1)?.at as Instant;
  const tenantId = parseTenantId(newUlid(startedAt)) as TenantId;
  const planId = parsePlanId(newUlid(startedAt)) as PlanId;
  await found(table, tenantId);
  const scope = table.scope(tenantId);
  const tenant = tenantOf(tenantId);

  const dueFor = (plan: Plan, due: Omit<DueState, 'nextAt'>): DueState => {
    const nextAt = nextDue(plan, reminderContext(tenant, plan, due.sites), due.expandedTo);
    const { revision, expandedTo, sites } = due;
    return { revision, expandedTo, sites, ...(nextAt === undefined ? {} : { nextAt }) };
  };
  const mine = historyOf(history, { planId, tenantId });
  const before = addMs(startedAt, -1);
  await commitHistory(
    scope,
    mine,
    dueFor(planOf(mine), { revision: 0, expandedTo: before, sites: {} }),
  );

  let now = startedAt;
  let behaviour: MailService[] = ['accepts'];
  let interceptor: Interceptor | undefined;
  const lines: LogLine[] = [];
  const mails: SentMail[] = [];
  const log = createLog((line) => lines.push(line));
  const watched = table.through((call, next) =>
    interceptor === undefined ? next() : interceptor(call, next),
  );

  const ses = mockClient(SESClient) as unknown as AwsClientStub<SESClient>;
  ses.on(SendRawEmailCommand).callsFake(async (input) => {
    const next = behaviour.length > 1 ? behaviour.shift() : behaviour[0];
    if (next instanceof Error) throw next;
    mails.push({
      at: now,
      to: input.Destinations[0],
      tags: Object.fromEntries(
        input.Tags.map((tag: { Name: string; Value: string }) => [tag.Name, tag.Value]),
      ),
      parsed: await simpleParser(Buffer.from(input.RawMessage.Data)),
    });
    if (next === 'loses the answer') throw awsError('TimeoutError');
    return { MessageId: `m-${mails.length}` };
  });
  const sqs = mockClient(SQSClient) as unknown as AwsClientStub<SQSClient>;
  const queued: string[] = [];
  sqs.on(SendMessageBatchCommand).callsFake((input) => {
    for (const entry of input.Entries)
      if (entry.MessageGroupId === tenantId) queued.push(entry.MessageBody);
    return { Successful: input.Entries.map(({ Id }: { Id: string }) => ({ Id })) };
  });

  const sweepHandler = createSweep({
    table,
    queue: new SQSClient({ region: 'local' }),
    queueUrl: 'http://queue.example/deliveries',
    now: () => now,
    log,
  });
  const outgoing = createOutgoingGuard();
  const consumer = createConsumer({
    scopes: async (id) => watched.scope(id),
    now: () => now,
    randomBytes,
    log,
    tzdata: 'test',
    outgoing,
    sendMail: createSesSender(createSesClient(), 'upturn-mail'),
    pace: async () => ({ isStill: () => true }),
    mailFrom: 'upturn@upturn.example',
    appUrl: 'https://upturn.example/app/',
    optOutUrl: createOptOutUrl('https://api.upturn.example/live/', 'key of links'),
  });

  const world: World = {
    outgoing,
    tenantId,
    planId,
    scope,
    lines,
    mails,
    mailService: (...words) => {
      behaviour = [...words];
    },
    intercept: (next) => {
      interceptor = next;
    },
    now: () => now,
    at: (local) => {
      now = contextIn(of, local, { kind: 'system' }).now;
    },
    pass: (ms) => {
      now = addMs(now, ms);
    },
    sweep: async () => {
      queued.length = 0;
      await sweepHandler({}, remaining);
      return [...queued];
    },
    consume: async (bodies) => {
      const event: SQSEvent = {
        Records: bodies.map(
          (body, index) => ({ body, messageId: String(index) }) as unknown as SQSRecord,
        ),
      };
      const { batchItemFailures } = await consumer(event);
      return batchItemFailures.map(({ itemIdentifier }) => Number(itemIdentifier));
    },
    run: async () => {
      for (let bodies = await world.sweep(); bodies.length > 0; bodies = await world.sweep())
        await world.consume(bodies);
    },
    runUntil: async (local) => {
      const end = contextIn(of, local, { kind: 'system' }).now;
      // A sweep finds what is due up to its own moment; between due times there is nothing to find.
      while (now < end) {
        await world.run();
        const upcoming = await nextMoment(world);
        const minute = fromEpochMs((Math.floor(epochMs(now) / MINUTE) + 1) * MINUTE);
        const next = upcoming === undefined || upcoming < minute ? minute : upcoming;
        now = upcoming === undefined || next > end ? end : next;
      }
      await world.run();
    },
    stored: async () => {
      const stored = (await loadForJob(scope, { planId }))?.stored;
      if (stored === undefined) throw new Error('no such plan');
      return stored;
    },
    deliveries: () => loadDeliveries(scope, planId),
    give: async (command, actor) => {
      const stored = await world.stored();
      const context = { ...contextIn(of, '2026-03-01', actor), now, actor };
      const local = contextIn(of, localOf(of, now), actor);
      const decided = decide(command as never, stored.plan, {
        ...context,
        today: local.today,
      } as never);
      if (!decided.ok) throw new Error(JSON.stringify(decided.error));
      const { plan, events } = decided.value;
      const due = dueFor(plan, stored.due);
      const result = await commit(scope, { before: stored, after: plan, events, due, randomBytes });
      if (result.kind !== 'committed') throw new Error(result.kind);
    },
  };
  return world;
};

const localOf = ({ zone }: PlanCase, now: Instant): string => {
  const parts = new Intl.DateTimeFormat('sv-SE', {
    timeZone: zone,
    dateStyle: 'short',
    timeStyle: 'short',
  }).format(epochMs(now));
  return parts;
};

/** The next moment at which the plan or one of its deliveries is due. */
const nextMoment = async (world: World): Promise<Instant | undefined> => {
  const { due } = await world.stored();
  const open = (await world.deliveries()).flatMap(
    ({ status, dueAt, leaseUntil, resolveAt }): readonly Instant[] => {
      if (status === 'SCHEDULED') return [dueAt];
      if (status === 'CLAIMED' || status === 'SENDING') return [leaseUntil ?? dueAt];
      return status === 'AMBIGUOUS' ? [resolveAt ?? dueAt] : [];
    },
  );
  return [...(due.nextAt === undefined ? [] : [due.nextAt]), ...open].sort()[0];
};

/** `employee acknowledgement before3 SENT`, one line for each delivery, in the order of due times. */
export const summaryOf = (deliveries: readonly Delivery[]): readonly string[] =>
  [...deliveries]
    .sort((a, b) => (`${a.dueAt}${a.recipientRole}` < `${b.dueAt}${b.recipientRole}` ? -1 : 1))
    .map(({ recipientRole, kind, step, workingDays, status, late }) => {
      const rung = workingDays === 0 ? step : `${step}${workingDays}`;
      return `${recipientRole} ${kind} ${rung} ${status}${late ? ' late' : ''}`;
    });
