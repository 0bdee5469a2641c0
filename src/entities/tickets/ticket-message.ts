import type { Rel } from '@mikro-orm/core';
import { Entity, Index, ManyToOne, Property } from '@mikro-orm/decorators/legacy';
import { Extensions, Field, ObjectType } from 'type-graphql';
import { DateTime } from '../../shared/scalars.ts';
import { Contact } from '../customers/contact.ts';
import { Customer } from '../customers/customer.ts';
import { Direction } from '../interactions/enums.ts';
import { Attachment } from '../interactions/interaction.ts';
import { Agent } from '../people/agent.ts';
import { Node, VersionedRecord } from '../record.ts';
import { TicketChannel, TicketMessageKind } from './enums.ts';
import { Ticket } from './ticket.ts';

@Extensions({ scope: 'tickets:read' })
@ObjectType({
  implements: Node,
  description: 'What was said or noted about a ticket. It is never changed afterwards.',
  simpleResolvers: true,
})
@Entity({ tableName: 'ticket_message' })
@Index({ name: 'ticket_message_ticket_index', properties: ['ticket', 'happenedAt', 'id'] })
@Index({ name: 'ticket_message_timeline_index', properties: ['customer', 'kind', 'happenedAt', 'id'] })
export class TicketMessage extends VersionedRecord {
  @ManyToOne({ entity: () => Ticket, deleteRule: 'cascade' })
  ticket!: Rel<Ticket>;

  /** The ticket's: for the timeline. */
  @ManyToOne({ entity: () => Customer, deleteRule: 'restrict' })
  customer!: Rel<Customer>;

  @Field(() => TicketMessageKind, { description: 'Who it is for.' })
  @Property({ type: 'text' })
  kind!: TicketMessageKind;

  @Field(() => TicketChannel, {
    nullable: true,
    description: 'Which way it went; null for internal notes and system entries.',
  })
  @Property({ type: 'text', nullable: true })
  channel: TicketChannel | null = null;

  @Field(() => Direction, {
    nullable: true,
    description: 'Public replies: from the customer or from us; null for the others.',
  })
  @Property({ type: 'text', nullable: true })
  direction: Direction | null = null;

  @ManyToOne({ entity: () => Agent, nullable: true, deleteRule: 'restrict' })
  agent: Rel<Agent> | null = null;

  @ManyToOne({ entity: () => Contact, nullable: true, deleteRule: 'restrict' })
  contact: Rel<Contact> | null = null;

  @Field(() => String, { description: 'Text, plain.' })
  @Property({ type: 'text' })
  body!: string;

  @Field(() => [Attachment], { description: 'Files that belong to it.' })
  @Property({ type: 'jsonb' })
  attachments: Attachment[] = [];

  @Field(() => DateTime, { description: 'When it was said or noted.' })
  @Property({ type: 'timestamptz', length: 6 })
  happenedAt: Date = new Date();
}
