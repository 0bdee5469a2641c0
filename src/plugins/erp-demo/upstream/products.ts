import type { Random } from './random.ts';
import type { Artikel, Bestand, Einheit } from './types.ts';
import type { Ledger } from './ledger.ts';
import { dayText } from './days.ts';

/** How a product is bought: machines rarely and one at a time, consumables often and in boxes. */
export type Demand = 'MACHINE' | 'ASSEMBLY' | 'SPARE' | 'SMALL' | 'SERVICE' | 'BOOK';

interface Family {
  readonly group: string;
  readonly code: string;
  readonly demand: Demand;
  readonly unit: Einheit;
  /** [name, net price, price base quantity] per product. */
  readonly items: readonly (readonly [string, string, string?])[];
}

const families: readonly Family[] = [
  {
    group: 'Werkzeugmaschinen',
    code: '10',
    demand: 'MACHINE',
    unit: 'STK',
    items: [
      ['Drehmaschine HM 200', '48900.00'],
      ['Drehmaschine HM 320 CNC', '87400.00'],
      ['Drehzentrum HM 450 Duo', '164500.00'],
      ['Fräszentrum HF 500', '112800.00'],
      ['Fräszentrum HF 800 5-Achs', '238000.00'],
      ['Rundschleifmaschine HS 150', '74250.00'],
      ['Bandsäge HB 260', '8950.00'],
      ['Ständerbohrmaschine HD 40', '4780.00'],
    ],
  },
  {
    group: 'Baugruppen',
    code: '20',
    demand: 'ASSEMBLY',
    unit: 'STK',
    items: [
      ['Hauptspindel HM 200', '6840.00'],
      ['Hauptspindel HF 500', '9260.00'],
      ['Reitstock mit Pinole MK4', '2380.00'],
      ['Werkzeugrevolver 12-fach', '5470.00'],
      ['Kühlmittelpumpe 60 l/min', '389.00'],
      ['Späneförderer 2,5 m', '3150.00'],
      ['Schaltschrank HM 320', '4120.00'],
      ['Servomotor 3,5 kW', '1285.00'],
      ['Servoregler 16 A', '974.50'],
      ['Bedienpult 15 Zoll', '1899.00'],
      ['Schwenkrundtisch 250 mm', '7320.00'],
      ['Hydraulikaggregat 120 bar', '2645.00'],
    ],
  },
  {
    group: 'Ersatzteile',
    code: '30',
    demand: 'SPARE',
    unit: 'STK',
    items: [
      ['Kugelgewindetrieb 32x10', '742.00'],
      ['Führungswagen Größe 35', '128.40'],
      ['Schrägkugellager 7014', '96.75'],
      ['Zahnriemen HTD 8M-1200', '38.90'],
      ['Endschalter IP67', '27.60'],
      ['Drehgeber 2048 Impulse', '214.00'],
      ['Spannzangenfutter ER32', '86.50'],
      ['Dreibackenfutter 200 mm', '548.00'],
      ['Abstreifersatz Führungsbahn', '64.20'],
      ['Kühlmittelschlauch 16 mm', '7.85'],
      ['Türsicherheitsschalter', '73.30'],
      ['Maschinenleuchte LED 24 V', '119.00'],
      ['Ölfilter Hydraulik', '21.45'],
      ['Lüftereinsatz Schaltschrank', '46.10'],
    ],
  },
  {
    group: 'Verschleißteile und Normteile',
    code: '40',
    demand: 'SMALL',
    unit: 'STK',
    items: [
      ['Wendeschneidplatte CNMG 120408', '7.42'],
      ['Wendeschneidplatte DCMT 11T304', '6.95'],
      ['Schaftfräser VHM 10 mm', '34.80'],
      ['Spiralbohrer HSS-Co 8,5 mm', '5.64'],
      ['Gewindebohrer M8', '18.25'],
      ['Zylinderschraube M6x20 8.8', '11.40', '100'],
      ['Zylinderschraube M10x40 8.8', '28.75', '100'],
      ['Sechskantmutter M10', '9.18', '100'],
      ['Passfeder 8x7x32', '84.50', '100'],
      ['O-Ring 42x3 NBR', '0.4375'],
      ['Dichtring 35x52x7', '3.18'],
      ['Sicherungsring DIN 472 J40', '0.2260'],
    ],
  },
  {
    group: 'Betriebsstoffe',
    code: '50',
    demand: 'SMALL',
    unit: 'LTR',
    items: [
      ['Kühlschmierstoff HansaCool 20', '6.90'],
      ['Bettbahnöl CGLP 68', '5.35'],
      ['Hydrauliköl HLP 46', '3.98'],
      ['Spindelöl HLP 10', '7.15'],
    ],
  },
  {
    group: 'Meterware',
    code: '55',
    demand: 'SMALL',
    unit: 'MTR',
    items: [
      ['Servoleitung 4x2,5 geschirmt', '12.36'],
      ['Energieführungskette 35x75', '41.70'],
      ['Hydraulikschlauch DN10', '9.84'],
    ],
  },
  {
    group: 'Wartungssätze',
    code: '60',
    demand: 'SPARE',
    unit: 'SATZ',
    items: [
      ['Wartungssatz HM 200, 2.000 h', '218.00'],
      ['Wartungssatz HF 500, 2.000 h', '346.00'],
      ['Dichtungssatz Hydraulikaggregat', '89.90'],
    ],
  },
  {
    group: 'Dokumentation',
    code: '80',
    demand: 'BOOK',
    unit: 'STK',
    items: [
      ['Betriebsanleitung HM 200, gedruckt', '48.00'],
      ['Fachbuch CNC-Drehen in der Praxis', '39.16'],
    ],
  },
  {
    group: 'Dienstleistungen',
    code: '90',
    demand: 'SERVICE',
    unit: 'STD',
    items: [
      ['Servicetechniker, Arbeitszeit', '118.00'],
      ['Inbetriebnahme vor Ort', '142.00'],
      ['Bedienerschulung', '96.00'],
    ],
  },
];

export interface Product {
  readonly nr: string;
  readonly demand: Demand;
}

const initialStock: Readonly<Record<Demand, readonly [number, number]>> = {
  MACHINE: [0, 4],
  ASSEMBLY: [2, 14],
  SPARE: [10, 90],
  SMALL: [300, 4000],
  BOOK: [20, 120],
  SERVICE: [0, 0],
};

export const reorderLots: Readonly<Record<Demand, number>> = {
  MACHINE: 3,
  ASSEMBLY: 12,
  SPARE: 80,
  SMALL: 4000,
  BOOK: 60,
  SERVICE: 0,
};

/** Writes articles and opening stock, and returns what the simulation needs to sell them. */
export function stockCatalogue(ledger: Ledger, random: Random, openedOn: number): Product[] {
  const geaendertAm = `${dayText(openedOn)}T06:00:00.000Z`;
  const products = families.flatMap((family) =>
    family.items.map(([bezeichnung, preis, preiseinheit], index) => {
      const nr = `${family.code}-${String((index + 1) * 10).padStart(4, '0')}`;
      const artikel: Artikel = {
        nr,
        bezeichnung,
        text: `${bezeichnung} (${family.group}), Preis je ${preiseinheit ?? '1'} ${family.unit}, netto.`,
        ean: gtin(Number(family.code) * 100 + index),
        einheit: family.unit,
        warengruppe: family.group,
        preis,
        preiseinheit: preiseinheit ?? '1',
        steuer: family.demand === 'BOOK' ? 'E' : 'V',
        lagerfuehrung: family.demand !== 'SERVICE',
        aktiv: true,
        geaendertAm,
      };
      ledger.put('artikel', nr, artikel);
      return { nr, demand: family.demand };
    }),
  );
  for (const { nr, demand } of products) {
    if (demand === 'SERVICE') continue;
    const [low, high] = initialStock[demand];
    const bestand: Bestand = {
      artikel: nr,
      lager: 'HH1',
      menge: String(random.int(low, high)),
      reserviert: '0',
      bestellt: '0',
      meldebestand: String(Math.ceil(reorderLots[demand] / 3)),
      zugangAm: null,
      geaendertAm,
    };
    ledger.put('bestand', nr, bestand);
  }
  return products;
}

/** EAN-13 in the range 200-299, which GS1 leaves to companies for their own use. */
function gtin(item: number): string {
  const body = `20000000${String(item).padStart(4, '0')}`;
  const sum = [...body].reduce((total, digit, index) => total + Number(digit) * (index % 2 === 0 ? 1 : 3), 0);
  return `${body}${(10 - (sum % 10)) % 10}`;
}
