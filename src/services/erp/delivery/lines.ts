import type { CanonicalRecord } from '../../../plugins/kit/records.ts';
import type { Transaction } from '../../transaction.ts';
import type { Recomputed } from '../totals/document.ts';

export interface DocumentLines {
  readonly documentId: string;
  readonly lines: CanonicalRecord<'order'>['lines'];
  readonly recomputed: Recomputed;
}

/** Replaces the lines of the documents, all in two statements. Products that are not known yet stay pending. */
export async function replaceLines(
  tx: Transaction,
  documents: readonly DocumentLines[],
  products: ReadonlyMap<string, string>,
): Promise<void> {
  if (documents.length === 0) return;
  await tx.query(`delete from document_line where document_id = any($1::uuid[])`, [
    documents.map((document) => document.documentId),
  ]);
  const rows = documents.flatMap(({ documentId, lines, recomputed }) =>
    lines.map((line, index) => ({
      document_id: documentId,
      position: index + 1,
      line_id: line.lineId,
      product_id: (line.productExternalId && products.get(line.productExternalId)) || null,
      product_external_id: line.productExternalId ?? null,
      product_number: line.productNumber || null,
      name: line.name,
      description: line.description ?? null,
      quantity: line.quantity,
      unit_code: line.unitCode,
      net_price: line.netPrice,
      price_base_quantity: line.priceBaseQuantity ?? null,
      allowance_charges: line.allowanceCharges,
      net_amount: line.netAmount ?? null,
      computed_net_amount: recomputed.lineNetAmounts[index],
      tax_category: line.taxCategory ?? null,
      tax_rate: line.taxRate ?? null,
      order_line_id: line.orderLineId ?? null,
      ordered_quantity: line.fulfilment?.ordered ?? null,
      shipped_quantity: line.fulfilment?.shipped ?? null,
      invoiced_quantity: line.fulfilment?.invoiced ?? null,
      promised_on: line.fulfilment?.promisedOn ?? null,
      shipped_on: line.fulfilment?.shippedOn ?? null,
    })),
  );
  await tx.query(
    `insert into document_line select * from jsonb_populate_recordset(null::document_line, $1::jsonb)`,
    [JSON.stringify(rows)],
  );
}
