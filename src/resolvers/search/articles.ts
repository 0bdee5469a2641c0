import { Args, Ctx, Extensions, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import { KnowledgeArticle } from '../../entities/knowledge/knowledge-article.ts';
import { Ticket } from '../../entities/tickets/ticket.ts';
import {
  ArticleHit,
  ArticleHitConnection,
  Highlight,
  SearchArticlesArguments,
  SuggestedArticlesArguments,
  SuggestForDraftArguments,
} from '../../schema/search/found-articles.ts';
import { highlightsOfHit, titleOfHit } from '../../services/search/hit-texts.ts';
import { reportOf } from '../../services/search/report.ts';
import {
  type FoundArticle,
  searchArticles,
  suggestArticlesFor,
  suggestForDraft,
} from '../../services/search/search-articles.ts';
import type { TicketRow } from '../../services/tickets/tickets.ts';
import type { GraphQLContext } from '../context.ts';

@Resolver(() => ArticleHit)
export class ArticleSearchResolver {
  @Extensions({ scope: 'knowledge:read' })
  @Query(() => ArticleHitConnection, {
    description:
      'Published articles that answer a query, best first, in German and English: whatever the inflection, with ' +
      'synonyms, parts of compounds and typing errors. What nothing answers is counted in the report of missing articles.',
  })
  searchArticles(
    @Ctx() context: GraphQLContext,
    @Args(() => SearchArticlesArguments) args: SearchArticlesArguments,
  ) {
    return searchArticles(context, args);
  }

  @Extensions({ scope: 'knowledge:read' })
  @Query(() => [ArticleHit], {
    description:
      'Published articles for a text while it is being written, best first. Ask with every pause in typing.',
  })
  suggestForDraft(
    @Ctx() context: GraphQLContext,
    @Args(() => SuggestForDraftArguments) args: SuggestForDraftArguments,
  ) {
    return suggestForDraft(context, args);
  }

  @FieldResolver(() => KnowledgeArticle, { description: 'The article.' })
  article(@Root() hit: FoundArticle) {
    return hit.article;
  }

  @FieldResolver(() => String, {
    nullable: true,
    description: 'Its title in the language that was found; null if it was taken from its readers meanwhile.',
  })
  title(@Root() hit: FoundArticle, @Ctx() context: GraphQLContext) {
    return titleOfHit(context, hit);
  }

  @FieldResolver(() => [Highlight], { description: 'Where in the published text the words stand.' })
  highlights(@Root() hit: FoundArticle, @Ctx() context: GraphQLContext) {
    return highlightsOfHit(context, hit);
  }
}

@Resolver(() => Ticket)
export class SuggestedArticlesResolver {
  @Extensions({ scope: 'knowledge:read' })
  @FieldResolver(() => [ArticleHit], {
    description:
      'Published articles that may solve it, by its subject, defect, description and product; best first.',
  })
  suggestedArticles(
    @Root() ticket: TicketRow,
    @Ctx() context: GraphQLContext,
    @Args(() => SuggestedArticlesArguments) args: SuggestedArticlesArguments,
  ) {
    return suggestArticlesFor(context, reportOf(ticket), args);
  }
}
