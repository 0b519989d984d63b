import { randomBytes } from 'node:crypto';
import type { DatabaseSync } from 'node:sqlite';
import type { AccessKey, Clock, Principal, Principals } from '../service.ts';
import { openServiceDatabase } from './database.ts';

export interface PrincipalsOptions {
  readonly clock: Clock;
  /** Where keys outlive the process; without it they live in memory. */
  readonly db?: DatabaseSync;
}

/** How long the key of a session that is over is still told apart from one that never was. */
const REMEMBER_EXPIRED_MS = 24 * 60 * 60 * 1000;

/** The access keys of the host: random, never real ones, kept in the services' database. */
export const createPrincipals = ({ clock, db: given }: PrincipalsOptions): Principals => {
  const db = given ?? openServiceDatabase(':memory:');
  db.exec(`
    CREATE TABLE IF NOT EXISTS access_key (
      id TEXT PRIMARY KEY,
      secret TEXT NOT NULL,
      token TEXT,
      role TEXT NOT NULL,
      tags TEXT NOT NULL,
      session_name TEXT,
      expires_at INTEGER
    ) STRICT;
    CREATE UNIQUE INDEX IF NOT EXISTS permanent_key ON access_key (role) WHERE expires_at IS NULL;
    CREATE INDEX IF NOT EXISTS key_expiry ON access_key (expires_at);
  `);
  const find = db.prepare(
    'SELECT role, tags, session_name, expires_at FROM access_key WHERE id = ?',
  );
  const findPermanent = db.prepare(
    'SELECT id, secret FROM access_key WHERE role = ? AND expires_at IS NULL',
  );
  const findSecret = db.prepare('SELECT secret, token FROM access_key WHERE id = ?');
  const insert = db.prepare('INSERT INTO access_key VALUES (?, ?, ?, ?, ?, ?, ?)');
  const forget = db.prepare('DELETE FROM access_key WHERE expires_at < ?');
  // Every call of every service asks: parsed principals stay in memory.
  const known = new Map<string, { principal: Principal; expiresAt: number }>();

  const lookUp = (id: string): { principal: Principal; expiresAt: number } | undefined => {
    const cached = known.get(id);
    if (cached !== undefined) return cached;
    const row = find.get(id);
    if (row === undefined) return undefined;
    const entry = {
      principal: {
        role: String(row.role),
        tags: JSON.parse(String(row.tags)) as Record<string, string>,
        ...(row.session_name === null ? {} : { sessionName: String(row.session_name) }),
      },
      expiresAt: row.expires_at === null ? Number.POSITIVE_INFINITY : Number(row.expires_at),
    };
    known.set(id, entry);
    return entry;
  };

  return {
    resolve: (id) => {
      const entry = lookUp(id);
      return entry !== undefined && clock.now() < entry.expiresAt ? entry.principal : undefined;
    },
    expired: (id) => {
      const entry = lookUp(id);
      return entry !== undefined && clock.now() >= entry.expiresAt;
    },
    secretOf: (id) => {
      const row = findSecret.get(id);
      return row === undefined
        ? undefined
        : {
            secretAccessKey: String(row.secret),
            ...(row.token === null ? {} : { sessionToken: String(row.token) }),
          };
    },
    permanent: (role) => {
      const row = findPermanent.get(role);
      if (row !== undefined) {
        return { accessKeyId: String(row.id), secretAccessKey: String(row.secret) };
      }
      const key = { accessKeyId: keyId('AKIA'), secretAccessKey: secret(30) };
      insert.run(key.accessKeyId, key.secretAccessKey, null, role, '{}', null, null);
      return key;
    },
    session: (role, tags, expiresAtMs, sessionName) => {
      const horizon = clock.now() - REMEMBER_EXPIRED_MS;
      forget.run(horizon);
      for (const [id, entry] of known) if (entry.expiresAt < horizon) known.delete(id);
      const key: AccessKey = {
        accessKeyId: keyId('ASIA'),
        secretAccessKey: secret(30),
        sessionToken: secret(96),
      };
      insert.run(
        key.accessKeyId,
        key.secretAccessKey,
        key.sessionToken ?? null,
        role,
        JSON.stringify(tags),
        sessionName ?? null,
        expiresAtMs,
      );
      return key;
    },
  };
};

const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** Twenty characters, as AWS's are. */
const keyId = (prefix: 'AKIA' | 'ASIA'): string =>
  prefix + Array.from(randomBytes(16), (byte) => BASE32[byte % 32]).join('');

const secret = (bytes: number): string => randomBytes(bytes).toString('base64');
