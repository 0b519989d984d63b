/**
 * What the parts of the local host hand each other. A cloud service is a function from a wire
 * request to a wire response; the host mounts each under its own path of one loopback port.
 */

/** Now, in epoch milliseconds: the host's movable clock, shared by everything that it runs. */
export interface Clock {
  now(): number;
  /**
   * Calls `listener` after the clock was moved by hand, so that what became due is looked at now.
   * Absent on a clock that only runs. Returns the function that ends the subscription.
   */
  onMoved?(listener: () => void): () => void;
}

export interface WireRequest {
  readonly method: string;
  /** Path below the service's mount point, always starting with `/`. */
  readonly path: string;
  readonly query: URLSearchParams;
  /** Header names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
  /** Aborts when the caller has gone away: a long poll must not hand it a message any more. */
  readonly signal?: AbortSignal;
}

export interface WireResponse {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
  /** Close the connection without answering: a simulated fault, the caller sees a reset. */
  readonly dropConnection?: true;
}

/** One emulated service, e.g. SQS, on its real wire protocol. */
export interface CloudService {
  /** Mount point: requests to `/<name>/...` reach it. */
  readonly name: 'dynamodb' | 'ses' | 'sqs' | 'sts' | 'cognito-idp' | 's3' | 'kms';
  handle(request: WireRequest): Promise<WireResponse>;
  /** Stops timers and closes files. */
  close(): Promise<void>;
}

/** Who signed a request: found by the access key id in its credential scope. */
export interface Principal {
  /** Logical id of the IAM role in the template. */
  readonly role: string;
  /** Session tags given at AssumeRole; empty for a function's own role. */
  readonly tags: Readonly<Record<string, string>>;
  /** Last part of the assumed-role ARN, where the session was given a name. */
  readonly sessionName?: string;
}

/** Access keys known to the host: those of each function's role and those that STS handed out. */
export interface Principals {
  /** The principal, or `undefined` when the key is unknown or its session has expired. */
  resolve(accessKeyId: string): Principal | undefined;
  /** Whether the key once belonged to a session that is over; AWS words that refusal differently. */
  expired?(accessKeyId: string): boolean;
  /** The key's secret and token, for a service that checks signatures. */
  secretOf?(accessKeyId: string): Omit<AccessKey, 'accessKeyId'> | undefined;
  /** A key for the role that does not expire; used for the functions' own environments. */
  permanent(role: string): AccessKey;
  /** A key for an assumed-role session that expires at `expiresAtMs`. */
  session(
    role: string,
    tags: Readonly<Record<string, string>>,
    expiresAtMs: number,
    sessionName?: string,
  ): AccessKey;
}

export interface AccessKey {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

/** One statement of an IAM policy after the template's functions were resolved. */
export interface Statement {
  readonly Effect: 'Allow' | 'Deny';
  readonly Action: string | readonly string[];
  readonly Resource: string | readonly string[];
  readonly Condition?: Readonly<
    Record<string, Readonly<Record<string, string | readonly string[]>>>
  >;
}

/** Identity policies and trust of every role in the template, by logical id. */
export interface RolePolicies {
  readonly arn: string;
  readonly statements: readonly Statement[];
  readonly trust: readonly TrustStatement[];
}

export interface TrustStatement {
  readonly Effect: 'Allow' | 'Deny';
  readonly Action: string | readonly string[];
  readonly Principal: Readonly<Record<string, string | readonly string[]>>;
  readonly Condition?: Statement['Condition'];
}

/** May the holder of this access key do this? Asked by every service before it acts. */
export type Authorise = (question: AuthorisationQuestion) => Authorisation;

export interface AuthorisationQuestion {
  /** From the request's credential scope; `undefined` when it carried none. */
  readonly accessKeyId: string | undefined;
  /** E.g. `sqs:SendMessage`. */
  readonly action: string;
  /** ARN, or `*` for actions that know no resource. */
  readonly resource: string;
  /** Condition keys of the request. A multi-valued key is an array, also when it holds one value. */
  readonly context?: Readonly<Record<string, string | readonly string[]>>;
}

export type Authorisation =
  | { readonly allowed: true; readonly principal: Principal }
  | {
      readonly allowed: false;
      readonly reason: 'missingKey' | 'unknownKey' | 'expiredKey' | 'explicitDeny' | 'implicitDeny';
      /** AWS's own wording; names principal, action and resource, never a value. */
      readonly message: string;
    };
