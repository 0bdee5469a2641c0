import type { Queryable } from '../../shared/database.ts';
import { reachesCustomerRow } from '../access/reach.ts';
import type { RequestContext } from '../context.ts';
import {
  type RecordReference,
  referenceNotFound,
  resolveRecordReference,
} from '../integrations/resolve-record.ts';
import { Bindings } from '../reads/filters.ts';
import { notFound } from '../writes/records.ts';

/** Whether the customer (raw uuid) exists and the viewer reaches it. */
export async function reaches(tx: Queryable, { viewer }: RequestContext, id: string): Promise<boolean> {
  const bindings = new Bindings();
  const wanted = bindings.bind(id, 'uuid');
  const found = await tx.query(
    `select 1 from customer c where c.id = ${wanted} and ${reachesCustomerRow(viewer.reach, 'c', bindings)}`,
    bindings.values,
  );
  return found.length > 0;
}

/** Throws NOT_FOUND unless the viewer reaches the customer: the first line of every use case on one. */
export async function requireReachable(
  tx: Queryable,
  context: RequestContext,
  id: string,
  field: string,
): Promise<void> {
  if (!(await reaches(tx, context, id))) throw notFound('Customer', id, field);
}

/** The raw uuid of the customer an input names, by id or by external reference, if the viewer reaches it. */
export async function requireCustomer(
  tx: Queryable,
  context: RequestContext,
  named: RecordReference,
  field: string,
): Promise<string> {
  const id = await resolveRecordReference(tx, 'Customer', named, field);
  if (await reaches(tx, context, id)) return id;
  throw named.reference
    ? referenceNotFound('Customer', named.reference, field)
    : notFound('Customer', id, field);
}
