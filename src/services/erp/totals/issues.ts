import type { DocumentAmounts, Issue, TaxAmounts, TotalName } from './document.ts';
import { exact, type Exact, minorUnit, print, roundTo, sumOf, ZERO } from './exact.ts';
import { allowancesAndCharges } from './lines.ts';
import { taxKey, taxOf } from './taxes.ts';

interface Findings {
  readonly lineNets: readonly Exact[];
  readonly countedNets: readonly Exact[];
  readonly taxes: readonly TaxAmounts[];
  readonly shown: Readonly<Record<TotalName, Exact | null>>;
}

/**
 * Which of EN 16931's rules the stated amounts break. Each rule compares what is stated with the amounts next to
 * it, so that one wrong amount is one issue and not a chain of them; what the ERP does not state breaks nothing.
 */
export function findIssues(document: DocumentAmounts, findings: Findings): Issue[] {
  return [
    ...lineIssues(document, findings.lineNets),
    ...totalIssues(document, findings),
    ...taxIssues(document, findings.taxes),
    ...paymentIssues(document, findings),
  ];
}

/** The tolerance is the rule's own: prices are often kept with fewer digits than they were calculated with. */
function lineIssues({ currency, lines }: DocumentAmounts, lineNets: readonly Exact[]): Issue[] {
  const tolerance = exact(2).div(10 ** minorUnit(currency));
  return lines.flatMap((line, index): Issue[] => {
    const expected = lineNets[index] ?? ZERO;
    if (line.netAmount == null || expected.minus(line.netAmount).abs().lte(tolerance)) return [];
    return [
      {
        rule: 'PEPPOL-EN16931-R120',
        message: `Line ${line.lineId}: the net amount is not quantity × price ÷ base quantity − allowances + charges.`,
        expected: print(currency, expected),
        actual: line.netAmount,
        lineId: line.lineId,
      },
    ];
  });
}

function totalIssues(document: DocumentAmounts, { countedNets, taxes, shown }: Findings): Issue[] {
  const { totals, lines, allowanceCharges, taxSubtotals, currency } = document;
  const issues: Issue[] = [];
  const check = (rule: string, name: TotalName, expected: Exact | null, message: string): void => {
    const actual = totals[name];
    if (actual == null || !expected || roundTo(currency, exact(actual)).eq(roundTo(currency, expected)))
      return;
    issues.push({ rule, message, expected: print(currency, expected), actual, lineId: null });
  };
  const isItemized = lines.length > 0;
  const { allowances, charges } = allowancesAndCharges(allowanceCharges);
  const knowsExtras = isItemized || allowanceCharges.length > 0;
  const breakdown = taxSubtotals.length > 0 ? taxSubtotals : taxes;
  const { lineNetAmount, allowanceAmount, chargeAmount, taxExclusiveAmount, taxAmount, taxInclusiveAmount } =
    shown;

  check(
    'BR-CO-10',
    'lineNetAmount',
    isItemized ? sumOf(countedNets) : null,
    'The sum of line net amounts is not the sum of the lines.',
  );
  check(
    'BR-CO-11',
    'allowanceAmount',
    knowsExtras ? allowances : null,
    "The sum of allowances is not the sum of the document's allowances.",
  );
  check(
    'BR-CO-12',
    'chargeAmount',
    knowsExtras ? charges : null,
    "The sum of charges is not the sum of the document's charges.",
  );
  check(
    'BR-CO-13',
    'taxExclusiveAmount',
    // A document without lines that states no sum of allowances may have some all the same.
    lineNetAmount &&
      allowanceAmount &&
      chargeAmount &&
      lineNetAmount.minus(allowanceAmount).plus(chargeAmount),
    'The total without VAT is not the sum of line net amounts − allowances + charges.',
  );
  check(
    'BR-CO-14',
    'taxAmount',
    breakdown.length > 0 ? sumOf(breakdown.map((one) => one.taxAmount)) : null,
    'The total VAT is not the sum of the VAT per category.',
  );
  check(
    'BR-CO-15',
    'taxInclusiveAmount',
    taxExclusiveAmount && taxAmount && taxExclusiveAmount.plus(taxAmount),
    'The total with VAT is not the total without VAT + the total VAT.',
  );
  check(
    'BR-CO-16',
    'payableAmount',
    taxInclusiveAmount &&
      taxInclusiveAmount.minus(shown.prepaidAmount ?? ZERO).plus(shown.roundingAmount ?? ZERO),
    'The amount due is not the total with VAT − prepaid + rounding.',
  );
  return issues;
}

/** UNCL 5305 code → how EN 16931 names the rules of that VAT category (BR-S-8, …). */
const rulesOfCategory: Readonly<Record<string, string>> = {
  S: 'BR-S',
  Z: 'BR-Z',
  E: 'BR-E',
  AE: 'BR-AE',
  K: 'BR-IC',
  G: 'BR-G',
  O: 'BR-O',
  L: 'BR-AF',
  M: 'BR-AG',
};

function taxIssues(
  { currency, taxSubtotals: stated }: DocumentAmounts,
  taxes: readonly TaxAmounts[],
): Issue[] {
  if (stated.length === 0) return [];
  const issues: Issue[] = [];
  const expectedByKey = new Map(taxes.map((one) => [taxKey(one), one]));
  const name = (one: TaxAmounts): string => `VAT category ${one.taxCategory}, ${one.taxRate ?? 0} %`;
  for (const one of stated) {
    const tax = taxOf(currency, exact(one.taxableAmount), one.taxRate);
    if (!roundTo(currency, exact(one.taxAmount)).eq(tax)) {
      issues.push({
        rule: 'BR-CO-17',
        message: `${name(one)}: the VAT is not the taxable amount × rate.`,
        expected: print(currency, tax),
        actual: one.taxAmount,
        lineId: null,
      });
    }
    const taxable = expectedByKey.get(taxKey(one))?.taxableAmount ?? '0';
    if (taxes.length > 0 && !roundTo(currency, exact(one.taxableAmount)).eq(taxable)) {
      issues.push({
        rule: `${rulesOfCategory[one.taxCategory] ?? 'BR-S'}-8`,
        message: `${name(one)}: the taxable amount is not the sum of the lines, charges and allowances taxed so.`,
        expected: print(currency, exact(taxable)),
        actual: one.taxableAmount,
        lineId: null,
      });
    }
  }
  const statedKeys = new Set(stated.map(taxKey));
  for (const one of taxes.filter((each) => !statedKeys.has(taxKey(each)))) {
    issues.push({
      rule: `${rulesOfCategory[one.taxCategory] ?? 'BR-S'}-1`,
      message: `${name(one)}: lines are taxed so, but the VAT per category has no entry for it.`,
      expected: one.taxableAmount,
      actual: null,
      lineId: null,
    });
  }
  return issues;
}

function paymentIssues(document: DocumentAmounts, { shown }: Findings): Issue[] {
  const isOwed = document.kind === 'INVOICE' && shown.payableAmount?.gt(0);
  if (!isOwed || document.dueDate || document.paymentTerms) return [];
  const message = 'An amount is due, but neither a due date nor terms of payment are stated.';
  return [{ rule: 'BR-CO-25', message, expected: null, actual: null, lineId: null }];
}
