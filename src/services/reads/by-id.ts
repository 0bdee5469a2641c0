import DataLoader from 'dataloader';
import type { RequestContext } from '../context.ts';
import { Bindings } from './filters.ts';
import type { Table } from './listing.ts';

/** A record by its raw uuid, null where it does not exist or the viewer may not reach it: one statement a level. */
export function loadById<Row>(
  context: RequestContext,
  listing: Table<Row>,
  id: string | null | undefined,
): Promise<Row | null> {
  if (id == null) return Promise.resolve(null);
  return context.loaders
    .get(
      `${listing.name}/byId`,
      () =>
        new DataLoader<string, Row | null>(async (ids) => {
          const bindings = new Bindings();
          const wanted = bindings.bind(ids, 'uuid[]');
          const rows = await context.db.query<Record<string, unknown> & { _id: string }>(
            `select ${listing.columns}, ${listing.id} as _id from ${listing.from}
            where ${listing.id} = any(${wanted}) and ${listing.reach(context, bindings)}`,
            bindings.values,
          );
          const byId = new Map(rows.map((row) => [row._id, listing.row(row)]));
          return ids.map((each) => byId.get(each) ?? null);
        }),
    )
    .load(id);
}

/** Rows that hang on a parent, all of them (payments of an invoice, lines of a document): one statement a level. */
export function loadAllOf<Row>(
  context: RequestContext,
  key: string,
  parentId: string,
  load: (
    parentIds: readonly string[],
  ) => Promise<readonly { readonly parentId: string; readonly row: Row }[]>,
): Promise<readonly Row[]> {
  return context.loaders
    .get(
      key,
      () =>
        new DataLoader<string, readonly Row[]>(async (ids) => {
          const groups = Map.groupBy(await load(ids), (item) => item.parentId);
          return ids.map((id) => groups.get(id)?.map((item) => item.row) ?? []);
        }),
    )
    .load(parentId);
}
