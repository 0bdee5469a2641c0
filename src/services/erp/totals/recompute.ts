import { findIssues } from './issues.ts';
import type { DocumentAmounts, Recomputed, TaxAmounts, TotalName, Totals } from './document.ts';
import { totalNames } from './document.ts';
import { exact, type Exact, print, roundTo, sumOf, ZERO } from './exact.ts';
import { allowancesAndCharges, netAmountOf } from './lines.ts';
import { taxSubtotals } from './taxes.ts';

type Amounts = Record<TotalName, Exact | null>;

/**
 * Recomputes a document beside what the ERP states (EN 16931's BR-CO rules): pure, exact, rounded half up to the
 * currency's minor unit, per line, per VAT subtotal and per total.
 */
export function recompute(document: DocumentAmounts): Recomputed {
  const { currency, lines } = document;
  const lineNets = lines.map((line) => roundTo(currency, netAmountOf(line)));
  // What stands on the lines counts, digit for digit: the sums are checked against it, not against our own.
  const countedNets = lines.map((line, index) =>
    line.netAmount == null ? (lineNets[index] ?? ZERO) : exact(line.netAmount),
  );
  const taxes = taxSubtotals(document, countedNets);
  const fromLines = upwards(document, countedNets, taxes);
  const shown = asStated(document, fromLines);
  return {
    lineNetAmounts: lineNets.map((amount) => print(currency, amount)),
    taxSubtotals: taxes,
    computed: printed(currency, fromLines),
    totals: { ...printed(currency, shown), ...stated(document) },
    issues: findIssues(document, { lineNets, countedNets, taxes, shown }),
  };
}

/** From the lines upwards, each total rounded before it enters the next. Null: nothing to compute it from. */
function upwards(
  document: DocumentAmounts,
  countedNets: readonly Exact[],
  taxes: readonly TaxAmounts[],
): Amounts {
  const round = (amount: Exact): Exact => roundTo(document.currency, amount);
  const isItemized = document.lines.length > 0;
  const sums = allowancesAndCharges(document.allowanceCharges);
  const allowances = round(sums.allowances);
  const charges = round(sums.charges);
  const knowsExtras = isItemized || document.allowanceCharges.length > 0;
  const lineNetAmount = isItemized ? round(sumOf(countedNets)) : null;
  const taxExclusiveAmount = lineNetAmount && lineNetAmount.minus(allowances).plus(charges);
  const tax = taxFromBelow(document, taxes);
  const taxAmount = tax && round(tax);
  const taxInclusiveAmount = taxExclusiveAmount && taxAmount && taxExclusiveAmount.plus(taxAmount);
  const prepaidAmount = round(exact(document.totals.prepaidAmount ?? 0));
  const roundingAmount = round(exact(document.totals.roundingAmount ?? 0));
  return {
    lineNetAmount,
    allowanceAmount: knowsExtras ? allowances : null,
    chargeAmount: knowsExtras ? charges : null,
    taxExclusiveAmount,
    taxAmount,
    taxInclusiveAmount,
    prepaidAmount,
    roundingAmount,
    payableAmount: taxInclusiveAmount && taxInclusiveAmount.minus(prepaidAmount).plus(roundingAmount),
  };
}

/**
 * Total VAT. Lines that do not say how they are taxed leave it to the ERP's own breakdown or total, and where
 * that is missing too there is none (imports from systems that keep net amounts only).
 */
function taxFromBelow(document: DocumentAmounts, taxes: readonly TaxAmounts[]): Exact | null {
  const breakdown = taxes.length > 0 ? taxes : document.taxSubtotals;
  if (breakdown.length > 0) return sumOf(breakdown.map((one) => one.taxAmount));
  if (document.totals.taxAmount != null) return exact(document.totals.taxAmount);
  return document.lines.length > 0 ? ZERO : null;
}

/** What is shown: each total as stated, else as it follows from those that are, so that they fit each other. */
function asStated(document: DocumentAmounts, fromLines: Amounts): Amounts {
  const { totals } = document;
  const own = (name: TotalName): Exact | null => (totals[name] == null ? null : exact(totals[name]));
  const lineNetAmount = own('lineNetAmount') ?? fromLines.lineNetAmount;
  const allowanceAmount = own('allowanceAmount') ?? fromLines.allowanceAmount;
  const chargeAmount = own('chargeAmount') ?? fromLines.chargeAmount;
  const taxAmount = own('taxAmount') ?? fromLines.taxAmount;
  const prepaidAmount = own('prepaidAmount') ?? ZERO;
  const roundingAmount = own('roundingAmount') ?? ZERO;
  const inclusive = own('taxInclusiveAmount');
  const taxExclusiveAmount =
    own('taxExclusiveAmount') ??
    (lineNetAmount && lineNetAmount.minus(allowanceAmount ?? ZERO).plus(chargeAmount ?? ZERO)) ??
    // Header only: without lines the total without VAT still follows from the one with it.
    (inclusive && taxAmount && inclusive.minus(taxAmount));
  const taxInclusiveAmount =
    inclusive ?? (taxExclusiveAmount && taxAmount && taxExclusiveAmount.plus(taxAmount));
  return {
    lineNetAmount,
    allowanceAmount,
    chargeAmount,
    taxExclusiveAmount,
    taxAmount,
    taxInclusiveAmount,
    prepaidAmount,
    roundingAmount,
    payableAmount:
      own('payableAmount') ??
      (taxInclusiveAmount && taxInclusiveAmount.minus(prepaidAmount).plus(roundingAmount)),
  };
}

function printed(currency: string, amounts: Amounts): Totals {
  const entries = totalNames.map((name) => [name, amounts[name] && print(currency, amounts[name])]);
  return Object.fromEntries(entries) as Totals;
}

/** Digit for digit. */
function stated({ totals }: DocumentAmounts): Partial<Totals> {
  return Object.fromEntries(
    totalNames.flatMap((name) => (totals[name] == null ? [] : [[name, totals[name]]])),
  );
}
