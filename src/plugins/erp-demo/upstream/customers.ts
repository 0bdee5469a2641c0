import { faker as german } from '@faker-js/faker/locale/de';
import type { Profile, Ansprechpartner, Kunde, Telefon } from './types.ts';
import type { Random } from './random.ts';
import type { Ledger } from './ledger.ts';
import {
  asciiSlug,
  britishVatId,
  foreignTowns,
  frenchVatId,
  germanTowns,
  germanVatId,
  phone,
  PhoneBook,
} from './contact-data.ts';
import { dayText } from './days.ts';

const trades = [
  'Maschinenbau',
  'Metallbau',
  'Präzisionstechnik',
  'Zerspanungstechnik',
  'Werkzeugbau',
  'Antriebstechnik',
  'Feinmechanik',
  'Anlagenbau',
  'Hydraulik',
  'Fahrzeugteile',
  'Medizintechnik',
  'Armaturen',
  'Apparatebau',
  'Werften',
  'Förderanlagen',
  'Luftfahrttechnik',
];
const legalForms = ['GmbH', 'GmbH', 'GmbH', 'GmbH & Co. KG', 'AG', 'KG', 'OHG', 'e. K.'];
const functions: readonly (readonly [string, string])[] = [
  ['Einkaufsleitung', 'Einkauf'],
  ['Einkauf', 'Einkauf'],
  ['Werkstattleitung', 'Produktion'],
  ['Instandhaltung', 'Technik'],
  ['Technische Leitung', 'Technik'],
  ['Geschäftsführung', 'Geschäftsführung'],
  ['Buchhaltung', 'Finanzen'],
  ['Arbeitsvorbereitung', 'Produktion'],
];
const labels = [
  'Rahmenvertrag',
  'Wartungsvertrag',
  'Neukunde',
  'Messekontakt',
  'Exportkunde',
  'Sammelrechnung',
];

/** Makes customers with their contacts. faker gives names and streets only; everything else is ours. */
export class CustomerRegister {
  readonly profiles = new Map<string, Profile>();
  private readonly phones: PhoneBook;
  private readonly names = new Set<string>();

  constructor(
    private readonly ledger: Ledger,
    private readonly random: Random,
    seed: number,
  ) {
    german.seed(seed);
    this.phones = new PhoneBook(random);
  }

  open(count: number, openedOn: number): void {
    for (let index = 0; index < count; index += 1) {
      this.add(String(10_001 + index), `${dayText(openedOn - this.random.int(0, 900))}T08:00:00.000Z`);
    }
  }

  private add(nr: string, geaendertAm: string): void {
    const { random } = this;
    const isPerson = random.chance(0.08);
    const home = !isPerson && random.chance(0.1) ? random.pick(foreignTowns) : random.pick(germanTowns);
    const surname = german.person.lastName();
    const name = isPerson ? `${german.person.firstName()} ${surname}` : this.companyName(surname, home.land);
    const domain = `${asciiSlug(name)}.example`;
    const klasse = random.weighted([
      ['A', 12],
      ['B', 33],
      ['C', 55],
    ] as const);
    const address = { name, strasse: german.location.streetAddress(), plz: home.plz, ort: home.ort };
    const telefone: Telefon[] = [phone(isPerson ? 'PRIVAT' : 'ZENTRALE', this.phones.landline(home))];
    if (!isPerson && random.chance(0.4)) telefone.push(phone('FAX', this.phones.landline(home)));
    const kunde: Kunde = {
      nr,
      art: isPerson ? 'P' : 'F',
      name,
      ustId: isPerson ? null : this.vatId(home.land),
      anschriften: [{ art: 'R', ...address, land: home.land }],
      telefone,
      emails: [isPerson ? `${asciiSlug(name)}@example.com` : `info@${domain}`],
      rechnungsEmail: !isPerson && random.chance(0.5) ? `rechnung@${domain}` : null,
      sprache: home.land === 'DE' ? 'de' : home.land === 'FR' ? 'fr' : 'en',
      merkmale: labels.filter(() => random.chance(0.15)),
      klasse,
      archiviert: random.chance(0.02),
      geaendertAm,
    };
    if (!isPerson && random.chance(0.3)) {
      const works = { ...address, name: `${name}, Werk 2`, strasse: german.location.streetAddress() };
      kunde.anschriften.push({ art: 'L', ...works, land: home.land });
    }
    this.ledger.put('kunden', nr, kunde);
    const contacts = isPerson ? [] : this.addContacts(kunde, domain, home);
    this.profiles.set(nr, this.profile(klasse, home.land, contacts));
  }

  private companyName(surname: string, land: string): string {
    const trade = this.random.pick(trades);
    const form = land === 'FR' ? 'S.A.R.L.' : land === 'GB' ? 'Ltd' : this.random.pick(legalForms);
    const subject = land === 'FR' ? 'Mécanique' : land === 'GB' ? 'Engineering' : trade;
    const plain = `${surname} ${subject} ${form}`;
    const name = this.names.has(plain)
      ? `${surname} & ${german.person.lastName()} ${subject} ${form}`
      : plain;
    this.names.add(name);
    return name;
  }

  private vatId(land: string): string {
    if (land === 'FR') return frenchVatId(this.random);
    return land === 'GB' ? britishVatId(this.random) : germanVatId(this.random);
  }

  private addContacts(kunde: Kunde, domain: string, home: Parameters<PhoneBook['landline']>[0]): string[] {
    const count = this.random.weighted([
      [1, 30],
      [2, 35],
      [3, 23],
      [4, 12],
    ] as const);
    return Array.from({ length: count }, (_, index) => {
      const id = `${kunde.nr}-${index + 1}`;
      const first = german.person.firstName();
      const last = german.person.lastName();
      const [funktion, abteilung] = this.random.pick(functions);
      const telefone = [phone('DURCHWAHL', this.phones.landline(home))];
      const mobile = home.land === 'DE' && this.random.chance(0.3) ? this.phones.mobile() : null;
      if (mobile) telefone.push(phone('MOBIL', mobile));
      const contact: Ansprechpartner = {
        id,
        kunde: kunde.nr,
        name: `${first} ${last}`,
        funktion,
        abteilung,
        telefone,
        emails: [`${asciiSlug(first)}.${asciiSlug(last)}@${domain}`],
        sprache: kunde.sprache,
        aktiv: this.random.chance(0.95),
        geaendertAm: kunde.geaendertAm,
      };
      this.ledger.put('ansprechpartner', id, contact);
      return id;
    });
  }

  private profile(klasse: Kunde['klasse'], land: string, contacts: string[]): Profile {
    const { random } = this;
    const paysAfterDue = random.weighted([
      [-18, 20],
      [-3, 45],
      [6, 20],
      [24, 10],
      [60, 3],
      [400, 2],
    ] as const);
    return {
      weight: { A: 12, B: 4, C: 1 }[klasse],
      paysAfterDue,
      takesDiscount: paysAfterDue === -18 && random.chance(0.6),
      termDays: random.pick([14, 30, 30, 30, 60]),
      taxKind: land === 'FR' ? 'K' : land === 'GB' ? 'G' : 'S',
      frameDiscount: klasse === 'A' && random.chance(0.5) ? random.pick(['2', '3', '5']) : null,
      contacts,
    };
  }
}
