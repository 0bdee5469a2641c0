import { Args, Ctx, Extensions, FieldResolver, Resolver, Root, Subscription } from 'type-graphql';
import { Team } from '../../entities/people/team.ts';
import { TicketMessage } from '../../entities/tickets/ticket-message.ts';
import { TicketStatus } from '../../entities/tickets/ticket-status.ts';
import { Ticket } from '../../entities/tickets/ticket.ts';
import type { LoggedEvent } from '../../events/log.ts';
import {
  FollowQueueArguments,
  FollowTicketMessagesArguments,
  FollowTicketsArguments,
  TicketChange,
  TicketMessageAddition,
  TicketQueue,
  TicketQueueCount,
} from '../../schema/tickets/live.ts';
import { loadTeam } from '../../services/people/teams.ts';
import { followMessages } from '../../services/tickets/live/follow-messages.ts';
import { followQueue } from '../../services/tickets/live/follow-queue.ts';
import {
  followTickets,
  ticketChange,
  type TicketChangeRow,
} from '../../services/tickets/live/follow-tickets.ts';
import { type QueueCount, readQueue, type TicketQueueRow } from '../../services/tickets/live/queue.ts';
import { loadTicketStatus } from '../../services/tickets/taxonomies.ts';
import { loadTicketMessage } from '../../services/tickets/ticket-messages.ts';
import { loadTicket } from '../../services/tickets/tickets.ts';
import type { GraphQLContext } from '../context.ts';

@Resolver(() => TicketChange)
export class TicketChangeResolver {
  @Extensions({ scope: ['events:read', 'tickets:read'] })
  @Subscription(() => TicketChange, {
    description: 'A ticket is opened or changed: of a customer, an agent, a team, or any that you reach.',
    subscribe: ({ context, args }) =>
      followTickets(context as GraphQLContext, args as FollowTicketsArguments),
  })
  ticketChanged(
    @Root() event: LoggedEvent,
    @Args(() => FollowTicketsArguments) { filter }: FollowTicketsArguments,
  ): TicketChangeRow {
    return ticketChange(event, filter);
  }

  @FieldResolver(() => Ticket, {
    nullable: true,
    description: 'The ticket as it is now; null where you may no longer see it.',
  })
  ticket(@Root() { event }: TicketChangeRow, @Ctx() context: GraphQLContext) {
    return loadTicket(context, event.subjectId);
  }
}

@Resolver(() => TicketMessageAddition)
export class TicketMessageAdditionResolver {
  @Extensions({ scope: ['events:read', 'tickets:read'] })
  @Subscription(() => TicketMessageAddition, {
    description:
      'Something is said about a ticket. Notes and system entries come only to our own people and services.',
    subscribe: ({ context, args }) =>
      followMessages(context as GraphQLContext, args as FollowTicketMessagesArguments),
  })
  ticketMessageAdded(
    @Root() event: LoggedEvent,
    @Args(() => FollowTicketMessagesArguments) _args: FollowTicketMessagesArguments,
  ) {
    return { cursor: event.cursor, event };
  }

  @FieldResolver(() => TicketMessage, {
    nullable: true,
    description: 'The message; null where you may no longer see it.',
  })
  message(@Root() { event }: { event: LoggedEvent }, @Ctx() context: GraphQLContext) {
    return loadTicketMessage(context, event.subjectId);
  }
}

@Resolver(() => TicketQueue)
export class TicketQueueResolver {
  @Extensions({ scope: 'tickets:read' })
  @Subscription(() => TicketQueue, {
    description:
      "A team's queue: at once as it is, then whenever one of its tickets changed, came or left. Changes that follow " +
      'each other closely come as one. For our own people and services.',
    subscribe: ({ context, args }) => followQueue(context as GraphQLContext, args as FollowQueueArguments),
  })
  queueChanged(
    @Root() teamId: string,
    @Args(() => FollowQueueArguments) _args: FollowQueueArguments,
    @Ctx() context: GraphQLContext,
  ): Promise<TicketQueueRow> {
    return readQueue(context, teamId);
  }

  @Extensions({ scope: 'people:read' })
  @FieldResolver(() => Team, {
    nullable: true,
    description: 'Whose queue it is; null: there is no such team.',
  })
  team(@Root() { teamId }: TicketQueueRow, @Ctx() context: GraphQLContext) {
    return loadTeam(context, teamId);
  }
}

@Resolver(() => TicketQueueCount)
export class TicketQueueCountResolver {
  @FieldResolver(() => TicketStatus, { nullable: true, description: 'The status.' })
  status(@Root() { statusId }: QueueCount, @Ctx() context: GraphQLContext) {
    return loadTicketStatus(context, statusId);
  }
}
