import { newId } from '../../src/shared/ids.ts';
import type { Database } from '../../src/shared/database.ts';
import {
  recordSchemas,
  type CanonicalRecord,
  type RecordInput,
  type RecordKind,
} from '../../src/plugins/kit/records.ts';
import { deliveries } from '../../src/services/integrations/deliveries.ts';
import { type DeliveryResult, recordTypes } from '../../src/services/integrations/delivery.ts';
import { resolveReferences } from '../../src/services/integrations/resolve-references.ts';
import { runTransaction } from '../../src/services/transaction.ts';

export interface AnnouncedEvent {
  readonly type: string;
  readonly customerId: string | null;
  readonly data: Record<string, unknown>;
}

/** An ERP that delivers records the way the plugin host does: batch and external references in one transaction. */
export class Upstream {
  readonly db: Database;
  readonly integrationId: string;

  private constructor(db: Database, integrationId: string) {
    this.db = db;
    this.integrationId = integrationId;
  }

  static async add(db: Database, name = 'erp'): Promise<Upstream> {
    const id = newId();
    await db.query(
      `insert into integration (id, name, plugin, options, secrets) values ($1, $2, 'test', '{}', '{}')`,
      [id, name],
    );
    return new Upstream(db, id);
  }

  /** Records by their external ids. */
  async deliver<K extends RecordKind>(
    kind: K,
    records: Record<string, RecordInput<K>>,
  ): Promise<DeliveryResult> {
    const delivery = deliveries[kind];
    if (!delivery) throw new Error(`Nothing delivers ${kind}.`);
    const deliver = delivery.deliver;
    const type = recordTypes[kind];
    return runTransaction(
      this.db,
      { kind: 'INTEGRATION', name: 'erp', integrationId: this.integrationId },
      async (tx) => {
        const known = await resolveReferences(tx, this.integrationId, type, Object.keys(records));
        const items = Object.entries(records).map(([externalId, record]) => ({
          externalId,
          recordId: known.get(externalId) ?? null,
          record: recordSchemas[kind].parse(record) as CanonicalRecord<K>,
        }));
        const result = await deliver(tx, { integrationId: this.integrationId, items });
        for (const { externalId, recordId } of result.written) {
          await tx.query(
            `insert into external_reference (integration_id, record_type, external_id, record_id, fetched_at)
           values ($1, $2, $3, $4, now())
           on conflict (integration_id, record_type, external_id) do update set fetched_at = now()`,
            [this.integrationId, type, externalId, recordId],
          );
        }
        return result;
      },
    );
  }

  async withdraw(kind: RecordKind, externalId: string): Promise<void> {
    const recordId = await this.idOf(kind, externalId);
    await runTransaction(this.db, { kind: 'INTEGRATION', name: 'erp' }, async (tx) => {
      await deliveries[kind]?.withdraw?.(tx, [recordId]);
    });
  }

  /** Raw uuid of the record that an external id stands for. */
  async idOf(kind: RecordKind, externalId: string): Promise<string> {
    const known = await resolveReferences(this.db, this.integrationId, recordTypes[kind], [externalId]);
    const id = known.get(externalId);
    if (!id) throw new Error(`No ${kind} ${externalId} was delivered.`);
    return id;
  }

  /** What was announced since this was asked last, oldest first. */
  async events(): Promise<AnnouncedEvent[]> {
    const rows = await this.db.query<{
      type: string;
      customer_id: string | null;
      data: Record<string, unknown>;
    }>(
      `with taken as (delete from event_inbox returning seq, type, customer_id, data)
       select type, customer_id, data from taken order by seq`,
    );
    return rows.map((row) => ({ type: row.type, customerId: row.customer_id, data: row.data }));
  }
}

export const anOrder = (changes: Partial<RecordInput<'order'>> = {}): RecordInput<'order'> => ({
  customerExternalId: 'C1',
  number: 'AU-1',
  issueDate: '2026-03-02',
  currency: 'EUR',
  lines: [{ lineId: '10', name: 'Pump', quantity: '2', netPrice: '12.50', taxCategory: 'S', taxRate: '19' }],
  ...changes,
});

export const anInvoiceRecord = (changes: Partial<RecordInput<'invoice'>> = {}): RecordInput<'invoice'> => ({
  customerExternalId: 'C1',
  number: 'RE-1',
  issueDate: '2026-03-09',
  currency: 'EUR',
  dueDate: '2026-04-08',
  lines: [{ lineId: '10', name: 'Pump', quantity: '2', netPrice: '50.00', taxCategory: 'S', taxRate: '19' }],
  totals: { payableAmount: '119.00' },
  ...changes,
});

export const aCustomer = (changes: Partial<RecordInput<'customer'>> = {}): RecordInput<'customer'> => ({
  customerNumber: '1001',
  name: 'Maschinenbau Nord GmbH',
  ...changes,
});
