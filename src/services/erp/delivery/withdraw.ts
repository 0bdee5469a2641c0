import { recordTypes, type Withdraw } from '../../integrations/delivery.ts';
import { type DocumentRecordKind, documentKinds } from './columns.ts';
import { areas } from './documents.ts';

/** Documents that the ERP no longer has are canceled, not deleted: somebody may have talked about them. */
export function withdrawDocuments(kind: DocumentRecordKind): Withdraw {
  return async (tx, recordIds) => {
    const rows = await tx.query<{ id: string; customer_id: string; number: string }>(
      `update commercial_document
          set status = 'CANCELED', version = version + 1, updated_at = now(),
              open_amount = case when open_amount is null then null else 0 end
        where id = any($1::uuid[]) and kind = $2 and status <> 'CANCELED'
        returning id, customer_id, number`,
      [recordIds, documentKinds[kind]],
    );
    for (const { id, customer_id: customerId, number } of rows) {
      tx.announce({
        type: `${areas[kind]}.updated`,
        subject: { type: recordTypes[kind], id },
        customerId,
        data: { number, changed: kind === 'invoice' ? ['settlement', 'status'] : ['status'] },
      });
    }
    return rows.map(({ id }) => id);
  };
}
