import type { DocumentKind } from '../../entities/erp/enums.ts';
import { businessTimeZone, businessToday } from '../../shared/business-time.ts';
import { reachesCustomer } from '../access/reach.ts';
import type { Bindings } from '../reads/filters.ts';
import type { Listing, Table } from '../reads/listing.ts';
import { documentTypes, readableKinds } from './document-kinds.ts';
import { type DocumentRow, documentRow, ownColumns, type RowOfKind, sharedColumns } from './document-rows.ts';

export interface DocumentFilter {
  readonly status?: readonly string[] | null;
  readonly number?: string | null;
  readonly issuedFrom?: string | null;
  readonly issuedTo?: string | null;
  readonly hasIssues?: boolean | null;
}

export interface InvoiceFilter extends DocumentFilter {
  readonly open?: boolean | null;
  readonly overdue?: boolean | null;
}

export type DocumentSort = 'ISSUE_DATE' | 'NUMBER';
export type InvoiceSort = DocumentSort | 'DUE_DATE';

export type DocumentListing<K extends DocumentKind> = Listing<RowOfKind[K], InvoiceFilter, InvoiceSort>;

/** How documents of one kind are listed. Filters and orders that only invoices have, only their arguments offer. */
function listingOf<K extends DocumentKind>(kind: K): DocumentListing<K> {
  return {
    name: documentTypes[kind].typeName,
    from: 'commercial_document d',
    id: 'd.id',
    columns: `${sharedColumns}, ${ownColumns[kind]}`,
    sorts: {
      // The instant that the day of issue begins with: the order is the same, and the index has it.
      ISSUE_DATE: { expression: 'd.happened_at', type: 'timestamptz' },
      NUMBER: { expression: 'd.number', type: 'text' },
      DUE_DATE: { expression: `coalesce(d.due_date, '9999-12-31'::date)`, type: 'date' },
    },
    defaultSort: { field: 'ISSUE_DATE', direction: 'DESC' },
    reach: ({ viewer }, bindings) =>
      `d.kind = '${kind}' and ${readableKinds(viewer, 'd.kind')}
       and ${reachesCustomer(viewer.reach, 'd.customer_id', bindings)}`,
    where: conditions,
    row: (raw) => documentRow<RowOfKind[K]>(raw),
  };
}

export const documentListings: { readonly [K in DocumentKind]: DocumentListing<K> } = {
  QUOTE: listingOf('QUOTE'),
  ORDER: listingOf('ORDER'),
  INVOICE: listingOf('INVOICE'),
  CREDIT_NOTE: listingOf('CREDIT_NOTE'),
};

/** Documents of whatever kind, each with its own columns: for links that lead to any. */
export const anyDocumentListing: Table<DocumentRow> = {
  name: 'CommercialDocument',
  from: 'commercial_document d',
  id: 'd.id',
  columns: `${sharedColumns}, ${Object.values(ownColumns).join(', ')}`,
  reach: ({ viewer }, bindings) =>
    `${readableKinds(viewer, 'd.kind')} and ${reachesCustomer(viewer.reach, 'd.customer_id', bindings)}`,
  row: (raw) => documentRow<DocumentRow>(raw),
};

function conditions(filter: InvoiceFilter, bindings: Bindings): string[] {
  const all: string[] = [];
  const startOf = (day: string): string =>
    `(${bindings.bind(day, 'date')}::timestamp at time zone ${bindings.bind(businessTimeZone(), 'text')})`;
  if (filter.status) all.push(`d.status = any(${bindings.bind([...filter.status], 'text[]')})`);
  if (filter.number != null) all.push(`d.number = ${bindings.bind(filter.number, 'text')}`);
  if (filter.issuedFrom) all.push(`d.happened_at >= ${startOf(filter.issuedFrom)}`);
  if (filter.issuedTo) all.push(`d.happened_at <= ${startOf(filter.issuedTo)}`);
  if (filter.hasIssues != null) all.push(`d.issues ${filter.hasIssues ? '<>' : '='} '[]'`);
  if (filter.open != null) all.push(filter.open ? 'd.open_amount > 0' : '(d.open_amount > 0) is not true');
  if (filter.overdue != null) {
    const today = bindings.bind(businessToday(), 'date');
    all.push(
      filter.overdue
        ? `d.open_amount > 0 and d.due_date < ${today}`
        : `(d.open_amount > 0 and d.due_date < ${today}) is not true`,
    );
  }
  return all;
}
