import type { Company, Moment } from './company.ts';
import { nextNumber, profileOf, stamp } from './company.ts';
import type { Aktivitaet } from './types.ts';

export type Happening =
  | { readonly kind: 'QUOTE_SENT' | 'QUOTE_LOST'; readonly customer: string; readonly document: string }
  | { readonly kind: 'DUNNED'; readonly customer: string; readonly document: string; readonly level: number }
  | {
      readonly kind: 'COMPLAINED';
      readonly customer: string;
      readonly document: string;
      readonly reason: string;
    };

type Entry = Pick<Aktivitaet, 'art' | 'richtung' | 'betreff' | 'text'> & { inDays?: number };

const dunningNames = ['Zahlungserinnerung', '2. Mahnung', 'Letzte Mahnung vor Inkasso'];

function describe(happening: Happening): Entry {
  switch (happening.kind) {
    case 'QUOTE_SENT':
      return { art: 'EMAIL', richtung: 'AUS', betreff: `Angebot ${happening.document} versandt`, text: null };
    case 'QUOTE_LOST':
      return {
        art: 'TELEFONAT',
        richtung: 'AUS',
        betreff: `Absage zu Angebot ${happening.document}`,
        text: 'Auftrag ging an einen Mitbewerber, Preis und Liefertermin waren ausschlaggebend.',
      };
    case 'DUNNED':
      return {
        art: 'BRIEF',
        richtung: 'AUS',
        betreff: `${dunningNames[happening.level - 1] ?? 'Mahnung'} zu Rechnung ${happening.document}`,
        text: null,
      };
    case 'COMPLAINED':
      return {
        art: 'TELEFONAT',
        richtung: 'EIN',
        betreff: `Reklamation zu Rechnung ${happening.document}: ${happening.reason}`,
        text: 'Gutschrift zugesagt, Ware wird zurückgesandt.',
      };
  }
}

const everyday: readonly Entry[] = [
  {
    art: 'TELEFONAT',
    richtung: 'EIN',
    betreff: 'Frage zum Liefertermin',
    text: 'Bittet um Rückmeldung, ob der Termin gehalten wird. Termin bestätigt.',
  },
  {
    art: 'TELEFONAT',
    richtung: 'AUS',
    betreff: 'Nachfassen zum Angebot',
    text: 'Entscheidung fällt in der nächsten Budgetrunde.',
  },
  {
    art: 'TELEFONAT',
    richtung: 'EIN',
    betreff: 'Störung an der Maschine gemeldet',
    text: 'Achsfehler nach Werkzeugwechsel. Fernwartung vereinbart.',
  },
  { art: 'EMAIL', richtung: 'EIN', betreff: 'Anfrage Ersatzteile', text: 'Bitte um Preis und Lieferzeit.' },
  { art: 'EMAIL', richtung: 'AUS', betreff: 'Auftragsbestätigung versandt', text: null },
  { art: 'BRIEF', richtung: 'AUS', betreff: 'Preisanpassung zum Jahreswechsel', text: null },
  {
    art: 'BESUCH',
    richtung: null,
    betreff: 'Kundenbesuch im Werk',
    text: 'Rundgang durch die Fertigung, Bedarf an einem zweiten Fräszentrum besprochen.',
  },
  {
    art: 'BESPRECHUNG',
    richtung: null,
    betreff: 'Jahresgespräch',
    text: 'Rahmenvertrag und Abrufmengen für das nächste Jahr.',
  },
  { art: 'MESSE', richtung: null, betreff: 'Gespräch auf der EMO', text: 'Interesse an Automatisierung.' },
  { art: 'NOTIZ', richtung: null, betreff: 'Neuer Ansprechpartner im Einkauf', text: null },
  {
    art: 'NOTIZ',
    richtung: null,
    betreff: 'Liefert nur mit Avis an Tor 3',
    text: 'Warenannahme 7 bis 14 Uhr, freitags bis 12 Uhr.',
  },
  {
    art: 'AUFGABE',
    richtung: null,
    betreff: 'Wiedervorlage: Wartungsvertrag anbieten',
    text: null,
    inDays: 14,
  },
  { art: 'TERMIN', richtung: null, betreff: 'Inbetriebnahme vor Ort', text: null, inDays: 21 },
];

/** Writes what happened, or without a happening some everyday contact, into the customer's history. */
export function record(company: Company, moment: Moment, happening: Happening): void {
  write(company, moment, happening.customer, describe(happening));
}

export function recordEveryday(company: Company, moment: Moment, customer: string): void {
  write(company, moment, customer, company.random.pick(everyday));
}

function write(company: Company, moment: Moment, customer: string, entry: Entry): void {
  const { inDays, ...rest } = entry;
  const { contacts } = profileOf(company, customer);
  const due = inDays === undefined ? null : moment.at + inDays * 86_400_000;
  const isDone = due !== null && due < company.openedAt && company.random.chance(0.9);
  const faelligAm = due === null ? null : new Date(due).toISOString();
  const id = nextNumber(company, 'AK', 100_001);
  company.ledger.put('aktivitaeten', id, {
    id,
    kunde: customer,
    ansprechpartner: contacts.length > 0 && company.random.chance(0.8) ? company.random.pick(contacts) : null,
    ...rest,
    am: stamp(moment),
    faelligAm,
    erledigtAm: isDone ? faelligAm : null,
    geaendertAm: stamp(moment),
  });
}
