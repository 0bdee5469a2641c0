import type { Company, Moment } from './company.ts';
import { stamp } from './company.ts';
import { dayText } from './days.ts';
import { reorderLots } from './products.ts';
import type { Bestand, Position } from './types.ts';

interface Stock {
  onHand: number;
  reserved: number;
  onOrder: number;
}

/** Quantities in stock are whole numbers, so plain arithmetic is exact. */
function change(
  company: Company,
  moment: Moment,
  nr: string,
  apply: (stock: Stock) => void,
  zugangAm?: string | null,
): Bestand | null {
  if (!company.ledger.get('artikel', nr).lagerfuehrung) return null;
  const row = company.ledger.get('bestand', nr);
  const stock = {
    onHand: Number(row.menge),
    reserved: Number(row.reserviert),
    onOrder: Number(row.bestellt),
  };
  apply(stock);
  const changed: Bestand = {
    ...row,
    menge: String(Math.max(0, stock.onHand)),
    reserviert: String(Math.max(0, stock.reserved)),
    bestellt: String(Math.max(0, stock.onOrder)),
    zugangAm: zugangAm === undefined ? row.zugangAm : zugangAm,
    geaendertAm: stamp(moment),
  };
  company.ledger.put('bestand', nr, changed);
  return changed;
}

type Moved = readonly Pick<Position, 'artikel' | 'menge'>[];

export function reserve(company: Company, moment: Moment, lines: Moved): void {
  for (const line of lines) {
    change(company, moment, line.artikel, (stock) => {
      stock.reserved += Number(line.menge);
    });
  }
}

export function release(company: Company, moment: Moment, lines: Moved): void {
  for (const line of lines) {
    change(company, moment, line.artikel, (stock) => {
      stock.reserved -= Number(line.menge);
    });
  }
}

/** Takes goods out, and reorders what falls under its level. */
export function ship(company: Company, moment: Moment, lines: Moved): void {
  for (const line of lines) {
    const left = change(company, moment, line.artikel, (stock) => {
      stock.reserved -= Number(line.menge);
      stock.onHand -= Number(line.menge);
    });
    if (left && left.zugangAm === null && Number(left.menge) < Number(left.meldebestand)) {
      reorder(company, moment, line.artikel);
    }
  }
}

function reorder(company: Company, moment: Moment, nr: string): void {
  const product = company.products.find((one) => one.nr === nr);
  if (!product) return;
  const arrives = moment.day + company.random.int(7, 35);
  const lot = reorderLots[product.demand];
  change(company, moment, nr, (stock) => (stock.onOrder += lot), dayText(arrives));
  company.agenda.add(arrives, { kind: 'RECEIPT', nr });
}

export function receive(company: Company, moment: Moment, nr: string): void {
  change(
    company,
    moment,
    nr,
    (stock) => {
      stock.onHand += stock.onOrder;
      stock.onOrder = 0;
    },
    null,
  );
}
