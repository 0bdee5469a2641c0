import type { Agenda } from './agenda.ts';
import type { Ledger } from './ledger.ts';
import type { Product } from './products.ts';
import type { Random } from './random.ts';
import type { Beleg, Position, Profile } from './types.ts';
import { dayText } from './days.ts';

/** The moment at which something happens: the company's day and the instant. */
export interface Moment {
  readonly day: number;
  readonly at: number;
}

/** What the operations share. */
export interface Company {
  readonly ledger: Ledger;
  readonly agenda: Agenda;
  readonly products: readonly Product[];
  readonly profiles: ReadonlyMap<string, Profile>;
  random: Random;
  readonly counters: Map<string, number>;
  /** The instant at which the made-up past ends and the trickle begins. */
  readonly openedAt: number;
}

export function stamp(moment: Moment): string {
  return new Date(moment.at).toISOString();
}

/** The next number of a kind, for example `AB-104711`. */
export function nextNumber(company: Company, prefix: string, first: number): string {
  const n = company.counters.get(prefix) ?? first;
  company.counters.set(prefix, n + 1);
  return `${prefix}-${n}`;
}

export function profileOf(company: Company, customer: string): Profile {
  const profile = company.profiles.get(customer);
  if (!profile) throw new Error(`customer ${customer} has no profile`);
  return profile;
}

/** What every document starts with. */
export function documentHead<P extends Position>(
  company: Company,
  moment: Moment,
  head: Pick<Beleg<P>, 'nr' | 'kunde' | 'positionen' | 'bestellzeichen' | 'text'>,
): Omit<Beleg<P>, 'zuAbschlaege' | 'steuern' | 'summen'> {
  const customer = company.ledger.get('kunden', head.kunde);
  return {
    ...head,
    datum: dayText(moment.day),
    waehrung: 'EUR',
    lieferanschrift: customer.anschriften.find((address) => address.art === 'L') ?? null,
    geaendertAm: stamp(moment),
  };
}
