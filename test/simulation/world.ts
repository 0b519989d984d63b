import { createHash } from 'node:crypto';
import {
  ProvisionedThroughputExceededException,
  TransactionCanceledException,
  TransactionConflictException,
} from '@aws-sdk/client-dynamodb';
import type { SESClient, SendRawEmailCommand } from '@aws-sdk/client-ses';
import type { SendMessageBatchCommand, SQSClient } from '@aws-sdk/client-sqs';
import { TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import {
  type PlanId,
  parseMemberId,
  parsePlanId,
  parseTenantId,
  type TenantId,
} from '../../domain/kernel/ids.ts';
import { addMs, epochMs, fromEpochMs, type Instant } from '../../domain/kernel/instant.ts';
import type { Plan } from '../../domain/plan/state.ts';
import type { Tenant } from '../../domain/tenant/tenant.ts';
import {
  type DeliveryStatus,
  loadForJob,
  putMember,
  type TableAccess,
  type TenantScope,
} from '../../functions/adapters/store/index.ts';
import { createLog } from '../../functions/adapters/system/log.ts';
import { createOutgoingGuard } from '../../functions/adapters/system/outgoing.ts';
import { newUlid } from '../../functions/adapters/system/random.ts';
import { dueAfter } from '../../functions/api/plans/plan-case.ts';
import { createConsumer } from '../../functions/jobs/consume-deliveries.ts';
import { createMailEventConsumer } from '../../functions/jobs/consume-mail-events.ts';
import { createSweep } from '../../functions/jobs/dispatch-due.ts';
import { createPace } from '../../functions/jobs/pace.ts';
import { createSesSender } from '../../functions/jobs/ses-sender.ts';
import { type History, planOf } from '../support/plan-spec.ts';
import { people } from '../support/plans.ts';
import { commitHistory, found, historyOf, memberOf, tenantOf } from '../support/store.ts';
import type { Item } from './expressions.ts';
import { accessTo, type Changed, createMemoryTable, type MemoryTable } from './memory-table.ts';
import type { Profile } from './profiles.ts';
import type { Random } from './random.ts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
/** What the infrastructure says: the functions' timeout, and how long a queue hides a message. */
const LAMBDA_MS = 30 * SECOND;
const HIDDEN_MS = 180 * SECOND;
const RECEIVES = 5;
const BATCH = 5;
const CONCURRENCY = 5;
const MAILS_PER_SECOND = 14;

/** One thing that a mail speaks of. */
export interface LineSeen {
  readonly kind: string;
  readonly dueOn: string;
  readonly recipientRole: string;
  readonly taskUrl: string;
}

/** What a mail says, as far as it is judged: one thing, or the lines of a digest. */
export interface MailSeen extends Partial<LineSeen> {
  readonly items?: readonly LineSeen[];
  readonly late?: { readonly plannedAt: Instant };
}

/** A mail that the mail service took. */
export interface Accepted {
  readonly at: number;
  readonly messageId: string;
  readonly tenantId: string;
  /** Or, of a digest, its recipient's id. */
  readonly planId: string;
  readonly deliveryId: string;
  readonly attemptId: string;
  readonly kind: string;
  readonly to: string;
  readonly model: MailSeen;
  /** When whoever sent it last looked at the company, its people and plans; any of these counts. */
  readonly lookedAt: readonly number[];
  /** Whether the sender was told so. */
  answered: boolean;
  /** The sender died, was cut off or met a fault afterwards: it may not have been able to say. */
  hampered: boolean;
  /** When an event about it had been worked on. */
  provenAt?: number;
  bounced?: 'bounced' | 'complained';
  /** When the event that it came back had been worked on. */
  returnedAt?: number;
}

/** How a plan stood from a moment on. */
export interface Moment {
  readonly at: number;
  readonly head: Item;
  readonly bodies: readonly Item[];
}

export interface StatusChange {
  readonly at: number;
  readonly status: DeliveryStatus;
  readonly dueAt: Instant;
  readonly attemptId?: string | undefined;
  /** As of a mail. */
  readonly lookedAt: readonly number[];
}

export interface SimulatedPlan {
  readonly tenantId: TenantId;
  readonly planId: PlanId;
  readonly scope: TenantScope;
  readonly moments: Moment[];
  /** Company and people, as they were from a moment on; raw items. */
  readonly settings: {
    readonly at: number;
    readonly tenant: Item;
    readonly members: readonly Item[];
  }[];
  readonly enteredAt: number;
}

/** What a test of every point does at one of them. */
export interface Script {
  readonly at: number;
  readonly does:
    | { readonly kind: 'crash'; readonly when: 'before' | 'after' }
    | { readonly kind: 'command'; readonly command: string };
}

export interface WorldOptions {
  readonly random: Random;
  readonly profile: Profile;
  readonly script?: Script;
  /** More calls than this are a run that never comes to rest. */
  readonly callsMax?: number;
  /** A person does something on a plan; gives the name of what was done. */
  readonly act: (
    world: World,
    plan: SimulatedPlan,
    command?: string,
  ) => Promise<string | undefined>;
}

interface Instance {
  readonly kind: 'sweep' | 'send' | 'events';
  readonly skewMs: number;
  deadline: number;
  /** When Lambda would have killed it: nothing leaves the house after that. */
  readonly killedAt: number;
  dead: boolean;
  /** Whether anything went wrong on its way. */
  hampered: boolean;
  readonly accepted: Accepted[];
  /** When it read anything of a company. */
  readonly looks: Map<string, number[]>;
}

interface Message {
  readonly id: number;
  readonly body: string;
  readonly queue: 'deliveries' | 'events';
  readonly about?: Accepted;
  /** Its event says that the address is out of reach. */
  readonly isReturn?: boolean;
  receives: number;
  deleted: boolean;
}

interface Scheduled {
  readonly at: number;
  readonly seq: number;
  readonly run: () => void | Promise<void>;
}

/** Employees of the plans that come into a company after its first. */
const NEWCOMERS = [11, 12, 13].map((n) =>
  parseMemberId(`01K0MEMBER${String(n).padStart(16, '0')}`),
);

const SILENT = createLog(() => {});

const errorOf = (name: string, httpStatusCode?: number): Error =>
  Object.assign(new Error(name), {
    name,
    ...(httpStatusCode === undefined ? {} : { $metadata: { httpStatusCode } }),
  });

/** Characters of the trace that are hashed at once. */
const LINES = 50_000;

const $metadata = {};

export class World {
  readonly table: MemoryTable;
  readonly access: TableAccess;
  readonly plans = new Map<string, SimulatedPlan>();
  readonly accepted: Accepted[] = [];
  readonly rejected = new Set<string>();
  /** When an address was known to be out of reach. */
  readonly outOfReach = new Map<string, number>();
  readonly history = new Map<string, StatusChange[]>();
  readonly points: string[] = [];
  readonly figures: Record<string, number> = {};
  /** How long after they were due reminders went out that did not say they were late, in seconds. */
  readonly lateness: number[] = [];
  readonly options: WorldOptions;
  readonly addresses = new Map<string, 'bounced'>();
  now = 0;
  /** Nothing goes wrong any more. */
  healed = false;
  private readonly trace = createHash('sha256');
  private readonly heap: Scheduled[] = [];
  private seq = 0;
  private messages = 0;
  private active = { deliveries: 0, events: 0 };
  private readonly ready: Record<'deliveries' | 'events', Message[]> = {
    deliveries: [],
    events: [],
  };
  private nextTick = Number.POSITIVE_INFINITY;
  private outages: readonly (readonly [number, number])[] = [];
  private serial = 0;
  /** What the last call changed in the table. */
  private readonly changed: Changed[] = [];
  /** Lines that the trace has not taken in yet. */
  private lines = '';

  constructor(options: WorldOptions) {
    this.options = options;
    this.table = createMemoryTable({
      now: () => this.now,
      indexLagMs: () => this.lag(),
      onChange: (change) => {
        this.changed.push(change);
      },
    });
    this.access = accessTo(async (command) => this.apply(command));
  }

  get random(): Random {
    return this.options.random;
  }

  count(name: string): void {
    this.figures[name] = (this.figures[name] ?? 0) + 1;
  }

  hash(): string {
    return this.trace.copy().update(this.lines).digest('hex').slice(0, 16);
  }

  instant(skewMs = 0): Instant {
    return fromEpochMs(Math.floor(this.now + skewMs));
  }

  private faults(): Profile | undefined {
    return this.healed ? undefined : this.options.profile;
  }

  private lag(): number {
    const lagMs = this.faults()?.lagMs ?? 0;
    if (lagMs === 0) return 0;
    return this.random.chance(0.02) ? this.random.below(lagMs) : this.random.below(200);
  }

  // ---- time ----

  schedule(at: number, run: Scheduled['run']): void {
    this.seq += 1;
    const one = { at, seq: this.seq, run };
    const { heap } = this;
    let place = heap.length;
    heap.push(one);
    while (place > 0) {
      const parent = (place - 1) >> 1;
      const above = heap[parent] as Scheduled;
      if (above.at < at || (above.at === at && above.seq < one.seq)) break;
      heap[place] = above;
      place = parent;
    }
    heap[place] = one;
  }

  private take(): Scheduled | undefined {
    const { heap } = this;
    const first = heap[0];
    const last = heap.pop();
    if (first === undefined || last === undefined || heap.length === 0) return first;
    let place = 0;
    for (;;) {
      let child = 2 * place + 1;
      if (child >= heap.length) break;
      const right = heap[child + 1];
      const left = heap[child] as Scheduled;
      if (
        right !== undefined &&
        (right.at < left.at || (right.at === left.at && right.seq < left.seq))
      )
        child += 1;
      const below = heap[child] as Scheduled;
      if (last.at < below.at || (last.at === below.at && last.seq < below.seq)) break;
      heap[place] = below;
      place = child;
    }
    heap[place] = last;
    return first;
  }

  /** Lives until a moment, or until nothing happens any more. */
  async live(until: number): Promise<void> {
    for (;;) {
      const next = this.heap[0];
      if (next === undefined || next.at > until) break;
      // What never comes to rest is judged as it stands.
      if ((this.figures.calls ?? 0) > (this.options.callsMax ?? Number.POSITIVE_INFINITY)) break;
      this.take();
      this.now = Math.max(this.now, next.at);
      await next.run();
      // Whatever was waiting for it goes on, up to its next call.
      // A tick comes after every promise that is settled; nothing here waits for the machine.
      await new Promise<void>((resolve) => process.nextTick(resolve));
    }
    this.now = Math.max(this.now, until);
  }

  /** Plans outages of the clock between two moments. */
  planOutages(from: number, to: number): void {
    const { outages, outageMs } = this.options.profile;
    this.outages = Array.from({ length: outages }, () => {
      const start = from + this.random.below(to - from);
      return [start, start + this.random.below(outageMs)] as const;
    });
  }

  // ---- the table ----

  /** Carries out a call and notes what it changed of plans, people and deliveries. */
  apply(command: unknown, looks?: Instance['looks']): Item {
    this.changed.length = 0;
    const read = looks && readOf(command);
    if (read !== undefined) looks?.set(read, [...(looks.get(read) ?? []), this.now]);
    const answer = this.table.apply(command);
    for (const { pk, sk, before: was, after } of this.changed) {
      if (typeof after?.dueSk === 'string' && after.dueSk !== was?.dueSk)
        this.armTick(Math.max(this.now, Date.parse(after.dueSk.slice(0, 24))));
      if (after?.type === 'planHead' && after.version !== was?.version) this.noteMoment(pk, after);
      if (
        after?.type === 'delivery' &&
        (after.status !== was?.status || after.attemptId !== was?.attemptId)
      )
        this.noteStatus(after, looks?.get(pk.slice(2, 28)) ?? [this.now]);
      if (after?.type === 'tenant' || after?.type === 'member') this.noteSettings(pk);
      if (after?.type === 'suppression') this.outOfReach.set(`${pk} ${sk}`, this.now);
    }
    return answer;
  }

  private noteMoment(pk: string, head: Item): void {
    const plan = this.plans.get(pk.slice(-26));
    if (plan === undefined) return;
    const bodies = this.table.partition(pk).filter(({ type }) => type === 'planBody');
    plan.moments.push({ at: this.now, head, bodies });
  }

  private noteStatus(item: Item, lookedAt: readonly number[]): void {
    const id = String(item.id);
    const changes = this.history.get(id) ?? [];
    changes.push({
      at: this.now,
      status: item.status as DeliveryStatus,
      dueAt: item.dueAt as Instant,
      attemptId: item.attemptId as string | undefined,
      lookedAt: [...lookedAt],
    });
    this.history.set(id, changes);
  }

  private noteSettings(pk: string): void {
    const tenantId = pk.slice(2, 28);
    for (const plan of this.plansOf(tenantId)) {
      const tenant = this.table.get(`T#${tenantId}#TENANT`, 'SETTINGS');
      if (tenant === undefined) continue;
      const members = this.table
        .partition(`T#${tenantId}#MEMBERS`)
        .filter(({ type }) => type === 'member');
      plan.settings.push({ at: this.now, tenant, members });
    }
  }

  private readonly byTenant = new Map<string, SimulatedPlan[]>();
  private plansOf(tenantId: string): readonly SimulatedPlan[] {
    return this.byTenant.get(tenantId) ?? [];
  }

  // ---- plans ----

  /**
   * A plan that has come so far, at the moment of its last event; in a company of its own with all
   * its people, or in one that is there already.
   */
  async enter(history: History, company?: TenantId): Promise<SimulatedPlan> {
    const { random } = this;
    const at = history.at(-1)?.at as Instant;
    this.now = Math.max(this.now, epochMs(at));
    const tenantId = company ?? (parseTenantId(newUlid(at, random.bytes)) as TenantId);
    const planId = parsePlanId(newUlid(at, random.bytes)) as PlanId;
    const scope = { ...this.access, tenantId };
    const plan: SimulatedPlan = {
      tenantId,
      planId,
      scope,
      moments: [],
      settings: [],
      enteredAt: this.now,
    };
    const others = this.plansOf(tenantId).length;
    // One open plan for each employee: whoever joins later is somebody else's.
    const employeeId = others === 0 ? people.employee : NEWCOMERS[others - 1];
    if (employeeId === undefined) throw new Error('more plans than people');
    if (company === undefined) await found(this.access, tenantId);
    else await putMember(scope, { member: memberOf(employeeId, tenantId) });
    this.plans.set(planId, plan);
    this.byTenant.set(tenantId, [...this.plansOf(tenantId), plan]);
    this.noteSettings(`T#${tenantId}#TENANT`);
    const mine = historyOf(history, { planId, tenantId, employeeId });
    const due = dueAfter(
      planOf(mine),
      { revision: 0, expandedTo: addMs(at, -1), sites: {} },
      tenantOf(tenantId),
    );
    await commitHistory(scope, mine, due);
    // Only how it stands now is the simulation's business.
    plan.moments.splice(0, plan.moments.length - 1);
    if (this.random.chance(this.options.profile.ses.bounce * 5))
      this.addresses.set(`${tenantId} person-0${1 + random.below(5)}@example.com`, 'bounced');
    this.count('plans');
    return plan;
  }

  // ---- instances ----

  private instance(kind: Instance['kind']): Instance {
    const skew = this.faults()?.skewMs ?? 0;
    return {
      kind,
      skewMs: skew === 0 ? 0 : this.random.below(2 * skew + 1) - skew,
      deadline: this.now + LAMBDA_MS,
      killedAt: this.now + LAMBDA_MS,
      dead: false,
      hampered: false,
      accepted: [],
      looks: new Map(),
    };
  }

  /**
   * One call of an instance to the world. Before it is carried out others may act; the instance may
   * die before or after; the answer may be a fault.
   */
  private step<T>(
    instance: Instance,
    label: string,
    planId: string | undefined,
    effect: () => T,
    fault?: () => Error | 'lost' | undefined,
  ): Promise<T> {
    const { random } = this;
    return new Promise<T>((resolve, reject) => {
      let wait = 1 + random.below(30);
      const profile = this.faults();
      if (profile !== undefined && random.chance(profile.freeze)) wait += random.below(LAMBDA_MS);
      // Harder than Lambda is: it sleeps, is not killed, and goes on where it was.
      if (profile !== undefined && random.chance(profile.sleep)) {
        wait += random.below(8 * MINUTE);
        instance.deadline += wait;
      }
      this.schedule(this.now + wait, async () => {
        if (instance.dead) return;
        if (this.now > (label === 'SendRawEmail' ? instance.killedAt : instance.deadline)) {
          this.die(instance);
          return;
        }
        const faults = this.faults();
        const plan = planId === undefined ? undefined : this.plans.get(planId);
        const point = this.points.length;
        if (this.options.script !== undefined) this.points.push(`${instance.kind} ${label}`);
        const scripted = this.options.script?.at === point ? this.options.script.does : undefined;
        if (plan !== undefined) {
          if (scripted?.kind === 'command') await this.options.act(this, plan, scripted.command);
          else if (faults !== undefined && random.chance(faults.interleave))
            await this.options.act(this, plan);
        }
        const crashes = scripted?.kind === 'crash' || random.chance(faults?.crash ?? 0);
        const before =
          scripted?.kind === 'crash' ? scripted.when === 'before' : crashes && random.chance(0.5);
        if (crashes && before) {
          this.mark(`crash before ${label}`);
          this.die(instance);
          return;
        }
        const wrong = faults === undefined ? undefined : fault?.();
        if (wrong instanceof Error) {
          instance.hampered = true;
          for (const mail of instance.accepted) mail.hampered = true;
          this.mark(`${label} ${wrong.name}`);
          reject(wrong);
          return;
        }
        let give: () => void;
        try {
          let answer = effect();
          // The SDK repeats a call whose answer it did not get.
          if (wrong === 'lost') answer = effect();
          give = () => resolve(answer);
          this.mark(label);
        } catch (error) {
          give = () => reject(error);
          this.mark(`${label} ${(error as Error).name}`);
        }
        if (crashes) {
          this.mark(`crash after ${label}`);
          this.die(instance);
          return;
        }
        give();
      });
    });
  }

  private mark(line: string): void {
    this.lines += `${this.now} ${line}\n`;
    if (this.lines.length > LINES) {
      this.trace.update(this.lines);
      this.lines = '';
    }
    this.count('calls');
  }

  private die(instance: Instance): void {
    instance.dead = true;
    this.count('deaths');
    for (const mail of instance.accepted) mail.hampered = true;
  }

  private tableOf(instance: Instance, planId: () => string | undefined): TableAccess {
    const send = (command: unknown): Promise<unknown> => {
      const name = (command as object).constructor.name.replace(/Command$/, '');
      return this.step(
        instance,
        name,
        planId(),
        () => this.apply(command, instance.looks),
        () => {
          const { random } = this;
          const profile = this.options.profile;
          if (random.chance(profile.throttle))
            return new ProvisionedThroughputExceededException({ message: 'simulated', $metadata });
          if (random.chance(profile.lostAnswer) && /Update|Put|Transact/.test(name)) return 'lost';
          if (!random.chance(profile.conflict) || !/Update|Put|Transact/.test(name))
            return undefined;
          return command instanceof TransactWriteCommand
            ? new TransactionCanceledException({
                message: 'simulated',
                $metadata,
                CancellationReasons: (command.input.TransactItems ?? []).map(() => ({
                  Code: 'TransactionConflict',
                })),
              })
            : new TransactionConflictException({ message: 'simulated', $metadata });
        },
      );
    };
    return accessTo(send, () => this.sleep(instance, 50));
  }

  private sleep(instance: Instance, ms: number): Promise<void> {
    return new Promise((resolve) => {
      this.schedule(this.now + ms, () => {
        if (!instance.dead) resolve();
      });
    });
  }

  // ---- the clock ----

  armTick(at: number): void {
    const minute = Math.max(Math.floor(this.now / MINUTE) + 1, Math.ceil(at / MINUTE)) * MINUTE;
    if (minute >= this.nextTick) return;
    this.nextTick = minute;
    this.schedule(minute, () => {
      if (this.nextTick === minute) this.tick();
    });
  }

  private tick(): void {
    this.nextTick = Number.POSITIVE_INFINITY;
    const faults = this.faults();
    const outage =
      faults === undefined
        ? undefined
        : this.outages.find(([from, to]) => from <= this.now && this.now < to);
    if (outage !== undefined) {
      this.armTick(outage[1]);
      return;
    }
    const times = this.random.chance(faults?.tick.miss ?? 0)
      ? 0
      : this.random.chance(faults?.tick.double ?? 0)
        ? 2
        : 1;
    for (let time = 0; time < times; time += 1) this.sweep();
    const first = this.table.first('due');
    if (first !== undefined) this.armTick(Math.max(this.now, Date.parse(first.slice(0, 24))));
  }

  private sweep(): void {
    this.count('sweeps');
    const instance = this.instance('sweep');
    const queue = {
      send: ({ input }: SendMessageBatchCommand) =>
        this.step(
          instance,
          'SendMessageBatch',
          undefined,
          () => {
            const entries = input.Entries ?? [];
            const taken = entries.filter(() => !this.random.chance(this.faults() ? 0.001 : 0));
            for (const { MessageBody = '' } of taken) this.enqueue('deliveries', MessageBody);
            return { Successful: taken.map(({ Id }) => ({ Id })) };
          },
          () =>
            this.random.chance(this.options.profile.throttle)
              ? errorOf('RequestThrottled', 400)
              : undefined,
        ),
    } as unknown as SQSClient;
    const sweep = createSweep({
      table: this.tableOf(instance, () => undefined),
      queue,
      queueUrl: 'deliveries',
      now: () => this.instant(instance.skewMs),
      log: SILENT,
    });
    const left = { getRemainingTimeInMillis: () => instance.deadline - this.now };
    sweep({}, left).catch(() => this.count('sweepsFailed'));
  }

  // ---- queues ----

  enqueue(queue: Message['queue'], body: string, about?: Accepted, isReturn = false): void {
    const faults = this.faults()?.queue;
    const { random } = this;
    if (random.chance(faults?.lose ?? 0)) {
      this.count('messagesLost');
      return;
    }
    const copies = random.chance(faults?.duplicate ?? 0) ? 2 : 1;
    for (let copy = 0; copy < copies; copy += 1) {
      this.messages += 1;
      const message: Message = {
        id: this.messages,
        body,
        queue,
        receives: 0,
        deleted: false,
        ...(about === undefined ? {} : { about, isReturn }),
      };
      const delay =
        faults !== undefined && random.chance(0.1) ? random.below(faults.delayMs + 1) : 0;
      this.show(message, this.now + 20 + random.below(100) + delay);
    }
  }

  private show(message: Message, at: number): void {
    this.schedule(at, () => {
      if (message.deleted) return;
      this.ready[message.queue].push(message);
      this.poll(message.queue);
    });
  }

  private poll(queue: Message['queue']): void {
    const ready = this.ready[queue];
    while (this.active[queue] < CONCURRENCY && ready.length > 0) {
      const batch: Message[] = [];
      while (batch.length < BATCH && ready.length > 0) {
        const [message] = ready.splice(this.healed ? 0 : this.random.below(ready.length), 1);
        if (message !== undefined && !message.deleted) batch.push(message);
      }
      if (batch.length > 0) this.receive(queue, batch);
    }
  }

  private receive(queue: Message['queue'], batch: readonly Message[]): void {
    this.active[queue] += 1;
    const instance = this.instance(queue === 'events' ? 'events' : 'send');
    const again = this.now + HIDDEN_MS;
    let isOver = false;
    const over = (failed: ReadonlySet<string>): void => {
      if (isOver) return;
      isOver = true;
      this.active[queue] -= 1;
      for (const message of batch) {
        message.receives += 1;
        if (!failed.has(String(message.id))) {
          message.deleted = true;
          if (message.about !== undefined) message.about.provenAt ??= this.now;
          if (message.about !== undefined && message.isReturn === true)
            message.about.returnedAt ??= this.now;
        } else if (message.receives >= RECEIVES) {
          message.deleted = true;
          this.count('deadLetters');
        } else this.show(message, again);
      }
      this.poll(queue);
    };
    const all = new Set(batch.map(({ id }) => String(id)));
    const event = {
      Records: batch.map(
        ({ id, body }) => ({ messageId: String(id), body }) as unknown as SQSRecord,
      ),
    };
    // Killed at its timeout at the latest; Lambda notices a dead one as soon.
    const kill = (): void => {
      if (isOver) return;
      if (!instance.dead && this.now < instance.deadline) {
        this.schedule(instance.deadline, kill);
        return;
      }
      if (!instance.dead) this.die(instance);
      over(all);
    };
    this.schedule(instance.deadline, kill);
    const work = queue === 'events' ? this.events(instance) : this.sender(instance);
    work(event).then(
      ({ batchItemFailures }: SQSBatchResponse) => {
        if (!instance.dead)
          over(new Set(batchItemFailures.map(({ itemIdentifier }) => itemIdentifier)));
      },
      () => over(all),
    );
  }

  private sender(instance: Instance): (event: SQSEvent) => Promise<SQSBatchResponse> {
    const ses = {
      send: (command: SendRawEmailCommand) => this.mail(instance, command),
    } as unknown as SESClient;
    const now = () => this.instant(instance.skewMs);
    return createConsumer({
      scopes: (tenantId) =>
        this.step(instance, 'AssumeRole', undefined, () => this.scopeOf(instance, tenantId)),
      now,
      randomBytes: this.random.bytes,
      log: SILENT,
      tzdata: process.versions.tz ?? 'unknown',
      outgoing: createOutgoingGuard(),
      sendMail: createSesSender(ses, 'upturn-mail'),
      pace: createPace({
        table: this.tableOf(instance, () => undefined),
        perSecond: MAILS_PER_SECOND,
        now,
        wait: (ms) => this.sleep(instance, ms),
      }),
      mailFrom: 'upturn@upturn.example',
      appUrl: 'https://upturn.example/app/',
    });
  }

  private events(instance: Instance): (event: SQSEvent) => Promise<SQSBatchResponse> {
    return createMailEventConsumer({
      scopes: (tenantId) =>
        this.step(instance, 'AssumeRole', undefined, () => this.scopeOf(instance, tenantId)),
      now: () => this.instant(instance.skewMs),
      log: SILENT,
    });
  }

  private scopeOf(instance: Instance, tenantId: TenantId): TenantScope {
    const plans = this.plansOf(tenantId);
    const any = () => (plans.length === 0 ? undefined : this.random.pick(plans).planId);
    return { ...this.tableOf(instance, any), tenantId };
  }

  // ---- the mail service ----

  private mail(instance: Instance, { input }: SendRawEmailCommand): Promise<{ MessageId: string }> {
    const tags = new Map((input.Tags ?? []).map(({ Name, Value }) => [Name ?? '', Value ?? '']));
    const tenantId = tags.get('tenant') ?? '';
    const planId = tags.get('plan') ?? '';
    const { random } = this;
    let lost = false;
    return this.step(
      instance,
      'SendRawEmail',
      // A digest lies with its recipient: any plan of the company may be meant.
      this.plans.has(planId) ? planId : this.plansOf(tenantId)[0]?.planId,
      () => {
        this.serial += 1;
        const mail: Accepted = {
          at: this.now,
          messageId: `m-${String(this.serial).padStart(9, '0')}`,
          tenantId,
          planId,
          deliveryId: tags.get('delivery') ?? '',
          attemptId: tags.get('attempt') ?? '',
          kind: tags.get('kind') ?? '',
          to: input.Destinations?.[0] ?? '',
          model: JSON.parse(Buffer.from(input.RawMessage?.Data ?? new Uint8Array()).toString()),
          lookedAt: [...(instance.looks.get(tenantId) ?? [])],
          answered: !lost,
          hampered: lost || instance.hampered,
        };
        this.accepted.push(mail);
        instance.accepted.push(mail);
        this.tell(mail, tags);
        if (lost) throw errorOf('TimeoutError');
        return { MessageId: mail.messageId };
      },
      () => {
        const { ses } = this.options.profile;
        if (random.chance(ses.throttle)) return errorOf('Throttling', 400);
        if (random.chance(ses.blocked)) return errorOf('AccountSendingPausedException', 400);
        if (random.chance(ses.reject)) {
          this.rejected.add(tags.get('delivery') ?? '');
          return errorOf('MessageRejected', 400);
        }
        if (random.chance(ses.ambiguousBefore)) return errorOf('TimeoutError');
        lost = random.chance(ses.ambiguousAfter);
        return undefined;
      },
    );
  }

  /** What the mail service tells of a mail: best effort, in any order. */
  private tell(mail: Accepted, tags: ReadonlyMap<string, string>): void {
    const { random } = this;
    const faults = this.faults();
    const tenant = tags.get('tenant') ?? '';
    const bounces =
      this.addresses.get(`${tenant} ${mail.to}`) === 'bounced' ||
      random.chance(faults?.ses.bounce ?? 0);
    const complains = !bounces && random.chance(faults?.ses.complaint ?? 0);
    if (bounces) mail.bounced = 'bounced';
    else if (complains) mail.bounced = 'complained';
    const types = ['Send', bounces ? 'Bounce' : 'Delivery', ...(complains ? ['Complaint'] : [])];
    for (const eventType of types) {
      if (random.chance(faults?.events.lose ?? 0)) continue;
      const copies = random.chance(faults?.events.duplicate ?? 0) ? 2 : 1;
      const isReturn = eventType === 'Bounce' || eventType === 'Complaint';
      const body = JSON.stringify({
        source: 'aws.ses',
        detail: {
          eventType,
          mail: {
            messageId: mail.messageId,
            timestamp: new Date(mail.at).toISOString(),
            destination: [mail.to],
            tags: Object.fromEntries([...tags].map(([name, value]) => [name, [value]])),
          },
          ...(bounces && eventType === 'Bounce'
            ? { bounce: { bounceType: 'Permanent', bouncedRecipients: [{}] } }
            : {}),
        },
      });
      for (let copy = 0; copy < copies; copy += 1) {
        const late = faults?.events.lateMs ?? 5 * SECOND;
        const wait = random.chance(0.05)
          ? random.below(late)
          : random.below(Math.min(late, 20_000));
        this.schedule(this.now + 500 + wait, () => this.enqueue('events', body, mail, isReturn));
      }
    }
  }

  // ---- reading, for whoever acts ----

  async stored(plan: SimulatedPlan): Promise<{ plan: Plan; tenant: Tenant } | undefined> {
    const load = await loadForJob(plan.scope, { planId: plan.planId });
    return load?.stored === undefined ? undefined : { plan: load.stored.plan, tenant: load.tenant };
  }

  hasWork(): boolean {
    return this.heap.length > 0;
  }
}

/** The company of which a call reads. */
const readOf = (command: unknown): string | undefined => {
  const { input } = command as { readonly input: Readonly<Record<string, unknown>> };
  const name = (command as object).constructor.name;
  if (name === 'GetCommand') return String((input.Key as Item).pk).slice(2, 28);
  if (name !== 'BatchGetCommand') return undefined;
  const [request] = Object.values(input.RequestItems as Record<string, { Keys: readonly Item[] }>);
  return String(request?.Keys[0]?.pk).slice(2, 28);
};
