import type { AllowanceCharge } from '../../entities/erp/document-parts.ts';
import type { DocumentKind, OrderStatus } from '../../entities/erp/enums.ts';
import type { LineFulfilment } from '../../entities/erp/fulfilment.ts';
import { type Money, money } from '../../shared/money.ts';
import type { RequestContext } from '../context.ts';
import { loadAllOf } from '../reads/by-id.ts';
import { lineFulfilment } from './fulfilment.ts';

export interface LineRow {
  readonly lineId: string;
  readonly productId: string | null;
  readonly productNumber: string | null;
  readonly name: string;
  readonly description: string | null;
  readonly quantity: string;
  readonly unitCode: string;
  readonly netPrice: Money;
  readonly priceBaseQuantity: string | null;
  readonly allowanceCharges: readonly AllowanceCharge[];
  readonly netAmount: Money;
  readonly computedNetAmount: Money;
  readonly taxCategory: string | null;
  readonly taxRate: string | null;
  readonly orderLineId: string | null;
  readonly fulfilment: LineFulfilment | null;
}

interface RawLine {
  readonly document_id: string;
  readonly kind: DocumentKind;
  readonly status: string;
  readonly currency: string;
  readonly line_id: string;
  readonly product_id: string | null;
  readonly product_number: string | null;
  readonly name: string;
  readonly description: string | null;
  readonly quantity: string;
  readonly unit_code: string;
  readonly net_price: string;
  readonly price_base_quantity: string | null;
  readonly allowance_charges: readonly AllowanceCharge[];
  readonly net_amount: string | null;
  readonly computed_net_amount: string;
  readonly tax_category: string | null;
  readonly tax_rate: string | null;
  readonly order_line_id: string | null;
  readonly ordered_quantity: string | null;
  readonly shipped_quantity: string | null;
  readonly invoiced_quantity: string | null;
  readonly promised_on: string | null;
  readonly shipped_on: string | null;
}

/** The lines of a document that the viewer has been given, in their order. */
export function loadLines(context: RequestContext, documentId: string): Promise<readonly LineRow[]> {
  return loadAllOf(context, 'DocumentLine', documentId, async (documentIds) => {
    const rows = await context.db.query<RawLine>(
      `select d.kind, d.status, d.currency, l.document_id, l.line_id, l.product_id, l.product_number, l.name,
              l.description, l.quantity, l.unit_code, l.net_price, l.price_base_quantity, l.allowance_charges,
              l.net_amount, l.computed_net_amount, l.tax_category, l.tax_rate, l.order_line_id, l.ordered_quantity,
              l.shipped_quantity, l.invoiced_quantity, l.promised_on, l.shipped_on
         from document_line l join commercial_document d on d.id = l.document_id
        where l.document_id = any($1::uuid[])
        order by l.document_id, l.position`,
      [documentIds],
    );
    return rows.map((raw) => ({ parentId: raw.document_id, row: toRow(raw) }));
  });
}

function toRow(raw: RawLine): LineRow {
  return {
    lineId: raw.line_id,
    productId: raw.product_id,
    productNumber: raw.product_number,
    name: raw.name,
    description: raw.description,
    quantity: raw.quantity,
    unitCode: raw.unit_code,
    netPrice: money(raw.net_price, raw.currency),
    priceBaseQuantity: raw.price_base_quantity,
    allowanceCharges: raw.allowance_charges,
    netAmount: money(raw.net_amount ?? raw.computed_net_amount, raw.currency),
    computedNetAmount: money(raw.computed_net_amount, raw.currency),
    taxCategory: raw.tax_category,
    taxRate: raw.tax_rate,
    orderLineId: raw.order_line_id,
    fulfilment: raw.kind === 'ORDER' ? fulfilmentOf(raw) : null,
  };
}

function fulfilmentOf(raw: RawLine): LineFulfilment | null {
  return lineFulfilment({
    orderStatus: raw.status as OrderStatus,
    quantity: raw.quantity,
    ordered: raw.ordered_quantity,
    shipped: raw.shipped_quantity,
    invoiced: raw.invoiced_quantity,
    promisedOn: raw.promised_on,
    shippedOn: raw.shipped_on,
  });
}
