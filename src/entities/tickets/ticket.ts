import type { Rel } from '@mikro-orm/core';
import { Entity, Enum, Index, ManyToOne, Property } from '@mikro-orm/decorators/legacy';
import { Extensions, Field, Int, InterfaceType } from 'type-graphql';
import { DateTime } from '../../shared/scalars.ts';
import { Contact } from '../customers/contact.ts';
import { Customer } from '../customers/customer.ts';
import { Product } from '../erp/product.ts';
import { Agent } from '../people/agent.ts';
import { Team } from '../people/team.ts';
import { Node, VersionedRecord } from '../record.ts';
import { TicketChannel, TicketPriority, TicketState, TicketType } from './enums.ts';
import { TicketCategory } from './ticket-category.ts';
import { TicketStatus } from './ticket-status.ts';

/** One table for service requests, complaints and suggestions. This file must import none of them (DESIGN §2). */
@Extensions({ scope: 'tickets:read' })
@InterfaceType({
  implements: Node,
  description:
    'Something that a customer wants of us (Vorgang): a service request, a complaint or a suggestion. Partners and ' +
    'customers see the tickets of the customers they reach, and of these the public part.',
})
@Entity({ tableName: 'ticket', discriminatorColumn: 'type', abstract: true })
@Index({ name: 'ticket_customer_index', properties: ['customer', 'openedAt', 'id'] })
@Index({ name: 'ticket_timeline_index', properties: ['customer', 'type', 'openedAt', 'id'] })
@Index({ name: 'ticket_update_index', properties: ['updatedAt', 'id'] })
@Index({ name: 'ticket_public_update_index', properties: ['publicUpdatedAt', 'id'] })
@Index({ name: 'ticket_time_index', properties: ['openedAt', 'id'] })
@Index({
  name: 'ticket_open_index',
  expression: `create index "ticket_open_index" on "ticket" (customer_id, opened_at, id)
    where state in ('OPEN', 'PENDING', 'ON_HOLD')`,
})
@Index({ name: 'ticket_assignee_index', properties: ['assignee', 'state', 'openedAt', 'id'] })
@Index({ name: 'ticket_team_index', properties: ['team', 'state', 'openedAt', 'id'] })
@Index({ name: 'ticket_product_index', properties: ['product', 'openedAt', 'id'] })
export abstract class Ticket extends VersionedRecord {
  @Field(() => TicketType, { description: 'Which of the three kinds it is.' })
  @Enum({ items: () => TicketType, type: 'text' })
  type!: TicketType;

  @Field(() => String, {
    description: 'Readable number, unique: what customers and colleagues call it. It never changes.',
  })
  @Property({ type: 'text', unique: true })
  number!: string;

  @Field(() => String, { description: 'What it is about, one line.' })
  @Property({ type: 'text' })
  subject!: string;

  @Field(() => String, { nullable: true, description: 'What the customer reports, plain text.' })
  @Property({ type: 'text', nullable: true })
  description: string | null = null;

  @ManyToOne({ entity: () => Customer, deleteRule: 'restrict' })
  customer!: Rel<Customer>;

  @ManyToOne({ entity: () => Contact, nullable: true, deleteRule: 'restrict' })
  contact: Rel<Contact> | null = null;

  @Field(() => TicketChannel, { description: 'Which way it came in.' })
  @Property({ type: 'text' })
  channel: TicketChannel = TicketChannel.OTHER;

  @ManyToOne({ entity: () => Product, nullable: true, deleteRule: 'set null' })
  product: Rel<Product> | null = null;

  /** The commercial document it is about. A plain column, as `Interaction.documentId`. */
  @Index()
  @Property({ type: 'uuid', nullable: true })
  documentId: string | null = null;

  /** The call it was opened from: a plain column, for area `telephony`. */
  @Index()
  @Property({ type: 'uuid', nullable: true })
  callId: string | null = null;

  @Field(() => TicketPriority, { description: 'How pressing it is.' })
  @Property({ type: 'text', default: 'NORMAL' })
  priority: TicketPriority = TicketPriority.NORMAL;

  @Index()
  @ManyToOne({ entity: () => TicketCategory, nullable: true, deleteRule: 'restrict' })
  category: Rel<TicketCategory> | null = null;

  @Field(() => [String], { description: 'Free tags, sorted.' })
  @Property({ type: 'text[]' })
  tags: string[] = [];

  @ManyToOne({ entity: () => Agent, nullable: true, deleteRule: 'restrict' })
  assignee: Rel<Agent> | null = null;

  @ManyToOne({ entity: () => Team, nullable: true, deleteRule: 'restrict' })
  team: Rel<Team> | null = null;

  @Index()
  @ManyToOne({ entity: () => TicketStatus, deleteRule: 'restrict' })
  status!: Rel<TicketStatus>;

  @Field(() => TicketState, { description: 'The canonical state that its `status` stands for.' })
  @Property({ type: 'text' })
  state!: TicketState;

  @Field(() => String, { nullable: true, description: 'Why it was rejected; null: it is not.' })
  @Property({ type: 'text', nullable: true })
  rejectionReason: string | null = null;

  @Index()
  @ManyToOne({ entity: () => Ticket, nullable: true, deleteRule: 'restrict' })
  parent: Rel<Ticket> | null = null;

  /** The ticket that lives on in its place; never one that is merged itself. */
  @Index()
  @ManyToOne({ entity: () => Ticket, nullable: true, deleteRule: 'restrict' })
  mergedInto: Rel<Ticket> | null = null;

  @Field(() => DateTime, { description: 'When it was opened.' })
  @Property({ type: 'timestamptz', length: 6 })
  openedAt: Date = new Date();

  @Field(() => DateTime, { nullable: true, description: 'When we first replied publicly; null: not yet.' })
  @Property({ type: 'timestamptz', length: 6, nullable: true })
  firstResponseAt: Date | null = null;

  @Field(() => DateTime, {
    nullable: true,
    description: 'When it was solved, or closed or rejected without that; null: it is not, or open again.',
  })
  @Property({ type: 'timestamptz', length: 6, nullable: true })
  solvedAt: Date | null = null;

  @Field(() => DateTime, {
    nullable: true,
    description: 'When it was closed or rejected; null: it is not, or open again.',
  })
  @Property({ type: 'timestamptz', length: 6, nullable: true })
  closedAt: Date | null = null;

  /** `version` and `updatedAt` as partners and customers see them: internal changes do not move them. */
  @Property({ type: 'integer', default: 1 })
  publicVersion: number = 1;

  @Property({ type: 'timestamptz', length: 6, defaultRaw: 'now()' })
  publicUpdatedAt: Date = this.createdAt;

  // Again, for the interface: type-graphql lets it inherit from interfaces only.

  @Field(() => Int, {
    description: 'Counts the changes, from 1; for partners and customers those that they are told of.',
  })
  override version!: number;

  @Field(() => DateTime, { description: 'When Kontor first stored it.' })
  override createdAt!: Date;

  @Field(() => DateTime, {
    description: 'When Kontor last changed it; for partners and customers: what they are told of.',
  })
  override updatedAt!: Date;
}
