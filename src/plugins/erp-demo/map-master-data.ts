import Big from 'big.js';
import type { RecordInput } from '../kit/index.ts';
import { addressKinds, directions, interactionKinds, phoneKinds, translated, unitCodes } from './codes.ts';
import type {
  Aktivitaet,
  Anschrift,
  Ansprechpartner,
  Artikel,
  Bestand,
  Kunde,
  Telefon,
} from './upstream/types.ts';

type Address = NonNullable<RecordInput<'customer'>['addresses']>[number];
type Phone = NonNullable<RecordInput<'customer'>['phones']>[number];

export function toAddress(anschrift: Anschrift): Address {
  return {
    kind: translated(addressKinds, anschrift.art, 'art'),
    name: anschrift.name,
    street: anschrift.strasse,
    postalCode: anschrift.plz,
    city: anschrift.ort,
    country: anschrift.land,
  };
}

function toPhone(telefon: Telefon, country: string | undefined): Phone {
  return {
    kind: translated(phoneKinds, telefon.art, 'art'),
    raw: telefon.nummer,
    defaultCountry: country,
  };
}

export function toCustomer(kunde: Kunde): RecordInput<'customer'> {
  const billing = kunde.rechnungsEmail ? [{ kind: 'BILLING' as const, address: kunde.rechnungsEmail }] : [];
  return {
    kind: kunde.art === 'P' ? 'PERSON' : 'ORGANIZATION',
    customerNumber: kunde.nr,
    name: kunde.name,
    vatId: kunde.ustId,
    addresses: kunde.anschriften.map(toAddress),
    phones: kunde.telefone.map((telefon) => toPhone(telefon, kunde.anschriften[0]?.land)),
    emails: [
      ...kunde.emails.map(
        (address) => ({ kind: kunde.art === 'P' ? 'PRIVATE' : 'OFFICE', address }) as const,
      ),
      ...billing,
    ],
    language: kunde.sprache,
    tags: kunde.merkmale,
    customerClass: kunde.klasse,
    archived: kunde.archiviert,
  };
}

const countryOfLanguage: Readonly<Record<string, string>> = { de: 'DE', fr: 'FR', en: 'GB' };

export function toContact(row: Ansprechpartner): RecordInput<'contact'> {
  return {
    customerExternalId: row.kunde,
    name: row.name,
    role: row.funktion,
    department: row.abteilung,
    phones: row.telefone.map((telefon) => toPhone(telefon, countryOfLanguage[row.sprache])),
    emails: row.emails.map((address) => ({ kind: 'OFFICE', address })),
    language: row.sprache,
    active: row.aktiv,
  };
}

export function toProduct(artikel: Artikel): RecordInput<'product'> {
  return {
    productNumber: artikel.nr,
    name: artikel.bezeichnung,
    description: artikel.text,
    gtin: artikel.ean,
    unitCode: translated(unitCodes, artikel.einheit, 'einheit'),
    category: artikel.warengruppe,
    listPrice: pricePerUnit(artikel.preis, artikel.preiseinheit),
    currency: 'EUR',
    active: artikel.aktiv,
  };
}

/** The ERP prices small parts per 100; BT-146 without a base quantity is the price of one. */
function pricePerUnit(price: string, per: string): string {
  return per === '1' ? price : new Big(price).div(per).toFixed();
}

export function toAvailability(bestand: Bestand): RecordInput<'availability'> {
  return {
    productExternalId: bestand.artikel,
    warehouse: bestand.lager,
    onHand: bestand.menge,
    reserved: bestand.reserviert,
    onOrder: bestand.bestellt,
    reorderLevel: bestand.meldebestand,
    expectedOn: bestand.zugangAm,
    asOf: bestand.geaendertAm,
  };
}

export function toInteraction(row: Aktivitaet): RecordInput<'interaction'> {
  return {
    customerExternalId: row.kunde,
    contactExternalId: row.ansprechpartner,
    kind: translated(interactionKinds, row.art, 'art'),
    direction: row.richtung === null ? null : translated(directions, row.richtung, 'richtung'),
    subject: row.betreff,
    body: row.text,
    happenedAt: row.am,
    dueAt: row.faelligAm,
    completedAt: row.erledigtAm,
  };
}
