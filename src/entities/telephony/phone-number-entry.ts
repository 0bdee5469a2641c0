import type { Rel } from '@mikro-orm/core';
import { Entity, Index, ManyToOne, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { newId } from '../../shared/ids.ts';
import { Contact } from '../customers/contact.ts';
import { Customer } from '../customers/customer.ts';
import type { PhoneKind } from '../customers/enums.ts';

/**
 * A number of a customer or of a contact, to be found by: kept by triggers on both tables (Migration…_phone_index),
 * so that no way of writing them can forget it.
 */
@Entity({ tableName: 'phone_number_entry' })
@Index({
  name: 'phone_number_e164_index',
  expression:
    'create index "phone_number_e164_index" on "phone_number_entry" (e164 text_pattern_ops) where e164 is not null',
})
@Index({
  name: 'phone_number_reversed_index',
  expression:
    'create index "phone_number_reversed_index" on "phone_number_entry" (reversed text_pattern_ops)',
})
export class PhoneNumberEntry {
  @PrimaryKey({ type: 'uuid' })
  id: string = newId();

  @Index()
  @ManyToOne({ entity: () => Customer, deleteRule: 'cascade' })
  customer!: Rel<Customer>;

  /** Whose it is at the customer; null: the customer's own. */
  @Index()
  @ManyToOne({ entity: () => Contact, nullable: true, deleteRule: 'cascade' })
  contact: Rel<Contact> | null = null;

  @Property({ type: 'text' })
  kind!: PhoneKind;

  @Property({ type: 'text' })
  raw!: string;

  @Property({ type: 'text', nullable: true })
  e164: string | null = null;

  /** The significant digits backwards: what has the same end stands side by side. */
  @Property({ type: 'text' })
  reversed!: string;

  /** Since when it is theirs, as far as we know: what was learned of it before may be out of date. */
  @Property({ type: 'timestamptz', length: 6, defaultRaw: 'now()' })
  enteredAt: Date = new Date();
}
