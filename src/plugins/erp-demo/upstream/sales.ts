import Big from 'big.js';
import type { Company, Moment } from './company.ts';
import { documentHead, nextNumber, profileOf, stamp } from './company.ts';
import { dayText } from './days.ts';
import { record } from './journal.ts';
import { priceDocument, priceLine, type Wanted } from './pricing.ts';
import type { Demand } from './products.ts';
import type { Angebot, Auftrag, Auftragsposition, Beleg, Position } from './types.ts';
import { release, reserve } from './warehouse.ts';

const quantities: Readonly<Record<Demand, readonly [number, number]>> = {
  MACHINE: [1, 1],
  ASSEMBLY: [1, 3],
  SPARE: [1, 12],
  SMALL: [10, 400],
  SERVICE: [2, 24],
  BOOK: [1, 4],
};

/** A customer asks: for a quote first when it is large, otherwise they order at once. */
export function inquire(company: Company, moment: Moment, customer: string): void {
  const { random } = company;
  const lines = shop(company, customer);
  const goods = lines.reduce((total, line) => total.plus(line.netto), new Big(0));
  if (random.chance(goods.gt(5000) ? 0.85 : 0.35)) quote(company, moment, customer, lines);
  else order(company, moment, { customer, lines, quoteNumber: null });
}

function quote(company: Company, moment: Moment, customer: string, positionen: Position[]): void {
  const { random, ledger, agenda } = company;
  const angebot: Angebot = {
    ...documentHead(company, moment, {
      nr: nextNumber(company, 'AN', 20_001),
      kunde: customer,
      positionen,
      bestellzeichen: null,
      text: 'Wir danken für Ihre Anfrage. Lieferung frei Frachtführer (FCA) Hamburg.',
    }),
    ...price(company, customer, positionen),
    status: 'OFFEN',
    gueltigBis: dayText(moment.day + 30),
  };
  ledger.put('angebote', angebot.nr, angebot);
  record(company, moment, { kind: 'QUOTE_SENT', customer, document: angebot.nr });
  const decides = random.weighted([
    ['YES', 68],
    ['NO', 20],
    ['NEVER', 12],
  ] as const);
  const after = decides === 'NEVER' ? 32 : random.int(2, 25);
  agenda.add(moment.day + after, { kind: 'DECISION', nr: angebot.nr, accepts: decides === 'YES' });
}

export function decide(company: Company, moment: Moment, nr: string, accepts: boolean): void {
  const angebot = company.ledger.get('angebote', nr);
  const lapsed = dayText(moment.day) > angebot.gueltigBis;
  const status = accepts ? 'ANGENOMMEN' : lapsed ? 'ABGELAUFEN' : 'ABGELEHNT';
  company.ledger.put('angebote', nr, { ...angebot, status, geaendertAm: stamp(moment) });
  if (!accepts) {
    if (!lapsed) record(company, moment, { kind: 'QUOTE_LOST', customer: angebot.kunde, document: nr });
    return;
  }
  const lines = angebot.positionen.map((line) => ({ ...line }));
  order(company, moment, { customer: angebot.kunde, lines, quoteNumber: nr });
}

function order(
  company: Company,
  moment: Moment,
  wanted: { customer: string; lines: readonly Position[]; quoteNumber: string | null },
): void {
  const { random, ledger, agenda } = company;
  const hasMachine = wanted.lines.some((line) => line.artikel.startsWith('10-'));
  const leadDays = hasMachine ? random.int(25, 80) : random.int(2, 14);
  const promisedDay = moment.day + leadDays;
  const zugesagtAm = dayText(promisedDay);
  const positionen = wanted.lines.map((line): Auftragsposition => ({
    ...line,
    geliefert: '0',
    berechnet: '0',
    zugesagtAm,
    geliefertAm: null,
  }));
  const auftrag: Auftrag = {
    ...documentHead<Auftragsposition>(company, moment, {
      nr: nextNumber(company, 'AB', 40_001),
      kunde: wanted.customer,
      positionen,
      bestellzeichen: random.chance(0.8) ? `${random.int(4_500_000, 4_599_999)}` : null,
      text: null,
    }),
    ...price(company, wanted.customer, positionen),
    status: 'ERFASST',
    angebot: wanted.quoteNumber,
    wunschtermin: dayText(promisedDay - random.int(0, 5)),
    zugesagtAm,
    geliefertAm: null,
  };
  ledger.put('auftraege', auftrag.nr, auftrag);
  reserve(company, moment, auftrag.positionen);
  if (random.chance(0.02)) {
    agenda.add(moment.day + 1, { kind: 'CANCELLATION', nr: auftrag.nr });
    return;
  }
  agenda.add(moment.day + 1, { kind: 'CONFIRMATION', nr: auftrag.nr });
  const deliveredOn =
    promisedDay +
    random.weighted([
      [-1, 40],
      [0, 35],
      [4, 18],
      [15, 7],
    ] as const);
  const inTwo = positionen.length > 1 && random.chance(0.2);
  const first = positionen.slice(0, Math.ceil(positionen.length / 2)).map((line) => line.pos);
  if (inTwo) agenda.add(deliveredOn - 1, { kind: 'DELIVERY', nr: auftrag.nr, positions: first });
  const restOn = Math.max(deliveredOn, moment.day + 1) + (inTwo ? random.int(3, 20) : 0);
  agenda.add(restOn, { kind: 'DELIVERY', nr: auftrag.nr, positions: null });
}

export function confirm(company: Company, moment: Moment, nr: string): void {
  const auftrag = company.ledger.get('auftraege', nr);
  if (auftrag.status !== 'ERFASST') return;
  company.ledger.put('auftraege', nr, { ...auftrag, status: 'BESTAETIGT', geaendertAm: stamp(moment) });
}

export function cancel(company: Company, moment: Moment, nr: string): void {
  const auftrag = company.ledger.get('auftraege', nr);
  company.ledger.put('auftraege', nr, { ...auftrag, status: 'STORNIERT', geaendertAm: stamp(moment) });
  release(company, moment, auftrag.positionen);
}

/** What lands in the basket: mostly small things, seldom a machine (then with start-up and manual). */
function shop(company: Company, customer: string): Position[] {
  const { random, products, ledger } = company;
  const profile = profileOf(company, customer);
  const want = (nr: string, demand: Demand): Wanted => ({
    artikel: ledger.get('artikel', nr),
    menge: String(random.int(...quantities[demand])),
    rabattProzent: random.chance(0.15) ? random.pick(['2.5', '5', '7.5', '10', '15']) : null,
  });
  const theme = random.weighted([
    ['MACHINE', 5],
    ['ASSEMBLY', 16],
    ['SPARE', 34],
    ['SMALL', 35],
    ['SERVICE', 10],
  ] as const);
  const themes: Demand[] = [theme];
  if (theme === 'MACHINE') themes.push('SERVICE', 'BOOK');
  else for (let more = random.int(0, 4); more > 0; more -= 1) themes.push(random.pick(['SPARE', 'SMALL']));
  if (theme !== 'MACHINE' && random.chance(0.06)) themes.push('BOOK');
  const chosen = new Map<string, Wanted>();
  for (const demand of themes) {
    const { nr } = random.pick(products.filter((product) => product.demand === demand));
    chosen.set(nr, want(nr, demand));
  }
  return [...chosen.values()].map((wanted, index) =>
    priceLine(String((index + 1) * 10), wanted, profile.taxKind),
  );
}

function price(
  company: Company,
  customer: string,
  lines: readonly Position[],
): Pick<Beleg, 'zuAbschlaege' | 'steuern' | 'summen'> {
  const { taxKind, frameDiscount } = profileOf(company, customer);
  const heavy = lines.some((line) => line.artikel.startsWith('10-'));
  const freight = heavy ? '480.00' : lines.every((line) => line.einheit === 'STD') ? null : '9.80';
  return priceDocument(lines, { taxKind, frameDiscount, freight });
}
