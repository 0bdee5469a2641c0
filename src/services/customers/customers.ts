import type { CustomerClass, CustomerKind } from '../../entities/customers/enums.ts';
import type { Address, EmailAddress, PhoneNumber } from '../../entities/customers/reachability.ts';
import type { Page } from '../../shared/paging.ts';
import { reachesCustomerRow } from '../access/reach.ts';
import type { RequestContext } from '../context.ts';
import { loadById } from '../reads/by-id.ts';
import { plainRow } from '../reads/columns.ts';
import { type ListArguments, type Listing, listPage, listPageOf } from '../reads/listing.ts';
import { type CustomerFilter, customerConditions } from './customer-filter.ts';

/** A customer as it is read: plain, foreign keys beside the fields. */
export interface CustomerRow {
  readonly __typename: 'Customer';
  readonly id: string;
  readonly version: number;
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly kind: CustomerKind;
  readonly customerNumber: string | null;
  readonly name: string;
  readonly vatId: string | null;
  readonly addresses: readonly Address[];
  readonly phones: readonly PhoneNumber[];
  readonly emails: readonly EmailAddress[];
  readonly language: string | null;
  readonly tags: readonly string[];
  readonly customerClass: CustomerClass | null;
  readonly keyAccountManagerId: string | null;
  readonly keyAccountTeamId: string | null;
  readonly partnerId: string | null;
  readonly archivedAt: string | null;
}

export type CustomerSort = 'NAME' | 'CUSTOMER_NUMBER' | 'CREATED_AT' | 'UPDATED_AT';

export const customerListing: Listing<CustomerRow, CustomerFilter, CustomerSort> = {
  name: 'customers',
  from: 'customer c',
  id: 'c.id',
  columns: `c.id, c.version, c.created_at, c.updated_at, c.kind, c.customer_number, c.name, c.vat_id, c.addresses,
    c.phones, c.emails, c.language, c.tags, c.customer_class, c.key_account_manager_id, c.key_account_team_id,
    c.partner_id, c.archived_at`,
  sorts: {
    NAME: { expression: 'lower(c.name)', type: 'text' },
    CUSTOMER_NUMBER: { expression: `coalesce(c.customer_number, '')`, type: 'text' },
    CREATED_AT: { expression: 'c.created_at', type: 'timestamptz' },
    UPDATED_AT: { expression: 'c.updated_at', type: 'timestamptz' },
  },
  defaultSort: { field: 'NAME', direction: 'ASC' },
  reach: ({ viewer }, bindings) => reachesCustomerRow(viewer.reach, 'c', bindings),
  where: customerConditions,
  row: (raw) => plainRow<CustomerRow>(raw, 'Customer'),
};

export type CustomerListArguments = ListArguments<CustomerFilter, CustomerSort>;

/** Archived customers are left out unless the filter asks for them. */
export function listCustomers(
  context: RequestContext,
  args: CustomerListArguments,
): Promise<Page<CustomerRow>> {
  return listPage(context, customerListing, { ...args, filter: args.filter ?? {} });
}

export function listCustomersOfPartner(
  context: RequestContext,
  partnerId: string,
  args: CustomerListArguments,
): Promise<Page<CustomerRow>> {
  return listPageOf(context, customerListing, 'c.partner_id', partnerId, {
    ...args,
    filter: args.filter ?? {},
  });
}

export function loadCustomer(
  context: RequestContext,
  id: string | null | undefined,
): Promise<CustomerRow | null> {
  return loadById(context, customerListing, id);
}
