import { randomUUID } from 'node:crypto';

/** One answer of the API. */
export interface ApiAnswer {
  readonly status: number;
  readonly headers: Headers;
  /** Parsed JSON, the bytes of a zip, or the text of anything else. */
  readonly body: unknown;
}

/** What went over the wire, for the figures and the narration. */
export interface Exchange {
  readonly method: string;
  /** Path with ids as they were. */
  readonly path: string;
  readonly status: number;
  readonly ms: number;
}

export class UnexpectedAnswer extends Error {
  readonly answer: ApiAnswer;
  constructor(what: string, answer: ApiAnswer) {
    super(`${what}: ${answer.status} ${JSON.stringify(answer.body, null, 1).slice(0, 3000)}`);
    this.name = 'UnexpectedAnswer';
    this.answer = answer;
  }
}

/** A person who calls the API, as curl would: a token, JSON, ETags, idempotency keys. */
export interface Person {
  get(path: string): Promise<ApiAnswer>;
  /** Any request, with whatever headers; nothing is added but the token. */
  send(
    method: string,
    path: string,
    body?: unknown,
    headers?: Readonly<Record<string, string>>,
  ): Promise<ApiAnswer>;
  post(path: string, body: unknown): Promise<ApiAnswer>;
  put(path: string, body: unknown, version: number): Promise<ApiAnswer>;
  /**
   * A command on a plan: reads its ETag first, as a person looks before acting. `looksAt` is what is
   * read, below the plan, by somebody who does not see the whole of it.
   */
  command(planId: string, path: string, body?: unknown, looksAt?: string): Promise<ApiAnswer>;
}

export interface ApiClient {
  /** Somebody with a login. A token is fetched whenever the last one may have run out. */
  as(email: string): Person;
  /** Nobody in particular. */
  readonly anyone: Person;
}

/** The API of a host, spoken over HTTP and in no other way. */
export const createClient = (options: {
  readonly url: string;
  readonly tokenFor: (email: string) => Promise<string>;
  readonly onRequest: () => void;
  readonly onExchange: (exchange: Exchange) => void;
  readonly onRule: (ruleId: string) => void;
}): ApiClient => {
  const call = async (
    token: string | undefined,
    method: string,
    path: string,
    body: unknown,
    headers: Readonly<Record<string, string>>,
  ): Promise<ApiAnswer> => {
    const started = performance.now();
    options.onRequest();
    const response = await fetch(`${options.url}${path}`, {
      method,
      headers: {
        ...(token === undefined ? {} : { Authorization: `Bearer ${token}` }),
        ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined
        ? {}
        : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const type = response.headers.get('content-type') ?? '';
    const isJson = /json/.test(type);
    const bytes = new Uint8Array(await response.arrayBuffer());
    const text = new TextDecoder().decode(bytes);
    options.onExchange({
      method,
      path,
      status: response.status,
      ms: performance.now() - started,
    });
    const plain = type === 'application/zip' ? bytes : text;
    const parsed: unknown = isJson && text !== '' ? JSON.parse(text) : plain;
    for (const { ruleId } of (parsed as Partial<ProblemBody>).violations ?? [])
      options.onRule(ruleId);
    return { status: response.status, headers: response.headers, body: parsed };
  };

  const person = (token: () => Promise<string | undefined>): Person => {
    const send: Person['send'] = async (method, path, body, headers = {}) =>
      call(await token(), method, path, body, headers);
    return {
      send,
      get: (path) => send('GET', path),
      post: (path, body) => send('POST', path, body, { 'Idempotency-Key': randomUUID() }),
      put: (path, body, version) => send('PUT', path, body, { 'If-Match': `"${version}"` }),
      command: async (planId, path, body = {}, looksAt = '') => {
        const read = await send('GET', `/v1/plans/${planId}${looksAt}`);
        return send('POST', `/v1/plans/${planId}/${path}`, body, {
          'If-Match': read.headers.get('etag') ?? '"0"',
          'Idempotency-Key': randomUUID(),
        });
      },
    };
  };

  return {
    as: (email) => person(() => options.tokenFor(email)),
    anyone: person(async () => undefined),
  };
};

/** The body of an answer with the expected status; anything else ends the story. */
export const expectAnswer = <Body = Record<string, unknown>>(
  answer: ApiAnswer,
  what: string,
  status = 200,
): Body => {
  if (answer.status !== status) throw new UnexpectedAnswer(what, answer);
  return answer.body as Body;
};

interface ProblemBody {
  readonly code: string;
  readonly violations?: readonly Violation[];
}
export interface Violation {
  readonly ruleId: string;
  readonly severity: string;
  readonly path: string;
  readonly message: string;
  readonly remedy: string;
  readonly source: string;
  readonly owedBy?: { readonly role: string; readonly memberId?: string; readonly dueBy?: string };
}

/** The violations of a refusal, which must name exactly these rules. */
export const expectRules = (
  answer: ApiAnswer,
  what: string,
  rules: readonly string[],
): readonly Violation[] => {
  const problem = answer.body as ProblemBody;
  const found = [...new Set(problem.violations?.map(({ ruleId }) => ruleId))].sort();
  if (answer.status !== 422 || JSON.stringify(found) !== JSON.stringify([...rules].sort()))
    throw new UnexpectedAnswer(`${what} should name the rules ${rules.join(', ')}`, answer);
  return problem.violations ?? [];
};
