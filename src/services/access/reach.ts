import type { Bindings } from '../reads/filters.ts';
import type { Reach } from './viewer.ts';

// The one place that says which customers a viewer reaches (DESIGN §8). Every loader puts this predicate into
// its statement, every service checks it before it writes.

/**
 * SQL that is true where the viewer reaches the customer whose id the expression holds; null customers are
 * reached by those who reach all. `customerId` is a column, never user input.
 */
export function reachesCustomer(reach: Reach, customerId: string, bindings: Bindings): string {
  switch (reach.kind) {
    case 'ALL':
      return 'true';
    case 'PARTNER':
      return `exists (select 1 from customer reached where reached.id = ${customerId}
        and reached.partner_id = ${bindings.bind(reach.partnerId, 'uuid')})`;
    case 'CUSTOMER':
      return `${customerId} = ${bindings.bind(reach.customerId, 'uuid')}`;
  }
}

/** The same where the row is the customer itself: no second look at the table. */
export function reachesCustomerRow(reach: Reach, alias: string, bindings: Bindings): string {
  return reach.kind === 'PARTNER'
    ? `${alias}.partner_id = ${bindings.bind(reach.partnerId, 'uuid')}`
    : reachesCustomer(reach, `${alias}.id`, bindings);
}

/** SQL that is true only for viewers who reach everything: records that hang on no customer. */
export function reachesAll(reach: Reach): string {
  return reach.kind === 'ALL' ? 'true' : 'false';
}

/**
 * SQL that is true where a record that may be kept among our own people is shown to the viewer. `isInternal` is a
 * boolean column, never user input.
 */
export function reachesInternal(reach: Reach, isInternal: string): string {
  return reach.kind === 'ALL' ? 'true' : `not ${isInternal}`;
}

/** SQL that is true for the events of the log that the viewer may see; its scopes are asked elsewhere. */
export function reachesEventRow(reach: Reach, alias: string, bindings: Bindings): string {
  const customer = reachesCustomer(reach, `${alias}.customer_id`, bindings);
  return reach.kind === 'ALL'
    ? customer
    : `(${customer} and (${alias}.data ->> 'internal') is distinct from 'true')`;
}

/** SQL that is true for the partners a viewer sees: all of them, itself, or the one that looks after the customer. */
export function reachesPartnerRow(reach: Reach, alias: string, bindings: Bindings): string {
  switch (reach.kind) {
    case 'ALL':
      return 'true';
    case 'PARTNER':
      return `${alias}.id = ${bindings.bind(reach.partnerId, 'uuid')}`;
    case 'CUSTOMER':
      return `exists (select 1 from customer reached where reached.partner_id = ${alias}.id
        and reached.id = ${bindings.bind(reach.customerId, 'uuid')})`;
  }
}
