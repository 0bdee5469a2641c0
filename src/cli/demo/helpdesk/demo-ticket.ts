import type { CategoryKey, CauseKey } from './taxonomies.ts';

/** What happened to a ticket after it was opened, in order. */
export type DemoStep =
  /** We wrote to the customer. */
  | { readonly reply: string }
  /** The customer wrote to us. */
  | { readonly customer: string }
  /** Among ourselves. */
  | { readonly note: string }
  | { readonly state: 'PENDING' | 'ON_HOLD' | 'SOLVED' | 'CLOSED' | 'OPEN' }
  | { readonly rejected: string }
  /** How a complaint was put right. */
  | { readonly remedy: DemoRemedy }
  /** What became of a suggestion. */
  | { readonly outcome: DemoOutcome };

export interface DemoRemedy {
  readonly cause: CauseKey;
  readonly defect: string;
  readonly remedy: string;
  /** Paid to the customer, in euros. */
  readonly compensation?: string;
  /** What it cost us, in euros. */
  readonly cost?: string;
}

export interface DemoOutcome {
  readonly outcome: 'ACCEPTED' | 'IMPLEMENTED' | 'DECLINED';
  readonly reason: string;
}

export interface DemoTicket {
  readonly subject: string;
  readonly description: string;
  readonly category: CategoryKey;
  /** Name of a product of the demo ERP. */
  readonly product?: string;
  readonly channel?: 'PHONE' | 'EMAIL' | 'LETTER' | 'PORTAL' | 'VISIT';
  readonly priority?: 'LOW' | 'HIGH' | 'URGENT';
  readonly tags?: readonly string[];
  readonly team?: 'Service' | 'Inside sales';
  /** Nobody has taken it yet. */
  readonly unassigned?: boolean;
  readonly steps: readonly DemoStep[];
  /** Customers beside the first who want the same (suggestions). */
  readonly votes?: number;
}
