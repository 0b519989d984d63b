import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type PlanId, parseTenantId } from '../../domain/kernel/ids.ts';
import type { RecordedEvent } from '../../domain/plan/events.ts';
import { evolve } from '../../domain/plan/evolve.ts';
import type { Plan } from '../../domain/plan/state.ts';
import { reminderContext } from '../../domain/reminder/people.ts';
import { nextDue } from '../../domain/reminder/plan-reminders.ts';
import {
  listPlans,
  loadChain,
  loadForJob,
  loadHistory,
  type TenantScope,
  verifyChain,
} from '../../functions/adapters/store/index.ts';
import { documentClient } from '../../functions/adapters/store/tenant-scope.ts';
import { type Assembly, ensureAssembly } from '../../infra/local/assembly.ts';
import { type ApiAnswer, type ApiClient, createClient } from '../../infra/local/demo/client.ts';
import { berlinCompany, shanghaiCompany } from '../../infra/local/demo/companies.ts';
import { type ContentBody, shanghaiDraft } from '../../infra/local/demo/shanghai-plan.ts';
import { type Cast, command, createStage, signUp } from '../../infra/local/demo/stage.ts';
import { type Host, startHost } from '../../infra/local/host.ts';
import { DATA } from '../../infra/local/state.ts';
import { commandHeaders, draftPlan, STARTS_AT, UNTOLD } from './stage.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const PASSWORD = 'Crash-Test-2026';
const CLOCK = { kind: 'development', startAtMs: STARTS_AT } as const;
/** Answers after which the host is killed, round by round; the last one is killed with its engine. */
const ROUNDS = [
  { answers: 12, alone: true },
  { answers: 25, alone: true },
  { answers: 7, alone: true },
  { answers: 30, alone: false },
] as const;

/** A request with an effect, and what came of it. */
interface Request {
  readonly email: string;
  readonly path: string;
  readonly body: object;
  readonly headers: Readonly<Record<string, string>>;
  /** A text in the body that no other request has. */
  readonly mark: string;
  /** Absent while nobody knows what became of it. */
  answer?: ApiAnswer;
}

/** Somebody's work on one plan: what they send next, from the answer before it. */
interface Work {
  readonly next: () => Omit<Request, 'answer'>;
  readonly done: (answer: ApiAnswer) => void;
}

const dataDir = mkdtempSync(join(tmpdir(), 'upturn-crash-'));
const children: ChildProcess[] = [];
const requests: Request[] = [];
const works: Work[] = [];
const casts: Cast[] = [];
const tokens = new Map<string, Promise<string>>();
let assembly: Assembly;
let host: Host | undefined;

/** Starts the host as a program of its own; gives its URL once it serves. */
const startProgram = async () => {
  const child = spawn(
    process.execPath,
    [
      join(ROOT, 'infra/local/main.ts'),
      ...['--empty', '--port', '0', '--data-dir', dataDir, '--assembly', assembly.directory],
      ...['--clock', new Date(STARTS_AT).toISOString()],
    ],
    { stdio: ['ignore', 'pipe', 'pipe'] },
  );
  children.push(child);
  const exit = once(child, 'exit');
  let output = '';
  const url = await new Promise<string>((resolve, reject) => {
    for (const stream of [child.stdout, child.stderr])
      stream?.setEncoding('utf8').on('data', (chunk: string) => {
        output += chunk;
        const found = /^API +(http:\S+)\/v1$/m.exec(output)?.[1];
        if (found !== undefined) resolve(found);
      });
    void exit.then(() => reject(new Error(`the host ended: ${output}`)));
  });
  return { child, exit, url };
};

/** Signs in on the host's own page, as a person would; the token outlives the host. */
const signIn = async (url: string, email: string): Promise<string> => {
  const response = await fetch(`${url}/_local/sign-in`, {
    method: 'POST',
    headers: { accept: 'application/json' },
    body: new URLSearchParams({ username: email, password: PASSWORD }),
  });
  const { access_token: token } = (await response.json()) as { access_token?: string };
  if (token === undefined) throw new Error(`${email} cannot sign in: ${response.status}`);
  return token;
};

const clientOf = (url: string): ApiClient =>
  createClient({
    url,
    tokenFor: (email) => {
      const token = tokens.get(email) ?? signIn(url, email);
      tokens.set(email, token);
      // A sign-in that broke off is none.
      token.catch(() => tokens.delete(email));
      return token;
    },
    onRequest: () => undefined,
    onExchange: () => undefined,
    onRule: () => undefined,
  });

const send = (client: ApiClient, { email, path, body, headers }: Request): Promise<ApiAnswer> =>
  client.as(email).send('POST', path, body, headers);

let marks = 0;
const newMark = (): string => {
  marks += 1;
  return `mark-${String(marks).padStart(5, '0')}-`;
};

/**
 * Round and round through the draft stage of a plan: content rewritten, the employee's own words,
 * submitted (which claims the employee's one open plan), sent back by HR (which releases it).
 */
const workOn = (cast: Cast, planId: string, content: ContentBody, version: number): Work => {
  const turnOf = (
    turn: number,
    mark: string,
  ): readonly [who: string, path: string, body: object] => {
    switch (turn % 4) {
      case 0:
        return ['manager', 'content', { content: { ...content, title: mark } }];
      case 1:
        return ['employee', 'statements', { text: mark }];
      case 2:
        return ['manager', 'submit', { accepted: [] }];
      default:
        return ['hr', 'return', { comment: `${mark} 请补充辅导安排` }];
    }
  };
  let turn = 0;
  let current = version;
  return {
    next: () => {
      const mark = newMark();
      const [who, path, body] = turnOf(turn, mark);
      turn += 1;
      return {
        email: cast.emailOf(who),
        path: `/v1/plans/${planId}/${path}`,
        body,
        headers: commandHeaders(`"${current}"`),
        mark,
      };
    },
    done: ({ body }) => {
      current = (body as { version: number }).version;
    },
  };
};

/** One new draft after the other. */
const drafting = (cast: Cast, content: ContentBody): Work => ({
  next: () => {
    const mark = newMark();
    return {
      email: cast.emailOf('manager'),
      path: '/v1/plans',
      body: {
        employeeId: cast.ids.employee,
        hrOwnerId: cast.ids.hr,
        content: { ...content, title: mark },
        accepted: [{ ruleId: 'A2', reason: '前一份草案仅供试用，另行起草正式计划' }],
      },
      headers: { 'Idempotency-Key': randomUUID() },
      mark,
    };
  },
  done: () => undefined,
});

const SUCCESS: readonly number[] = [200, 201];

beforeAll(async () => {
  assembly = await ensureAssembly({ root: ROOT, outdir: join(ROOT, 'cdk.out', 'local') });
  const first = await startHost({ dataDir, assembly, clock: CLOCK });
  try {
    const stage = createStage(first, UNTOLD);
    const shanghai = await signUp(stage, shanghaiCompany());
    const berlin = await signUp(stage, berlinCompany());
    casts.push(shanghai, berlin);
    const draftOf = ({ ids }: Cast, mentor: string, trainer: string): ContentBody =>
      shanghaiDraft({
        mentor: ids[mentor] ?? '',
        trainer: ids[trainer] ?? '',
        manager: ids.manager ?? '',
      });
    const content = draftOf(shanghai, 'mentor', 'trainer');
    for (const [cast, draft] of [
      [shanghai, content],
      [berlin, draftOf(berlin, 'witness', 'hrHead')],
    ] as const) {
      const planId = await draftPlan(cast, draft);
      await command(cast.person('manager'), planId, 'share', { talkHeldOn: '2026-02-09' });
      const { version } = await command(cast.person('employee'), planId, 'decline-talk');
      works.push(workOn(cast, planId, draft, version));
      for (const who of ['manager', 'employee', 'hr'])
        await first.services.userPool.setPassword(cast.emailOf(who), PASSWORD);
      // HR has a second factor, which the sign-in below has not; a token outlives the host.
      const hr = cast.emailOf('hr');
      tokens.set(hr, Promise.resolve(await first.tokenFor(hr)));
    }
    works.push(drafting(shanghai, content));
  } finally {
    await first.close();
  }

  const pending = new Map<Work, Request>();
  for (const { answers, alone } of ROUNDS) {
    const { child, exit, url } = await startProgram();
    const client = clientOf(url);
    let killed = false;
    let answered = 0;
    const kill = () => {
      killed = true;
      if (!alone) {
        const { pid } = JSON.parse(readFileSync(join(dataDir, DATA.engine), 'utf8')) as {
          pid: number;
        };
        // The shell that started the engine leads a group of its own.
        process.kill(-pid, 'SIGKILL');
      }
      child.kill('SIGKILL');
    };
    await Promise.all(
      works.map(async (work) => {
        while (!killed) {
          // What broke off is sent again first, as it was: nobody knows whether it had its effect.
          const request: Request = pending.get(work) ?? work.next();
          if (!pending.has(work)) requests.push(request);
          pending.set(work, request);
          const answer = await send(client, request).catch((error: unknown) => {
            if (killed) return undefined;
            throw error;
          });
          // Killed with the engine under it, the host may get out that something failed.
          if (answer === undefined || (killed && !SUCCESS.includes(answer.status))) continue;
          if (!SUCCESS.includes(answer.status))
            throw new Error(`${request.path}: ${answer.status} ${JSON.stringify(answer.body)}`);
          request.answer = answer;
          pending.delete(work);
          work.done(answer);
          answered += 1;
          // The others are in the middle of theirs.
          if (answered === answers) kill();
        }
      }),
    );
    await exit;
  }
  host = await startHost({ dataDir, assembly, clock: CLOCK });
}, 180_000);

afterAll(async () => {
  for (const child of children) child.kill('SIGKILL');
  await host?.close();
  rmSync(dataDir, { recursive: true, force: true });
});

/** A company's part of the table, with the host's own unlimited access. */
const scopeOf = (cast: Cast): TenantScope => {
  const tenantId = parseTenantId(cast.tenantId);
  if (host === undefined || tenantId === undefined) throw new Error('no host');
  const documents = documentClient({
    endpoint: host.services.engine.url,
    region: 'local',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  });
  return { documents, tableName: host.tableName, tenantId };
};

interface Found {
  readonly scope: TenantScope;
  readonly planId: PlanId;
  readonly history: readonly RecordedEvent[];
}

/** Every plan of both companies with its history. */
const everyPlan = async (): Promise<readonly Found[]> => {
  const found: Found[] = [];
  for (const scope of casts.map(scopeOf)) {
    const { items, next } = await listPlans(scope, { of: 'tenant', page: { limit: 100 } });
    if (next !== undefined) throw new Error('more plans than expected');
    for (const { planId } of items)
      found.push({ scope, planId, history: await loadHistory(scope, planId) });
  }
  return found;
};

describe('after the host was killed in the middle of its work', () => {
  it('there was work in the middle of which it was killed', () => {
    const answered = requests.filter(({ answer }) => answer !== undefined);
    expect(answered.length).toBeGreaterThanOrEqual(
      ROUNDS.reduce((sum, { answers }) => sum + answers, 0),
    );
    for (const path of [/^\/v1\/plans$/, /content$/, /statements$/, /submit$/, /return$/])
      expect(
        answered.some((request) => path.test(request.path)),
        String(path),
      ).toBe(true);
  });

  it('every plan is whole: numbers, chain, state, and what is due', async () => {
    const plans = await everyPlan();
    expect(plans.length).toBeGreaterThan(3);
    for (const { scope, planId, history } of plans) {
      const load = await loadForJob(scope, { planId });
      const stored = load?.stored;
      if (load === undefined || stored === undefined) throw new Error(`no plan ${planId}`);
      const { plan, due, chainHash } = stored;
      expect(history.map(({ seq }) => seq)).toEqual(history.map((_, index) => index + 1));
      expect(plan.version).toBe(history.length);
      expect(verifyChain(planId, await loadChain(scope, planId), chainHash)).toBeUndefined();
      expect(history.reduce<Plan | undefined>(evolve, undefined)).toEqual(plan);
      const context = reminderContext(load.tenant, plan, due.sites);
      expect(due.nextAt).toBe(nextDue(plan, context, due.expandedTo));
    }
  });

  it('what was answered is there, and nothing is there twice', async () => {
    const events = (await everyPlan()).flatMap(({ planId, history }) =>
      history.map((recorded) => ({ planId, ...recorded, text: JSON.stringify(recorded.event) })),
    );
    const types = new Set(events.map(({ event }) => event.type));
    for (const type of ['ContentEdited', 'StatementMade', 'PlanSubmitted', 'PlanReturned'])
      expect(types).toContain(type);
    for (const { mark, path, answer } of requests) {
      const found = events.filter(({ text }) => text.includes(`"${mark}`));
      expect(found.length, `${path} ${mark}`).toBeLessThanOrEqual(1);
      if (answer === undefined) continue;
      const { id, version } = answer.body as { id: string; version: number };
      const at = events.find(({ planId, seq }) => planId === id && seq === version);
      expect(at, `${path} ${mark}`).toBeDefined();
      // A submission says nothing of its own.
      if (!path.endsWith('/submit')) expect(at).toBe(found[0]);
      else expect(at?.event.type).toBe('PlanSubmitted');
    }
  });

  it('whoever asks again gets the answer they got, or would have got', async () => {
    if (host === undefined) throw new Error('no host');
    const client = clientOf(host.url);
    const before = (await everyPlan()).map(({ history }) => history.length);
    for (const request of requests.filter(({ answer }) => answer !== undefined)) {
      const again = await send(client, request);
      expect(again.status).toBe(request.answer?.status);
      expect(again.headers.get('idempotency-replayed')).toBe('true');
      expect(again.body).toEqual(request.answer?.body);
    }
    expect((await everyPlan()).map(({ history }) => history.length)).toEqual(before);
    // What broke off has its effect once, however often it is sent.
    for (const request of requests.filter(({ answer }) => answer === undefined)) {
      const first = await send(client, request);
      expect(SUCCESS).toContain(first.status);
      const second = await send(client, request);
      expect([second.headers.get('idempotency-replayed'), second.body]).toEqual([
        'true',
        first.body,
      ]);
    }
  });
});
