import type { DocumentAmounts, LineAmounts } from '../../src/services/erp/totals/document.ts';

// Reads what the totals need from a UBL invoice. Just enough XML for the reference invoices, for tests only.

interface Element {
  readonly name: string;
  readonly children: Element[];
  text: string;
}

function parse(xml: string): Element {
  const root: Element = { name: '', children: [], text: '' };
  const open = [root];
  for (const [, comment, closing, name, selfClosing, content] of xml.matchAll(
    /(<!--[^]*?-->|<\?[^]*?\?>)|<(\/?)(?:\w+:)?(\w+)(?:\s[^>]*?)?(\/?)>|([^<]+)/g,
  )) {
    const parent = open.at(-1) ?? root;
    if (comment) continue;
    if (content) parent.text += content.trim();
    else if (closing) open.pop();
    else {
      const element: Element = { name: name ?? '', children: [], text: '' };
      parent.children.push(element);
      if (!selfClosing) open.push(element);
    }
  }
  return root.children[0] ?? root;
}

const all = (parent: Element | undefined, name: string): Element[] =>
  parent?.children.filter((child) => child.name === name) ?? [];

function text(parent: Element | undefined, ...path: string[]): string | null {
  let found = parent;
  for (const name of path) found = all(found, name)[0];
  return found?.text || null;
}

const allowanceCharges = (parent: Element) =>
  all(parent, 'AllowanceCharge').map((one) => ({
    kind: text(one, 'ChargeIndicator') === 'true' ? ('CHARGE' as const) : ('ALLOWANCE' as const),
    amount: text(one, 'Amount') ?? '',
    taxCategory: text(one, 'TaxCategory', 'ID'),
    taxRate: text(one, 'TaxCategory', 'Percent'),
  }));

const line = (element: Element): LineAmounts => ({
  lineId: text(element, 'ID') ?? '',
  quantity: text(element, 'InvoicedQuantity') ?? text(element, 'CreditedQuantity') ?? '',
  netPrice: text(element, 'Price', 'PriceAmount') ?? '',
  priceBaseQuantity: text(element, 'Price', 'BaseQuantity'),
  allowanceCharges: allowanceCharges(element),
  netAmount: text(element, 'LineExtensionAmount'),
  taxCategory: all(element, 'Item').map((item) => text(item, 'ClassifiedTaxCategory', 'ID'))[0] ?? null,
  taxRate: all(element, 'Item').map((item) => text(item, 'ClassifiedTaxCategory', 'Percent'))[0] ?? null,
});

export function readUbl(xml: string): DocumentAmounts {
  const document = parse(xml);
  const currency = text(document, 'DocumentCurrencyCode') ?? '';
  // A second TaxTotal may state the VAT in the seller's accounting currency (BT-111): it has no subtotals.
  const taxTotal = all(document, 'TaxTotal').find((one) => all(one, 'TaxSubtotal').length > 0);
  const totals = all(document, 'LegalMonetaryTotal')[0];
  return {
    kind: document.name === 'CreditNote' ? 'CREDIT_NOTE' : 'INVOICE',
    currency,
    lines: [...all(document, 'InvoiceLine'), ...all(document, 'CreditNoteLine')].map(line),
    allowanceCharges: allowanceCharges(document),
    taxSubtotals: all(taxTotal, 'TaxSubtotal').map((one) => ({
      taxCategory: text(one, 'TaxCategory', 'ID') ?? '',
      taxRate: text(one, 'TaxCategory', 'Percent'),
      taxableAmount: text(one, 'TaxableAmount') ?? '',
      taxAmount: text(one, 'TaxAmount') ?? '',
    })),
    totals: {
      lineNetAmount: text(totals, 'LineExtensionAmount'),
      allowanceAmount: text(totals, 'AllowanceTotalAmount'),
      chargeAmount: text(totals, 'ChargeTotalAmount'),
      taxExclusiveAmount: text(totals, 'TaxExclusiveAmount'),
      taxAmount: text(taxTotal, 'TaxAmount'),
      taxInclusiveAmount: text(totals, 'TaxInclusiveAmount'),
      prepaidAmount: text(totals, 'PrepaidAmount'),
      roundingAmount: text(totals, 'PayableRoundingAmount'),
      payableAmount: text(totals, 'PayableAmount'),
    },
    dueDate: text(document, 'DueDate'),
    paymentTerms: text(document, 'PaymentTerms', 'Note'),
  };
}
