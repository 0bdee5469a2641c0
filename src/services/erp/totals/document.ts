import type { DocumentKind } from '../../../entities/erp/enums.ts';

// What the recomputation looks at. The canonical records of the kit fit as they come.

export interface AllowanceChargeAmounts {
  readonly kind: 'ALLOWANCE' | 'CHARGE';
  readonly amount: string;
  readonly taxCategory?: string | null;
  readonly taxRate?: string | null;
}

export interface LineAmounts {
  readonly lineId: string;
  readonly quantity: string;
  readonly netPrice: string;
  readonly priceBaseQuantity?: string | null;
  readonly allowanceCharges: readonly AllowanceChargeAmounts[];
  readonly netAmount?: string | null;
  readonly taxCategory?: string | null;
  readonly taxRate?: string | null;
}

export interface TaxAmounts {
  readonly taxCategory: string;
  readonly taxRate?: string | null;
  readonly taxableAmount: string;
  readonly taxAmount: string;
  readonly exemptionReason?: string | null;
}

/** EN 16931's BG-22, in the order of the business terms. */
export const totalNames = [
  'lineNetAmount',
  'allowanceAmount',
  'chargeAmount',
  'taxExclusiveAmount',
  'taxAmount',
  'taxInclusiveAmount',
  'prepaidAmount',
  'roundingAmount',
  'payableAmount',
] as const;
export type TotalName = (typeof totalNames)[number];
export type Totals = Readonly<Record<TotalName, string | null>>;

export interface DocumentAmounts {
  readonly kind: DocumentKind;
  readonly currency: string;
  readonly lines: readonly LineAmounts[];
  readonly allowanceCharges: readonly AllowanceChargeAmounts[];
  /** As stated; empty where the ERP states none. */
  readonly taxSubtotals: readonly TaxAmounts[];
  readonly totals: { readonly [Name in TotalName]?: string | null };
  readonly dueDate?: string | null;
  readonly paymentTerms?: string | null;
}

/** What does not fit: see the GraphQL type DocumentIssue. */
export interface Issue {
  readonly rule: string;
  readonly message: string;
  readonly expected: string | null;
  readonly actual: string | null;
  readonly lineId: string | null;
}

export interface Recomputed {
  /** Per line, in their order: what quantity, price and allowances give. */
  readonly lineNetAmounts: readonly string[];
  /** VAT per category and rate, from the lines; empty where no line says how it is taxed. */
  readonly taxSubtotals: readonly TaxAmounts[];
  /** From the lines upwards, whatever the ERP states above them. */
  readonly computed: Totals;
  /** As stated; where nothing is stated, as it follows from what is. */
  readonly totals: Totals;
  readonly issues: readonly Issue[];
}
