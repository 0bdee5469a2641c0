import { Arg, Args, Ctx, Extensions, FieldResolver, Mutation, Resolver, Root } from 'type-graphql';
import { KnowledgeArticle } from '../../entities/knowledge/knowledge-article.ts';
import { Ticket } from '../../entities/tickets/ticket.ts';
import { LinkArticleToTicketInput, UnlinkArticleFromTicketInput } from '../../schema/knowledge/inputs.ts';
import { ArticleLink, ArticleTicketsArguments } from '../../schema/knowledge/links.ts';
import { KnowledgeArticlePayload } from '../../schema/knowledge/payloads.ts';
import { TicketConnection } from '../../schema/tickets/lists.ts';
import {
  type ArticleLinkRow,
  listTicketsOfArticle,
  loadArticleLinks,
} from '../../services/knowledge/article-links.ts';
import { type ArticleRow, loadArticle } from '../../services/knowledge/articles.ts';
import { linkArticle, unlinkArticle } from '../../services/knowledge/link-article.ts';
import type { TicketRow } from '../../services/tickets/tickets.ts';
import { answer } from '../answer.ts';
import type { GraphQLContext } from '../context.ts';

@Resolver(() => KnowledgeArticle)
export class ArticleTicketsResolver {
  @Extensions({ scope: 'tickets:read' })
  @FieldResolver(() => TicketConnection, {
    description: 'The tickets that it was used for, the newest first; none for partners and customers.',
  })
  tickets(
    @Root() article: ArticleRow,
    @Ctx() context: GraphQLContext,
    @Args(() => ArticleTicketsArguments) args: ArticleTicketsArguments,
  ) {
    return listTicketsOfArticle(context, article.id, args);
  }

  @Extensions({ scope: ['knowledge:write', 'tickets:read'] })
  @Mutation(() => KnowledgeArticlePayload, {
    description: 'Says that an article was used for a ticket, and whether it solved it.',
  })
  linkArticleToTicket(
    @Ctx() context: GraphQLContext,
    @Arg('input', () => LinkArticleToTicketInput, { description: 'Article and ticket.' })
    input: LinkArticleToTicketInput,
  ) {
    return answer(async () => ({
      article: await loadArticle(context, (await linkArticle(context, input)).id),
    }));
  }

  @Extensions({ scope: ['knowledge:write', 'tickets:read'] })
  @Mutation(() => KnowledgeArticlePayload, {
    description: 'Takes back that an article was used for a ticket.',
  })
  unlinkArticleFromTicket(
    @Ctx() context: GraphQLContext,
    @Arg('input', () => UnlinkArticleFromTicketInput, { description: 'Article and ticket.' })
    input: UnlinkArticleFromTicketInput,
  ) {
    return answer(async () => ({
      article: await loadArticle(context, (await unlinkArticle(context, input)).id),
    }));
  }
}

@Resolver(() => Ticket)
export class TicketArticlesResolver {
  @Extensions({ scope: 'knowledge:read' })
  @FieldResolver(() => [ArticleLink], {
    description: 'The articles that were used for it, what solved it first; none for partners and customers.',
  })
  articleLinks(@Root() ticket: TicketRow, @Ctx() context: GraphQLContext) {
    return loadArticleLinks(context, ticket.id);
  }
}

@Resolver(() => ArticleLink)
export class ArticleLinkResolver {
  @FieldResolver(() => KnowledgeArticle, { description: 'The article.' })
  article(@Root() link: ArticleLinkRow, @Ctx() context: GraphQLContext) {
    return loadArticle(context, link.articleId);
  }
}
