import type { Rel } from '@mikro-orm/core';
import { Entity, Index, ManyToOne, Property } from '@mikro-orm/decorators/legacy';
import { Extensions, Field, ObjectType } from 'type-graphql';
import { Money } from '../../shared/money.ts';
import { LocalDate } from '../../shared/scalars.ts';
import { Agent } from '../people/agent.ts';
import { Node, VersionedRecord } from '../record.ts';
import { Ticket } from './ticket.ts';

@Extensions({ scope: 'tickets:read' })
@ObjectType({
  implements: Node,
  description: 'What a ticket cost us: spare parts, freight, … Partners and customers do not see it.',
  simpleResolvers: true,
})
@Entity({ tableName: 'ticket_cost_entry' })
@Index({ properties: ['ticket', 'incurredOn', 'id'] })
export class TicketCostEntry extends VersionedRecord {
  @ManyToOne({ entity: () => Ticket, deleteRule: 'cascade' })
  ticket!: Rel<Ticket>;

  /** Who recorded it. */
  @Index()
  @ManyToOne({ entity: () => Agent, nullable: true, deleteRule: 'restrict' })
  agent: Rel<Agent> | null = null;

  @Field(() => LocalDate, { description: 'On which day.' })
  @Property({ type: 'date' })
  incurredOn!: string;

  @Field(() => Money, { description: 'How much.' })
  @Property({ type: 'decimal', columnType: 'numeric' })
  amount!: string;

  @Property({ type: 'text' })
  currency!: string;

  @Field(() => String, { description: 'What for.' })
  @Property({ type: 'text' })
  purpose!: string;
}
