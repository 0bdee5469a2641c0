import Big from 'big.js';
import type { Artikel, Position, Preisteil, Profile, Steuerzeile, ZuAbschlag } from './types.ts';

const rates = { V: '19', E: '7' } as const;
const exemption: Readonly<Record<'K' | 'G', string>> = {
  K: 'Steuerfreie innergemeinschaftliche Lieferung, § 4 Nr. 1b UStG',
  G: 'Steuerfreie Ausfuhrlieferung, § 4 Nr. 1a UStG',
};

/** Amounts have two decimals; halves are rounded up (EN 16931, the calculation rules BR-CO and BR-DEC). */
export function money(amount: Big): string {
  return amount.round(2, Big.roundHalfUp).toFixed(2);
}

export function sum(amounts: readonly string[]): Big {
  return amounts.reduce((total, amount) => total.plus(amount), new Big(0));
}

export interface Wanted {
  readonly artikel: Artikel;
  readonly menge: string;
  readonly rabattProzent: string | null;
}

export function priceLine(pos: string, wanted: Wanted, taxKind: Profile['taxKind']): Position {
  const { artikel, menge, rabattProzent } = wanted;
  const basis = money(new Big(artikel.preis).times(menge).div(artikel.preiseinheit));
  const rabatt = rabattProzent
    ? { prozent: rabattProzent, basis, betrag: money(new Big(basis).times(rabattProzent).div(100)) }
    : null;
  return {
    pos,
    artikel: artikel.nr,
    bezeichnung: artikel.bezeichnung,
    menge,
    einheit: artikel.einheit,
    preis: artikel.preis,
    preiseinheit: artikel.preiseinheit,
    rabatt,
    netto: money(new Big(basis).minus(rabatt?.betrag ?? 0)),
    steuerart: taxKind,
    steuersatz: taxKind === 'S' ? rates[artikel.steuer] : '0',
    auftragspos: null,
  };
}

/** The same position for another quantity, for partial deliveries and returns. */
export function repriceLine(line: Position, menge: string, pos: string, auftragspos: string): Position {
  const basis = money(new Big(line.preis).times(menge).div(line.preiseinheit));
  const rabatt = line.rabatt
    ? {
        prozent: line.rabatt.prozent,
        basis,
        betrag: money(new Big(basis).times(line.rabatt.prozent).div(100)),
      }
    : null;
  const netto = money(new Big(basis).minus(rabatt?.betrag ?? 0));
  return {
    pos,
    artikel: line.artikel,
    bezeichnung: line.bezeichnung,
    menge,
    einheit: line.einheit,
    preis: line.preis,
    preiseinheit: line.preiseinheit,
    rabatt,
    netto,
    steuerart: line.steuerart,
    steuersatz: line.steuersatz,
    auftragspos,
  };
}

interface Conditions {
  readonly taxKind: Profile['taxKind'];
  readonly frameDiscount: string | null;
  readonly freight: string | null;
}

/** Document level allowances and charges, VAT breakdown and totals (BG-20 to BG-23). */
export function priceDocument(lines: readonly Position[], conditions: Conditions): Preisteil {
  const zuAbschlaege = allowancesAndCharges(lines, conditions);
  const groups = new Map<string, Big>();
  const add = (key: string, amount: Big) => groups.set(key, (groups.get(key) ?? new Big(0)).plus(amount));
  for (const line of lines) add(`${line.steuerart} ${line.steuersatz}`, new Big(line.netto));
  for (const one of zuAbschlaege) {
    const amount = new Big(one.betrag);
    add(`${one.steuerart} ${one.steuersatz}`, one.art === 'ZUSCHLAG' ? amount : amount.neg());
  }
  const steuern = [...groups].map(([key, base]): Steuerzeile => {
    const [kind, rate] = key.split(' ') as [Profile['taxKind'], string];
    return {
      steuerart: kind,
      steuersatz: rate,
      bemessung: money(base),
      steuer: money(base.times(rate).div(100)),
      hinweis: kind === 'S' ? null : exemption[kind],
    };
  });
  const positionen = sum(lines.map((line) => line.netto));
  const of = (art: ZuAbschlag['art']) =>
    sum(zuAbschlaege.filter((one) => one.art === art).map((one) => one.betrag));
  const netto = positionen.minus(of('ABSCHLAG')).plus(of('ZUSCHLAG'));
  const steuer = sum(steuern.map((one) => one.steuer));
  return {
    zuAbschlaege,
    steuern,
    summen: {
      positionen: money(positionen),
      abschlaege: money(of('ABSCHLAG')),
      zuschlaege: money(of('ZUSCHLAG')),
      netto: money(netto),
      steuer: money(steuer),
      brutto: money(netto.plus(steuer)),
    },
  };
}

/** Both carry the full rate: the frame discount covers only the goods taxed so. */
function allowancesAndCharges(lines: readonly Position[], conditions: Conditions): ZuAbschlag[] {
  const { taxKind, frameDiscount, freight } = conditions;
  const tax = { steuerart: taxKind, steuersatz: taxKind === 'S' ? rates.V : '0' };
  const found: ZuAbschlag[] = [];
  const goods = sum(lines.filter((line) => line.steuersatz === tax.steuersatz).map((line) => line.netto));
  if (frameDiscount && goods.gt(0)) {
    found.push({
      art: 'ABSCHLAG',
      grund: 'Rabatt laut Rahmenvertrag',
      betrag: money(goods.times(frameDiscount).div(100)),
      basis: money(goods),
      prozent: frameDiscount,
      ...tax,
    });
  }
  if (freight) {
    const grund = 'Fracht und Verpackung';
    found.push({ art: 'ZUSCHLAG', grund, betrag: freight, basis: null, prozent: null, ...tax });
  }
  return found;
}
