import Big from 'big.js';
import type { Company, Moment } from './company.ts';
import { documentHead, nextNumber, profileOf, stamp } from './company.ts';
import { dayOf, dayText } from './days.ts';
import { record } from './journal.ts';
import { money, priceDocument, repriceLine, sum } from './pricing.ts';
import type { Auftrag, Gutschrift, Position, Rechnung, Zahlung } from './types.ts';
import { ship } from './warehouse.ts';

/** Ships the named positions of an order (null: all that is left) and invoices what was shipped. */
export function deliver(
  company: Company,
  moment: Moment,
  nr: string,
  positions: readonly string[] | null,
): void {
  const before = company.ledger.get('auftraege', nr);
  const shipped = before.positionen.filter(
    (line) => line.geliefert === '0' && (!positions || positions.includes(line.pos)),
  );
  if (before.status === 'STORNIERT' || shipped.length === 0) return;
  const today = dayText(moment.day);
  ship(company, moment, shipped);
  const positionen = before.positionen.map((line) =>
    shipped.includes(line)
      ? { ...line, geliefert: line.menge, berechnet: line.menge, geliefertAm: today }
      : line,
  );
  const isComplete = positionen.every((line) => line.geliefert !== '0');
  const isFirst = before.positionen.every((line) => line.geliefert === '0');
  company.ledger.put('auftraege', nr, {
    ...before,
    positionen,
    status: isComplete ? 'ERLEDIGT' : 'TEILGELIEFERT',
    geliefertAm: isComplete ? today : null,
    geaendertAm: stamp(moment),
  });
  invoice(company, moment, before, shipped, isFirst);
}

function invoice(
  company: Company,
  moment: Moment,
  auftrag: Auftrag,
  shipped: readonly Position[],
  withFreight: boolean,
): void {
  const { agenda, random, ledger } = company;
  const profile = profileOf(company, auftrag.kunde);
  const positionen = shipped.map((line, index) =>
    repriceLine(line, line.menge, String((index + 1) * 10), line.pos),
  );
  const freight = auftrag.zuAbschlaege.find((one) => one.art === 'ZUSCHLAG')?.betrag ?? null;
  const priced = priceDocument(positionen, { ...profile, freight: withFreight ? freight : null });
  const discount = profile.takesDiscount ? ', 2 % Skonto bei Zahlung binnen 14 Tagen' : '';
  const due = moment.day + profile.termDays;
  const rechnung: Rechnung = {
    ...documentHead(company, moment, {
      nr: nextNumber(company, 'RE', 60_001),
      kunde: auftrag.kunde,
      positionen,
      bestellzeichen: auftrag.bestellzeichen,
      text: null,
    }),
    ...priced,
    auftrag: auftrag.nr,
    faelligAm: dayText(due),
    zahlungsbedingung: `${profile.termDays} Tage netto${discount}`,
    offen: priced.summen.brutto,
    mahnstufe: 0,
    zahlungen: [],
  };
  ledger.put('rechnungen', rechnung.nr, rechnung);
  const { nr } = rechnung;
  const paysOn = Math.max(moment.day + 2, due + profile.paysAfterDue + random.int(-2, 3));
  const inHalves = random.chance(0.04);
  if (inHalves) agenda.add(paysOn, { kind: 'PAYMENT', nr, part: 'HALF' });
  agenda.add(inHalves ? paysOn + 20 : paysOn, { kind: 'PAYMENT', nr, part: 'ALL' });
  for (const late of [14, 28, 45]) {
    if (paysOn > due + late) agenda.add(due + late, { kind: 'DUNNING', nr });
  }
  if (random.chance(0.04)) agenda.add(moment.day + random.int(4, 40), { kind: 'COMPLAINT', nr });
}

export function pay(company: Company, moment: Moment, nr: string, part: 'ALL' | 'HALF'): void {
  const invoiced = company.ledger.get('rechnungen', nr);
  const open = new Big(invoiced.offen);
  if (open.lte(0)) return;
  const amount = part === 'HALF' ? open.div(2).round(2, Big.roundHalfUp) : open;
  const inTime = moment.day <= dayOf(invoiced.datum) + 14;
  const discounted = part === 'ALL' && inTime && profileOf(company, invoiced.kunde).takesDiscount;
  const skonto = discounted ? amount.times('0.02').round(2, Big.roundHalfUp) : new Big(0);
  const art = company.random.chance(0.1) ? 'LASTSCHRIFT' : 'UEBERWEISUNG';
  const settled = settle(invoiced, moment, art, amount.minus(skonto));
  const after = skonto.gt(0) ? settle(settled, moment, 'SKONTO', skonto) : settled;
  company.ledger.put('rechnungen', nr, after);
}

function settle(
  rechnung: Rechnung,
  moment: Moment,
  art: Zahlung['art'],
  amount: Big,
  about?: string,
): Rechnung {
  const zahlung: Zahlung = {
    id: `${rechnung.nr}/${rechnung.zahlungen.length + 1}`,
    am: dayText(moment.day),
    betrag: money(amount),
    art,
    verwendungszweck: about ?? `${rechnung.nr} KD ${rechnung.kunde}`,
  };
  const zahlungen = [...rechnung.zahlungen, zahlung];
  const paid = sum(zahlungen.map((one) => one.betrag));
  return {
    ...rechnung,
    zahlungen,
    offen: money(new Big(rechnung.summen.brutto).minus(paid)),
    geaendertAm: stamp(moment),
  };
}

export function dun(company: Company, moment: Moment, nr: string): void {
  const invoiced = company.ledger.get('rechnungen', nr);
  if (new Big(invoiced.offen).lte(0) || invoiced.mahnstufe >= 3) return;
  const mahnstufe = invoiced.mahnstufe + 1;
  company.ledger.put('rechnungen', nr, { ...invoiced, mahnstufe, geaendertAm: stamp(moment) });
  record(company, moment, { kind: 'DUNNED', customer: invoiced.kunde, document: nr, level: mahnstufe });
}

/** The customer complains about one position and is credited for part of it. */
export function complain(company: Company, moment: Moment, nr: string): void {
  const invoiced = company.ledger.get('rechnungen', nr);
  const { random, ledger } = company;
  const line = random.pick(invoiced.positionen);
  const whole = Number(line.menge);
  const returned = String(whole > 1 ? random.int(1, Math.ceil(whole / 2)) : whole);
  const positionen = [repriceLine(line, returned, '10', line.auftragspos ?? line.pos)];
  const { taxKind } = profileOf(company, invoiced.kunde);
  const priced = priceDocument(positionen, {
    taxKind,
    frameDiscount: frameDiscountOf(invoiced),
    freight: null,
  });
  const grund = random.pick(['Ware beschädigt', 'Falschlieferung', 'Mengendifferenz', 'Qualitätsmangel']);
  const gutschrift: Gutschrift = {
    ...documentHead(company, moment, {
      nr: nextNumber(company, 'GS', 80_001),
      kunde: invoiced.kunde,
      positionen,
      bestellzeichen: invoiced.bestellzeichen,
      text: `Gutschrift zu Rechnung ${nr}`,
    }),
    ...priced,
    rechnung: nr,
    grund,
  };
  record(company, moment, { kind: 'COMPLAINED', customer: invoiced.kunde, document: nr, reason: grund });
  ledger.put('gutschriften', gutschrift.nr, gutschrift);
  const open = new Big(invoiced.offen);
  const offset = open.lt(priced.summen.brutto) ? open : new Big(priced.summen.brutto);
  if (offset.gt(0)) {
    ledger.put('rechnungen', nr, settle(invoiced, moment, 'GUTSCHRIFT', offset, gutschrift.nr));
  }
}

function frameDiscountOf(rechnung: Rechnung): string | null {
  return rechnung.zuAbschlaege.find((one) => one.art === 'ABSCHLAG')?.prozent ?? null;
}
