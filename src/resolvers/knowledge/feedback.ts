import { Arg, Args, Ctx, Extensions, FieldResolver, Int, Mutation, Resolver, Root } from 'type-graphql';
import { ArticleFeedback } from '../../entities/knowledge/article-feedback.ts';
import { KnowledgeArticle } from '../../entities/knowledge/knowledge-article.ts';
import { Agent } from '../../entities/people/agent.ts';
import { GiveArticleFeedbackInput, RecordArticleViewInput } from '../../schema/knowledge/inputs.ts';
import { ArticleFeedbackArguments, ArticleFeedbackConnection } from '../../schema/knowledge/lists.ts';
import { KnowledgeArticlePayload } from '../../schema/knowledge/payloads.ts';
import { type ArticleRow, loadArticle } from '../../services/knowledge/articles.ts';
import {
  feedbackCountsOf,
  type FeedbackRow,
  listFeedbackOf,
  loadOwnFeedback,
} from '../../services/knowledge/feedback.ts';
import { giveFeedback } from '../../services/knowledge/give-feedback.ts';
import { recordView } from '../../services/knowledge/views.ts';
import { loadAgent } from '../../services/people/agents.ts';
import { answer } from '../answer.ts';
import type { GraphQLContext } from '../context.ts';

@Resolver(() => KnowledgeArticle)
export class ArticleReadersResolver {
  @FieldResolver(() => ArticleFeedbackConnection, {
    description: 'What readers said, the newest first; partners and customers see only their own.',
  })
  feedback(
    @Root() article: ArticleRow,
    @Ctx() context: GraphQLContext,
    @Args(() => ArticleFeedbackArguments) args: ArticleFeedbackArguments,
  ) {
    return listFeedbackOf(context, article.id, args);
  }

  @FieldResolver(() => ArticleFeedback, {
    nullable: true,
    description: 'What you said yourself; null: nothing yet.',
  })
  ownFeedback(@Root() article: ArticleRow, @Ctx() context: GraphQLContext) {
    return loadOwnFeedback(context, article.id);
  }

  @FieldResolver(() => Int, {
    nullable: true,
    description: 'How many readers it helped; null for partners and customers.',
  })
  async helpedCount(@Root() article: ArticleRow, @Ctx() context: GraphQLContext) {
    return (await feedbackCountsOf(context, article.id))?.helped;
  }

  @FieldResolver(() => Int, {
    nullable: true,
    description: 'How many readers it did not help; null for partners and customers.',
  })
  async notHelpedCount(@Root() article: ArticleRow, @Ctx() context: GraphQLContext) {
    return (await feedbackCountsOf(context, article.id))?.notHelped;
  }

  @Extensions({ scope: 'knowledge:read', outsiders: true })
  @Mutation(() => KnowledgeArticlePayload, {
    description:
      'Says whether an article helped; each agent or credential has one voice for each article and may change it.',
  })
  giveArticleFeedback(
    @Ctx() context: GraphQLContext,
    @Arg('input', () => GiveArticleFeedbackInput, { description: 'The feedback.' })
    input: GiveArticleFeedbackInput,
  ) {
    return answer(async () => ({
      article: await loadArticle(context, (await giveFeedback(context, input)).id),
    }));
  }

  @Extensions({ scope: 'knowledge:read', outsiders: true })
  @Mutation(() => KnowledgeArticlePayload, {
    description: 'Counts a reader of a published article: to be called when somebody opens it.',
  })
  recordArticleView(
    @Ctx() context: GraphQLContext,
    @Arg('input', () => RecordArticleViewInput, { description: 'Which article.' })
    input: RecordArticleViewInput,
  ) {
    return answer(async () => ({
      article: await loadArticle(context, (await recordView(context, input)).id),
    }));
  }
}

@Resolver(() => ArticleFeedback)
export class ArticleFeedbackResolver {
  @FieldResolver(() => KnowledgeArticle, { description: 'The article.' })
  article(@Root() feedback: FeedbackRow, @Ctx() context: GraphQLContext) {
    return loadArticle(context, feedback.articleId);
  }

  @Extensions({ scope: 'people:read' })
  @FieldResolver(() => Agent, {
    nullable: true,
    description: 'Who of us said it; null where it was no agent.',
  })
  agent(@Root() feedback: FeedbackRow, @Ctx() context: GraphQLContext) {
    return loadAgent(context, feedback.agentId);
  }
}
