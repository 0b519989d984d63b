import { randomBytes, randomInt, randomUUID, scrypt, timingSafeEqual } from 'node:crypto';
import type { DatabaseSync } from 'node:sqlite';
import { isCodeOf, newCodeSecret } from './one-time-code.ts';
import type { Resolver } from './resolver.ts';
import type { Clock } from './service.ts';
import { StartupError } from './startup-error.ts';
import { isObject, type Json } from './template.ts';

/** A user pool as the template defines it. */
export interface PoolDefinition {
  readonly id: string;
  readonly arn: string;
  /** `https://cognito-idp.<region>.amazonaws.com/<id>`. */
  readonly issuer: string;
  readonly region: string;
  /** User names are e-mail addresses; Cognito then gives each user an opaque name. */
  readonly emailIsUserName: boolean;
  readonly passwordPolicy: PasswordPolicy;
  readonly secondFactor: 'OFF' | 'OPTIONAL' | 'ON';
  readonly invitation: { readonly subject: string; readonly message: string };
  /** ARN of the pre-token-generation function and the version of its event. */
  readonly preToken:
    | { readonly functionArn: string; readonly version: 'V1_0' | 'V2_0' }
    | undefined;
  readonly clients: readonly PoolClient[];
}

export interface PoolClient {
  readonly id: string;
  readonly scopes: readonly string[];
  readonly accessTokenSeconds: number;
}

export interface PasswordPolicy {
  readonly minimumLength: number;
  readonly lowercase: boolean;
  readonly uppercase: boolean;
  readonly digits: boolean;
  readonly symbols: boolean;
  readonly temporaryDays: number;
}

export type UserStatus = 'FORCE_CHANGE_PASSWORD' | 'CONFIRMED';

export interface User {
  /** Cognito's name of the user; the opaque `sub` where addresses are user names. */
  readonly username: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly enabled: boolean;
  readonly status: UserStatus;
  /** Epoch milliseconds of the host's clock. */
  readonly createdAtMs: number;
  readonly modifiedAtMs: number;
  readonly hasSecondFactor: boolean;
}

interface StoredUser extends Omit<User, 'hasSecondFactor'> {
  readonly passwordHash: string | undefined;
  /** When a temporary password stops working. */
  readonly temporaryUntilMs: number | undefined;
  readonly codeSecret: string | undefined;
}

/** A refusal in Cognito's own terms; `code` is the exception's name on the wire. */
export class PoolRefusal extends Error {
  override readonly name = 'PoolRefusal';
  readonly code:
    | 'InvalidParameterException'
    | 'InvalidPasswordException'
    | 'NotAuthorizedException'
    | 'ResourceNotFoundException'
    | 'UnsupportedUserStateException'
    | 'UserLambdaValidationException'
    | 'UsernameExistsException'
    | 'UserNotFoundException';
  constructor(code: PoolRefusal['code'], message: string) {
    super(message);
    this.code = code;
  }
}

/** Mail that Cognito would send to a new user. */
export interface Invitation {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly username: string;
  readonly temporaryPassword: string;
}

export type SignIn =
  | { readonly step: 'done'; readonly user: User }
  /** The password was temporary: sign in again with a new one. */
  | { readonly step: 'newPassword'; readonly user: User }
  /** A code of the second factor is needed too. */
  | { readonly step: 'code'; readonly user: User };

export interface NewUser {
  readonly username: string;
  readonly attributes?: Readonly<Record<string, string>>;
  readonly temporaryPassword?: string;
  /** `suppress`: no invitation. `resend`: a new temporary password for a user who never signed in. */
  readonly invitation?: 'send' | 'suppress' | 'resend';
}

export interface UserPool {
  readonly definition: PoolDefinition;
  create(user: NewUser): Promise<User>;
  /** By user name, `sub` or e-mail address. Throws `UserNotFoundException`. */
  find(username: string): User;
  users(): readonly User[];
  setEnabled(username: string, enabled: boolean): void;
  /** A permanent password. Throws `InvalidPasswordException` when the policy does not allow it. */
  setPassword(username: string, password: string): Promise<void>;
  /**
   * Gives the user a second factor, in the place of one they have, and returns its secret for an
   * authenticator app: a new one unless given.
   */
  enrolSecondFactor(username: string, secret?: string): string;
  removeSecondFactor(username: string): void;
  /**
   * Checks what somebody types into the sign-in page. Throws `NotAuthorizedException` with one
   * wording for unknown users, wrong passwords and wrong codes.
   */
  signIn(attempt: {
    readonly username: string;
    readonly password: string;
    readonly newPassword?: string;
    readonly code?: string;
  }): Promise<SignIn>;
}

/** 16 MiB a guess: first passwords are random, and the file is on its owner's machine. */
const SCRYPT = { N: 2 ** 14, r: 8, p: 1 };
const KEY_BYTES = 32;
const DAY_MS = 86_400_000;
const FREE_ATTEMPTS = 5;
const LONGEST_LOCK_MS = 900_000;
const SYMBOLS = '^$*.[]{}()?"!@#%&/\\,><\':;|_~`=+-';

const derive = async (password: string, salt: Buffer): Promise<Buffer> =>
  await new Promise((resolve, reject) => {
    scrypt(password.normalize('NFC'), salt, KEY_BYTES, SCRYPT, (error, key) =>
      error === null ? resolve(key) : reject(error),
    );
  });

const hashPassword = async (password: string): Promise<string> => {
  const salt = randomBytes(16);
  const key = await derive(password, salt);
  return `scrypt$${SCRYPT.N}$${salt.toString('base64')}$${key.toString('base64')}`;
};

const isPassword = async (password: string, hash: string | undefined): Promise<boolean> => {
  // An unknown user costs as much time as a known one.
  const [, , salt = '', key = ''] = (hash ?? `scrypt$0$AAAA$${'A'.repeat(43)}=`).split('$');
  const derived = await derive(password, Buffer.from(salt, 'base64'));
  const expected = Buffer.from(key, 'base64');
  return (
    hash !== undefined && expected.length === derived.length && timingSafeEqual(derived, expected)
  );
};

const breachOf = (policy: PasswordPolicy, password: string): string | undefined => {
  if (password.length < policy.minimumLength) return 'Password not long enough';
  if (password.length > 256) return 'Password too long';
  if (policy.uppercase && !/[A-Z]/.test(password)) return 'Password must have uppercase characters';
  if (policy.lowercase && !/[a-z]/.test(password)) return 'Password must have lowercase characters';
  if (policy.digits && !/[0-9]/.test(password)) return 'Password must have numeric characters';
  if (policy.symbols && ![...password].some((letter) => SYMBOLS.includes(letter)))
    return 'Password must have symbol characters';
  return undefined;
};

/** A random password that every policy allows. */
export const newPassword = (length = 16): string => {
  const sets = ['ABCDEFGHJKLMNPQRSTUVWXYZ', 'abcdefghijkmnpqrstuvwxyz', '23456789', '!#%+-=?_'];
  const letters = Array.from({ length }, (_unused, index) => {
    const set = sets[index % sets.length] ?? '';
    return set[randomInt(set.length)] ?? '';
  });
  for (let index = letters.length - 1; index > 0; index -= 1) {
    const other = randomInt(index + 1);
    [letters[index], letters[other]] = [letters[other] ?? '', letters[index] ?? ''];
  }
  return letters.join('');
};

const looksLikeEmail = (text: string): boolean => /^[^@\s]+@[^@\s]+$/.test(text);

export interface UserPoolOptions {
  readonly definition: PoolDefinition;
  readonly database: DatabaseSync;
  readonly clock: Clock;
  readonly onInvitation?: (invitation: Invitation) => void;
  /** The machine's time: authenticator apps and brakes on guessing know no other clock. */
  readonly machineNow?: () => number;
}

/** Keeps the logins of one pool. Passwords are stored as scrypt hashes only. */
export const createUserPool = (options: UserPoolOptions): UserPool => {
  const { definition, database, clock } = options;
  const machineNow = options.machineNow ?? Date.now;
  database.exec(
    `CREATE TABLE IF NOT EXISTS users (
       pool TEXT NOT NULL, username TEXT NOT NULL, alias TEXT NOT NULL, record TEXT NOT NULL,
       PRIMARY KEY (pool, username), UNIQUE (pool, alias))`,
  );
  const byName = database.prepare(
    'SELECT record FROM users WHERE pool = ? AND (username = ? OR alias = ?)',
  );
  const all = database.prepare('SELECT record FROM users WHERE pool = ? ORDER BY rowid');
  const upsert = database.prepare(
    `INSERT INTO users (pool, username, alias, record) VALUES (?, ?, ?, ?)
     ON CONFLICT (pool, username) DO UPDATE SET record = excluded.record`,
  );
  const failures = new Map<string, { count: number; untilMs: number }>();

  const aliasOf = (username: string) => username.trim().toLowerCase();
  const read = (username: string): StoredUser | undefined => {
    const row = byName.get(definition.id, username, aliasOf(username));
    return row === undefined ? undefined : (JSON.parse(String(row.record)) as StoredUser);
  };
  const existing = (username: string): StoredUser => {
    const user = read(username);
    if (user === undefined) throw new PoolRefusal('UserNotFoundException', 'User does not exist.');
    return user;
  };
  const write = (user: StoredUser, changes: Partial<StoredUser> = {}): StoredUser => {
    const changed = { ...user, ...changes, modifiedAtMs: clock.now() };
    const alias = definition.emailIsUserName ? changed.attributes.email : changed.username;
    upsert.run(
      definition.id,
      changed.username,
      aliasOf(alias ?? changed.username),
      JSON.stringify(changed),
    );
    return changed;
  };
  const visible = ({
    passwordHash: _hash,
    temporaryUntilMs: _until,
    codeSecret,
    ...user
  }: StoredUser): User => ({ ...user, hasSecondFactor: codeSecret !== undefined });

  const checked = (password: string): string => {
    const breach = breachOf(definition.passwordPolicy, password);
    if (breach !== undefined)
      throw new PoolRefusal(
        'InvalidPasswordException',
        `Password did not conform with policy: ${breach}`,
      );
    return password;
  };

  const temporary = async (password: string) => ({
    passwordHash: await hashPassword(password),
    temporaryUntilMs: clock.now() + definition.passwordPolicy.temporaryDays * DAY_MS,
  });

  const invite = (user: StoredUser, temporaryPassword: string) => {
    const to = user.attributes.email;
    if (to === undefined) return;
    const name = definition.emailIsUserName ? to : user.username;
    options.onInvitation?.({
      to,
      subject: definition.invitation.subject,
      text: definition.invitation.message
        .replaceAll('{username}', name)
        .replaceAll('{####}', temporaryPassword),
      username: name,
      temporaryPassword,
    });
  };

  const create = async (given: NewUser): Promise<User> => {
    const { username } = given;
    if (username === '' || username.length > 128)
      throw new PoolRefusal('InvalidParameterException', 'Username is not valid.');
    if (definition.emailIsUserName && !looksLikeEmail(username))
      throw new PoolRefusal('InvalidParameterException', 'Username should be an email.');
    const password = checked(given.temporaryPassword ?? newPassword());
    if (given.invitation === 'resend') {
      const user = existing(username);
      if (user.status !== 'FORCE_CHANGE_PASSWORD')
        throw new PoolRefusal('UnsupportedUserStateException', 'Resend not possible.');
      const again = write(user, await temporary(password));
      invite(again, password);
      return visible(again);
    }
    const secrets = await temporary(password);
    // Looked up after the last await: of two creations at once one must lose.
    if (read(username) !== undefined)
      throw new PoolRefusal(
        'UsernameExistsException',
        definition.emailIsUserName
          ? 'An account with the given email already exists.'
          : 'User account already exists',
      );
    const sub = randomUUID();
    const user = write({
      username: definition.emailIsUserName ? sub : username,
      attributes: {
        sub,
        ...(definition.emailIsUserName ? { email: username } : {}),
        ...given.attributes,
      },
      enabled: true,
      status: 'FORCE_CHANGE_PASSWORD',
      createdAtMs: clock.now(),
      modifiedAtMs: clock.now(),
      codeSecret: undefined,
      ...secrets,
    });
    if (given.invitation !== 'suppress') invite(user, password);
    return visible(user);
  };

  const refuse = (): never => {
    throw new PoolRefusal('NotAuthorizedException', 'Incorrect username or password.');
  };

  const fail = (key: string): never => {
    const count = (failures.get(key)?.count ?? 0) + 1;
    const lockMs =
      count < FREE_ATTEMPTS ? 0 : Math.min(LONGEST_LOCK_MS, 1000 * 2 ** (count - FREE_ATTEMPTS));
    failures.set(key, { count, untilMs: machineNow() + lockMs });
    return refuse();
  };

  return {
    definition,
    create,
    find: (username) => visible(existing(username)),
    users: () =>
      all.all(definition.id).map((row) => visible(JSON.parse(String(row.record)) as StoredUser)),
    setEnabled(username, enabled) {
      write(existing(username), { enabled });
    },
    async setPassword(username, password) {
      existing(username);
      const passwordHash = await hashPassword(checked(password));
      write(existing(username), {
        passwordHash,
        temporaryUntilMs: undefined,
        status: 'CONFIRMED',
      });
    },
    enrolSecondFactor(username, codeSecret = newCodeSecret()) {
      if (definition.secondFactor === 'OFF')
        throw new PoolRefusal('InvalidParameterException', 'The pool has no second factor.');
      write(existing(username), { codeSecret });
      return codeSecret;
    },
    removeSecondFactor(username) {
      write(existing(username), { codeSecret: undefined });
    },
    async signIn({ username, password, newPassword: chosen, code }) {
      const key = aliasOf(username);
      if ((failures.get(key)?.untilMs ?? 0) > machineNow())
        throw new PoolRefusal('NotAuthorizedException', 'Password attempts exceeded');
      const user = read(username);
      if (!(await isPassword(password, user?.passwordHash)) || user === undefined) return fail(key);
      if (!user.enabled) throw new PoolRefusal('NotAuthorizedException', 'User is disabled.');
      if (user.temporaryUntilMs !== undefined && user.temporaryUntilMs < clock.now())
        throw new PoolRefusal(
          'NotAuthorizedException',
          'Temporary password has expired and must be reset by an administrator.',
        );
      if (user.codeSecret !== undefined) {
        if (code === undefined || code === '') return { step: 'code', user: visible(user) };
        if (!isCodeOf(user.codeSecret, code, machineNow())) return fail(key);
      }
      failures.delete(key);
      if (user.status !== 'FORCE_CHANGE_PASSWORD') return { step: 'done', user: visible(user) };
      if (chosen === undefined || chosen === '')
        return { step: 'newPassword', user: visible(user) };
      const passwordHash = await hashPassword(checked(chosen));
      const confirmed = write(existing(username), {
        passwordHash,
        temporaryUntilMs: undefined,
        status: 'CONFIRMED',
        attributes: { ...user.attributes, email_verified: 'true' },
      });
      return { step: 'done', user: visible(confirmed) };
    },
  };
};

const number = (value: unknown, otherwise: number): number =>
  value === undefined ? otherwise : Number(value);

const UNIT_SECONDS: Readonly<Record<string, number>> = {
  seconds: 1,
  minutes: 60,
  hours: 3600,
  days: 86_400,
};

const objectAt = (value: unknown, ...path: readonly string[]): Json => {
  let found: unknown = value;
  for (const key of path) found = isObject(found) ? found[key] : undefined;
  return isObject(found) ? found : {};
};

/** Reads the one user pool of the template. Throws `StartupError` on what is not modelled. */
export const readPool = (resolver: Resolver): PoolDefinition => {
  const pools = resolver.ofType('AWS::Cognito::UserPool');
  const [pool] = pools;
  if (pool === undefined || pools.length > 1)
    throw new StartupError(`the template holds ${pools.length} user pools; the host runs one`);
  const id = resolver.ref(pool.logicalId);
  const { properties } = pool;
  const policy = objectAt(properties, 'Policies', 'PasswordPolicy');
  const trigger = objectAt(properties, 'LambdaConfig', 'PreTokenGenerationConfig');
  const invitation = objectAt(properties, 'AdminCreateUserConfig', 'InviteMessageTemplate');
  const version = trigger.LambdaVersion;
  const triggers = Object.keys(objectAt(properties, 'LambdaConfig'));
  if (triggers.some((name) => !name.startsWith('PreTokenGeneration')))
    throw new StartupError(
      `${pool.logicalId}: triggers ${triggers.join(', ')} are not all modelled`,
    );
  if (trigger.LambdaArn !== undefined && version !== 'V1_0' && version !== 'V2_0')
    throw new StartupError(`${pool.logicalId}: pre-token event ${version} is not modelled`);
  return {
    id,
    arn: resolver.attribute(pool.logicalId, 'Arn'),
    issuer: resolver.attribute(pool.logicalId, 'ProviderURL'),
    region: resolver.place.region,
    emailIsUserName:
      Array.isArray(properties.UsernameAttributes) &&
      properties.UsernameAttributes.includes('email'),
    passwordPolicy: {
      minimumLength: number(policy.MinimumLength, 8),
      lowercase: policy.RequireLowercase === true,
      uppercase: policy.RequireUppercase === true,
      digits: policy.RequireNumbers === true,
      symbols: policy.RequireSymbols === true,
      temporaryDays: number(policy.TemporaryPasswordValidityDays, 7),
    },
    secondFactor: (properties.MfaConfiguration ?? 'OFF') as PoolDefinition['secondFactor'],
    invitation: {
      subject: String(invitation.EmailSubject ?? 'Your temporary password'),
      message: String(
        invitation.EmailMessage ?? 'Your username is {username} and temporary password is {####}.',
      ),
    },
    preToken:
      trigger.LambdaArn === undefined
        ? undefined
        : {
            functionArn: String(trigger.LambdaArn),
            version: version === 'V1_0' ? 'V1_0' : 'V2_0',
          },
    clients: resolver
      .ofType('AWS::Cognito::UserPoolClient')
      .filter((client) => client.properties.UserPoolId === id)
      .map((client) => {
        const unit = String(
          objectAt(client.properties, 'TokenValidityUnits').AccessToken ?? 'hours',
        );
        return {
          id: resolver.ref(client.logicalId),
          scopes: Array.isArray(client.properties.AllowedOAuthScopes)
            ? client.properties.AllowedOAuthScopes.map(String)
            : [],
          accessTokenSeconds:
            number(client.properties.AccessTokenValidity, 1) * (UNIT_SECONDS[unit] ?? 3600),
        };
      }),
  };
};
