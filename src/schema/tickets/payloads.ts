import { Extensions, Field, ObjectType } from 'type-graphql';
import { TicketCostEntry } from '../../entities/tickets/ticket-cost-entry.ts';
import { TicketMessage } from '../../entities/tickets/ticket-message.ts';
import { TicketTimeEntry } from '../../entities/tickets/ticket-time-entry.ts';
import { Ticket } from '../../entities/tickets/ticket.ts';
import { Payload } from '../user-error.ts';

@Extensions({ scope: 'none' })
@ObjectType({ description: 'The ticket as it is now.', simpleResolvers: true })
export class TicketPayload extends Payload {
  @Extensions({ scope: 'tickets:read' })
  @Field(() => Ticket, { nullable: true, description: 'Null if the change was refused.' })
  ticket?: object | null;
}

@Extensions({ scope: 'none' })
@ObjectType({ description: 'The message, and its ticket as it is now.', simpleResolvers: true })
export class TicketMessagePayload extends Payload {
  @Extensions({ scope: 'tickets:read' })
  @Field(() => TicketMessage, { nullable: true, description: 'Null if it was refused.' })
  ticketMessage?: object | null;

  @Extensions({ scope: 'tickets:read' })
  @Field(() => Ticket, { nullable: true, description: 'Null if it was refused.' })
  ticket?: object | null;
}

@Extensions({ scope: 'none' })
@ObjectType({ description: 'The time entry, and its ticket as it is now.', simpleResolvers: true })
export class TicketTimeEntryPayload extends Payload {
  @Extensions({ scope: 'tickets:read' })
  @Field(() => TicketTimeEntry, { nullable: true, description: 'Null if it was refused.' })
  ticketTimeEntry?: object | null;

  @Extensions({ scope: 'tickets:read' })
  @Field(() => Ticket, { nullable: true, description: 'Null if it was refused.' })
  ticket?: object | null;
}

@Extensions({ scope: 'none' })
@ObjectType({ description: 'The cost entry, and its ticket as it is now.', simpleResolvers: true })
export class TicketCostEntryPayload extends Payload {
  @Extensions({ scope: 'tickets:read' })
  @Field(() => TicketCostEntry, { nullable: true, description: 'Null if it was refused.' })
  ticketCostEntry?: object | null;

  @Extensions({ scope: 'tickets:read' })
  @Field(() => Ticket, { nullable: true, description: 'Null if it was refused.' })
  ticket?: object | null;
}
