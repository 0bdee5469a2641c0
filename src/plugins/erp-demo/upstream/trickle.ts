import { buyers, perform } from './history.ts';
import type { Agenda, Plan } from './agenda.ts';
import type { Company, Moment } from './company.ts';
import { companyDay } from './days.ts';
import { recordEveryday } from './journal.ts';
import { Random } from './random.ts';
import { inquire } from './sales.ts';

type Change = Plan['kind'] | 'INQUIRY' | 'CONTACT';

/**
 * Deliveries and payments are rarer than what brings them about, so the queues stay long and nothing is
 * delivered seconds after it was ordered.
 */
const mix: readonly (readonly [Change, number])[] = [
  ['INQUIRY', 26],
  ['CONTACT', 10],
  ['DECISION', 11],
  ['CONFIRMATION', 17],
  ['DELIVERY', 17],
  ['PAYMENT', 15],
  ['DUNNING', 2],
  ['COMPLAINT', 1],
  ['RECEIPT', 2],
  ['CANCELLATION', 1],
];

/** Change number `n`: depends on nothing but the company as it was before, the number and the time. */
export function applyChange(company: Company, seed: number, n: number, at: number): void {
  company.random = new Random(seed * 1_000_003 + n);
  const moment: Moment = { day: companyDay(at), at };
  const kind = company.random.weighted(mix);
  const plan = kind === 'INQUIRY' || kind === 'CONTACT' ? null : nextPlan(company.agenda, kind, moment);
  if (plan) return perform(company, moment, plan);
  const customer = buyers(company)();
  if (kind === 'CONTACT') return recordEveryday(company, moment, customer);
  inquire(company, moment, customer);
}

/** Everything may come early except a dunning letter: before the due date it would be nonsense. */
function nextPlan(agenda: Agenda, kind: Plan['kind'], moment: Moment): Plan | null {
  return kind === 'DUNNING' ? agenda.next(kind, moment.day) : agenda.next(kind);
}
