import { newId } from '../../../shared/ids.ts';
import type { CanonicalRecord } from '../../../plugins/kit/records.ts';
import type { Transaction } from '../../transaction.ts';

export interface InvoicePayments {
  readonly invoiceId: string;
  readonly payments: CanonicalRecord<'invoice'>['payments'];
}

/** Makes the payments of the invoices those delivered; answers the invoices that had others before. */
export async function writePayments(
  tx: Transaction,
  invoices: readonly InvoicePayments[],
): Promise<ReadonlySet<string>> {
  if (invoices.length === 0) return new Set();
  const rows = invoices.flatMap(({ invoiceId, payments }) =>
    payments.map((payment) => ({
      id: newId(),
      invoice_id: invoiceId,
      external_id: payment.externalId,
      paid_on: payment.paidOn,
      amount: payment.amount,
      method: payment.method ?? null,
      reference: payment.reference ?? null,
    })),
  );
  const given = JSON.stringify(rows);
  const removed = await tx.query<{ invoice_id: string }>(
    `delete from payment p where p.invoice_id = any($1::uuid[]) and not exists (
       select 1 from jsonb_to_recordset($2::jsonb) as g(invoice_id uuid, external_id text)
        where g.invoice_id = p.invoice_id and g.external_id = p.external_id)
     returning p.invoice_id`,
    [invoices.map((invoice) => invoice.invoiceId), given],
  );
  // Ids stay: a payment is the same one however often it is delivered. numeric compares 1.5 and 1.50 as equal: text.
  const written = await tx.query<{ invoice_id: string }>(
    `insert into payment as p (id, invoice_id, external_id, paid_on, amount, method, reference)
     select id, invoice_id, external_id, paid_on, amount, method, reference
       from jsonb_populate_recordset(null::payment, $1::jsonb)
     on conflict (invoice_id, external_id) do update
        set paid_on = excluded.paid_on, amount = excluded.amount, method = excluded.method, reference = excluded.reference
      where (p.paid_on, p.amount::text, p.method, p.reference)
            is distinct from (excluded.paid_on, excluded.amount::text, excluded.method, excluded.reference)
     returning p.invoice_id`,
    [given],
  );
  return new Set([...removed, ...written].map((row) => row.invoice_id));
}
