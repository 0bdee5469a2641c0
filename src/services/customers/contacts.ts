import type { EmailAddress, PhoneNumber } from '../../entities/customers/reachability.ts';
import type { Page } from '../../shared/paging.ts';
import { reachesCustomer } from '../access/reach.ts';
import type { RequestContext } from '../context.ts';
import { loadById } from '../reads/by-id.ts';
import { plainRow } from '../reads/columns.ts';
import { type ListArguments, type Listing, listPageOf } from '../reads/listing.ts';

export interface ContactRow {
  readonly __typename: 'Contact';
  readonly id: string;
  readonly version: number;
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly customerId: string;
  readonly name: string;
  readonly role: string | null;
  readonly department: string | null;
  readonly phones: readonly PhoneNumber[];
  readonly emails: readonly EmailAddress[];
  readonly language: string | null;
  readonly active: boolean;
}

export interface ContactFilter {
  readonly active?: boolean | null;
}

export type ContactSort = 'NAME' | 'CREATED_AT';

export const contactListing: Listing<ContactRow, ContactFilter, ContactSort> = {
  name: 'contacts',
  from: 'contact k',
  id: 'k.id',
  columns: `k.id, k.version, k.created_at, k.updated_at, k.customer_id, k.name, k.role, k.department, k.phones,
    k.emails, k.language, k.active`,
  sorts: {
    NAME: { expression: 'k.name', type: 'text' },
    CREATED_AT: { expression: 'k.created_at', type: 'timestamptz' },
  },
  defaultSort: { field: 'NAME', direction: 'ASC' },
  reach: ({ viewer }, bindings) => reachesCustomer(viewer.reach, 'k.customer_id', bindings),
  where: (filter, bindings) =>
    filter.active == null ? [] : [`k.active = ${bindings.bind(filter.active, 'boolean')}`],
  row: (raw) => plainRow<ContactRow>(raw, 'Contact'),
};

export function listContactsOf(
  context: RequestContext,
  customerId: string,
  args: ListArguments<ContactFilter, ContactSort>,
): Promise<Page<ContactRow>> {
  return listPageOf(context, contactListing, 'k.customer_id', customerId, args);
}

export function loadContact(
  context: RequestContext,
  id: string | null | undefined,
): Promise<ContactRow | null> {
  return loadById(context, contactListing, id);
}
