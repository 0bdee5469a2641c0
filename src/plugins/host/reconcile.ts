import type { Database, Queryable } from '../../shared/database.ts';
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

/** Records that one transaction deletes. */
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
}

/** Whether a list is due: none has ended within the time that the plugin wants between two. */
export async function isListDue(
  db: Queryable,
  { integration, stream }: ComparedStream,
  everySeconds: number,
): Promise<boolean> {
  const rows = await db.query(
    `select 1 from integration_stream
      where integration_id = $1 and name = $2
        and (listed_at is null or listed_at + make_interval(secs => $3) <= now())`,
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
  const [{ now: listedAt } = { now: '' }] = await db.query<{ now: string }>(
    'select clock_timestamp()::text as now',
  );
  for await (const page of pages) {
    await db.query(
      `update external_reference set listed_at = $3::timestamptz
        where integration_id = $1 and record_type = $2 and external_id = any($4::text[]) and deleted_at is null`,
      [...scope, listedAt, page],
    );
  }
  const [counted] = await db.query<{ known: number; missing: number }>(
    `select count(*)::int as known, count(*) filter (where ${isMissing('$3')})::int as missing
       from external_reference where integration_id = $1 and record_type = $2 and deleted_at is null`,
    [...scope, listedAt],
  );
  return { listedAt, known: counted?.known ?? 0, missing: counted?.missing ?? 0 };
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
  for (let deleted = 0; ;) {
    const count = await batchTransaction(db, actorOfIntegration(integration), async (tx) => {
      await before(tx);
      const rows = await tx.query<{ external_id: string }>(
        `select external_id from external_reference
          where integration_id = $1 and record_type = $2 and deleted_at is null and ${isMissing('$3')}
          order by external_id limit ${BATCH}`,
        [integration.id, recordTypes[kind], listedAt],
      );
      if (rows.length === 0) return 0;
      const deletes = rows.map((row) => row.external_id);
      await writeRecords(
        tx,
        { integrationId: integration.id, stream, kind },
        { records: [], rejected: [], deletes },
      );
      return rows.length;
    });
    if (count === 0) return deleted;
    deleted += count;
  }
}

/** SQL; `listedAt` is a parameter's name. */
function isMissing(listedAt: string): string {
  return `(fetched_at < ${listedAt}::timestamptz and (listed_at is null or listed_at < ${listedAt}::timestamptz))`;
}
