import type { AllowanceChargeAmounts, DocumentAmounts, TaxAmounts } from './document.ts';
import { exact, type Exact, print, roundTo, ZERO } from './exact.ts';

/**
 * The VAT breakdown (BG-23) that lines, allowances and charges give: per category and rate the sum of what is
 * taxed so (BR-S-8 and its sisters), times the rate, rounded (BR-CO-17). What states no category is left out.
 */
export function taxSubtotals(document: DocumentAmounts, lineNets: readonly Exact[]): TaxAmounts[] {
  const groups = new Map<string, { taxCategory: string; taxRate: string | null; taxable: Exact }>();
  const add = (taxed: Pick<AllowanceChargeAmounts, 'taxCategory' | 'taxRate'>, amount: Exact): void => {
    if (taxed.taxCategory == null) return;
    const key = taxKey(taxed);
    const group = groups.get(key);
    groups.set(key, {
      taxCategory: taxed.taxCategory,
      taxRate: group?.taxRate ?? taxed.taxRate ?? null,
      taxable: (group?.taxable ?? ZERO).plus(amount),
    });
  };
  document.lines.forEach((line, index) => add(line, lineNets[index] ?? ZERO));
  for (const one of document.allowanceCharges) {
    add(one, one.kind === 'CHARGE' ? exact(one.amount) : exact(one.amount).neg());
  }
  const { currency } = document;
  return [...groups.values()].map(({ taxCategory, taxRate, taxable }) => {
    const taxableAmount = roundTo(currency, taxable);
    return {
      taxCategory,
      taxRate,
      taxableAmount: print(currency, taxableAmount),
      taxAmount: print(currency, taxOf(currency, taxableAmount, taxRate)),
    };
  });
}

/** BR-CO-17: taxable amount × rate ÷ 100, rounded. No rate is a rate of zero (exempt, outside the scope of VAT). */
export function taxOf(currency: string, taxable: Exact, taxRate: string | null | undefined): Exact {
  return roundTo(currency, taxable.times(taxRate ?? 0).div(100));
}

/** `S 19`: 19 and 19.00 are the same rate. */
export function taxKey({
  taxCategory,
  taxRate,
}: {
  taxCategory?: string | null;
  taxRate?: string | null;
}): string {
  return `${taxCategory} ${exact(taxRate ?? 0).toString()}`;
}
