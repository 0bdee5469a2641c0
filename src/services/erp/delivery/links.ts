import type { DocumentLinkKind } from '../../../entities/erp/enums.ts';
import type { CanonicalRecord } from '../../../plugins/kit/records.ts';
import { resolveReferences } from '../../integrations/resolve-references.ts';
import type { Transaction } from '../../transaction.ts';
import type { DocumentRecordKind } from './columns.ts';

interface Origin {
  readonly link: DocumentLinkKind;
  /** GraphQL type name of the earlier document. */
  readonly type: string;
}

/** Which earlier documents a kind names: the quote of an order, the orders of an invoice, … */
const originOf: { readonly [K in DocumentRecordKind]?: Origin } = {
  order: { link: 'ORDERED_BY', type: 'Quote' },
  invoice: { link: 'INVOICED_BY', type: 'Order' },
  creditNote: { link: 'CORRECTED_BY', type: 'Invoice' },
};

/** Which link waits for documents of a kind that are named before they are delivered. */
const awaitedBy: { readonly [K in DocumentRecordKind]?: DocumentLinkKind } = {
  quote: 'ORDERED_BY',
  order: 'INVOICED_BY',
  invoice: 'CORRECTED_BY',
};

/** The field in which readers see the link, from the later document. */
export const linkFields: Readonly<Record<DocumentRecordKind, string | null>> = {
  quote: null,
  order: 'quote',
  invoice: 'orders',
  creditNote: 'invoices',
};

/** The ERP's ids of the earlier documents that a record names, each once. */
export function originIds<K extends DocumentRecordKind>(kind: K, record: CanonicalRecord<K>): string[] {
  switch (kind) {
    case 'order': {
      const { quoteExternalId } = record as CanonicalRecord<'order'>;
      return quoteExternalId ? [quoteExternalId] : [];
    }
    case 'invoice':
      return [...new Set((record as CanonicalRecord<'invoice'>).orderExternalIds)];
    case 'creditNote':
      return [...new Set((record as CanonicalRecord<'creditNote'>).invoiceExternalIds)];
    default:
      return [];
  }
}

export interface DocumentOrigins {
  readonly documentId: string;
  readonly originIds: readonly string[];
}

/**
 * Makes the links of the documents to earlier ones those delivered; answers the documents that had others before.
 * An earlier document that was not delivered yet is kept by the ERP's id until it is: streams come as they come.
 */
export async function writeLinks(
  tx: Transaction,
  integrationId: string,
  kind: DocumentRecordKind,
  documents: readonly DocumentOrigins[],
): Promise<ReadonlySet<string>> {
  const origin = originOf[kind];
  if (!origin || documents.length === 0) return new Set();
  const known = await resolveReferences(
    tx,
    integrationId,
    origin.type,
    documents.flatMap((document) => document.originIds),
  );
  const rows = documents.flatMap(({ documentId, originIds: ids }) =>
    ids.map((id) => ({
      to_id: documentId,
      kind: origin.link,
      from_external_id: id,
      integration_id: integrationId,
      from_id: known.get(id) ?? null,
    })),
  );
  const given = JSON.stringify(rows);
  const removed = await tx.query<{ to_id: string }>(
    `delete from document_link l
      where l.to_id = any($1::uuid[]) and l.kind = $2 and l.integration_id = $3 and not exists (
        select 1 from jsonb_to_recordset($4::jsonb) as g(to_id uuid, from_external_id text)
         where g.to_id = l.to_id and g.from_external_id = l.from_external_id)
     returning l.to_id`,
    [documents.map((document) => document.documentId), origin.link, integrationId, given],
  );
  const added = await tx.query<{ to_id: string }>(
    `insert into document_link as l (to_id, kind, from_external_id, integration_id, from_id)
     select to_id, kind, from_external_id, integration_id, from_id
       from jsonb_populate_recordset(null::document_link, $1::jsonb)
     on conflict (to_id, kind, from_external_id, integration_id) do update set from_id = excluded.from_id
      where l.from_id is distinct from excluded.from_id and excluded.from_id is not null
     returning l.to_id`,
    [given],
  );
  return new Set([...removed, ...added].map((row) => row.to_id));
}

/** Completes the links of later documents that were waiting for these. */
export async function completeLinks(
  tx: Transaction,
  integrationId: string,
  kind: DocumentRecordKind,
  delivered: readonly { readonly externalId: string; readonly recordId: string }[],
): Promise<void> {
  const link = awaitedBy[kind];
  if (!link || delivered.length === 0) return;
  await tx.query(
    `update document_link l set from_id = g.record_id
       from unnest($3::text[], $4::uuid[]) as g(external_id, record_id)
      where l.integration_id = $1 and l.kind = $2 and l.from_external_id = g.external_id and l.from_id is null`,
    [integrationId, link, delivered.map((one) => one.externalId), delivered.map((one) => one.recordId)],
  );
}
