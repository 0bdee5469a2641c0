import type { Rel } from '@mikro-orm/core';
import { Entity, Index, ManyToOne, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { Extensions, Field, ObjectType } from 'type-graphql';
import { newId } from '../../shared/ids.ts';
import { DateTime } from '../../shared/scalars.ts';
import { Agent } from '../people/agent.ts';
import { Team } from '../people/team.ts';
import { Ticket } from './ticket.ts';

@Extensions({ scope: 'tickets:read' })
@ObjectType({ description: 'Who had a ticket from some moment on.', simpleResolvers: true })
@Entity({ tableName: 'ticket_assignment' })
@Index({ properties: ['ticket', 'assignedAt', 'id'] })
export class TicketAssignment {
  @PrimaryKey({ type: 'uuid' })
  id: string = newId();

  @ManyToOne({ entity: () => Ticket, deleteRule: 'cascade' })
  ticket!: Rel<Ticket>;

  @ManyToOne({ entity: () => Agent, nullable: true, deleteRule: 'restrict' })
  agent: Rel<Agent> | null = null;

  @ManyToOne({ entity: () => Team, nullable: true, deleteRule: 'restrict' })
  team: Rel<Team> | null = null;

  @Field(() => Boolean, {
    description: 'Whether somebody who had it passed it on to somebody else, another person or another team.',
  })
  @Property({ type: 'boolean' })
  isHandOver!: boolean;

  @Field(() => DateTime, { description: 'From when on.' })
  @Property({ type: 'timestamptz', length: 6 })
  assignedAt!: Date;
}
