import type { RequestContext } from '../context.ts';
import { loadAllOf, loadById } from '../reads/by-id.ts';
import { plainRow } from '../reads/columns.ts';
import type { Table } from '../reads/listing.ts';
import { exact } from './totals/exact.ts';

export interface AvailabilityRow {
  readonly __typename: 'Availability';
  readonly id: string;
  readonly version: number;
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly productId: string;
  readonly warehouse: string;
  readonly onHand: string;
  readonly reserved: string | null;
  readonly available: string;
  readonly onOrder: string | null;
  readonly reorderLevel: string | null;
  readonly expectedOn: string | null;
  readonly asOf: string | null;
}

const columns = `a.id, a.version, a.created_at, a.updated_at, a.product_id, a.warehouse, a.on_hand, a.reserved, a.on_order,
  a.reorder_level, a.expected_on, a.as_of`;

function row(raw: Record<string, unknown>): AvailabilityRow {
  const plain = plainRow<AvailabilityRow>(raw, 'Availability');
  return {
    ...plain,
    available: exact(plain.onHand)
      .minus(plain.reserved ?? 0)
      .toFixed(),
  };
}

const availabilityListing: Table<AvailabilityRow> = {
  name: 'Availability',
  from: 'availability a',
  id: 'a.id',
  columns,
  reach: ({ viewer }) => (viewer.scopes.has('products:read') ? 'true' : 'false'),
  row,
};

export function loadAvailability(
  context: RequestContext,
  id: string | null | undefined,
): Promise<AvailabilityRow | null> {
  return loadById(context, availabilityListing, id);
}

/** Where a product is in stock, by warehouse; places that the ERP no longer reports are left out. */
export function loadAvailabilities(
  context: RequestContext,
  productId: string,
): Promise<readonly AvailabilityRow[]> {
  return loadAllOf(context, 'Availability/ofProduct', productId, async (productIds) => {
    const rows = await context.db.query<Record<string, unknown> & { product_id: string }>(
      `select ${columns} from availability a
        where a.product_id = any($1::uuid[])
          and (not exists (select 1 from external_reference r where r.record_id = a.id)
               or exists (select 1 from external_reference r where r.record_id = a.id and r.deleted_at is null))
        order by a.product_id, a.warehouse`,
      [productIds],
    );
    return rows.map((raw) => ({ parentId: raw.product_id, row: row(raw) }));
  });
}
