import { ambiguousScopes } from '../../src/app/schema/ambiguous-scopes.ts';

class Document {}
class Invoice extends Document {}
class Customer {}

const open = { target: Document, extensions: { scope: 'none' } };
const closed = { target: Invoice, extensions: { scope: 'invoices:read' } };

describe('scopes that classes state', () => {
  it('are ambiguous when a class states another than its base', () => {
    expect(ambiguousScopes([open, closed], [])).toEqual([
      "Invoice states scope invoices:read, but its base Document states none: state it on the base's fields or on the classes below.",
    ]);
  });

  it('are ambiguous when a field declared again states another', () => {
    const [base, own] = [open, closed].map((declaration) => ({ ...declaration, fieldName: 'total' }));
    expect(ambiguousScopes([], [base!, own!])).toEqual([
      expect.stringContaining('Invoice.total states scope'),
    ]);
  });

  it('are clear when both say the same, or only one speaks', () => {
    expect(ambiguousScopes([closed, { ...open, extensions: { scope: ['invoices:read'] } }], [])).toEqual([]);
    expect(ambiguousScopes([closed, { ...open, extensions: { other: 1 } }], [])).toEqual([]);
  });

  it('are clear between classes and fields that have nothing to do with each other', () => {
    expect(ambiguousScopes([closed, { ...open, target: Customer }], [])).toEqual([]);
    expect(
      ambiguousScopes(
        [],
        [
          { ...open, fieldName: 'id' },
          { ...closed, fieldName: 'total' },
        ],
      ),
    ).toEqual([]);
  });
});
