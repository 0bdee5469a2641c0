import type { RecordKind } from '../../plugins/kit/records.ts';
import type { Deliver, Withdraw } from './delivery.ts';

/** How one kind of record gets into the database and out of use. */
export interface RecordDelivery<K extends RecordKind> {
  readonly deliver: Deliver<K>;
  /** Left out: a deletion upstream only marks the external reference as deleted. */
  readonly withdraw?: Withdraw;
}

/** The delivery of every kind of record: one line a kind. */
export const deliveries: { readonly [K in RecordKind]?: RecordDelivery<K> } = {};
