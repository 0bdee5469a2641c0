import DataLoader from 'dataloader';
import type { DocumentKind, DocumentLinkKind } from '../../entities/erp/enums.ts';
import type { Page, PageArguments } from '../../shared/paging.ts';
import type { RequestContext } from '../context.ts';
import { Bindings } from '../reads/filters.ts';
import { listPageOf } from '../reads/listing.ts';
import { documentListings } from './document-listings.ts';
import type { QuoteRow, RowOfKind } from './document-rows.ts';

const laterKinds = {
  ORDERED_BY: 'ORDER',
  INVOICED_BY: 'INVOICE',
  CORRECTED_BY: 'CREDIT_NOTE',
} as const satisfies Record<DocumentLinkKind, DocumentKind>;

const earlierKinds = {
  ORDERED_BY: 'QUOTE',
  INVOICED_BY: 'ORDER',
  CORRECTED_BY: 'INVOICE',
} as const satisfies Record<DocumentLinkKind, DocumentKind>;

/** What came of a document: the orders of a quote, the invoices of an order, the credit notes of an invoice. */
export function listLaterDocuments<L extends DocumentLinkKind>(
  context: RequestContext,
  link: L,
  documentId: string,
  args: PageArguments,
): Promise<Page<RowOfKind[(typeof laterKinds)[L]]>> {
  const listing = documentListings[laterKinds[link]];
  const from = `document_link l join commercial_document d on d.id = l.to_id and l.kind = '${link}'`;
  return listPageOf(
    context,
    { ...listing, name: `${listing.name}/${link}`, from },
    'l.from_id',
    documentId,
    args,
  );
}

/** What a document came from: the orders of an invoice, the invoices of a credit note. */
export function listEarlierDocuments<L extends DocumentLinkKind>(
  context: RequestContext,
  link: L,
  documentId: string,
  args: PageArguments,
): Promise<Page<RowOfKind[(typeof earlierKinds)[L]]>> {
  const listing = documentListings[earlierKinds[link]];
  const from = `document_link l join commercial_document d on d.id = l.from_id and l.kind = '${link}'`;
  return listPageOf(
    context,
    { ...listing, name: `${listing.name}/${link}`, from },
    'l.to_id',
    documentId,
    args,
  );
}

/** The quote that an order came from: there is one at most. */
export function loadQuoteOf(context: RequestContext, orderId: string): Promise<QuoteRow | null> {
  const load = async (orderIds: readonly string[]): Promise<(QuoteRow | null)[]> => {
    const { columns, reach, row } = documentListings.QUOTE;
    const bindings = new Bindings();
    const orders = bindings.bind(orderIds, 'uuid[]');
    const rows = await context.db.query<Record<string, unknown> & { _order: string }>(
      `select ${columns}, l.to_id as _order
         from document_link l join commercial_document d on d.id = l.from_id
        where l.to_id = any(${orders}) and l.kind = 'ORDERED_BY' and ${reach(context, bindings)}`,
      bindings.values,
    );
    const byOrder = new Map(rows.map((raw) => [raw._order, row(raw)]));
    return orderIds.map((id) => byOrder.get(id) ?? null);
  };
  return context.loaders
    .get('Order/quote', () => new DataLoader<string, QuoteRow | null>(load))
    .load(orderId);
}
