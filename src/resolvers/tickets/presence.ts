import {
  Arg,
  Args,
  Ctx,
  Extensions,
  FieldResolver,
  Mutation,
  Resolver,
  Root,
  Subscription,
} from 'type-graphql';
import { Agent } from '../../entities/people/agent.ts';
import { Ticket } from '../../entities/tickets/ticket.ts';
import {
  AnnounceTicketPresenceInput,
  AnnounceTicketPresencePayload,
  FollowTicketViewersArguments,
  TicketViewer,
  TicketViewers,
} from '../../schema/tickets/live.ts';
import { loadAgent } from '../../services/people/agents.ts';
import {
  announcePresence,
  followViewers,
  type ViewersOfTicket,
} from '../../services/tickets/live/follow-viewers.ts';
import type { TicketViewer as TicketViewerRow } from '../../services/tickets/live/presence.ts';
import { loadTicket } from '../../services/tickets/tickets.ts';
import { answer } from '../answer.ts';
import type { GraphQLContext } from '../context.ts';

@Resolver(() => TicketViewers)
export class TicketViewersResolver {
  @Extensions({ scope: 'tickets:read' })
  @Mutation(() => AnnounceTicketPresencePayload, {
    description:
      'Tells colleagues that you have a ticket open or are typing. It counts for 30 seconds, until you announce LEFT, ' +
      'or until the last socket on which you follow `ticketViewers` of it ends. For our own people and services.',
  })
  announceTicketPresence(
    @Arg('input', () => AnnounceTicketPresenceInput, { description: 'Which ticket, and what you do.' })
    input: AnnounceTicketPresenceInput,
    @Ctx() context: GraphQLContext,
  ): Promise<AnnounceTicketPresencePayload> {
    return answer(() => announcePresence(context, input));
  }

  @Extensions({ scope: 'tickets:read' })
  @Subscription(() => TicketViewers, {
    description:
      'Who has a ticket open and who is typing: at once, then whenever that changes. Following it announces nothing. ' +
      'For our own people and services.',
    subscribe: ({ context, args }) =>
      followViewers(context as GraphQLContext, args as FollowTicketViewersArguments),
  })
  ticketViewers(
    @Root() viewers: ViewersOfTicket,
    @Args(() => FollowTicketViewersArguments) _args: FollowTicketViewersArguments,
  ): ViewersOfTicket {
    return viewers;
  }

  @FieldResolver(() => Ticket, { nullable: true, description: 'The ticket.' })
  ticket(@Root() { ticketId }: ViewersOfTicket, @Ctx() context: GraphQLContext) {
    return loadTicket(context, ticketId);
  }
}

@Resolver(() => TicketViewer)
export class TicketViewerResolver {
  @Extensions({ scope: 'people:read' })
  @FieldResolver(() => Agent, { nullable: true, description: 'The agent; null where the key acts as none.' })
  agent(@Root() { agentId }: TicketViewerRow, @Ctx() context: GraphQLContext) {
    return loadAgent(context, agentId);
  }
}
