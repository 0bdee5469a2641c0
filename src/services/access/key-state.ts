import type { Queryable } from '../../shared/database.ts';
import type { Viewer } from './viewer.ts';

/** Whether a key may be used, and if not, why. */
export type KeyState =
  'USABLE' | 'REVOKED' | 'EXPIRED' | 'AGENT_INACTIVE' | 'PARTNER_INACTIVE' | 'CUSTOMER_ARCHIVED';

/** The key, and whom it stands for: the tables that `keyState` looks at. */
export const keyWithOwner = `api_key k
  left join agent a on a.id = k.agent_id
  left join partner p on p.id = k.partner_id
  left join customer c on c.id = k.customer_id`;

/** The one rule of when a key is good, as SQL over `keyWithOwner`. */
export const keyState = `case
  when k.revoked_at is not null then 'REVOKED'
  when k.expires_at <= now() then 'EXPIRED'
  when not a.active then 'AGENT_INACTIVE'
  when not p.active then 'PARTNER_INACTIVE'
  when c.archived_at is not null then 'CUSTOMER_ARCHIVED'
  else 'USABLE' end`;

/**
 * Which of these viewers still hold a good credential, in one statement: for what goes on after a request
 * (sockets, the feed at delivery). The system itself, which has no key, always does.
 */
export async function isStillValid(db: Queryable, viewers: readonly Viewer[]): Promise<Set<Viewer>> {
  const keyIds = [...new Set(viewers.flatMap(({ keyId }) => keyId ?? []))];
  const rows =
    keyIds.length === 0
      ? []
      : await db.query<{ id: string }>(
          `select k.id from ${keyWithOwner} where k.id = any($1::uuid[]) and ${keyState} = 'USABLE'`,
          [keyIds],
        );
  const usable = new Set(rows.map(({ id }) => id));
  return new Set(viewers.filter(({ keyId }) => keyId === null || usable.has(keyId)));
}
