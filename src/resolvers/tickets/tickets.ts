import { Args, Ctx, Extensions, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import { Contact } from '../../entities/customers/contact.ts';
import { Customer } from '../../entities/customers/customer.ts';
import { CommercialDocument } from '../../entities/erp/commercial-document.ts';
import { Product } from '../../entities/erp/product.ts';
import { Agent } from '../../entities/people/agent.ts';
import { Team } from '../../entities/people/team.ts';
import { TicketCategory } from '../../entities/tickets/ticket-category.ts';
import { TicketStatus } from '../../entities/tickets/ticket-status.ts';
import { Ticket } from '../../entities/tickets/ticket.ts';
import {
  TicketConnection,
  TicketKeyArguments,
  TicketMessageConnection,
  TicketMessagesArguments,
  TicketsArguments,
} from '../../schema/tickets/lists.ts';
import { TicketLink } from '../../schema/tickets/parts.ts';
import { loadContact } from '../../services/customers/contacts.ts';
import { type CustomerRow, loadCustomer } from '../../services/customers/customers.ts';
import { loadDocument } from '../../services/erp/documents.ts';
import { loadProduct } from '../../services/erp/products.ts';
import { loadAgent } from '../../services/people/agents.ts';
import { loadTeam } from '../../services/people/teams.ts';
import { loadTicketCategory, loadTicketStatus, nextStatusesOf } from '../../services/tickets/taxonomies.ts';
import { loadLinksOf, type TicketLinkRow } from '../../services/tickets/ticket-links.ts';
import { listMessagesOf } from '../../services/tickets/ticket-messages.ts';
import { loadWatchersOf } from '../../services/tickets/ticket-watchers.ts';
import {
  findTicket,
  listChildrenOf,
  listMergedInto,
  listTickets,
  listTicketsOf,
  loadTicket,
  type TicketRow,
} from '../../services/tickets/tickets.ts';
import type { GraphQLContext } from '../context.ts';

/** What tickets of every type have. */
@Resolver(() => Ticket)
export class TicketResolver {
  @Extensions({ scope: 'tickets:read' })
  @Query(() => TicketConnection, {
    description: 'Tickets of all customers the viewer reaches, newest first if no order is given.',
  })
  tickets(@Ctx() context: GraphQLContext, @Args(() => TicketsArguments) args: TicketsArguments) {
    return listTickets(context, args);
  }

  @Extensions({ scope: 'tickets:read' })
  @Query(() => Ticket, {
    nullable: true,
    description:
      'One ticket by exactly one of the arguments; null where there is none or it is out of reach.',
  })
  ticket(@Ctx() context: GraphQLContext, @Args(() => TicketKeyArguments) key: TicketKeyArguments) {
    return findTicket(context, key);
  }

  @Extensions({ scope: 'customers:read' })
  @FieldResolver(() => Customer, { description: 'The customer.' })
  customer(@Root() ticket: TicketRow, @Ctx() context: GraphQLContext) {
    return loadCustomer(context, ticket.customerId);
  }

  @Extensions({ scope: 'customers:read' })
  @FieldResolver(() => Contact, {
    nullable: true,
    description: 'The person at the customer, where it is known.',
  })
  contact(@Root() ticket: TicketRow, @Ctx() context: GraphQLContext) {
    return loadContact(context, ticket.contactId);
  }

  @Extensions({ scope: 'products:read' })
  @FieldResolver(() => Product, { nullable: true, description: 'The product it is about; null: none.' })
  product(@Root() ticket: TicketRow, @Ctx() context: GraphQLContext) {
    return loadProduct(context, ticket.productId);
  }

  @FieldResolver(() => CommercialDocument, {
    nullable: true,
    description:
      'The document it is about; null where there is none, or the viewer has no scope for its kind.',
  })
  document(@Root() ticket: TicketRow, @Ctx() context: GraphQLContext) {
    return loadDocument(context, ticket.documentId);
  }

  @FieldResolver(() => TicketCategory, { nullable: true, description: 'What it is about; null: not said.' })
  category(@Root() ticket: TicketRow, @Ctx() context: GraphQLContext) {
    return loadTicketCategory(context, ticket.categoryId);
  }

  @Extensions({ scope: 'people:read' })
  @FieldResolver(() => Agent, { nullable: true, description: 'Who works on it; null: nobody yet.' })
  assignee(@Root() ticket: TicketRow, @Ctx() context: GraphQLContext) {
    return loadAgent(context, ticket.assigneeId);
  }

  @Extensions({ scope: 'people:read' })
  @FieldResolver(() => Team, { nullable: true, description: 'Which team works on it; null: none.' })
  team(@Root() ticket: TicketRow, @Ctx() context: GraphQLContext) {
    return loadTeam(context, ticket.teamId);
  }

  @FieldResolver(() => TicketStatus, { description: 'Where it stands.' })
  status(@Root() ticket: TicketRow, @Ctx() context: GraphQLContext) {
    return loadTicketStatus(context, ticket.statusId);
  }

  @FieldResolver(() => [TicketStatus], {
    description: 'Into which statuses the viewer may bring it now; none for partners and customers.',
  })
  nextStatuses(@Root() ticket: TicketRow, @Ctx() context: GraphQLContext) {
    return nextStatusesOf(context, ticket);
  }

  @Extensions({ scope: 'people:read' })
  @FieldResolver(() => [Agent], {
    description: 'Who of us wants to know what becomes of it, by name; none for partners and customers.',
  })
  watchers(@Root() ticket: TicketRow, @Ctx() context: GraphQLContext) {
    return loadWatchersOf(context, ticket.id);
  }

  @FieldResolver(() => TicketMessageConnection, {
    description:
      'Its course, oldest first if no order is given; of it, partners and customers get the public replies.',
  })
  messages(
    @Root() ticket: TicketRow,
    @Ctx() context: GraphQLContext,
    @Args(() => TicketMessagesArguments) args: TicketMessagesArguments,
  ) {
    return listMessagesOf(context, ticket.id, args);
  }

  @FieldResolver(() => [TicketLink], { description: 'Its links to tickets that the viewer reaches.' })
  links(@Root() ticket: TicketRow, @Ctx() context: GraphQLContext) {
    return loadLinksOf(context, ticket.id);
  }

  @FieldResolver(() => Ticket, {
    nullable: true,
    description: 'The ticket it stands below; null where there is none or it is out of reach.',
  })
  parent(@Root() ticket: TicketRow, @Ctx() context: GraphQLContext) {
    return loadTicket(context, ticket.parentId);
  }

  @FieldResolver(() => TicketConnection, { description: 'The tickets that stand below it.' })
  children(
    @Root() ticket: TicketRow,
    @Ctx() context: GraphQLContext,
    @Args(() => TicketsArguments) args: TicketsArguments,
  ) {
    return listChildrenOf(context, ticket.id, args);
  }

  @FieldResolver(() => Ticket, {
    nullable: true,
    description: 'The ticket that lives on in its place; null: it was not merged.',
  })
  mergedInto(@Root() ticket: TicketRow, @Ctx() context: GraphQLContext) {
    return loadTicket(context, ticket.mergedIntoId);
  }

  @FieldResolver(() => TicketConnection, {
    description:
      'The tickets that were merged into it, also those that had been merged into one of these before; what was opened ' +
      'last comes first. At most 100 are listed, `totalCount` counts all. Partners and customers get the same ones, each ' +
      'as they see any ticket.',
  })
  mergedTickets(@Root() ticket: TicketRow, @Ctx() context: GraphQLContext) {
    return listMergedInto(context, ticket.id);
  }
}

@Resolver(() => TicketLink)
export class TicketLinkResolver {
  @FieldResolver(() => Ticket, {
    nullable: true,
    description: 'The ticket at the other end; null where it went out of reach in the meantime.',
  })
  ticket(@Root() link: TicketLinkRow, @Ctx() context: GraphQLContext) {
    return loadTicket(context, link.otherId);
  }
}

@Resolver(() => Customer)
export class CustomerTicketsResolver {
  @Extensions({ scope: 'tickets:read' })
  @FieldResolver(() => TicketConnection, {
    description: 'Tickets of this customer, newest first if no order is given.',
  })
  tickets(
    @Root() customer: CustomerRow,
    @Ctx() context: GraphQLContext,
    @Args(() => TicketsArguments) args: TicketsArguments,
  ) {
    return listTicketsOf(context, customer.id, args);
  }
}
