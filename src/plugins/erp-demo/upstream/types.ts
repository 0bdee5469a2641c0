/**
 * What the fictitious ERP speaks: its own German field names and codes, as a real one would. Decimals are
 * strings, days `YYYY-MM-DD`, instants RFC 3339. The connector translates all of this.
 */

interface Row {
  /** When the ERP changed the row last. */
  geaendertAm: string;
}

export interface Anschrift {
  art: 'R' | 'L';
  name: string | null;
  strasse: string;
  plz: string;
  ort: string;
  land: string;
}

export interface Telefon {
  art: 'ZENTRALE' | 'DURCHWAHL' | 'MOBIL' | 'FAX' | 'PRIVAT';
  nummer: string;
}

export interface Kunde extends Row {
  nr: string;
  art: 'F' | 'P';
  name: string;
  ustId: string | null;
  anschriften: Anschrift[];
  telefone: Telefon[];
  emails: string[];
  rechnungsEmail: string | null;
  sprache: string;
  merkmale: string[];
  klasse: 'A' | 'B' | 'C';
  archiviert: boolean;
}

export interface Ansprechpartner extends Row {
  id: string;
  kunde: string;
  name: string;
  funktion: string;
  abteilung: string;
  telefone: Telefon[];
  emails: string[];
  sprache: string;
  aktiv: boolean;
}

export type Einheit = 'STK' | 'SATZ' | 'LTR' | 'MTR' | 'STD' | 'KG';

export interface Artikel extends Row {
  nr: string;
  bezeichnung: string;
  text: string;
  ean: string;
  einheit: Einheit;
  warengruppe: string;
  preis: string;
  /** The price is for this many units. */
  preiseinheit: string;
  /** `V`: full VAT rate, `E`: reduced. */
  steuer: 'V' | 'E';
  lagerfuehrung: boolean;
  aktiv: boolean;
}

export interface Bestand extends Row {
  artikel: string;
  lager: string;
  menge: string;
  reserviert: string;
  bestellt: string;
  meldebestand: string;
  zugangAm: string | null;
}

export interface Rabatt {
  prozent: string;
  basis: string;
  betrag: string;
}

export interface Position {
  pos: string;
  artikel: string;
  bezeichnung: string;
  menge: string;
  einheit: Einheit;
  preis: string;
  preiseinheit: string;
  rabatt: Rabatt | null;
  netto: string;
  /** UNCL 5305, as this ERP stores it for its e-invoices. */
  steuerart: 'S' | 'K' | 'G';
  steuersatz: string;
  /** On invoices and credit notes: the order's position. */
  auftragspos: string | null;
}

export interface Auftragsposition extends Position {
  geliefert: string;
  berechnet: string;
  zugesagtAm: string;
  geliefertAm: string | null;
}

export interface ZuAbschlag {
  art: 'ZUSCHLAG' | 'ABSCHLAG';
  grund: string;
  betrag: string;
  basis: string | null;
  prozent: string | null;
  steuerart: 'S' | 'K' | 'G';
  steuersatz: string;
}

export interface Steuerzeile {
  steuerart: 'S' | 'K' | 'G';
  steuersatz: string;
  bemessung: string;
  steuer: string;
  hinweis: string | null;
}

export interface Summen {
  positionen: string;
  abschlaege: string;
  zuschlaege: string;
  netto: string;
  steuer: string;
  brutto: string;
}

export interface Preisteil {
  zuAbschlaege: ZuAbschlag[];
  steuern: Steuerzeile[];
  summen: Summen;
}

export interface Beleg<P extends Position = Position> extends Row, Preisteil {
  nr: string;
  kunde: string;
  datum: string;
  waehrung: string;
  bestellzeichen: string | null;
  text: string | null;
  positionen: P[];
  lieferanschrift: Anschrift | null;
}

export interface Angebot extends Beleg {
  status: 'OFFEN' | 'ANGENOMMEN' | 'ABGELEHNT' | 'ABGELAUFEN';
  gueltigBis: string;
}

export interface Auftrag extends Beleg<Auftragsposition> {
  status: 'ERFASST' | 'BESTAETIGT' | 'TEILGELIEFERT' | 'GELIEFERT' | 'ERLEDIGT' | 'STORNIERT';
  angebot: string | null;
  wunschtermin: string;
  zugesagtAm: string;
  geliefertAm: string | null;
}

export interface Zahlung {
  id: string;
  am: string;
  betrag: string;
  art: 'UEBERWEISUNG' | 'LASTSCHRIFT' | 'SKONTO' | 'GUTSCHRIFT';
  verwendungszweck: string;
}

export interface Rechnung extends Beleg {
  auftrag: string;
  faelligAm: string;
  zahlungsbedingung: string;
  offen: string;
  mahnstufe: number;
  zahlungen: Zahlung[];
}

export interface Gutschrift extends Beleg {
  rechnung: string;
  grund: string;
}

export interface Aktivitaet extends Row {
  id: string;
  kunde: string;
  ansprechpartner: string | null;
  art: 'TELEFONAT' | 'EMAIL' | 'BRIEF' | 'BESUCH' | 'BESPRECHUNG' | 'MESSE' | 'NOTIZ' | 'AUFGABE' | 'TERMIN';
  richtung: 'EIN' | 'AUS' | null;
  betreff: string;
  text: string | null;
  am: string;
  faelligAm: string | null;
  erledigtAm: string | null;
}

/** The ERP's tables, as its API names them. */
export interface Tables {
  kunden: Kunde;
  ansprechpartner: Ansprechpartner;
  artikel: Artikel;
  bestand: Bestand;
  angebote: Angebot;
  auftraege: Auftrag;
  rechnungen: Rechnung;
  gutschriften: Gutschrift;
  aktivitaeten: Aktivitaet;
}

export const tableNames = [
  'kunden',
  'ansprechpartner',
  'artikel',
  'bestand',
  'angebote',
  'auftraege',
  'rechnungen',
  'gutschriften',
  'aktivitaeten',
] as const satisfies readonly (keyof Tables)[];

/** What the parts of the simulation need to know about a customer and the ERP does not say. */
export interface Profile {
  /** How often the customer buys, relative to the others. */
  weight: number;
  /** Working out when an invoice is paid, in days after its due date; negative is early. */
  paysAfterDue: number;
  /** Takes the cash discount when paying early. */
  takesDiscount: boolean;
  termDays: number;
  taxKind: 'S' | 'K' | 'G';
  /** Frame contract: percentage off the goods. */
  frameDiscount: string | null;
  contacts: string[];
}
