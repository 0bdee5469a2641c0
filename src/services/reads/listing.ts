import DataLoader from 'dataloader';
import type { RequestContext } from '../context.ts';
import { Bindings, refuseLongLists } from './filters.ts';
import { checkKey, type KeyType } from './key-types.ts';
import {
  type Page,
  type PageArguments,
  type PageWindow,
  pageWindow,
  sealCursor,
} from '../../shared/paging.ts';

export type SortDirection = 'ASC' | 'DESC';

/** A column or expression to order by. Never null (coalesce it), since a null has no place in a keyset. */
export interface SortKey {
  readonly expression: string;
  readonly type: KeyType;
}

/** How one kind of record is listed: everything SQL about it that is not in the arguments. */
export interface Listing<Row, Filter = never, Order extends string = string> {
  /** Part of cursors: a cursor of another listing is refused. */
  readonly name: string;
  /** `from` item with its alias, joins included: `customer c`. */
  readonly from: string;
  /** The id's expression: `c.id`. It breaks ties in every order. */
  readonly id: string;
  readonly columns: string;
  readonly sorts: Readonly<Record<Order, SortKey>>;
  readonly defaultSort: { readonly field: Order; readonly direction: SortDirection };
  /** The predicate of services/access/reach for this kind of record. */
  reach(context: RequestContext, bindings: Bindings): string;
  /** SQL conditions of a filter; user input only through `bindings`. */
  where?(filter: Filter, bindings: Bindings): string[];
  /** From the statement's row to the plain row that GraphQL prints (with `__typename` on abstract types). */
  row(raw: Record<string, unknown>): Row;
}

/** What it takes to load a record by its id, without an order or a filter. */
export type Table<Row> = Pick<Listing<Row>, 'name' | 'from' | 'id' | 'columns' | 'reach' | 'row'>;

export interface ListArguments<Filter, Order extends string> extends PageArguments {
  readonly filter?: Filter | null;
  readonly orderBy?: { readonly field: Order; readonly direction: SortDirection } | null;
}

/** A root connection: one statement a page, however deep. */
export async function listPage<Row, Filter, Order extends string>(
  context: RequestContext,
  listing: Listing<Row, Filter, Order>,
  args: ListArguments<Filter, Order>,
): Promise<Page<Row>> {
  const query = prepare(context, listing, args);
  const rows = await context.db.query(
    `select ${query.columns} from ${listing.from} where ${query.conditions.join(' and ')} ${query.tail}`,
    query.bindings.values,
  );
  return toPage(query, rows, async () => {
    const count = prepareCount(context, listing, args);
    const [row] = await context.db.query<{ count: string }>(
      `select count(*) as count from ${listing.from} where ${count.conditions.join(' and ')}`,
      count.bindings.values,
    );
    return Number(row?.count ?? 0);
  });
}

/**
 * A connection below a record: one statement for all parents of the level (a lateral join per batch).
 * `parentColumn` is the column that holds the parent's id: `i.customer_id`.
 */
export function listPageOf<Row, Filter, Order extends string>(
  context: RequestContext,
  listing: Listing<Row, Filter, Order>,
  parentColumn: string,
  parentId: string,
  args: ListArguments<Filter, Order>,
): Promise<Page<Row>> {
  const key = `${listing.name}/${parentColumn}/${JSON.stringify(args)}`;
  return context.loaders
    .get(
      key,
      () =>
        new DataLoader<string, Page<Row>>((ids) => loadPages(context, listing, parentColumn, ids, args, key)),
    )
    .load(parentId);
}

async function loadPages<Row, Filter, Order extends string>(
  context: RequestContext,
  listing: Listing<Row, Filter, Order>,
  parentColumn: string,
  parentIds: readonly string[],
  args: ListArguments<Filter, Order>,
  key: string,
): Promise<Page<Row>[]> {
  const query = prepare(context, listing, args);
  const parents = query.bindings.bind(parentIds, 'uuid[]');
  const rows = await context.db.query<Record<string, unknown> & { _parent: string }>(
    `select parent.id as _parent, page.* from unnest(${parents}) with ordinality as parent(id, place)
      cross join lateral (
        select ${query.columns} from ${listing.from}
         where ${parentColumn} = parent.id and ${query.conditions.join(' and ')} ${query.tail}
      ) page order by parent.place, page._place`,
    query.bindings.values,
  );
  const byParent = Map.groupBy(rows, (row) => row._parent);
  const counts = context.loaders.get(
    `${key}/count`,
    () => new DataLoader<string, number>((ids) => loadCounts(context, listing, parentColumn, ids, args)),
  );
  return parentIds.map((id) => toPage(query, byParent.get(id) ?? [], () => counts.load(id)));
}

async function loadCounts<Row, Filter, Order extends string>(
  context: RequestContext,
  listing: Listing<Row, Filter, Order>,
  parentColumn: string,
  parentIds: readonly string[],
  args: ListArguments<Filter, Order>,
): Promise<number[]> {
  const { bindings, conditions } = prepareCount(context, listing, args);
  const parents = bindings.bind(parentIds, 'uuid[]');
  const rows = await context.db.query<{ parent: string; count: string }>(
    `select ${parentColumn} as parent, count(*) as count from ${listing.from}
      where ${parentColumn} = any(${parents}) and ${conditions.join(' and ')} group by 1`,
    bindings.values,
  );
  const counts = new Map(rows.map((row) => [row.parent, Number(row.count)]));
  return parentIds.map((id) => counts.get(id) ?? 0);
}

interface Prepared<Row> {
  readonly listing: { row(raw: Record<string, unknown>): Row };
  readonly bindings: Bindings;
  readonly columns: string;
  readonly conditions: string[];
  readonly tail: string;
  readonly window: PageWindow;
  readonly ordering: string;
}

function prepareCount<Row, Filter, Order extends string>(
  context: RequestContext,
  listing: Listing<Row, Filter, Order>,
  args: ListArguments<Filter, Order>,
): { bindings: Bindings; conditions: string[] } {
  const bindings = new Bindings();
  const conditions = [listing.reach(context, bindings)];
  if (args.filter && listing.where) {
    refuseLongLists(args.filter);
    conditions.push(...listing.where(args.filter, bindings));
  }
  return { bindings, conditions };
}

function prepare<Row, Filter, Order extends string>(
  context: RequestContext,
  listing: Listing<Row, Filter, Order>,
  args: ListArguments<Filter, Order>,
): Prepared<Row> {
  const order = args.orderBy ?? listing.defaultSort;
  const sort = listing.sorts[order.field];
  const ordering = `${listing.name}:${order.field}:${order.direction}`;
  const window = pageWindow(args, ordering);
  const { bindings, conditions } = prepareCount(context, listing, args);

  const ascending = order.direction === 'ASC';
  const past = (key: readonly string[], argument: string, operator: string): string => {
    const [value = '', id = ''] = checkKey(key, [sort.type, 'uuid'], argument);
    return `(${sort.expression}, ${listing.id}) ${operator} (${bindings.bind(value, sort.type)}, ${bindings.bind(id, 'uuid')})`;
  };
  if (window.after) conditions.push(past(window.after, 'after', ascending ? '>' : '<'));
  if (window.before) conditions.push(past(window.before, 'before', ascending ? '<' : '>'));

  const direction = ascending !== window.backward ? 'asc' : 'desc';
  const orderBy = `order by ${sort.expression} ${direction}, ${listing.id} ${direction}`;
  return {
    listing,
    bindings,
    conditions,
    window,
    ordering,
    columns: `${listing.columns}, array[(${sort.expression})::text, ${listing.id}::text] as _key,
      row_number() over (${orderBy}) as _place`,
    // One row more than asked for tells whether there is a next page.
    tail: `${orderBy} limit ${bindings.bind(window.limit + 1, 'int')}`,
  };
}

function toPage<Row>(
  { listing, window, ordering }: Prepared<Row>,
  rows: readonly Record<string, unknown>[],
  countTotal: () => Promise<number>,
): Page<Row> {
  const more = rows.length > window.limit;
  const shown = rows.slice(0, window.limit);
  if (window.backward) shown.reverse();
  const edges = shown.map((raw) => ({
    cursor: sealCursor(ordering, raw['_key'] as string[]),
    node: listing.row(raw),
  }));
  return {
    edges,
    nodes: edges.map((edge) => edge.node),
    pageInfo: {
      hasNextPage: window.backward ? window.before !== null : more,
      hasPreviousPage: window.backward ? more : window.after !== null,
      startCursor: edges[0]?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
    countTotal,
  };
}
