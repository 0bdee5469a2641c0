import { Arg, Args, Ctx, Extensions, FieldResolver, ID, Int, Query, Resolver, Root } from 'type-graphql';
import { Product } from '../../entities/erp/product.ts';
import { ArticleDraftStatus, ArticleStatus } from '../../entities/knowledge/enums.ts';
import { KnowledgeArticle } from '../../entities/knowledge/knowledge-article.ts';
import { TicketCategory } from '../../entities/tickets/ticket-category.ts';
import { KnowledgeArticleConnection, KnowledgeArticlesArguments } from '../../schema/knowledge/lists.ts';
import { loadProduct, type ProductRow } from '../../services/erp/products.ts';
import {
  type ArticleRow,
  draftStatusOf,
  isExpired,
  listArticles,
  listArticlesOfProduct,
  loadArticle,
  nextStatusesOf,
  solvedCountOf,
} from '../../services/knowledge/articles.ts';
import { viewsOf } from '../../services/knowledge/views.ts';
import { loadTicketCategory } from '../../services/tickets/taxonomies.ts';
import { decodeIdOf } from '../../shared/ids.ts';
import { LocalDate } from '../../shared/scalars.ts';
import type { GraphQLContext } from '../context.ts';

@Resolver(() => KnowledgeArticle)
export class KnowledgeArticleResolver {
  @Extensions({ scope: 'knowledge:read' })
  @Query(() => KnowledgeArticleConnection, {
    description:
      'The articles that you may see, by title if no order is given. To find one by what it says, use `searchArticles`.',
  })
  knowledgeArticles(
    @Ctx() context: GraphQLContext,
    @Args(() => KnowledgeArticlesArguments) args: KnowledgeArticlesArguments,
  ) {
    return listArticles(context, args);
  }

  @Extensions({ scope: 'knowledge:read' })
  @Query(() => KnowledgeArticle, {
    nullable: true,
    description: 'One article; null where there is none, or it is not for you.',
  })
  knowledgeArticle(
    @Ctx() context: GraphQLContext,
    @Arg('id', () => ID, { description: 'Its id.' }) id: string,
  ) {
    return loadArticle(context, decodeIdOf('KnowledgeArticle', id));
  }

  @FieldResolver(() => ArticleDraftStatus, {
    nullable: true,
    description:
      'How far the changes have come that readers do not see yet; null: there are none, or you write no articles.',
  })
  draftStatus(@Root() article: ArticleRow, @Ctx() context: GraphQLContext) {
    return draftStatusOf(context, article);
  }

  @FieldResolver(() => [ArticleStatus], {
    description:
      'What can be done next, as the status it leads to: `IN_REVIEW` by `submitArticle`, `DRAFT` by `sendBackArticle` ' +
      'or `reopenArticle`, `PUBLISHED` by `publishArticle`, `ARCHIVED` by `archiveArticle`. Empty for readers.',
  })
  nextStatuses(@Root() article: ArticleRow, @Ctx() context: GraphQLContext) {
    return nextStatusesOf(context, article);
  }

  @FieldResolver(() => Boolean, {
    description: 'Whether `validUntil` has passed: outsiders no longer see it, somebody must look at it.',
  })
  expired(@Root() article: ArticleRow) {
    return isExpired(article);
  }

  @Extensions({ scope: 'products:read' })
  @FieldResolver(() => Product, {
    nullable: true,
    description: 'The product it is about; null: no certain one.',
  })
  product(@Root() article: ArticleRow, @Ctx() context: GraphQLContext) {
    return loadProduct(context, article.productId);
  }

  @Extensions({ scope: 'tickets:read' })
  @FieldResolver(() => TicketCategory, {
    nullable: true,
    description: 'Its place in the tree that tickets have, too.',
  })
  category(@Root() article: ArticleRow, @Ctx() context: GraphQLContext) {
    return loadTicketCategory(context, article.categoryId);
  }

  @FieldResolver(() => Int, {
    nullable: true,
    description: 'How many tickets it solved; null for partners and customers.',
  })
  solvedCount(@Root() article: ArticleRow, @Ctx() context: GraphQLContext) {
    return solvedCountOf(context, article);
  }

  @FieldResolver(() => Int, {
    nullable: true,
    description: 'How often it was read (`recordArticleView`); null for partners and customers.',
  })
  views(
    @Root() article: ArticleRow,
    @Ctx() context: GraphQLContext,
    @Arg('since', () => LocalDate, {
      nullable: true,
      description: 'Only from this day on; ever if omitted.',
    })
    since?: string | null,
  ) {
    return viewsOf(context, article.id, since);
  }
}

@Resolver(() => Product)
export class ProductArticlesResolver {
  @Extensions({ scope: 'knowledge:read' })
  @FieldResolver(() => KnowledgeArticleConnection, {
    description: 'The articles about it that you may see, by title.',
  })
  articles(
    @Root() product: ProductRow,
    @Ctx() context: GraphQLContext,
    @Args(() => KnowledgeArticlesArguments) args: KnowledgeArticlesArguments,
  ) {
    return listArticlesOfProduct(context, product.id, args);
  }
}
