import DataLoader from 'dataloader';
import { LRUCache } from 'lru-cache';
import type { Recipient } from '../../events/feed.ts';
import { scopeOfEvent } from '../../events/event-types.ts';
import type { Binder, LoggedEvent } from '../../events/log.ts';
import type { LogMoment } from '../../events/tail.ts';
import type { Database } from '../../shared/database.ts';
import { CredentialError } from '../access/credential-error.ts';
import { isStillValid } from '../access/key-state.ts';
import { reachesEventRow } from '../access/reach.ts';
import { eventAsShownTo } from '../access/shown-event.ts';
import type { Viewer } from '../access/viewer.ts';
import { Bindings } from '../reads/filters.ts';

// Rights at delivery (DESIGN §7): a revoked key and a moved customer stop at once. What is looked up for that is
// shared by all recipients of the process, and only good for events that the tail had read by then: whatever
// changed a right is itself in the log, before the events it concerns.

/** How old an answer may be at most, for changes that nobody announced. */
const PARTNER_AGE = 1_000;
const CREDENTIAL_AGE = 10_000;

interface LookedUp<Value> {
  readonly value: Value;
  /** The log had been read to here before it was looked up. */
  readonly position: number;
}

interface Rights {
  readonly partners: LRUCache<string, LookedUp<string | null>>;
  readonly partnerOf: DataLoader<string, string | null>;
  readonly credentials: LRUCache<string, LookedUp<boolean>>;
  readonly isValid: DataLoader<Viewer, boolean>;
}

const rightsOf = new WeakMap<Database, Rights>();

/** The viewer as the feed sees it. */
export function recipientOf(db: Database, viewer: Viewer): Recipient {
  const rights = rightsIn(db);
  return {
    bindings: () => new Bindings(),
    shown: (event) => eventAsShownTo(viewer, event),
    condition: (bindings: Binder) => reachesEventRow(viewer.reach, 'e', bindings),
    async mayReceive(events, moment) {
      await requireValid(rights, viewer, moment);
      if (viewer.reach.kind === 'ALL') return events.map(({ type }) => mayRead(viewer, type));
      return Promise.all(events.map((event) => mayReceive(rights, viewer, event, moment)));
    },
  };
}

async function requireValid(rights: Rights, viewer: Viewer, moment: LogMoment): Promise<void> {
  const { keyId, expiresAt } = viewer;
  if (expiresAt && expiresAt.getTime() <= Date.now()) throw new CredentialError('The API key has expired.');
  if (keyId === null) return;
  let known = rights.credentials.get(keyId);
  if (!known || known.position < moment.credentialsPosition) {
    const { position } = moment;
    known = { value: await rights.isValid.load(viewer), position };
    rights.credentials.set(keyId, known);
  }
  if (!known.value) throw new CredentialError('The API key was revoked, or its owner is no longer active.');
}

async function mayReceive(
  rights: Rights,
  viewer: Viewer,
  { type, customerId, position, data }: LoggedEvent,
  moment: LogMoment,
): Promise<boolean> {
  const { reach } = viewer;
  if (!mayRead(viewer, type)) return false;
  if (reach.kind !== 'ALL' && data['internal'] === true) return false;
  switch (reach.kind) {
    case 'ALL':
      return true;
    case 'CUSTOMER':
      return customerId === reach.customerId;
    case 'PARTNER':
      return (
        customerId !== null && (await partnerOf(rights, customerId, position, moment)) === reach.partnerId
      );
  }
}

function mayRead({ scopes }: Viewer, type: string): boolean {
  const scope = scopeOfEvent(type);
  return scope !== null && scopes.has(scope);
}

async function partnerOf(
  rights: Rights,
  customerId: string,
  position: number,
  moment: LogMoment,
): Promise<string | null> {
  const known = rights.partners.get(customerId);
  if (known && known.position >= position) return known.value;
  const readTo = Math.max(moment.position, position);
  const value = await rights.partnerOf.load(customerId);
  rights.partners.set(customerId, { value, position: readTo });
  return value;
}

function rightsIn(db: Database): Rights {
  let rights = rightsOf.get(db);
  if (!rights) {
    rights = {
      partners: new LRUCache({ max: 20_000, ttl: PARTNER_AGE }),
      credentials: new LRUCache({ max: 20_000, ttl: CREDENTIAL_AGE }),
      // One statement for all recipients that ask at the same moment; never from a cache of the loader's own.
      partnerOf: new DataLoader(async (ids: readonly string[]) => loadPartners(db, ids), { cache: false }),
      isValid: new DataLoader(
        async (viewers: readonly Viewer[]) => {
          const valid = await isStillValid(db, viewers);
          return viewers.map((viewer) => valid.has(viewer));
        },
        { cache: false },
      ),
    };
    rightsOf.set(db, rights);
  }
  return rights;
}

async function loadPartners(db: Database, customerIds: readonly string[]): Promise<(string | null)[]> {
  const rows = await db.query<{ id: string; partner_id: string | null }>(
    `select id, partner_id from customer where id = any($1::uuid[])`,
    [[...new Set(customerIds)]],
  );
  const partners = new Map(rows.map((row) => [row.id, row.partner_id]));
  return customerIds.map((id) => partners.get(id) ?? null);
}
