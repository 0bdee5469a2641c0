import type { Rel } from '@mikro-orm/core';
import { Entity, Index, ManyToOne, Property } from '@mikro-orm/decorators/legacy';
import { Extensions, Field, ObjectType } from 'type-graphql';
import { Duration, LocalDate } from '../../shared/scalars.ts';
import { Agent } from '../people/agent.ts';
import { Node, VersionedRecord } from '../record.ts';
import { Ticket } from './ticket.ts';

@Extensions({ scope: 'tickets:read' })
@ObjectType({
  implements: Node,
  description: 'Time that one of us spent on a ticket. Partners and customers do not see it.',
  simpleResolvers: true,
})
@Entity({ tableName: 'ticket_time_entry' })
@Index({ properties: ['ticket', 'spentOn', 'id'] })
export class TicketTimeEntry extends VersionedRecord {
  @ManyToOne({ entity: () => Ticket, deleteRule: 'cascade' })
  ticket!: Rel<Ticket>;

  @Index()
  @ManyToOne({ entity: () => Agent, nullable: true, deleteRule: 'restrict' })
  agent: Rel<Agent> | null = null;

  @Field(() => LocalDate, { description: 'On which day.' })
  @Property({ type: 'date' })
  spentOn!: string;

  /** Seconds. */
  @Field(() => Duration, { description: 'How long.' })
  @Property({ type: 'integer' })
  duration!: number;

  @Field(() => String, { nullable: true, description: 'What was done.' })
  @Property({ type: 'text', nullable: true })
  note: string | null = null;
}
