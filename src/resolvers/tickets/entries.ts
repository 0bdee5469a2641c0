import { Arg, Ctx, Extensions, Mutation, Resolver } from 'type-graphql';
import {
  TicketCostEntryPayload,
  TicketPayload,
  TicketTimeEntryPayload,
} from '../../schema/tickets/payloads.ts';
import {
  AddTicketCostEntryInput,
  AddTicketTimeEntryInput,
  RemoveTicketEntryInput,
} from '../../schema/tickets/special-inputs.ts';
import {
  addCostEntry,
  addTimeEntry,
  removeCostEntry,
  removeTimeEntry,
} from '../../services/tickets/record-entries.ts';
import { loadCostEntry, loadTimeEntry } from '../../services/tickets/ticket-entries.ts';
import { loadTicket } from '../../services/tickets/tickets.ts';
import { answer } from '../answer.ts';
import type { GraphQLContext } from '../context.ts';

@Resolver()
export class TicketEntriesResolver {
  @Extensions({ scope: 'tickets:write' })
  @Mutation(() => TicketTimeEntryPayload, {
    description: 'Records time spent on a ticket. Own people and services only.',
  })
  addTicketTimeEntry(
    @Ctx() context: GraphQLContext,
    @Arg('input', () => AddTicketTimeEntryInput, { description: 'The entry.' })
    input: AddTicketTimeEntryInput,
  ) {
    return answer(async () => {
      const { id, entryId } = await addTimeEntry(context, input);
      return {
        ticketTimeEntry: await loadTimeEntry(context, entryId),
        ticket: await loadTicket(context, id),
      };
    });
  }

  @Extensions({ scope: 'tickets:write' })
  @Mutation(() => TicketPayload, {
    description: 'Takes a time entry back. Own people and services only.',
  })
  removeTicketTimeEntry(
    @Ctx() context: GraphQLContext,
    @Arg('input', () => RemoveTicketEntryInput, { description: 'Which one.' }) input: RemoveTicketEntryInput,
  ) {
    return answer(async () => ({
      ticket: await loadTicket(context, (await removeTimeEntry(context, input)).ticketId),
    }));
  }

  @Extensions({ scope: 'tickets:write' })
  @Mutation(() => TicketCostEntryPayload, {
    description: 'Records what a ticket cost us. Own people and services only.',
  })
  addTicketCostEntry(
    @Ctx() context: GraphQLContext,
    @Arg('input', () => AddTicketCostEntryInput, { description: 'The entry.' })
    input: AddTicketCostEntryInput,
  ) {
    return answer(async () => {
      const { id, entryId } = await addCostEntry(context, input);
      return {
        ticketCostEntry: await loadCostEntry(context, entryId),
        ticket: await loadTicket(context, id),
      };
    });
  }

  @Extensions({ scope: 'tickets:write' })
  @Mutation(() => TicketPayload, {
    description: 'Takes a cost entry back. Own people and services only.',
  })
  removeTicketCostEntry(
    @Ctx() context: GraphQLContext,
    @Arg('input', () => RemoveTicketEntryInput, { description: 'Which one.' }) input: RemoveTicketEntryInput,
  ) {
    return answer(async () => ({
      ticket: await loadTicket(context, (await removeCostEntry(context, input)).ticketId),
    }));
  }
}
