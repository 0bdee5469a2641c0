import { Arg, Ctx, Extensions, Mutation, Resolver } from 'type-graphql';
import {
  AddTicketMessageInput,
  AssignTicketInput,
  ChangeTicketStatusInput,
  LinkTicketsInput,
  MergeTicketsInput,
  OpenTicketInput,
  SetTicketParentInput,
  UpdateTicketInput,
  WatchTicketInput,
} from '../../schema/tickets/inputs.ts';
import { TicketMessagePayload, TicketPayload } from '../../schema/tickets/payloads.ts';
import { addMessage } from '../../services/tickets/add-message.ts';
import { assignTicket } from '../../services/tickets/assign-ticket.ts';
import { changeTicketStatus } from '../../services/tickets/change-status.ts';
import { linkTickets, unlinkTickets } from '../../services/tickets/link-tickets.ts';
import { mergeTickets } from '../../services/tickets/merge-tickets.ts';
import { openTicket } from '../../services/tickets/open-ticket.ts';
import { setTicketParent } from '../../services/tickets/set-parent.ts';
import { loadTicketMessage } from '../../services/tickets/ticket-messages.ts';
import { loadTicket } from '../../services/tickets/tickets.ts';
import { updateTicket } from '../../services/tickets/update-ticket.ts';
import { unwatchTicket, watchTicket } from '../../services/tickets/watch-ticket.ts';
import { answer } from '../answer.ts';
import type { GraphQLContext } from '../context.ts';

@Resolver()
export class ChangeTicketsResolver {
  @Extensions({ scope: 'tickets:write', outsiders: true })
  @Mutation(() => TicketPayload, {
    description: 'Opens a ticket. Partners and customers open tickets of the customers they reach.',
  })
  openTicket(
    @Ctx() context: GraphQLContext,
    @Arg('input', () => OpenTicketInput, { description: 'The ticket.' }) input: OpenTicketInput,
  ) {
    return answer(async () => ({
      ticket: await loadTicket(context, (await openTicket(context, input)).id),
    }));
  }

  @Extensions({ scope: 'tickets:write' })
  @Mutation(() => TicketPayload, {
    description: 'Changes a ticket: what is omitted stays, `null` clears. Own people and services only.',
  })
  updateTicket(
    @Ctx() context: GraphQLContext,
    @Arg('input', () => UpdateTicketInput, { description: 'What to change.' }) input: UpdateTicketInput,
  ) {
    return answer(async () => ({
      ticket: await loadTicket(context, (await updateTicket(context, input)).id),
    }));
  }

  @Extensions({ scope: 'tickets:write' })
  @Mutation(() => TicketPayload, {
    description: 'Brings a ticket into one of its `nextStatuses`. Own people and services only.',
  })
  changeTicketStatus(
    @Ctx() context: GraphQLContext,
    @Arg('input', () => ChangeTicketStatusInput, { description: 'Which status, and why.' })
    input: ChangeTicketStatusInput,
  ) {
    return answer(async () => ({
      ticket: await loadTicket(context, (await changeTicketStatus(context, input)).id),
    }));
  }

  @Extensions({ scope: 'tickets:write' })
  @Mutation(() => TicketPayload, {
    description: 'Gives a ticket to an agent, a team or both. Own people and services only.',
  })
  assignTicket(
    @Ctx() context: GraphQLContext,
    @Arg('input', () => AssignTicketInput, { description: 'Who gets it.' }) input: AssignTicketInput,
  ) {
    return answer(async () => ({
      ticket: await loadTicket(context, (await assignTicket(context, input)).id),
    }));
  }

  @Extensions({ scope: 'tickets:write' })
  @Mutation(() => TicketPayload, {
    description: 'An agent wants to know what becomes of a ticket. Own people and services only.',
  })
  watchTicket(
    @Ctx() context: GraphQLContext,
    @Arg('input', () => WatchTicketInput, { description: 'Who, and which ticket.' }) input: WatchTicketInput,
  ) {
    return answer(async () => ({
      ticket: await loadTicket(context, (await watchTicket(context, input)).id),
    }));
  }

  @Extensions({ scope: 'tickets:write' })
  @Mutation(() => TicketPayload, {
    description: 'An agent no longer wants to know. Own people and services only.',
  })
  unwatchTicket(
    @Ctx() context: GraphQLContext,
    @Arg('input', () => WatchTicketInput, { description: 'Who, and which ticket.' }) input: WatchTicketInput,
  ) {
    return answer(async () => ({
      ticket: await loadTicket(context, (await unwatchTicket(context, input)).id),
    }));
  }

  @Extensions({ scope: 'tickets:write' })
  @Mutation(() => TicketPayload, {
    description:
      'Says that a ticket is a duplicate of, caused by or blocks another one; answers the first. Own people and services only.',
  })
  linkTickets(
    @Ctx() context: GraphQLContext,
    @Arg('input', () => LinkTicketsInput, { description: 'The link.' }) input: LinkTicketsInput,
  ) {
    return answer(async () => ({
      ticket: await loadTicket(context, (await linkTickets(context, input)).id),
    }));
  }

  @Extensions({ scope: 'tickets:write' })
  @Mutation(() => TicketPayload, { description: 'Takes a link back. Own people and services only.' })
  unlinkTickets(
    @Ctx() context: GraphQLContext,
    @Arg('input', () => LinkTicketsInput, { description: 'The link.' }) input: LinkTicketsInput,
  ) {
    return answer(async () => ({
      ticket: await loadTicket(context, (await unlinkTickets(context, input)).id),
    }));
  }

  @Extensions({ scope: 'tickets:write' })
  @Mutation(() => TicketPayload, {
    description: 'Puts a ticket below another one, or below none. Own people and services only.',
  })
  setTicketParent(
    @Ctx() context: GraphQLContext,
    @Arg('input', () => SetTicketParentInput, { description: 'Which below which.' })
    input: SetTicketParentInput,
  ) {
    return answer(async () => ({
      ticket: await loadTicket(context, (await setTicketParent(context, input)).id),
    }));
  }

  @Extensions({ scope: 'tickets:write' })
  @Mutation(() => TicketPayload, {
    description:
      'Merges a ticket into another one of the same customer: messages, votes, watchers, links, children, time and cost ' +
      'entries move there, the ticket is closed and its number leads there. Answers the one that lives on. Own people ' +
      'and services only.',
  })
  mergeTickets(
    @Ctx() context: GraphQLContext,
    @Arg('input', () => MergeTicketsInput, { description: 'Which into which.' }) input: MergeTicketsInput,
  ) {
    return answer(async () => ({
      ticket: await loadTicket(context, (await mergeTickets(context, input)).id),
    }));
  }

  @Extensions({ scope: 'tickets:write', outsiders: true })
  @Mutation(() => TicketMessagePayload, {
    description:
      'Replies publicly, or notes something for our own people. A reply of the customer opens again what was done.',
  })
  addTicketMessage(
    @Ctx() context: GraphQLContext,
    @Arg('input', () => AddTicketMessageInput, { description: 'The message.' }) input: AddTicketMessageInput,
  ) {
    return answer(async () => {
      const { id, ticketId } = await addMessage(context, input);
      return {
        ticketMessage: await loadTicketMessage(context, id),
        ticket: await loadTicket(context, ticketId),
      };
    });
  }
}
