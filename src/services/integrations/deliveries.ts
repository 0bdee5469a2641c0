import { archiveCustomers, deliverCustomers } from '../customers/deliver-customers.ts';
import { deactivateContacts, deliverContacts } from '../customers/deliver-contacts.ts';
import { deliverInteractions } from '../interactions/deliver-interactions.ts';
import type { RecordKind } from '../../plugins/kit/records.ts';
import { deliverAvailability } from '../erp/delivery/availability.ts';
import { deliverDocuments } from '../erp/delivery/documents.ts';
import { deliverProducts, withdrawProducts } from '../erp/delivery/products.ts';
import { withdrawDocuments } from '../erp/delivery/withdraw.ts';
import type { Deliver, Withdraw } from './delivery.ts';

/** How one kind of record gets into the database and out of use. */
export interface RecordDelivery<K extends RecordKind> {
  /** Where its rows lie: a dry run compares them before and after. */
  readonly table: string;
  readonly deliver: Deliver<K>;
  /** Left out: a deletion upstream only marks the external reference as deleted. */
  readonly withdraw?: Withdraw;
}

/** The delivery of every kind of record: one line a kind. */
export const deliveries: { readonly [K in RecordKind]?: RecordDelivery<K> } = {
  product: { table: 'product', deliver: deliverProducts, withdraw: withdrawProducts },
  availability: { table: 'availability', deliver: deliverAvailability },
  quote: {
    table: 'commercial_document',
    deliver: deliverDocuments('quote'),
    withdraw: withdrawDocuments('quote'),
  },
  order: {
    table: 'commercial_document',
    deliver: deliverDocuments('order'),
    withdraw: withdrawDocuments('order'),
  },
  invoice: {
    table: 'commercial_document',
    deliver: deliverDocuments('invoice'),
    withdraw: withdrawDocuments('invoice'),
  },
  creditNote: {
    table: 'commercial_document',
    deliver: deliverDocuments('creditNote'),
    withdraw: withdrawDocuments('creditNote'),
  },
  customer: { table: 'customer', deliver: deliverCustomers, withdraw: archiveCustomers },
  contact: { table: 'contact', deliver: deliverContacts, withdraw: deactivateContacts },
  // An entry of the contact history that the other system deleted stays in ours.
  interaction: { table: 'interaction', deliver: deliverInteractions },
};
