import type { Host } from '../host.ts';
import type { StoredMail } from '../services/ses-message.ts';
import {
  type ApiClient,
  createClient,
  type Exchange,
  expectAnswer,
  type Person,
} from './client.ts';
import type { DemoCompany } from './companies.ts';

/** A company with its people, once it has signed up. */
export interface Cast {
  readonly tenantId: string;
  readonly company: DemoCompany;
  /** Members' ids by their key in the company. */
  readonly ids: Readonly<Record<string, string>>;
  /** Somebody of the company, as a caller of the API. */
  person(key: string): Person;
  emailOf(key: string): string;
}

/** Where a story plays: a host, a client, a narrator, and what has been counted. */
export interface Stage {
  readonly host: Host;
  readonly client: ApiClient;
  /** Says what happens now; throws what `act` throws. */
  readonly step: <Value>(title: string, act: () => Promise<Value>) => Promise<Value>;
  /** A line below the current step. */
  readonly note: (text: string) => void;
  readonly exchanges: readonly Exchange[];
}

/** Who wants to know what goes over the wire. */
export interface StageListeners {
  readonly onRequest: () => void;
  readonly onExchange: (exchange: Exchange) => void;
  /** A rule spoke up in an answer. */
  readonly onRule: (ruleId: string) => void;
}

export const createStage = (
  host: Host,
  tell: Pick<Stage, 'step' | 'note'>,
  told: Partial<StageListeners> = {},
): Stage => {
  const exchanges: Exchange[] = [];
  const client = createClient({
    url: host.url,
    tokenFor: (email) => host.tokenFor(email),
    onExchange: (exchange) => {
      exchanges.push(exchange);
      told.onExchange?.(exchange);
    },
    onRequest: () => told.onRequest?.(),
    onRule: (ruleId) => told.onRule?.(ruleId),
  });
  return { host, client, exchanges, ...tell };
};

/** Longer than a digest gathers, shorter than what would make a mail late: one look finds a whole morning. */
const REST_MS = 6 * 60_000;

/** Lets the clock run to an instant by way of everything that is due until then. */
export const until = (stage: Stage, instant: string): Promise<void> =>
  stage.host.advanceThrough(Date.parse(instant), REST_MS);

/** The token of the link in somebody's newest mail of a kind, which the queue brings first. */
export const linkTo = async (stage: Stage, email: string, kind: string): Promise<string> => {
  await stage.host.settle();
  const mail = mailsTo(stage, email, kind).at(-1);
  const raw = mail === undefined ? undefined : stage.host.services.ses.raw(mail.messageId);
  const text = Buffer.from(raw ?? '')
    .toString('latin1')
    .replace(/=\r\n/g, '')
    .replaceAll('=3D', '=');
  const token = /\?token=([\w.-]+)/.exec(text)?.[1];
  if (token === undefined) throw new Error(`no link for ${email}`);
  return token;
};

/** Signs a company up, confirms it by the mail that comes, and adds its people, the managers before those whom they manage. */
export const signUp = async (stage: Stage, company: DemoCompany): Promise<Cast> => {
  const { administrator, people, name, language, site } = company;
  expectAnswer(
    await stage.client.anyone.post('/v1/tenants', { name, language, site, administrator }),
    `${name} signs up`,
    202,
  );
  const { tenantId } = expectAnswer<{ tenantId: string }>(
    await stage.client.anyone.post('/v1/tenants/confirmation', {
      token: await linkTo(stage, administrator.email, 'signUp'),
    }),
    `${administrator.email} confirms`,
    201,
  );
  const admin = stage.client.as(administrator.email);
  const ids: Record<string, string> = {};
  for (const [key, { manager, ...person }] of Object.entries(people)) {
    const { id } = expectAnswer<{ id: string }>(
      await admin.post('/v1/members', {
        ...person,
        language,
        siteId: site.id,
        ...(manager === undefined ? {} : { managerId: ids[manager] }),
      }),
      `${person.email} is added`,
      201,
    );
    ids[key] = id;
  }
  const emailOf = (key: string): string => {
    const person = people[key];
    if (person === undefined) throw new Error(`nobody is called ${key}`);
    return person.email;
  };
  return { tenantId, company, ids, emailOf, person: (key) => stage.client.as(emailOf(key)) };
};

/** A check of what the story shows; a false one ends it. */
export const check = (holds: boolean, what: string): void => {
  if (!holds) throw new Error(`The story does not hold: ${what}`);
};

/** Mails to somebody, oldest first, of one kind where it is given. */
export const mailsTo = (stage: Stage, email: string, kind?: string): readonly StoredMail[] =>
  [...stage.host.services.ses.mails()]
    .reverse()
    .filter(
      ({ recipients, tags }) =>
        recipients.includes(email) && (kind === undefined || tags.kind === kind),
    );

/** The body of a command's answer. */
export interface Done {
  readonly id: string;
  readonly version: number;
  readonly status: string;
}

/** Gives a command that must succeed. */
export const command = async (
  person: Person,
  planId: string,
  path: string,
  body: unknown = {},
): Promise<Done> => expectAnswer<Done>(await person.command(planId, path, body), path);
