import type { CanonicalRecord, RecordKind } from '../../plugins/kit/records.ts';
import type { Transaction } from '../transaction.ts';

/** One record to write: checked, changed since the last delivery. */
export interface DeliveryItem<K extends RecordKind> {
  readonly externalId: string;
  /** Raw uuid of the record that this external id stands for already; null: never delivered before. */
  readonly recordId: string | null;
  readonly record: CanonicalRecord<K>;
}

/** A batch as an area's service gets it. External ids are unique in it. */
export interface Delivery<K extends RecordKind> {
  /** Raw uuid. */
  readonly integrationId: string;
  readonly items: readonly DeliveryItem<K>[];
}

export interface WrittenRecord {
  readonly externalId: string;
  /** Raw uuid of the record it was written to: the host keeps it as the external reference. */
  readonly recordId: string;
  /** `UNCHANGED`: the row already said all this; nothing was written or announced. */
  readonly outcome: 'CREATED' | 'UPDATED' | 'UNCHANGED';
}

export interface RejectedRecord {
  readonly externalId: string;
  /** For the operator: what is wrong and with which field (`customerExternalId: no customer 4711 was delivered yet`). */
  readonly reason: string;
}

/** Every item of the delivery is in exactly one of the two lists. */
export interface DeliveryResult {
  readonly written: readonly WrittenRecord[];
  /** Quarantined by the host and tried again after later syncs. */
  readonly rejected: readonly RejectedRecord[];
}

/**
 * What an area offers the plugin host for one kind of record: writes the rows with multi-row statements and
 * announces each change once, in the batch's transaction. External references are the host's.
 */
export type Deliver<K extends RecordKind> = (
  tx: Transaction,
  delivery: Delivery<K>,
) => Promise<DeliveryResult>;

/**
 * What happens to records that the other system says are gone. Nothing of ours is deleted: they are archived,
 * deactivated or canceled, and announced as updates. Answers the records (raw uuids) that changed.
 */
export type Withdraw = (tx: Transaction, recordIds: readonly string[]) => Promise<readonly string[]>;

/** GraphQL type name of each kind of record, as external references and events name it. */
export const recordTypes = {
  customer: 'Customer',
  contact: 'Contact',
  interaction: 'Interaction',
  product: 'Product',
  availability: 'Availability',
  quote: 'Quote',
  order: 'Order',
  invoice: 'Invoice',
  creditNote: 'CreditNote',
} as const satisfies Record<RecordKind, string>;
