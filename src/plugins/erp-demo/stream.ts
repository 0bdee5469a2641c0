import {
  defineStream,
  type RecordInput,
  type RecordKind,
  type RejectedRow,
  type Stream,
  type Upsert,
} from '../kit/index.ts';
import { type Page, PositionLost } from './client.ts';
import { connect } from './connect.ts';
import type { Context, Options } from './options.ts';
import type { Tables } from './upstream/types.ts';

/** How far a stream has read: a position in the ERP's change feed, and in which generation of its data. */
export interface DemoCursor {
  readonly generation: string;
  readonly position: number;
}

interface Mapping<K extends RecordKind, Row> {
  readonly record: K;
  readonly description: string;
  readonly id: (row: Row) => string;
  readonly map: (row: Row) => RecordInput<K>;
}

/** A stream over one table of the ERP: everything on the first pull, afterwards what has changed. */
export function tableStream<N extends keyof Tables, K extends RecordKind>(
  table: N,
  mapping: Mapping<K, Tables[N]>,
): Stream<K, Options, DemoCursor> {
  return defineStream<K, Options, DemoCursor>({
    record: mapping.record,
    description: mapping.description,
    pull: (context, cursor) => pull(context, cursor, table, mapping),
  });
}

async function* pull<N extends keyof Tables, K extends RecordKind>(
  context: Context,
  cursor: DemoCursor | null,
  table: N,
  mapping: Mapping<K, Tables[N]>,
) {
  const client = await connect(context, cursor);
  const limit = context.options.pageSize;
  let position = cursor?.position ?? 0;
  let generation = cursor?.generation;
  let done = 0;
  for (;;) {
    const page = await client
      .page(table, { changedSince: position, limit, stand: generation })
      .catch((error) => {
        if (!(error instanceof PositionLost) || generation === undefined) throw error;
        return null;
      });
    if (!page) {
      context.log('warn', `the ERP holds other data than before: reading ${table} again from the beginning`);
      position = 0;
      generation = undefined;
      done = 0;
      continue;
    }
    ({ position, stand: generation } = page);
    done += page.eintraege.length;
    const { upserts, rejected } = translate(page.eintraege, mapping);
    if (upserts.length + rejected.length > 0) {
      yield {
        upserts,
        rejected,
        cursor: { generation, position },
        progress: { done, total: done + page.weitere },
      };
    }
    if (page.weitere === 0) return;
  }
}

/** One row that cannot be translated must not hold up the others. */
function translate<K extends RecordKind, Row extends { geaendertAm: string }>(
  rows: Page['eintraege'],
  mapping: Mapping<K, Row>,
): { upserts: Upsert<K>[]; rejected: RejectedRow[] } {
  const upserts: Upsert<K>[] = [];
  const rejected: RejectedRow[] = [];
  for (const raw of rows) {
    // The ERP's word for it: whatever is missing throws below, and what is wrong fails the host's check.
    const row = raw as unknown as Row;
    try {
      upserts.push({ externalId: mapping.id(row), updatedAt: row.geaendertAm, record: mapping.map(row) });
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      rejected.push({ externalId: String(raw['nr'] ?? raw['id'] ?? raw['artikel']), reason, raw });
    }
  }
  return { upserts, rejected };
}
