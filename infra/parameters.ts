import type { Node } from 'constructs';
import * as z from 'zod';

const WEB = /^(https:\/\/|http:\/\/(localhost|127\.0\.0\.1)(:\d+)?(\/|$))/;

/** Scheme, host and port, and nothing else. */
const isOrigin = (url: string): boolean =>
  WEB.test(url) && URL.canParse(url) && new URL(url).origin === url;

/** What somebody who deploys may decide: `cdk deploy -c mailFrom=hr@company.com`. */
const PARAMETERS = z.strictObject({
  /** Address that mail comes from; SES verifies its domain. */
  mailFrom: z.email().max(254).default('upturn@upturn.example'),
  /**
   * Where mail links point unless a tenant sets its own; also where sign-in returns to. Plain HTTP
   * only on the deployer's own machine, as Cognito allows it.
   */
  appUrl: z
    .url()
    .max(500)
    .refine((url) => WEB.test(url), {
      error: 'must be https, or http on localhost',
    })
    .default('https://upturn.example'),
  /**
   * Origins whose pages may send and fetch files, separated by commas; that of `appUrl` unless given.
   * Name them all when tenants have pages of their own.
   */
  fileOrigins: z
    .string()
    .max(2000)
    .transform((list) => list.split(','))
    .pipe(z.array(z.url().refine(isOrigin, { error: 'must be an origin: https://host' })))
    .optional(),
  /** `existing`: the account has verified the sender's domain already, do not create it again. */
  mailIdentity: z.enum(['create', 'existing']).default('create'),
  /** Mails a second that SES allows this account: 1 in the sandbox, by default 14 outside. */
  mailRate: z.coerce.number().int().min(1).max(500).default(14),
  /** Who sends invitations and password codes. Cognito alone sends 50 a day; SES needs a verified domain. */
  loginMail: z.enum(['cognito', 'ses']).default('cognito'),
  /** Who is told when an alarm rings; nobody unless given. */
  alarmMail: z.email().max(254).optional(),
  /** What `cdk destroy` does with table, logins and keys. `destroy` is for trials only. */
  removal: z.enum(['retain', 'destroy']).default('retain'),
  /** `skip`: the region already has a role through which API Gateway writes logs. */
  gatewayLogRole: z.enum(['create', 'skip']).default('create'),
});

export type Parameters = z.output<typeof PARAMETERS>;

/** The parameters from the CDK context. Throws with every problem when one is not valid. */
export function readParameters(node: Node): Parameters {
  const given = Object.fromEntries(
    Object.keys(PARAMETERS.shape)
      .map((name) => [name, node.tryGetContext(name) as unknown])
      .filter(([, value]) => value !== undefined),
  );
  const parsed = PARAMETERS.safeParse(given);
  if (!parsed.success) throw new Error(`CDK context: ${z.prettifyError(parsed.error)}`);
  return parsed.data;
}

/** Origins whose pages send and fetch files. */
export const fileOrigins = (parameters: Parameters): readonly string[] =>
  parameters.fileOrigins ?? [new URL(parameters.appUrl).origin];

/** The part of the sender's address behind the `@`. */
export const mailDomain = (parameters: Parameters): string =>
  parameters.mailFrom.slice(parameters.mailFrom.lastIndexOf('@') + 1);

/** Whether the addresses are still those of `.example`, which nobody can own. */
export const usesPlaceholders = (parameters: Parameters): boolean =>
  mailDomain(parameters).endsWith('.example') ||
  new URL(parameters.appUrl).hostname.endsWith('.example');
