import type { RecordInput } from '../kit/index.ts';
import { orderStatuses, paymentMethods, quoteStatuses, translated, unitCodes } from './codes.ts';
import { toAddress } from './map-master-data.ts';
import type {
  Angebot,
  Auftrag,
  Auftragsposition,
  Beleg,
  Gutschrift,
  Position,
  Rechnung,
  ZuAbschlag,
} from './upstream/types.ts';

type Line = NonNullable<RecordInput<'order'>['lines']>[number];
type AllowanceCharge = NonNullable<Line['allowanceCharges']>[number];

function toLine(line: Position): Line {
  return {
    lineId: line.pos,
    productExternalId: line.artikel,
    productNumber: line.artikel,
    name: line.bezeichnung,
    quantity: line.menge,
    unitCode: translated(unitCodes, line.einheit, 'einheit'),
    netPrice: line.preis,
    priceBaseQuantity: line.preiseinheit === '1' ? null : line.preiseinheit,
    allowanceCharges: line.rabatt
      ? [
          {
            kind: 'ALLOWANCE',
            amount: line.rabatt.betrag,
            baseAmount: line.rabatt.basis,
            percentage: line.rabatt.prozent,
            reason: 'Rabatt',
            // UNCL 5189: discount.
            reasonCode: '95',
          },
        ]
      : [],
    netAmount: line.netto,
    taxCategory: line.steuerart,
    taxRate: line.steuersatz,
    orderLineId: line.auftragspos,
  };
}

function toOrderLine(line: Auftragsposition): Line {
  return {
    ...toLine(line),
    fulfilment: {
      ordered: line.menge,
      shipped: line.geliefert,
      invoiced: line.berechnet,
      promisedOn: line.zugesagtAm,
      shippedOn: line.geliefertAm,
    },
  };
}

function toAllowanceCharge(one: ZuAbschlag): AllowanceCharge {
  return {
    kind: one.art === 'ABSCHLAG' ? 'ALLOWANCE' : 'CHARGE',
    amount: one.betrag,
    baseAmount: one.basis,
    percentage: one.prozent,
    reason: one.grund,
    // UNCL 5189 (allowance): discount; UNCL 7161 (charge): freight service.
    reasonCode: one.art === 'ABSCHLAG' ? '95' : 'FC',
    taxCategory: one.steuerart,
    taxRate: one.steuersatz,
  };
}

/** What all four kinds of document have in common. */
function toDocument(beleg: Beleg) {
  const { summen } = beleg;
  return {
    customerExternalId: beleg.kunde,
    number: beleg.nr,
    issueDate: beleg.datum,
    currency: beleg.waehrung,
    purchaseOrderReference: beleg.bestellzeichen,
    note: beleg.text,
    lines: beleg.positionen.map(toLine),
    allowanceCharges: beleg.zuAbschlaege.map(toAllowanceCharge),
    taxSubtotals: beleg.steuern.map((one) => ({
      taxCategory: one.steuerart,
      taxRate: one.steuersatz,
      taxableAmount: one.bemessung,
      taxAmount: one.steuer,
      exemptionReason: one.hinweis,
    })),
    totals: {
      lineNetAmount: summen.positionen,
      allowanceAmount: summen.abschlaege,
      chargeAmount: summen.zuschlaege,
      taxExclusiveAmount: summen.netto,
      taxAmount: summen.steuer,
      taxInclusiveAmount: summen.brutto,
      payableAmount: summen.brutto,
    },
    shippingAddress: beleg.lieferanschrift ? toAddress(beleg.lieferanschrift) : null,
  };
}

export function toQuote(angebot: Angebot): RecordInput<'quote'> {
  return {
    ...toDocument(angebot),
    status: translated(quoteStatuses, angebot.status, 'status'),
    validUntil: angebot.gueltigBis,
  };
}

export function toOrder(auftrag: Auftrag): RecordInput<'order'> {
  return {
    ...toDocument(auftrag),
    lines: auftrag.positionen.map(toOrderLine),
    status: translated(orderStatuses, auftrag.status, 'status'),
    quoteExternalId: auftrag.angebot,
    requestedOn: auftrag.wunschtermin,
    promisedOn: auftrag.zugesagtAm,
    shippedOn: auftrag.geliefertAm,
  };
}

export function toInvoice(rechnung: Rechnung): RecordInput<'invoice'> {
  return {
    ...toDocument(rechnung),
    status: 'ISSUED',
    orderExternalIds: [rechnung.auftrag],
    dueDate: rechnung.faelligAm,
    paymentTerms: rechnung.zahlungsbedingung,
    openAmount: rechnung.offen,
    dunningLevel: rechnung.mahnstufe,
    payments: rechnung.zahlungen.map((zahlung) => ({
      externalId: zahlung.id,
      paidOn: zahlung.am,
      amount: zahlung.betrag,
      method: translated(paymentMethods, zahlung.art, 'art'),
      reference: zahlung.verwendungszweck,
    })),
  };
}

export function toCreditNote(gutschrift: Gutschrift): RecordInput<'creditNote'> {
  return {
    ...toDocument(gutschrift),
    status: 'ISSUED',
    invoiceExternalIds: [gutschrift.rechnung],
    reason: gutschrift.grund,
  };
}
