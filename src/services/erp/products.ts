import { DomainError } from '../../shared/errors.ts';
import { decodeIdOf } from '../../shared/ids.ts';
import { type Money, money } from '../../shared/money.ts';
import type { Page } from '../../shared/paging.ts';
import type { RequestContext } from '../context.ts';
import { loadById } from '../reads/by-id.ts';
import { plainRow } from '../reads/columns.ts';
import { type Bindings, likePattern } from '../reads/filters.ts';
import { type ListArguments, type Listing, listPage } from '../reads/listing.ts';
import { referenced } from './documents.ts';

export interface ProductRow {
  readonly __typename: 'Product';
  readonly id: string;
  readonly version: number;
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly productNumber: string;
  readonly name: string;
  readonly description: string | null;
  readonly gtin: string | null;
  readonly unitCode: string;
  readonly category: string | null;
  readonly listPrice: Money | null;
  readonly active: boolean;
}

export interface ProductFilter {
  readonly search?: string | null;
  readonly productNumber?: string | null;
  readonly category?: string | null;
  readonly active?: boolean | null;
}

export type ProductSort = 'NAME' | 'PRODUCT_NUMBER';

export const productListing: Listing<ProductRow, ProductFilter, ProductSort> = {
  name: 'Product',
  from: 'product p',
  id: 'p.id',
  columns: `p.id, p.version, p.created_at, p.updated_at, p.product_number, p.name, p.description, p.gtin, p.unit_code,
    p.category, p.list_price as _list_price, p.currency as _currency, p.active`,
  sorts: {
    NAME: { expression: 'lower(p.name)', type: 'text' },
    PRODUCT_NUMBER: { expression: 'p.product_number', type: 'text' },
  },
  defaultSort: { field: 'NAME', direction: 'ASC' },
  // Products hang on no customer: whoever has the scope sees the catalogue.
  reach: ({ viewer }) => (viewer.scopes.has('products:read') ? 'true' : 'false'),
  where: conditions,
  row: (raw) => ({
    ...plainRow<ProductRow>(raw, 'Product'),
    listPrice: money(raw['_list_price'] as string | null, raw['_currency'] as string | null),
  }),
};

function conditions(filter: ProductFilter, bindings: Bindings): string[] {
  const all: string[] = [];
  if (filter.search?.trim()) {
    const pattern = bindings.bind(likePattern(filter.search.trim().toLowerCase()), 'text');
    all.push(`(lower(p.name) like ${pattern} or lower(p.product_number) like ${pattern})`);
  }
  if (filter.productNumber != null)
    all.push(`p.product_number = ${bindings.bind(filter.productNumber, 'text')}`);
  if (filter.category != null) all.push(`p.category = ${bindings.bind(filter.category, 'text')}`);
  if (filter.active != null) all.push(`p.active = ${bindings.bind(filter.active, 'boolean')}`);
  return all;
}

export type ProductListArguments = ListArguments<ProductFilter, ProductSort>;

export function listProducts(context: RequestContext, args: ProductListArguments): Promise<Page<ProductRow>> {
  return listPage(context, productListing, args);
}

export function loadProduct(
  context: RequestContext,
  id: string | null | undefined,
): Promise<ProductRow | null> {
  return loadById(context, productListing, id);
}

export interface ProductKey {
  readonly id?: string | null;
  readonly productNumber?: string | null;
  readonly reference?: { readonly integration: string; readonly externalId: string } | null;
}

/** A product by exactly one key. Where two ERPs use one number, it is the product whose name comes first. */
export async function findProduct(
  context: RequestContext,
  { id, productNumber, reference }: ProductKey,
): Promise<ProductRow | null> {
  if ([id, productNumber, reference].filter((value) => value != null).length !== 1) {
    throw new DomainError('INVALID', 'Give exactly one of `id`, `productNumber` and `reference`.', 'id');
  }
  if (productNumber != null) {
    return (await listProducts(context, { first: 1, filter: { productNumber } })).nodes[0] ?? null;
  }
  const uuid =
    id != null ? decodeIdOf('Product', id) : reference && (await referenced(context, 'Product', reference));
  return loadProduct(context, uuid);
}
