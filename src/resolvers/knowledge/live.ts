import { Args, Ctx, Extensions, FieldResolver, Resolver, Root, Subscription } from 'type-graphql';
import { KnowledgeArticle } from '../../entities/knowledge/knowledge-article.ts';
import type { LoggedEvent } from '../../events/log.ts';
import { FollowArguments } from '../../schema/events/inputs.ts';
import { ArticlePublication } from '../../schema/knowledge/live.ts';
import { loadArticle } from '../../services/knowledge/articles.ts';
import { followArticles, type Publication, publicationOf } from '../../services/knowledge/follow-articles.ts';
import type { GraphQLContext } from '../context.ts';

@Resolver(() => ArticlePublication)
export class ArticlePublicationResolver {
  @Extensions({ scope: 'knowledge:read' })
  @Subscription(() => ArticlePublication, {
    description:
      'An article is published that you may read: partners and customers hear of those for their eyes only.',
    subscribe: ({ context, args }) => followArticles(context as GraphQLContext, args as FollowArguments),
  })
  articlePublished(
    @Root() event: LoggedEvent,
    @Args(() => FollowArguments) _args: FollowArguments,
  ): Publication {
    return publicationOf(event);
  }

  @FieldResolver(() => KnowledgeArticle, {
    nullable: true,
    description: 'The article as it is now; null where you may no longer read it.',
  })
  article(@Root() { articleId }: Publication, @Ctx() context: GraphQLContext) {
    return loadArticle(context, articleId);
  }
}
