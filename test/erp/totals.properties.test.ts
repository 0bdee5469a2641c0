import Big from 'big.js';
import fc from 'fast-check';
import { totalNames, type DocumentAmounts } from '../../src/services/erp/totals/document.ts';
import { recompute } from '../../src/services/erp/totals/recompute.ts';

const decimal = (max: number, digits: number): fc.Arbitrary<string> =>
  fc
    .tuple(fc.integer({ min: 0, max }), fc.integer({ min: 0, max: 10 ** digits - 1 }))
    .map(([whole, rest]) => `${whole}.${String(rest).padStart(digits, '0')}`);
const taxed = fc.constantFrom(
  { taxCategory: 'S', taxRate: '19' },
  { taxCategory: 'S', taxRate: '7.00' },
  { taxCategory: 'K', taxRate: '0' },
);
const extra = fc
  .record({ kind: fc.constantFrom('ALLOWANCE' as const, 'CHARGE' as const), amount: decimal(500, 2) })
  .chain((one) => taxed.map((tax) => ({ ...one, ...tax })));
const line = fc
  .record({
    quantity: decimal(9_999, 3),
    netPrice: decimal(9_999, 4),
    priceBaseQuantity: fc.constantFrom(null, '1', '3', '100'),
    allowanceCharges: fc.array(extra, { maxLength: 2 }),
  })
  .chain((one) => taxed.map((tax) => ({ ...one, ...tax })));
const bareDocument: fc.Arbitrary<DocumentAmounts> = fc.record({
  kind: fc.constantFrom('QUOTE' as const, 'ORDER' as const, 'CREDIT_NOTE' as const),
  currency: fc.constantFrom('EUR', 'JPY', 'KWD'),
  lines: fc
    .array(line, { minLength: 1, maxLength: 12 })
    .map((lines) => lines.map((each, index) => ({ ...each, lineId: String(index + 1) }))),
  allowanceCharges: fc.array(extra, { maxLength: 3 }),
  taxSubtotals: fc.constant([]),
  totals: fc.record({
    prepaidAmount: fc.constantFrom(null, '10.00'),
    roundingAmount: fc.constantFrom(null, '0.03'),
  }),
});

/** The same document from an ERP that states everything, and rightly. */
function stated(bare: DocumentAmounts): DocumentAmounts {
  const { computed, lineNetAmounts, taxSubtotals } = recompute(bare);
  const lines = bare.lines.map((each, index) => ({ ...each, netAmount: lineNetAmounts[index] ?? null }));
  return { ...bare, lines, taxSubtotals, totals: computed };
}

describe('any document', () => {
  it('has no issues when it states what is computed', () => {
    fc.assert(fc.property(bareDocument, (bare) => expect(recompute(stated(bare)).issues).toEqual([])));
  });

  it('is recomputed to the same, however often', () => {
    fc.assert(
      fc.property(bareDocument, (bare) => {
        expect(recompute(stated(bare)).computed).toEqual(recompute(bare).computed);
      }),
    );
  });

  it('has an issue for every total that is a unit of the currency off', () => {
    const checked = fc.constantFrom(
      ...totalNames.filter((name) => name !== 'prepaidAmount' && name !== 'roundingAmount'),
    );
    fc.assert(
      fc.property(bareDocument, checked, (bare, name) => {
        const right = stated(bare);
        const wrong = new Big(right.totals[name] ?? 0).plus(1).toFixed();
        expect(recompute({ ...right, totals: { ...right.totals, [name]: wrong } }).issues).not.toEqual([]);
      }),
    );
  });

  it('adds up exactly: the total with VAT is the one without it plus every tax subtotal', () => {
    fc.assert(
      fc.property(bareDocument, (bare) => {
        const { computed, taxSubtotals } = recompute(bare);
        const tax = taxSubtotals.reduce((sum, one) => sum.plus(one.taxAmount), new Big(0));
        expect(tax.plus(computed.taxExclusiveAmount ?? 0).eq(computed.taxInclusiveAmount ?? 0)).toBe(true);
      }),
    );
  });

  it('shows exactly the digits that the ERP states', () => {
    fc.assert(
      fc.property(bareDocument, decimal(99_999, 5), (bare, amount) => {
        expect(recompute({ ...bare, totals: { taxExclusiveAmount: amount } }).totals.taxExclusiveAmount).toBe(
          amount,
        );
      }),
    );
  });
});
