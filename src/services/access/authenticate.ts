import { timingSafeEqual } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import type { Database } from '../../shared/database.ts';
import { CredentialError } from './credential-error.ts';
import { type KeyState, keyState, keyWithOwner } from './key-state.ts';
import { isScope, scopesForOutsiders } from './scopes.ts';
import { parseSecretKey, type SecretKey } from './secret-key.ts';
import type { Reach, Viewer, ViewerKind } from './viewer.ts';

// How long a revocation in another process may take to arrive; in this one it is at once (`forgetViewers`).
const CACHE_MILLISECONDS = 2_000;

const caches = new WeakMap<Database, LRUCache<string, Viewer>>();

/**
 * Who comes with this `Authorization` header (or the same text in a WebSocket's `connection_init`).
 * Null without a header; a credential that is not good throws a `CredentialError` that says why.
 */
export async function authenticate(
  db: Database,
  authorizationHeader: string | null | undefined,
): Promise<Viewer | null> {
  if (authorizationHeader == null) return null;
  const key = keyOfHeader(authorizationHeader);
  const cache = cacheOf(db);
  const cacheKey = key.hash.toString('base64');
  const cached = cache.get(cacheKey);
  if (cached && !isExpired(cached)) return cached;
  const viewer = await loadViewer(db, key);
  cache.set(cacheKey, viewer);
  return viewer;
}

/** After a key was revoked, or what it stands for changed: the next request looks again. */
export function forgetViewers(db: Database): void {
  caches.get(db)?.clear();
}

function keyOfHeader(header: string): SecretKey {
  const [, credential] = /^Bearer +(\S+) *$/i.exec(header) ?? [];
  if (!credential) {
    throw new CredentialError('The Authorization header must read `Bearer <API key>`.');
  }
  const key = parseSecretKey(credential);
  if (!key) {
    throw new CredentialError(
      'The credential is not an API key: those read `kontor_`, 8 characters, `_` and 43 more characters.',
    );
  }
  return key;
}

interface KeyRow {
  id: string;
  name: string;
  hash: Buffer;
  scopes: string[];
  agentId: string | null;
  partnerId: string | null;
  customerId: string | null;
  expiresAtMs: string | null;
  state: KeyState;
  noteUse: boolean;
}

async function loadViewer(db: Database, key: SecretKey): Promise<Viewer> {
  const [row] = await db.query<KeyRow>(
    `select k.id, k.name, k.hash, k.scopes, k.agent_id as "agentId", k.partner_id as "partnerId",
            k.customer_id as "customerId", extract(epoch from k.expires_at) * 1000 as "expiresAtMs",
            ${keyState} as state,
            k.last_used_at is null or k.last_used_at < now() - interval '1 minute' as "noteUse"
       from ${keyWithOwner} where k.prefix = $1`,
    [key.prefix],
  );
  if (!row || !timingSafeEqual(row.hash, key.hash)) {
    throw new CredentialError('There is no such API key.');
  }
  // Only who holds the secret gets here and may know why it does not work.
  if (row.state !== 'USABLE') throw new CredentialError(refusals[row.state]);
  if (row.noteUse) noteUse(db, row.id);
  return toViewer(row);
}

const refusals: Readonly<Record<Exclude<KeyState, 'USABLE'>, string>> = {
  REVOKED: 'The API key was revoked.',
  EXPIRED: 'The API key has expired.',
  AGENT_INACTIVE: 'The API key belongs to an agent who is no longer active.',
  PARTNER_INACTIVE: 'The API key belongs to a partner that is not active.',
  CUSTOMER_ARCHIVED: 'The API key belongs to a customer who is archived.',
};

function toViewer(row: KeyRow): Viewer {
  const reach = reachOf(row);
  const scopes = row.scopes.filter(
    (scope) => isScope(scope) && (reach.kind === 'ALL' || scopesForOutsiders.has(scope)),
  );
  return {
    kind: kindOf(row),
    keyId: row.id,
    name: row.name,
    scopes: new Set(scopes),
    reach,
    agentId: row.agentId,
    expiresAt: row.expiresAtMs === null ? null : new Date(Number(row.expiresAtMs)),
  };
}

function reachOf({ partnerId, customerId }: KeyRow): Reach {
  if (customerId) return { kind: 'CUSTOMER', customerId };
  if (partnerId) return { kind: 'PARTNER', partnerId };
  return { kind: 'ALL' };
}

function kindOf({ agentId, partnerId, customerId }: KeyRow): ViewerKind {
  if (customerId) return 'CUSTOMER';
  if (partnerId) return 'PARTNER';
  return agentId ? 'STAFF' : 'SERVICE';
}

// The request does not wait for it, nor fail with it: it is a note for people, to the minute.
function noteUse(db: Database, keyId: string): void {
  db.query(
    `update api_key set last_used_at = now()
      where id = $1 and (last_used_at is null or last_used_at < now() - interval '1 minute')`,
    [keyId],
  ).catch((error: unknown) => {
    process.emitWarning(`lastUsedAt of API key ${keyId} was not written: ${String(error)}`);
  });
}

function isExpired({ expiresAt }: Viewer): boolean {
  return expiresAt !== null && expiresAt.getTime() <= Date.now();
}

function cacheOf(db: Database): LRUCache<string, Viewer> {
  let cache = caches.get(db);
  if (!cache) {
    cache = new LRUCache<string, Viewer>({ max: 10_000, ttl: CACHE_MILLISECONDS });
    caches.set(db, cache);
  }
  return cache;
}
