import { DomainError } from '../../shared/errors.ts';
import { decodeIdOf } from '../../shared/ids.ts';
import type { RequestContext } from '../context.ts';
import { type CustomerRow, loadCustomer } from './customers.ts';

export interface CustomerKey {
  readonly id?: string | null;
  readonly customerNumber?: string | null;
  readonly reference?: { readonly integration: string; readonly externalId: string } | null;
}

/** A customer by exactly one key; null where there is none, or none in reach. */
export async function findCustomer(context: RequestContext, key: CustomerKey): Promise<CustomerRow | null> {
  const given = [key.id, key.customerNumber, key.reference].filter((value) => value != null);
  if (given.length !== 1) {
    throw new DomainError('INVALID', 'Give exactly one of `id`, `customerNumber` and `reference`.', 'id');
  }
  return loadCustomer(context, await idOf(context, key));
}

async function idOf({ db }: RequestContext, key: CustomerKey): Promise<string | null> {
  if (key.id != null) return decodeIdOf('Customer', key.id);
  const rows = key.reference
    ? await db.query<{ id: string }>(
        `select r.record_id as id from external_reference r join integration i on i.id = r.integration_id
          where i.name = $1 and r.record_type = 'Customer' and r.external_id = $2`,
        [key.reference.integration, key.reference.externalId],
      )
    : await db.query<{ id: string }>(`select id from customer where customer_number = $1`, [
        key.customerNumber,
      ]);
  return rows[0]?.id ?? null;
}
