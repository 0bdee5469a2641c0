import type { Rel } from '@mikro-orm/core';
import { Entity, Index, ManyToOne } from '@mikro-orm/decorators/legacy';
import { Agent } from '../people/agent.ts';
import { Ticket } from './ticket.ts';

/** An agent who wants to know what becomes of a ticket. */
@Entity({ tableName: 'ticket_watcher' })
export class TicketWatcher {
  @ManyToOne({ entity: () => Ticket, primary: true, deleteRule: 'cascade' })
  ticket!: Rel<Ticket>;

  @Index()
  @ManyToOne({ entity: () => Agent, primary: true, deleteRule: 'cascade' })
  agent!: Rel<Agent>;
}
