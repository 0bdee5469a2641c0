import { Args, Ctx, Extensions, FieldResolver, Int, Query, Resolver, Root } from 'type-graphql';
import { Product } from '../../entities/erp/product.ts';
import { TicketCategory } from '../../entities/tickets/ticket-category.ts';
import { Ticket } from '../../entities/tickets/ticket.ts';
import { QuestionsWithoutArticleArguments, UnansweredQuestion } from '../../schema/knowledge/report.ts';
import { loadProduct } from '../../services/erp/products.ts';
import type { QuestionGroup } from '../../services/knowledge/group-questions.ts';
import { loadExampleTickets, questionsWithoutArticle } from '../../services/knowledge/missing-articles.ts';
import { loadTicketCategory } from '../../services/tickets/taxonomies.ts';
import type { GraphQLContext } from '../context.ts';

@Resolver(() => UnansweredQuestion)
export class UnansweredQuestionResolver {
  @Extensions({ scope: 'knowledge:write' })
  @Query(() => [UnansweredQuestion], {
    description:
      'What was asked for and has no article, the most asked first: where the next article is worth writing. Own people ' +
      'and services only; tickets count for those who may read them.',
  })
  questionsWithoutArticle(
    @Ctx() context: GraphQLContext,
    @Args(() => QuestionsWithoutArticleArguments) args: QuestionsWithoutArticleArguments,
  ) {
    return questionsWithoutArticle(context, args);
  }

  @Extensions({ scope: 'products:read' })
  @FieldResolver(() => Product, {
    nullable: true,
    description: 'The product asked about; null: no certain one.',
  })
  product(@Root() question: QuestionGroup, @Ctx() context: GraphQLContext) {
    return loadProduct(context, question.productId);
  }

  @Extensions({ scope: 'tickets:read' })
  @FieldResolver(() => TicketCategory, { nullable: true, description: 'The category asked in; null: none.' })
  category(@Root() question: QuestionGroup, @Ctx() context: GraphQLContext) {
    return loadTicketCategory(context, question.categoryId);
  }

  @Extensions({ scope: 'tickets:read' })
  @FieldResolver(() => Int, { description: 'How many tickets about it were solved without an article.' })
  ticketCount(@Root() { ticketIds }: QuestionGroup) {
    return ticketIds.length;
  }

  @Extensions({ scope: 'tickets:read' })
  @FieldResolver(() => [Ticket], {
    description: 'The five of these tickets that were solved last: what the article could be made of.',
  })
  exampleTickets(@Root() question: QuestionGroup, @Ctx() context: GraphQLContext) {
    return loadExampleTickets(context, question);
  }
}
