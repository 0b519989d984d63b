import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ENV } from '../../functions/adapters/environment.ts';
import { readApi } from './api-definition.ts';
import { type Assembly, ensureAssembly } from './assembly.ts';
import { createAsyncInvocations, type DueWork } from './async-invocations.ts';
import { type ClockChoice, ClockError, createHostClock, type HostClock } from './clock.ts';
import { createCognitoIdp } from './cognito-idp.ts';
import { createConsole } from './console.ts';
import { readFunctions } from './deployed-functions.ts';
import { readDeployment } from './deployment.ts';
import { createDoorPages } from './door-pages.ts';
import {
  deleteExpired,
  type Engine,
  earliestDue,
  ensureTable,
  readTable,
  startEngine,
} from './engine.ts';
import { createEventBus } from './event-bus.ts';
import { createEventSource } from './event-source.ts';
import { startGateway } from './gateway.ts';
import { listenForServices } from './http-server.ts';
import { createIssuer, type IssuedToken, type IssueOptions } from './issuer.ts';
import {
  createLambda,
  type Invocation,
  type InvokeOptions,
  type Lambda,
  type LambdaLimits,
  type LogEntry,
} from './lambda.ts';
import { createLogs } from './logs.ts';
import { createPlanPages } from './plan-pages.ts';
import { createResolver, type Resolver } from './resolver.ts';
import { readRoles } from './roles.ts';
import { secretText } from './secret-text.ts';
import type { CloudService, RolePolicies } from './service.ts';
import { createAuthorise } from './services/authorise.ts';
import { openServiceDatabase } from './services/database.ts';
import {
  createDynamoDbProxy,
  type DynamoDbCall,
  type DynamoDbFaults,
} from './services/dynamodb-proxy.ts';
import { createKms } from './services/kms.ts';
import { createPrincipals } from './services/principals.ts';
import { createS3 } from './services/s3.ts';
import { createScheduler, type Scheduler } from './services/scheduler.ts';
import { createSes, type Ses, type SesOptions } from './services/ses.ts';
import { createSqs, type Sqs } from './services/sqs.ts';
import { createSts } from './services/sts.ts';
import { createSignInPage } from './sign-in-page.ts';
import { DATA, openState } from './state.ts';
import { readBuckets, readSigningKeys } from './storage-definition.ts';
import { createUserPool, type Invitation, readPool, type UserPool } from './user-pool.ts';

/** The project's root, two folders up. */
const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/** The variables in which a function's environment differs from the template's. */
const ownVariables = (
  { fairUse, port }: HostOptions,
  given: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> =>
  Object.fromEntries(
    [
      ...(fairUse === true ? [] : [[ENV.requestLimits, 'off'] as const]),
      ...(port === undefined || port === 0
        ? []
        : [[ENV.appUrl, `http://127.0.0.1:${port}/_local`] as const]),
    ].filter(([name]) => given[name] !== undefined),
  );

export interface HostOptions {
  /** Keeps everything below this directory; without it everything is in memory and gone at the end. */
  readonly dataDir?: string;
  /** Deletes what is in the data directory first. */
  readonly fresh?: boolean;
  /**
   * Port of the API; 0, the default, takes a free one. Links in mails lead to this machine's pages
   * where it is named, since it has to be known before anything runs.
   */
  readonly port?: number;
  /** Real unless given. */
  readonly clock?: ClockChoice;
  /** An assembly that exists; by default that of the sources as they are. */
  readonly assembly?: Assembly;
  /**
   * Whether schedules fire and queues deliver by themselves. `false`, the default, leaves it to
   * `settle` and the `advance` functions, so that a test decides what happens when.
   */
  readonly background?: boolean;
  readonly region?: string;
  readonly limits?: Partial<LambdaLimits>;
  /** A DynamoDB engine that runs already; by default `DYNAMODB_ENDPOINT`, else the host's own. */
  readonly engineUrl?: string;
  /** Whether a page shows plans as any person sees them, without signing in: for made-up companies. */
  readonly planPages?: boolean;
  /** Passes mail on to an SMTP server as well. */
  readonly relay?: NonNullable<SesOptions['relay']>;
  /**
   * Whether the limits on how often somebody may ask hold. `false`, the default, since tests ask
   * faster than people. But for that and `port` the functions' environment is the template's.
   */
  readonly fairUse?: boolean;
  /** Name of the index that `nextDueInstant` reads, with its sort key. */
  readonly dueIndex?: { readonly name: string; readonly sortKey: string };
  readonly onLog?: (entry: LogEntry) => void;
  /** Mail of the user pool to a new user, which SES does not carry. */
  readonly onInvitation?: (invitation: Invitation) => void;
  /** Told of every call to the database, refused ones included. */
  readonly onDatabaseCall?: (call: DynamoDbCall) => void;
  /** Faults to inject into database calls. */
  readonly databaseFaults?: DynamoDbFaults;
  /** Told in words what takes time while starting. */
  readonly onProgress?: (message: string) => void;
}

export interface Services {
  readonly lambda: Lambda;
  readonly sqs: Sqs;
  readonly ses: Ses;
  readonly scheduler: Scheduler;
  readonly userPool: UserPool;
  readonly engine: Engine;
}

/** The whole product on this machine. */
export interface Host {
  /** Base URL of the API, without a slash at its end. */
  readonly url: string;
  /** Base URL of the emulated AWS services. */
  readonly cloudUrl: string;
  readonly clock: HostClock;
  readonly services: Services;
  readonly resolver: Resolver;
  readonly roles: Readonly<Record<string, RolePolicies>>;
  readonly tableName: string;
  /** What functions wrote and the platform reported, oldest first. */
  logs(): readonly LogEntry[];
  /** Calls a function by logical id, name or ARN, like `aws lambda invoke`. */
  invoke(functionName: string, event: unknown, options?: InvokeOptions): Promise<Invocation>;
  /**
   * An access token as if that user had just signed in, with a second factor where the API is closed
   * to them without one: it is set up for them then. Throws `PoolRefusal`.
   */
  tokenFor(username: string, options?: IssueOptions): Promise<string>;
  /** The whole answer to a sign-in as that user. */
  issueTokenFor(username: string, options?: IssueOptions): Promise<IssuedToken>;
  /** Signs any claims with the user pool's key, to test what the API refuses. */
  signClaims(claims: Readonly<Record<string, unknown>>): Promise<string>;
  /**
   * Runs whatever is due now, and what follows from it, until nothing is: schedules, retries,
   * queue deliveries, mail events. Does not move the clock.
   */
  settle(): Promise<void>;
  /**
   * Jumps to an instant (epoch milliseconds), fires every schedule that came due once, and settles.
   * What would have happened on the way happens late: jump to the instants that matter, or use
   * `advanceThrough`.
   */
  advanceTo(ms: number): Promise<void>;
  /**
   * Moves to an instant by way of every instant at which something is due: the due index, retries,
   * hidden messages. Sixty days take as many steps as there is work, not 86,400 minutes. With a
   * rest, nothing is looked at for so many milliseconds after each step, as if schedules had failed
   * to fire: fewer steps, in which more comes together.
   */
  advanceThrough(ms: number, restMs?: number): Promise<void>;
  /** The earliest instant in the table's due index, epoch milliseconds; `undefined` when empty. */
  nextDueInstant(): Promise<number | undefined>;
  /** Deletes expired items, which the engine does not do. Returns how many. */
  deleteExpired(): Promise<number>;
  close(): Promise<void>;
}

const ACCOUNT_ID = '000000000000';
const DEFAULT_REGION = 'eu-central-1';
const DEFAULT_DUE_INDEX = { name: 'due', sortKey: 'dueSk' };
/** More rounds than any real chain of events has; a loop is a defect worth stopping at. */
const MAX_ROUNDS = 10_000;
const SCHEDULE_STEP_MS = 60_000;
const DAY_MS = 86_400_000;
const HOUSEKEEPING_MS = 600_000;
const LONGEST_WAIT_MS = 1000;

/** Starts the host. Throws `StartupError`, whose message is one clear line, when it cannot. */
export const startHost = async (options: HostOptions = {}): Promise<Host> => {
  // Lambda's zone. V8 has one zone per process, so a worker's own variable would change nothing.
  process.env.TZ = 'UTC';
  const region = options.region ?? DEFAULT_REGION;
  const dataDir = options.dataDir === undefined ? undefined : resolve(options.dataDir);
  const progress = options.onProgress ?? (() => undefined);

  const closers: (() => Promise<void> | void)[] = [];
  let closing: Promise<void> | undefined;
  const close = () => {
    closing ??= (async () => {
      for (const closer of closers.reverse()) await closer();
    })();
    return closing;
  };

  try {
    const state = openState(
      dataDir === undefined
        ? { inMemory: true }
        : { dataDir, ...(options.fresh === true ? { fresh: true } : {}) },
    );
    closers.push(() => state.close());

    const assembly =
      options.assembly ??
      (await ensureAssembly({
        root: ROOT,
        outdir: join(ROOT, 'cdk.out', 'local'),
        onSynthesise: () => progress('synthesising the CDK app'),
      }));

    // After the synthesis, which takes seconds that a development clock should not have lost.
    const clock = createHostClock(options.clock ?? { kind: 'real' }, state.clock);
    const services = new Map<string, CloudService>();
    const cloud = await listenForServices(0, services);
    closers.push(() => cloud.close());

    const resolver = createResolver({
      template: assembly.template,
      place: {
        region,
        accountId: ACCOUNT_ID,
        partition: 'aws',
        urlSuffix: 'amazonaws.com',
        stackName: assembly.stackName,
        cloudUrl: cloud.url,
      },
      secretText: (logicalId, properties) =>
        state.once(`secret:${logicalId}`, () => secretText(properties)),
    });
    const roles = readRoles(resolver);
    const functions = readFunctions(resolver, assembly).map((one) => ({
      ...one,
      variables: { ...one.variables, ...ownVariables(options, one.variables) },
    }));
    const deployment = readDeployment({ resolver, functions, roles });
    const table = readTable(resolver);
    const poolDefinition = readPool(resolver);
    const api = readApi(resolver);

    const endpoint = options.engineUrl ?? process.env.DYNAMODB_ENDPOINT;
    const engine = await startEngine({ dataDir, ...(endpoint === undefined ? {} : { endpoint }) });
    closers.push(() => engine.close());
    await ensureTable(engine, table);

    const database = openServiceDatabase(
      dataDir === undefined ? ':memory:' : join(dataDir, DATA.services),
    );
    closers.push(() => database.close());
    const principals = createPrincipals({ clock, db: database });
    const authorise = createAuthorise({ principals, roles });
    const place = { accountId: ACCOUNT_ID, region };

    const sqs = createSqs({
      ...place,
      db: database,
      clock,
      queues: deployment.queues,
      authorise,
      endpoint: `${cloud.url}/sqs`,
    });
    const logs = createLogs(dataDir, options.onLog);
    const lambda = createLambda({
      functions,
      clock,
      principals,
      region,
      endpoints: {
        AWS_ENDPOINT_URL_DYNAMODB: `${cloud.url}/dynamodb`,
        AWS_ENDPOINT_URL_KMS: `${cloud.url}/kms`,
        AWS_ENDPOINT_URL_S3: `${cloud.url}/s3`,
        AWS_ENDPOINT_URL_SES: `${cloud.url}/ses`,
        AWS_ENDPOINT_URL_SQS: `${cloud.url}/sqs`,
        AWS_ENDPOINT_URL_STS: `${cloud.url}/sts`,
        AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER: `${cloud.url}/cognito-idp`,
      },
      onLog: logs.write,
      ...(options.limits === undefined ? {} : { limits: options.limits }),
    });

    let wake = () => {};
    const asyncInvocations = createAsyncInvocations({
      database: state.database,
      clock,
      lambda,
      policies: deployment.asyncPolicies,
      deliver: (queueArn, body) => void sqs.send(queueArn, body),
      onEnqueued: () => wake(),
    });
    const bus = createEventBus(deployment.rules, (target, event) => {
      if (target.kind === 'queue') sqs.send(target.queueArn, JSON.stringify(event));
      else asyncInvocations.enqueue(target.functionArn, event);
    });
    const mailDirectory =
      dataDir === undefined
        ? mkdtempSync(join(tmpdir(), 'upturn-mail-'))
        : join(dataDir, DATA.mail);
    if (dataDir === undefined)
      closers.push(() => rmSync(mailDirectory, { recursive: true, force: true }));
    const ses = createSes({
      ...place,
      db: database,
      directory: mailDirectory,
      clock,
      configurationSets: deployment.configurationSets,
      identities: deployment.mailIdentities,
      authorise,
      onEvent: (event) => bus.put({ ...event }),
      ...(options.relay === undefined ? {} : { relay: options.relay }),
    });
    const sts = createSts({ principals, roles, clock });
    const s3 = createS3({
      db: database,
      clock,
      buckets: readBuckets(resolver),
      principals,
      authorise,
    });
    const kms = createKms({ keys: readSigningKeys(resolver), authorise, once: state.once });
    const dynamodb = createDynamoDbProxy({
      engineUrl: engine.url,
      principals,
      roles,
      tableArn: table.arn,
      clock,
      ...(options.databaseFaults === undefined ? {} : { faults: options.databaseFaults }),
      ...(options.onDatabaseCall === undefined ? {} : { onCall: options.onDatabaseCall }),
    });
    const userPool = createUserPool({
      definition: poolDefinition,
      database: state.database,
      clock,
      ...(options.onInvitation === undefined ? {} : { onInvitation: options.onInvitation }),
    });
    const issuer = await createIssuer({ definition: poolDefinition, state, clock, lambda });
    const cognito = createCognitoIdp({ pool: userPool, issuer, authorise });
    for (const service of [sqs, ses, sts, dynamodb, cognito, s3, kms]) {
      services.set(service.name, service);
      closers.push(() => service.close());
    }

    const scheduler = createScheduler({
      ...place,
      schedules: deployment.schedules,
      clock,
      invoke: async (logicalId, payload) => asyncInvocations.enqueue(logicalId, payload),
      sendDeadLetter: (queueArn, body, attributes) => void sqs.send(queueArn, body, { attributes }),
    });
    const sources = deployment.eventSources.map((mapping) =>
      createEventSource(mapping, sqs, lambda),
    );

    const schedules: DueWork = {
      nextAt: () => scheduler.nextAt(),
      runDue: async () => (await scheduler.tick()).length,
    };

    /** One round over everything that may have work; the number of pieces done. */
    const round = async (): Promise<number> => {
      let done = await schedules.runDue();
      done += await asyncInvocations.runDue();
      for (const source of sources) done += await source.runDue();
      await ses.settled();
      return done;
    };

    let settling: Promise<void> | undefined;
    const settleOnce = async (): Promise<void> => {
      for (let rounds = 0; (await round()) > 0; rounds += 1)
        if (rounds >= MAX_ROUNDS) throw new Error('background work feeds itself without end');
    };
    const settle = async (): Promise<void> => {
      // Two at once would make each other's end meaningless.
      while (settling !== undefined) await settling.catch(() => undefined);
      settling = settleOnce().finally(() => {
        settling = undefined;
      });
      await settling;
    };

    const dueIndex = options.dueIndex ?? DEFAULT_DUE_INDEX;
    const nextDueInstant = () => earliestDue(engine, table.name, dueIndex);

    const advanceTo = async (ms: number): Promise<void> => {
      clock.advanceTo(ms);
      await settle();
    };
    // The clock runs meanwhile: on a busy machine it may have passed the instant already.
    const reach = async (ms: number): Promise<void> => {
      clock.reach(ms);
      await settle();
    };

    /** When a retry or a hidden message is due, `Infinity` when there is none. */
    const nextRetryAt = (): number =>
      Math.min(
        asyncInvocations.nextAt() ?? Number.POSITIVE_INFINITY,
        ...deployment.eventSources.map(
          ({ queueArn }) => sqs.nextVisibleAt(queueArn) ?? Number.POSITIVE_INFINITY,
        ),
      );

    const advanceThrough = async (ms: number, restMs = 0): Promise<void> => {
      if (ms < clock.now()) throw new ClockError('the clock cannot be moved back');
      await settle();
      let stuckAt: number | undefined;
      let rested = 0;
      let patience = SCHEDULE_STEP_MS;
      for (;;) {
        const now = clock.now();
        const due = (await nextDueInstant()) ?? Number.POSITIVE_INFINITY;
        // What stays due although it was looked at is looked at again later and later.
        patience =
          due <= now && due === stuckAt ? Math.min(patience * 2, DAY_MS) : SCHEDULE_STEP_MS;
        const lookAt = due > now ? due : due === stuckAt ? now + patience : now;
        stuckAt = due;
        // The due index is looked at when a schedule fires, so at the first one after that instant.
        const sweepAt = Math.max(lookAt, schedules.nextAt() ?? now + SCHEDULE_STEP_MS);
        // No rest before the end: what has begun by then is finished.
        const rest = Math.min(rested, ms - restMs);
        const to = Math.max(rest, Math.min(sweepAt, Math.max(nextRetryAt(), now)));
        if (to > ms) break;
        await reach(to);
        rested = to + restMs;
      }
      if (clock.now() < ms) await reach(ms);
    };

    const apiScopes = new Set(api.methods.flatMap(({ authorizer }) => authorizer?.scopes ?? []));
    const issueTokenFor = async (username: string, issueOptions?: IssueOptions) => {
      const issue = () => issuer.issue(userPool.find(username), issueOptions);
      const opensApi = (token: IssuedToken) =>
        issuer.scopesOf(token).some((scope) => apiScopes.has(scope));
      const issued = await issue();
      const needless =
        opensApi(issued) ||
        poolDefinition.secondFactor === 'OFF' ||
        issueOptions?.secondFactor === 'asItIs' ||
        userPool.find(username).hasSecondFactor;
      if (needless) return issued;
      // The pre-token function may be waiting for a second factor.
      userPool.enrolSecondFactor(username);
      const again = await issue();
      if (opensApi(again)) return again;
      userPool.removeSecondFactor(username);
      return issued;
    };

    const gateway = await startGateway({
      api,
      accountId: ACCOUNT_ID,
      clock,
      lambda,
      verifyToken: async (userPoolArn, token) =>
        userPoolArn === poolDefinition.arn ? await issuer.verify(token) : { valid: false },
      port: options.port ?? 0,
      console: createConsole({
        clock,
        advanceThrough,
        signIn: createSignInPage(userPool, issuer),
        inbox: (request) => ses.inboxPage(request),
        doors: createDoorPages({ url: () => gateway.url }),
        ...(options.planPages === true
          ? {
              plans: createPlanPages({
                url: () => gateway.url,
                tokenFor: async (email) => (await issueTokenFor(email)).access_token,
                emails: () => userPool.users().map(({ attributes }) => attributes.email ?? ''),
              }),
            }
          : {}),
      }),
    });
    closers.push(
      () => lambda.close(),
      () => gateway.close(),
    );

    if (options.background === true) {
      const stopped = new AbortController();
      let timer: NodeJS.Timeout | undefined;
      const run = async () => {
        clearTimeout(timer);
        try {
          await schedules.runDue();
          await asyncInvocations.runDue();
        } catch (error) {
          console.error(error);
        }
        if (stopped.signal.aborted) return;
        const next = Math.min(
          schedules.nextAt() ?? Number.POSITIVE_INFINITY,
          asyncInvocations.nextAt() ?? Number.POSITIVE_INFINITY,
        );
        timer = setTimeout(
          () => void run(),
          Math.max(1, Math.min(next - clock.now(), LONGEST_WAIT_MS)),
        );
      };
      wake = () => {
        clearTimeout(timer);
        timer = setTimeout(() => void run(), 0);
      };
      const unsubscribe = clock.onMoved(wake);
      const housekeeping = setInterval(() => {
        deleteExpired(engine, table, clock).catch((error: unknown) => console.error(error));
      }, HOUSEKEEPING_MS);
      for (const source of sources) source.start();
      void run();
      closers.push(async () => {
        stopped.abort();
        unsubscribe();
        clearTimeout(timer);
        clearInterval(housekeeping);
        wake = () => {};
        await Promise.all(sources.map((source) => source.stop()));
      });
    }

    return {
      url: gateway.url,
      cloudUrl: cloud.url,
      clock,
      services: { lambda, sqs, ses, scheduler, userPool, engine },
      resolver,
      roles,
      tableName: table.name,
      logs: logs.entries,
      invoke: lambda.invoke,
      tokenFor: async (username, issueOptions) =>
        (await issueTokenFor(username, issueOptions)).access_token,
      issueTokenFor,
      signClaims: issuer.sign,
      settle,
      advanceTo,
      advanceThrough,
      nextDueInstant,
      deleteExpired: () => deleteExpired(engine, table, clock),
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
};
