import { Arg, Args, Ctx, Extensions, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import { KnowledgeArticle } from '../../entities/knowledge/knowledge-article.ts';
import { TicketMessage } from '../../entities/tickets/ticket-message.ts';
import { Ticket } from '../../entities/tickets/ticket.ts';
import {
  SimilarTicket,
  SimilarTicketsArguments,
  SimilarTicketsInput,
  TicketSolution,
} from '../../schema/search/similar-tickets.ts';
import {
  type SimilarTicket as SimilarTicketRow,
  similarTickets,
  similarTicketsOf,
} from '../../services/search/similar-tickets.ts';
import {
  loadLastReply,
  loadSolvingArticle,
  solutionOf,
  type TicketSolution as TicketSolutionRow,
} from '../../services/search/solutions.ts';
import type { TicketRow } from '../../services/tickets/tickets.ts';
import type { GraphQLContext } from '../context.ts';

@Resolver(() => SimilarTicket)
export class SimilarTicketResolver {
  @Extensions({ scope: 'tickets:read' })
  @Query(() => [SimilarTicket], {
    description:
      'Tickets like a report that is not saved yet, likest first, with how they were solved; among those that the ' +
      'viewer reaches.',
  })
  similarTickets(
    @Ctx() context: GraphQLContext,
    @Arg('input', () => SimilarTicketsInput, { description: 'The report.' }) input: SimilarTicketsInput,
  ) {
    return similarTickets(context, input);
  }

  @FieldResolver(() => Ticket, { description: 'The ticket.' })
  ticket(@Root() similar: SimilarTicketRow) {
    return similar.ticket;
  }

  @FieldResolver(() => TicketSolution, {
    nullable: true,
    description: 'How it was solved; null while it is not, and where it was rejected.',
  })
  solution(@Root() similar: SimilarTicketRow) {
    return solutionOf(similar.ticket);
  }
}

@Resolver(() => TicketSolution)
export class TicketSolutionResolver {
  @FieldResolver(() => TicketMessage, {
    nullable: true,
    description: 'What we last wrote to the customer about it; null where we never did.',
  })
  lastReply(@Root() solution: TicketSolutionRow, @Ctx() context: GraphQLContext) {
    return loadLastReply(context, solution);
  }

  @Extensions({ scope: 'knowledge:read' })
  @FieldResolver(() => KnowledgeArticle, {
    nullable: true,
    description: 'The article that solved it, the last one of several; null where none did. Own people only.',
  })
  article(@Root() solution: TicketSolutionRow, @Ctx() context: GraphQLContext) {
    return loadSolvingArticle(context, solution);
  }
}

@Resolver(() => Ticket)
export class SimilarTicketsResolver {
  @FieldResolver(() => [SimilarTicket], {
    description: 'Other tickets like this one, likest first; among those that the viewer reaches.',
  })
  similarTickets(
    @Root() ticket: TicketRow,
    @Ctx() context: GraphQLContext,
    @Args(() => SimilarTicketsArguments) args: SimilarTicketsArguments,
  ) {
    return similarTicketsOf(context, ticket, args);
  }
}
