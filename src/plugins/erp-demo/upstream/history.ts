import { Agenda, type Plan } from './agenda.ts';
import { complain, deliver, dun, pay } from './billing.ts';
import type { Company, Moment } from './company.ts';
import { CustomerRegister } from './customers.ts';
import { companyDay, instantOn } from './days.ts';
import { recordEveryday } from './journal.ts';
import { Ledger } from './ledger.ts';
import { stockCatalogue } from './products.ts';
import { Random } from './random.ts';
import { cancel, confirm, decide, inquire } from './sales.ts';
import type { Profile } from './types.ts';
import { receive } from './warehouse.ts';

const YEARS_OF_HISTORY = 3;
/** About four inquiries in five end in an order: some quotes are lost. */
const INQUIRIES_PER_ORDER = 1.2;
const CONTACTS_PER_ORDER = 1;

export interface Size {
  readonly seed: number;
  readonly customers: number;
  readonly orders: number;
}

/** The company as it stands at `openedAt`, with three years behind it. The same arguments give the same company. */
export function foundCompany(size: Size, openedAt: number): Company {
  const random = new Random(size.seed);
  const ledger = new Ledger();
  const lastDay = companyDay(openedAt);
  const firstDay = lastDay - YEARS_OF_HISTORY * 365;
  const register = new CustomerRegister(ledger, random, size.seed);
  register.open(size.customers, firstDay);
  const products = stockCatalogue(ledger, random, firstDay);
  const company: Company = {
    ledger,
    agenda: new Agenda(),
    products,
    profiles: register.profiles,
    random,
    counters: new Map(),
    openedAt,
  };
  const workingDays = [];
  for (let day = firstDay; day <= lastDay; day += 1) if (isWorkingDay(day)) workingDays.push(day);
  const buyer = buyers(company);
  for (const [index, day] of workingDays.entries()) {
    const share = (perOrder: number) => spread(size.orders * perOrder, index, workingDays.length);
    for (let n = share(INQUIRIES_PER_ORDER); n > 0; n -= 1) inquire(company, momentOn(company, day), buyer());
    for (const plan of company.agenda.of(day)) perform(company, momentOn(company, day), plan);
    for (let n = share(CONTACTS_PER_ORDER); n > 0; n -= 1) {
      recordEveryday(company, momentOn(company, day), buyer());
    }
  }
  company.agenda.endHistory();
  return company;
}

export function perform(company: Company, moment: Moment, plan: Plan): void {
  switch (plan.kind) {
    case 'DECISION':
      return decide(company, moment, plan.nr, plan.accepts);
    case 'CONFIRMATION':
      return confirm(company, moment, plan.nr);
    case 'CANCELLATION':
      return cancel(company, moment, plan.nr);
    case 'DELIVERY':
      return deliver(company, moment, plan.nr, plan.positions);
    case 'PAYMENT':
      return pay(company, moment, plan.nr, plan.part);
    case 'DUNNING':
      return dun(company, moment, plan.nr);
    case 'COMPLAINT':
      return complain(company, moment, plan.nr);
    case 'RECEIPT':
      return receive(company, moment, plan.nr);
  }
}

/** Picks customers as often as their weight says. */
export function buyers(company: Company): () => string {
  const weighted = [...company.profiles].map(
    ([nr, profile]: [string, Profile]) => [nr, profile.weight] as const,
  );
  const limits: number[] = [];
  let total = 0;
  for (const [, weight] of weighted) limits.push((total += weight));
  return () => {
    const at = company.random.next() * total;
    let [low, high] = [0, limits.length - 1];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((limits[middle] ?? 0) > at) high = middle;
      else low = middle + 1;
    }
    const found = weighted[low];
    if (!found) throw new Error('the company has no customers');
    return found[0];
  };
}

function isWorkingDay(day: number): boolean {
  const weekday = (day + 4) % 7;
  return weekday !== 0 && weekday !== 6;
}

/** Divides a total evenly over days, without losing the fractions. */
function spread(total: number, index: number, days: number): number {
  return Math.floor((total * (index + 1)) / days) - Math.floor((total * index) / days);
}

/** Some time during office hours, but never after the company was opened. */
function momentOn(company: Company, day: number): Moment {
  const at = instantOn(day, company.random.int(6, 15), company.random.int(0, 59));
  return { day, at: Math.min(at, company.openedAt) };
}
