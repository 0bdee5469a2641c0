import type { Database, Queryable } from '../../shared/database.ts';
import { storable } from '../../shared/unstorable-text.ts';
import { recordTypes } from '../../services/integrations/delivery.ts';
import type { Transaction } from '../../services/transaction.ts';
import type { RecordKind } from '../kit/records.ts';
import { batchTransaction } from './batch-transaction.ts';
import { actorOfIntegration } from './sync-run.ts';
import { writeRecords } from './write-records.ts';

// What an upstream does not tell of its deletions comes out of comparing: it lists what it has, and what was delivered
// and is not in the list is gone. A list that lacks much is more often a fault than a clearance, so it waits for a person.

/** So many may always be deleted unasked, or this share of all. */
const FEW = 20;
const SHARE = 0.1;

/** Ids that one statement takes, and records that one transaction deletes. */
const BATCH = 500;

export interface ComparedStream {
  readonly integration: { readonly id: string; readonly name: string };
  readonly stream: string;
  readonly kind: RecordKind;
}

export interface Comparison {
  /** When the list was begun, by the database's clock. What was delivered since is not missing. */
  readonly listedAt: string;
  readonly known: number;
  readonly missing: number;
  /** Records on the list that were deleted and were not on the one before: they are there again. */
  readonly returned: number;
}

/**
 * Whether a list is due: none has ended within the time that the plugin wants between two, and something was pulled since
 * the last.
 */
export async function isListDue(
  db: Queryable,
  { integration, stream }: ComparedStream,
  everySeconds: number,
): Promise<boolean> {
  const rows = await db.query(
    `select 1 from integration_stream
      where integration_id = $1 and name = $2
        and (listed_at is null
             or listed_at + make_interval(secs => $3) <= now() and ($3 > 0 or cursor_at >= listed_at))`,
    [integration.id, stream, everySeconds],
  );
  return rows.length > 0;
}

/** Reads the list to its end and notes what is on it. Deletes nothing. */
export async function compare(
  db: Database,
  compared: ComparedStream,
  pages: AsyncIterable<readonly string[]>,
): Promise<Comparison> {
  const scope = [compared.integration.id, recordTypes[compared.kind]];
  const [times] = await db.query<{ now: string; last: string | null }>(
    `select clock_timestamp()::text as now, listed_at::text as last
       from integration_stream where integration_id = $1 and name = $2`,
    [compared.integration.id, compared.stream],
  );
  const { now: listedAt, last } = times ?? { now: '', last: null };
  let returned = 0;
  for await (const page of pages) {
    for (let from = 0; from < page.length; from += BATCH) {
      returned += await noteListed(db, scope, { listedAt, last }, page.slice(from, from + BATCH));
    }
  }
  const [counted] = await db.query<{ known: number; missing: number }>(
    `select count(*)::int as known, count(*) filter (where ${isMissing('$3')})::int as missing
       from external_reference where integration_id = $1 and record_type = $2 and deleted_at is null`,
    [...scope, listedAt],
  );
  return { listedAt, known: counted?.known ?? 0, missing: counted?.missing ?? 0, returned };
}

/** Answers how many of them were deleted, and not on the last list. */
async function noteListed(
  db: Queryable,
  scope: readonly unknown[],
  { listedAt, last }: { readonly listedAt: string; readonly last: string | null },
  externalIds: readonly string[],
): Promise<number> {
  const [row] = await db.query<{ returned: number }>(
    `with known as (
       select external_id, deleted_at, listed_at from external_reference
        where integration_id = $1 and record_type = $2 and external_id = any($5::text[])
     ), noted as (
       update external_reference set listed_at = $3::timestamptz
        where integration_id = $1 and record_type = $2 and external_id = any($5::text[])
     )
     select count(*)::int as returned from known
      where deleted_at is not null and $4::timestamptz is not null
        and (listed_at is null or listed_at < $4::timestamptz)`,
    [...scope, listedAt, last, storable(externalIds)],
  );
  return row?.returned ?? 0;
}

export function needsApproval({ known, missing }: Comparison): boolean {
  return missing > Math.max(FEW, known * SHARE);
}

/** Deletes what the list lacks, as if the other system had told of it; answers how many. */
export async function deleteMissing(
  db: Database,
  { integration, stream, kind }: ComparedStream,
  listedAt: string,
  before: (tx: Transaction) => Promise<void> = async () => undefined,
): Promise<number> {
  let deleted = 0;
  for (let after: string | undefined = ''; after !== undefined;) {
    const last: string = after;
    const deletes = await batchTransaction(db, actorOfIntegration(integration), async (tx) => {
      await before(tx);
      const rows = await tx.query<{ external_id: string }>(
        `select external_id from external_reference
          where integration_id = $1 and record_type = $2 and external_id > $4 and deleted_at is null
            and ${isMissing('$3')}
          order by external_id limit ${BATCH}`,
        [integration.id, recordTypes[kind], listedAt, last],
      );
      const ids = rows.map((row) => row.external_id);
      const scope = { integrationId: integration.id, stream, kind };
      if (ids.length > 0) await writeRecords(tx, scope, { records: [], rejected: [], deletes: ids });
      return ids;
    });
    deleted += deletes.length;
    after = deletes.at(-1);
  }
  return deleted;
}

/** SQL; `listedAt` is a parameter's name. */
function isMissing(listedAt: string): string {
  return `(fetched_at < ${listedAt}::timestamptz and (listed_at is null or listed_at < ${listedAt}::timestamptz))`;
}
