import type { Rel } from '@mikro-orm/core';
import { Entity, Index, ManyToOne, Property } from '@mikro-orm/decorators/legacy';
import type { TicketLinkKind } from './enums.ts';
import { Ticket } from './ticket.ts';

/** `from` is a duplicate of, caused by or blocks `to`. */
@Entity({ tableName: 'ticket_link' })
export class TicketLink {
  @ManyToOne({ entity: () => Ticket, primary: true, fieldName: 'from_id', deleteRule: 'cascade' })
  from!: Rel<Ticket>;

  @Property({ type: 'text', primary: true })
  kind!: TicketLinkKind;

  @Index()
  @ManyToOne({ entity: () => Ticket, primary: true, fieldName: 'to_id', deleteRule: 'cascade' })
  to!: Rel<Ticket>;
}
