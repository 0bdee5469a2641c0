import type { Rel } from '@mikro-orm/core';
import { Entity, Index, ManyToOne, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { newId } from '../../shared/ids.ts';
import { Contact } from '../customers/contact.ts';
import { Customer } from '../customers/customer.ts';

/** Whose number it is, as somebody said when it called. The last word counts. */
@Entity({ tableName: 'learned_number' })
export class LearnedNumber {
  @PrimaryKey({ type: 'uuid' })
  id: string = newId();

  /** E.164; as it came where that cannot be told. */
  @Property({ type: 'text', unique: true })
  number!: string;

  @Index()
  @ManyToOne({ entity: () => Customer, deleteRule: 'cascade' })
  customer!: Rel<Customer>;

  @Index()
  @ManyToOne({ entity: () => Contact, nullable: true, deleteRule: 'set null' })
  contact: Rel<Contact> | null = null;

  /** The call that taught it. */
  @Property({ type: 'uuid' })
  callId!: string;

  @Property({ type: 'timestamptz', length: 6 })
  learnedAt: Date = new Date();
}
