import type { CustomerKind, PhoneKind } from '../../../entities/customers/enums.ts';
import type { Queryable } from '../../../shared/database.ts';
import { reachesCustomer } from '../../access/reach.ts';
import type { Reach } from '../../access/viewer.ts';
import { Bindings } from '../../reads/filters.ts';
import type { AskedNumber } from './asked-number.ts';

/** A stored number that has something in common with the one asked for. */
export interface NumberMatch {
  readonly customerId: string;
  readonly contactId: string | null;
  readonly customerKind: CustomerKind;
  /** The customer is not archived, and the contact has not left. */
  readonly active: boolean;
  /** Somebody said so; null: it stands in the customer's or the contact's data. */
  readonly learned: boolean;
  readonly kind: PhoneKind;
  readonly raw: string;
  readonly e164: string | null;
  readonly reversed: string;
  /** Since when we know it; milliseconds since 1970. */
  readonly since: number;
}

/** Fewer digits at the end say nothing. */
const SHORTEST_SUFFIX = 6;

/** Of each way to match: who shares a number with more than so many others is not told by it anyway. */
const MOST_OF_A_KIND = 100;

/** What may match, in one statement for any number of numbers; how well it does is decided by `rank.ts`. */
export async function findMatches(
  db: Queryable,
  reach: Reach,
  asked: readonly AskedNumber[],
): Promise<NumberMatch[][]> {
  const bindings = new Bindings();
  const keys = bindings.bind(
    asked.map(({ key }) => key),
    'text[]',
  );
  const numbers = bindings.bind(
    asked.map(({ e164 }) => e164),
    'text[]',
  );
  const blocks = bindings.bind(
    asked.map(({ block }) => block),
    'text[]',
  );
  const suffixes = bindings.bind(asked.map(suffixOf), 'text[]');
  const reached = (alias: string): string => reachesCustomer(reach, `${alias}.customer_id`, bindings);
  const entries = `select p.customer_id, p.contact_id, p.kind, p.raw, p.e164, p.reversed, false as learned,
                          p.entered_at as since
                     from phone_number_entry p`;
  const rows = await db.query<Row>(
    `select asked.place::int, m.customer_id, m.contact_id, c.kind as customer_kind, m.learned, m.kind, m.raw, m.e164,
            m.reversed, (extract(epoch from m.since) * 1000)::float8 as since,
            c.archived_at is null and coalesce(k.active, true) as active
       from unnest(${keys}, ${numbers}, ${blocks}, ${suffixes}) with ordinality asked(key, e164, block, suffix, place)
      cross join lateral (
        (select l.customer_id, l.contact_id, 'OTHER' as kind, l.number as raw, asked.e164, '' as reversed, true as learned,
                l.learned_at as since
           from learned_number l where l.number = asked.key and ${reached('l')})
        union
        (select p.customer_id, p.contact_id, p.kind, p.raw, p.e164, p.reversed, false as learned,
                p.entered_at as since
           from (select p.*, row_number() over (partition by p.customer_id order by p.contact_id nulls first) as nth
                   from phone_number_entry p where p.e164 = asked.e164 and ${reached('p')}) p
          -- One of each customer before the second of any: whoever has more people must not hide the others.
          order by p.nth, p.customer_id limit ${MOST_OF_A_KIND})
        union
        (${entries} where p.e164 ~>=~ asked.block and p.e164 ~<~ (asked.block || '~') and ${reached('p')}
          order by p.e164 using ~<~ limit ${MOST_OF_A_KIND})
        union
        (${entries} where p.reversed ~>=~ asked.suffix and p.reversed ~<~ (asked.suffix || '~') and ${reached('p')}
          order by p.reversed using ~<~ limit ${MOST_OF_A_KIND})
      ) m
       join customer c on c.id = m.customer_id
       left join contact k on k.id = m.contact_id`,
    bindings.values,
  );
  const byPlace = Map.groupBy(rows, ({ place }) => place);
  return asked.map((_, index) => (byPlace.get(index + 1) ?? []).map(toMatch));
}

function suffixOf({ digits }: AskedNumber): string | null {
  return digits.length < SHORTEST_SUFFIX
    ? null
    : digits.slice(-SHORTEST_SUFFIX).split('').toReversed().join('');
}

interface Row {
  readonly place: number;
  readonly customer_id: string;
  readonly contact_id: string | null;
  readonly customer_kind: CustomerKind;
  readonly active: boolean;
  readonly learned: boolean;
  readonly kind: PhoneKind;
  readonly raw: string;
  readonly e164: string | null;
  readonly reversed: string;
  readonly since: number;
}

function toMatch({ customer_id, contact_id, customer_kind, place: _, ...row }: Row): NumberMatch {
  return { ...row, customerId: customer_id, contactId: contact_id, customerKind: customer_kind };
}
