import type { DocumentKind } from '../../entities/erp/enums.ts';
import { DomainError } from '../../shared/errors.ts';
import { decodeIdOf } from '../../shared/ids.ts';
import type { Page } from '../../shared/paging.ts';
import type { RequestContext } from '../context.ts';
import { loadById } from '../reads/by-id.ts';
import { type ListArguments, listPage, listPageOf } from '../reads/listing.ts';
import { documentTypes } from './document-kinds.ts';
import {
  anyDocumentListing,
  documentListings,
  type InvoiceFilter,
  type InvoiceSort,
} from './document-listings.ts';
import type { DocumentRow, RowOfKind } from './document-rows.ts';

export type DocumentListArguments = ListArguments<InvoiceFilter, InvoiceSort>;

/** Documents of one kind, newest first if no order is given. */
export function listDocuments<K extends DocumentKind>(
  context: RequestContext,
  kind: K,
  args: DocumentListArguments,
): Promise<Page<RowOfKind[K]>> {
  return listPage(context, documentListings[kind], args);
}

export function listDocumentsOf<K extends DocumentKind>(
  context: RequestContext,
  kind: K,
  customerId: string,
  args: DocumentListArguments,
): Promise<Page<RowOfKind[K]>> {
  return listPageOf(context, documentListings[kind], 'd.customer_id', customerId, args);
}

export function loadDocumentOf<K extends DocumentKind>(
  context: RequestContext,
  kind: K,
  id: string | null | undefined,
): Promise<RowOfKind[K] | null> {
  return loadById(context, documentListings[kind], id);
}

/** A document of whatever kind; null for kinds that the viewer has no scope for. */
export function loadDocument(
  context: RequestContext,
  id: string | null | undefined,
): Promise<DocumentRow | null> {
  return loadById(context, anyDocumentListing, id);
}

export interface DocumentKey {
  readonly id?: string | null;
  readonly number?: string | null;
  readonly reference?: { readonly integration: string; readonly externalId: string } | null;
}

/** A document by exactly one key. Numbers are the ERP's: where several documents have one, it is the newest. */
export async function findDocument<K extends DocumentKind>(
  context: RequestContext,
  kind: K,
  { id, number, reference }: DocumentKey,
): Promise<RowOfKind[K] | null> {
  if ([id, number, reference].filter((value) => value != null).length !== 1) {
    throw new DomainError('INVALID', 'Give exactly one of `id`, `number` and `reference`.', 'id');
  }
  if (number != null) {
    const { nodes } = await listDocuments(context, kind, { first: 1, filter: { number } });
    return nodes[0] ?? null;
  }
  const { typeName } = documentTypes[kind];
  const uuid =
    id != null ? decodeIdOf(typeName, id) : reference && (await referenced(context, typeName, reference));
  return loadDocumentOf(context, kind, uuid);
}

/** The raw uuid behind an external id; whether the viewer reaches the record is the loader's to check. */
export async function referenced(
  { db }: RequestContext,
  typeName: string,
  reference: { readonly integration: string; readonly externalId: string },
): Promise<string | null> {
  const [row] = await db.query<{ record_id: string }>(
    `select r.record_id from external_reference r join integration i on i.id = r.integration_id
      where i.name = $1 and r.record_type = $2 and r.external_id = $3`,
    [reference.integration, typeName, reference.externalId],
  );
  return row?.record_id ?? null;
}
