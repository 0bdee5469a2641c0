import type { Rel } from '@mikro-orm/core';
import { Entity, Index, ManyToOne, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { Extensions, Field, ObjectType } from 'type-graphql';
import { newId } from '../../shared/ids.ts';
import { DateTime } from '../../shared/scalars.ts';
import { Agent } from '../people/agent.ts';
import { TicketStatus } from './ticket-status.ts';
import { Ticket } from './ticket.ts';

@Extensions({ scope: 'tickets:read' })
@ObjectType({ description: 'One change of status of a ticket.', simpleResolvers: true })
@Entity({ tableName: 'ticket_status_change' })
@Index({ properties: ['ticket', 'changedAt', 'id'] })
export class TicketStatusChange {
  @PrimaryKey({ type: 'uuid' })
  id: string = newId();

  @ManyToOne({ entity: () => Ticket, deleteRule: 'cascade' })
  ticket!: Rel<Ticket>;

  /** Null: the ticket was opened. */
  @ManyToOne({ entity: () => TicketStatus, nullable: true, fieldName: 'from_id', deleteRule: 'restrict' })
  from: Rel<TicketStatus> | null = null;

  @ManyToOne({ entity: () => TicketStatus, fieldName: 'to_id', deleteRule: 'restrict' })
  to!: Rel<TicketStatus>;

  @Field(() => DateTime, { description: 'When.' })
  @Property({ type: 'timestamptz', length: 6 })
  changedAt!: Date;

  @ManyToOne({ entity: () => Agent, nullable: true, deleteRule: 'restrict' })
  agent: Rel<Agent> | null = null;
}
