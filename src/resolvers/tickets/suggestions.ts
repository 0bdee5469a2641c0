import { Arg, Args, Ctx, Extensions, FieldResolver, Int, Mutation, Resolver, Root } from 'type-graphql';
import { Suggestion } from '../../entities/tickets/suggestion.ts';
import { CustomerConnection, CustomersArguments } from '../../schema/customers/lists.ts';
import { TicketPayload } from '../../schema/tickets/payloads.ts';
import { DecideSuggestionInput, SuggestionVoteInput } from '../../schema/tickets/special-inputs.ts';
import { decideSuggestion } from '../../services/tickets/decide-suggestion.ts';
import { countVotesOf, listVotersOf } from '../../services/tickets/ticket-votes.ts';
import { loadTicket, type SuggestionRow } from '../../services/tickets/tickets.ts';
import { voteForSuggestion, withdrawVote } from '../../services/tickets/vote.ts';
import { answer } from '../answer.ts';
import type { GraphQLContext } from '../context.ts';

@Resolver(() => Suggestion)
export class SuggestionResolver {
  @FieldResolver(() => Int, { description: 'How many customers voted for it.' })
  votes(@Root() suggestion: SuggestionRow, @Ctx() context: GraphQLContext) {
    return countVotesOf(context, suggestion.id);
  }

  @Extensions({ scope: 'customers:read' })
  @FieldResolver(() => CustomerConnection, {
    description:
      'The customers who voted for it, of those that the viewer reaches; archived ones only on demand.',
  })
  voters(
    @Root() suggestion: SuggestionRow,
    @Ctx() context: GraphQLContext,
    @Args(() => CustomersArguments) args: CustomersArguments,
  ) {
    return listVotersOf(context, suggestion.id, args);
  }

  @Extensions({ scope: 'tickets:write' })
  @Mutation(() => TicketPayload, {
    description: 'Notes that a customer wants a suggestion, too. Own people and services only.',
  })
  voteForSuggestion(
    @Ctx() context: GraphQLContext,
    @Arg('input', () => SuggestionVoteInput, { description: 'Who, and which.' }) input: SuggestionVoteInput,
  ) {
    return answer(async () => ({
      ticket: await loadTicket(context, (await voteForSuggestion(context, input)).id),
    }));
  }

  @Extensions({ scope: 'tickets:write' })
  @Mutation(() => TicketPayload, { description: 'Takes a vote back. Own people and services only.' })
  withdrawSuggestionVote(
    @Ctx() context: GraphQLContext,
    @Arg('input', () => SuggestionVoteInput, { description: 'Who, and which.' }) input: SuggestionVoteInput,
  ) {
    return answer(async () => ({
      ticket: await loadTicket(context, (await withdrawVote(context, input)).id),
    }));
  }

  @Extensions({ scope: 'tickets:write' })
  @Mutation(() => TicketPayload, {
    description: 'Says what becomes of a suggestion, and why. Own people and services only.',
  })
  decideSuggestion(
    @Ctx() context: GraphQLContext,
    @Arg('input', () => DecideSuggestionInput, { description: 'What was decided.' })
    input: DecideSuggestionInput,
  ) {
    return answer(async () => ({
      ticket: await loadTicket(context, (await decideSuggestion(context, input)).id),
    }));
  }
}
