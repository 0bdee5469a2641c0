import { Ctx, Extensions, FieldResolver, Resolver, Root } from 'type-graphql';
import { Contact } from '../../entities/customers/contact.ts';
import { Agent } from '../../entities/people/agent.ts';
import { TicketMessage } from '../../entities/tickets/ticket-message.ts';
import { Ticket } from '../../entities/tickets/ticket.ts';
import { loadContact } from '../../services/customers/contacts.ts';
import { loadAgent } from '../../services/people/agents.ts';
import type { TicketMessageRow } from '../../services/tickets/ticket-messages.ts';
import { loadTicket } from '../../services/tickets/tickets.ts';
import type { GraphQLContext } from '../context.ts';

@Resolver(() => TicketMessage)
export class TicketMessageResolver {
  @FieldResolver(() => Ticket, {
    nullable: true,
    description: 'The ticket; null where it went out of reach in the meantime.',
  })
  ticket(@Root() message: TicketMessageRow, @Ctx() context: GraphQLContext) {
    return loadTicket(context, message.ticketId);
  }

  @Extensions({ scope: 'people:read' })
  @FieldResolver(() => Agent, {
    nullable: true,
    description: 'Who of us wrote it; null for what the customer said and what Kontor wrote.',
  })
  agent(@Root() message: TicketMessageRow, @Ctx() context: GraphQLContext) {
    return loadAgent(context, message.agentId);
  }

  @Extensions({ scope: 'customers:read' })
  @FieldResolver(() => Contact, {
    nullable: true,
    description: 'Inbound: the person at the customer, where it is known.',
  })
  contact(@Root() message: TicketMessageRow, @Ctx() context: GraphQLContext) {
    return loadContact(context, message.contactId);
  }
}
