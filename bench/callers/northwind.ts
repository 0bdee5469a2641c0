import { parse } from 'csv-parse/sync';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { getCountryCallingCode, isSupportedCountry } from 'libphonenumber-js/max';
import type { Random } from '../../src/plugins/erp-demo/upstream/random.ts';
import type { CallCase, Company, Line } from './generate.ts';

const folder = path.join(import.meta.dirname, '../../../shared/data/northwind');

interface Row {
  readonly country: string;
  readonly phone: string;
  readonly fax: string;
}

/**
 * Northwind's customers with their telephone and fax numbers of the nineties, most of which are not valid any more, and
 * a call from each, and as many strangers from the same exchanges. Null where the data is not there.
 */
export function northwind(random: Random): { companies: Company[]; calls: CallCase[] } | null {
  const file = path.join(folder, 'customers.csv');
  if (!existsSync(file)) return null;
  const rows: Row[] = parse(readFileSync(file), { columns: true });
  const codes = countryCodes();
  const companies = rows.map(({ country, phone, fax }): Company => {
    const code = codes[country] ?? '';
    if (!isSupportedCountry(code))
      throw new Error(`examples/northwind/mapping.json has no code for ${country}.`);
    const calling = getCountryCallingCode(code);
    const lines = [phone, fax]
      .filter(Boolean)
      .map((raw): Line => ({ e164: dialled(calling, raw), raw, kind: 'OFFICE' }));
    // The generator's countries have more to them than a name; nothing else of it is asked here.
    const place = { code, calling, areas: [], mobile: [] } as unknown as Company['country'];
    return { isOrganization: true, country: place, lines, contacts: [], stem: null };
  });
  const owners = Map.groupBy(
    companies.flatMap(({ lines }, place) => lines.map(({ e164 }) => ({ e164, place }))),
    ({ e164 }) => e164,
  );
  const known = [...owners].map(([e164, all]): CallCase => {
    const customers = [...new Set(all.map(({ place }) => place))];
    return {
      sent: random.chance(0.5) ? e164 : `00${e164.slice(1)}`,
      kind: customers.length > 1 ? 'shared number' : 'own number',
      customers,
    };
  });
  const strangers = [...owners.keys()].map((e164): CallCase => {
    const other = e164.slice(0, -4) + String(random.int(0, 9_999)).padStart(4, '0');
    const customers = (owners.get(other) ?? []).map(({ place }) => place);
    return { sent: other, kind: customers.length > 0 ? 'own number' : 'unknown', customers };
  });
  return { companies, calls: [...known, ...strangers] };
}

/** As the network would deliver it. */
function dialled(calling: string, raw: string): string {
  return `+${calling}${raw.replace(/\D/g, '').replace(/^0/, '')}`;
}

function countryCodes(): Record<string, string> {
  const mapping = path.join(import.meta.dirname, '../../examples/northwind/mapping.json');
  const { valueMaps } = JSON.parse(readFileSync(mapping, 'utf8')) as {
    valueMaps: { countries: Record<string, string> };
  };
  return valueMaps.countries;
}
