import { startSequencer } from '../../../src/events/sequencer.ts';
import { until } from '../../support/until.ts';
import type { Database } from '../../../src/shared/database.ts';
import { decodeId } from '../../../src/shared/ids.ts';

// What a sync left in a database, in a form in which two databases can be compared: ids are drawn at random, so that
// records are called by their ids in the other system; of instants only counts whether there is one.

const OTHERS = /^(event|halt|migration|sync_run|integration$|api_key|idempotency|ingress)/;
const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;
const GLOBAL_ID = /\b[a-z]+(?:_[a-z]+)*_[0-9a-hjkmnp-tv-z]{26}\b/g;

/** Every row of every table, by table; without what belongs to the running of the sync. */
export async function stateOf(db: Database): Promise<Record<string, string[]>> {
  const rename = await renaming(db);
  const tables = await db.query<{ name: string }>(
    `select tablename as name from pg_tables where schemaname = 'public' order by 1`,
  );
  const state: Record<string, string[]> = {};
  for (const { name } of tables.filter((table) => !OTHERS.test(table.name))) {
    const rows = await db.query<{ row: object }>(`select to_jsonb(t) as row from ${name} t`);
    if (rows.length > 0) state[name] = rows.map(({ row }) => rename(row)).toSorted();
  }
  return state;
}

/** What the log holds in the end, in order; without the runs of the sync, which are told of, too. */
export async function announcedIn(db: Database): Promise<string[]> {
  const sequencer = startSequencer(db);
  await until(async () => (await db.query(`select from event_inbox limit 1`)).length === 0, {
    what: 'the log holds all that was announced',
  });
  await sequencer.stop();
  const rename = await renaming(db);
  const rows = await db.query<{ row: object }>(
    `select jsonb_build_object('type', type, 'subject', subject_id, 'customer', customer_id, 'data', data) as row
       from event where type not like 'integration.%' order by position`,
  );
  return rows.map(({ row }) => rename(row));
}

async function renaming(db: Database): Promise<(row: object) => string> {
  const references = await db.query<{ id: string; name: string }>(
    `select record_id as id, record_type || ' ' || min(external_id) as name
       from external_reference group by record_id, record_type`,
  );
  const names = new Map(references.map(({ id, name }) => [id, name]));
  const print = (row: object): string =>
    JSON.stringify(row, (key, value: unknown) => (key.endsWith('_at') ? value !== null : value));
  return (row) =>
    print(row)
      .replaceAll(GLOBAL_ID, (id) => decodeId(id)?.uuid ?? id)
      .replaceAll(UUID, (uuid) => names.get(uuid) ?? 'uuid');
}
