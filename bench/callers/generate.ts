import { parsePhoneNumberFromString } from 'libphonenumber-js/max';
import type { Random } from '../../src/plugins/erp-demo/upstream/random.ts';

/** A number of somebody's, as it really is and as somebody wrote it down. */
export interface Line {
  readonly e164: string;
  readonly raw: string;
  readonly kind: 'OFFICE' | 'MOBILE' | 'SWITCHBOARD';
}

export interface Person {
  readonly name: string;
  readonly lines: readonly Line[];
}

export interface Company {
  readonly isOrganization: boolean;
  readonly country: Country;
  readonly lines: readonly Line[];
  readonly contacts: readonly Person[];
  /** What all its dial-ins begin with; null: it has no switchboard. */
  readonly stem: string | null;
}

export interface CallCase {
  /** As the telephone system sends it. */
  readonly sent: string;
  readonly kind: 'own number' | 'other dial-in' | 'shared number' | 'unknown';
  /** Places of the customers whose number it is; none: a stranger. */
  readonly customers: readonly number[];
}

const countries = [
  {
    code: 'DE',
    calling: '49',
    areas: ['30', '40', '89', '221', '6221', '5251', '3641', '7231', '4941'],
    mobile: ['151', '160', '171', '175'],
  },
  { code: 'AT', calling: '43', areas: ['1', '316', '732', '512'], mobile: ['664', '676'] },
  { code: 'CH', calling: '41', areas: ['44', '31', '61'], mobile: ['79', '76'] },
  { code: 'FR', calling: '33', areas: ['1', '4'], mobile: ['6'] },
  { code: 'NL', calling: '31', areas: ['20', '10'], mobile: ['6'] },
  { code: 'GB', calling: '44', areas: ['20', '161'], mobile: ['7400', '7700'] },
] as const;
type Country = (typeof countries)[number];

/** Companies and people with their numbers, the way address books look after some years. */
export function generateCompanies(random: Random, count: number): Company[] {
  return Array.from({ length: count }, (_, place) => {
    const country = random.weighted(countries.map((each, at) => [each, at === 0 ? 12 : 1] as const));
    const isOrganization = random.chance(0.7);
    const write = (e164: string, kind: Line['kind'], dialIn = 0): Line => ({
      e164,
      kind,
      raw: written(random, country, e164, dialIn),
    });
    if (!isOrganization) {
      const lines = [write(mobile(random, country), 'MOBILE')];
      if (random.chance(0.4)) lines.push(write(landline(random, country), 'OFFICE'));
      return { isOrganization, country, lines, contacts: [], stem: null };
    }
    const hasSwitchboard = country.code === 'DE' || country.code === 'AT' ? random.chance(0.7) : false;
    const stem = hasSwitchboard ? stemOf(random, country) : null;
    const dialIn = random.int(2, 3);
    const main = stem
      ? write(`${stem}0`, random.chance(0.3) ? 'SWITCHBOARD' : 'OFFICE', 1)
      : write(landline(random, country), 'OFFICE');
    const contacts = Array.from(
      {
        length: random.weighted([
          [0, 3],
          [1, 4],
          [2, 3],
          [4, 1],
        ]),
      },
      (__, who) => {
        const lines: Line[] = [];
        if (stem && random.chance(0.7)) lines.push(write(stem + digits(random, dialIn), 'OFFICE', dialIn));
        if (random.chance(0.5)) lines.push(write(mobile(random, country), 'MOBILE'));
        // Whoever has no number of their own was entered with the company's.
        if (lines.length === 0) lines.push(main);
        return { name: `Person ${place}-${who}`, lines };
      },
    );
    return { isOrganization, country, lines: [main], contacts, stem };
  });
}

/** Calls of whom we know, of colleagues whose dial-in nobody wrote down, and of strangers. */
export function generateCalls(random: Random, companies: readonly Company[], count: number): CallCase[] {
  const owners = ownersOf(companies);
  const numbers = [...owners.keys()];
  const shared = numbers.filter((each) => (owners.get(each)?.size ?? 0) > 1);
  const switchboards = companies.flatMap(({ stem }, place) => (stem ? [{ stem, place }] : []));
  return Array.from({ length: count }, () => {
    const kind = random.weighted([
      ['own number', 58],
      ['other dial-in', 15],
      ['shared number', 4],
      ['unknown', 23],
    ] as const);
    if (kind === 'other dial-in') {
      const { stem, place } = random.pick(switchboards);
      const e164 = stem + digits(random, random.int(2, 3));
      if (!owners.has(e164)) return { sent: sent(random, e164), kind, customers: [place] };
    }
    if (kind === 'unknown') {
      const { code } = random.pick(companies).country;
      const country = countries.find((each) => each.code === code) ?? countries[0];
      const e164 = random.chance(0.5) ? mobile(random, country) : landline(random, country);
      if (!owners.has(e164)) return { sent: sent(random, e164), kind, customers: [] };
    }
    const e164 = random.pick(kind === 'shared number' ? shared : numbers);
    const customers = [...(owners.get(e164) ?? [])];
    return {
      sent: sent(random, e164),
      kind: customers.length > 1 ? 'shared number' : 'own number',
      customers,
    };
  });
}

/** One in fifty companies shares its main number with the one before it: the same house, the same owner. */
export function shareNumbers(random: Random, companies: readonly Company[]): Company[] {
  return companies.map((company, place) => {
    const before = companies[place - 1];
    const isNeighbour =
      before?.isOrganization && company.isOrganization && before.country === company.country;
    if (!isNeighbour || !random.chance(0.03)) return company;
    return { ...company, lines: [...company.lines, ...before.lines] };
  });
}

function ownersOf(companies: readonly Company[]): Map<string, Set<number>> {
  const owners = new Map<string, Set<number>>();
  for (const [place, { lines, contacts }] of companies.entries()) {
    for (const { e164 } of [...lines, ...contacts.flatMap((contact) => contact.lines)]) {
      owners.set(e164, (owners.get(e164) ?? new Set()).add(place));
    }
  }
  return owners;
}

function landline(random: Random, country: Country): string {
  const lengths: Record<string, number> = { DE: random.int(9, 11), AT: random.int(9, 11), GB: 10 };
  return number(random, country, random.pick(country.areas), lengths[country.code] ?? 9);
}

function mobile(random: Random, country: Country): string {
  const lengths: Record<string, number> = { DE: 11, AT: 11, GB: 10 };
  const prefix: string = random.pick(country.mobile);
  return number(
    random,
    country,
    prefix,
    prefix === '151' ? 11 : country.code === 'DE' ? 10 : (lengths[country.code] ?? 9),
  );
}

/** A main number leaves room for dial-ins. */
function stemOf(random: Random, country: Country): string {
  const area: string = random.pick(country.areas);
  return `+${country.calling}${area}${random.int(2, 9)}${digits(random, Math.max(4, 7 - area.length))}`;
}

function number(random: Random, { calling }: Country, prefix: string, length: number): string {
  for (;;) {
    const e164 = `+${calling}${prefix}${random.int(2, 9)}${digits(random, length - prefix.length - 1)}`;
    if (parsePhoneNumberFromString(e164)?.isValid()) return e164;
  }
}

function digits(random: Random, length: number): string {
  return Array.from({ length }, () => random.int(0, 9)).join('');
}

/** As people write numbers down, with what goes wrong then. */
function written(
  random: Random,
  { calling, areas, mobile: mobiles }: Country,
  e164: string,
  dialIn: number,
): string {
  const national = e164.slice(1 + calling.length);
  const area = [...areas, ...mobiles].find((each) => national.startsWith(each)) ?? '';
  const rest = withSlip(random, national.slice(area.length));
  const local =
    dialIn > 0 && random.chance(0.6)
      ? `${rest.slice(0, -dialIn)}-${rest.slice(-dialIn)}`
      : grouped(random, rest);
  return random.weighted<string>([
    [`+${calling} ${area} ${local}`, 30],
    [`0${area} ${local}`, 22],
    [`0${area}/${local}`, 12],
    [`(0${area}) ${local}`, 10],
    [`+${calling} (0)${area} ${local}`, 8],
    [`00${calling} ${area} ${local}`, 6],
    [`+${calling}${area}${rest}`, 6],
    // Without area, as one writes the neighbours' number; without zero; with words.
    [local, 2],
    [`${area} ${local}`, 2],
    [`Tel. 0${area} ${local}`, 2],
  ]);
}

/** One in forty has a wrong digit, or two that changed places. */
function withSlip(random: Random, text: string): string {
  if (!random.chance(0.025)) return text;
  const at = random.int(0, text.length - 2);
  const [a = '', b = ''] = [text[at], text[at + 1]];
  const wrong = random.chance(0.5) ? b + a : String((Number(a) + random.int(1, 9)) % 10) + b;
  return text.slice(0, at) + wrong + text.slice(at + 2);
}

function grouped(random: Random, text: string): string {
  const size = random.pick([2, 3, 20]);
  return text.match(new RegExp(`.{1,${size}}`, 'g'))?.join(' ') ?? text;
}

/** As a telephone system in Germany sends it: most with country, some as one dials, some without the plus. */
function sent(random: Random, e164: string): string {
  const german = e164.startsWith('+49');
  return random.weighted<string>([
    [e164, 60],
    [`00${e164.slice(1)}`, 10],
    [german ? `0${e164.slice(3)}` : e164, 20],
    [e164.slice(1), 10],
  ]);
}
