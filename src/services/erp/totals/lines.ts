import type { LineAmounts } from './document.ts';
import { exact, type Exact, sumOf } from './exact.ts';

/**
 * Line net amount, BT-131, unrounded: quantity × net price ÷ price base quantity − allowances + charges
 * (EN 16931 §6.3; PEPPOL-EN16931-R120 states it as a rule).
 */
export function netAmountOf(line: LineAmounts): Exact {
  const base = exact(line.priceBaseQuantity ?? 1);
  const price = exact(line.quantity).times(line.netPrice);
  // A price for zero units is a slip of the ERP's; read as for one, it shows in the issues where it matters.
  const amount = base.eq(0) ? price : price.div(base);
  const { allowances, charges } = allowancesAndCharges(line.allowanceCharges);
  return amount.minus(allowances).plus(charges);
}

export function allowancesAndCharges(all: LineAmounts['allowanceCharges']): {
  allowances: Exact;
  charges: Exact;
} {
  const of = (kind: 'ALLOWANCE' | 'CHARGE'): Exact =>
    sumOf(all.filter((one) => one.kind === kind).map((one) => one.amount));
  return { allowances: of('ALLOWANCE'), charges: of('CHARGE') };
}
