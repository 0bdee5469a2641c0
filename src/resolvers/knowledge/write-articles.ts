import { Arg, Ctx, Extensions, Mutation, Resolver } from 'type-graphql';
import {
  ArticleStepInput,
  CreateArticleFromMessageInput,
  CreateArticleInput,
  RestoreArticleRevisionInput,
  SendBackArticleInput,
  UpdateArticleInput,
} from '../../schema/knowledge/inputs.ts';
import { KnowledgeArticlePayload } from '../../schema/knowledge/payloads.ts';
import { archiveArticle, reopenArticle } from '../../services/knowledge/archive-article.ts';
import { loadArticle } from '../../services/knowledge/articles.ts';
import { createArticle } from '../../services/knowledge/create-article.ts';
import { createArticleFromMessage } from '../../services/knowledge/create-from-message.ts';
import { publishArticle } from '../../services/knowledge/publish-article.ts';
import { restoreRevision } from '../../services/knowledge/restore-revision.ts';
import { sendBackArticle, submitArticle } from '../../services/knowledge/review-article.ts';
import { updateArticle } from '../../services/knowledge/update-article.ts';
import { answer } from '../answer.ts';
import type { GraphQLContext } from '../context.ts';

/** Answers with the article that a use case names. */
function articleOf(context: GraphQLContext, work: Promise<{ id: string }>) {
  return answer(async () => ({ article: await loadArticle(context, (await work).id) }));
}

@Resolver()
export class WriteArticlesResolver {
  @Extensions({ scope: 'knowledge:write' })
  @Mutation(() => KnowledgeArticlePayload, {
    description: 'Begins an article: a draft that only authors see.',
  })
  createArticle(
    @Ctx() context: GraphQLContext,
    @Arg('input', () => CreateArticleInput, { description: 'The article.' }) input: CreateArticleInput,
  ) {
    return articleOf(context, createArticle(context, input));
  }

  @Extensions({ scope: ['knowledge:write', 'tickets:read'] })
  @Mutation(() => KnowledgeArticlePayload, {
    description:
      "Makes an internal draft of an answer in a ticket: with the ticket's subject, description, product and category, " +
      'and linked to it. Take out what is personal before you publish it.',
  })
  createArticleFromMessage(
    @Ctx() context: GraphQLContext,
    @Arg('input', () => CreateArticleFromMessageInput, { description: 'The answer.' })
    input: CreateArticleFromMessageInput,
  ) {
    return articleOf(context, createArticleFromMessage(context, input));
  }

  @Extensions({ scope: 'knowledge:write' })
  @Mutation(() => KnowledgeArticlePayload, {
    description: 'Saves changes as a revision. Readers go on seeing what was last published.',
  })
  updateArticle(
    @Ctx() context: GraphQLContext,
    @Arg('input', () => UpdateArticleInput, { description: 'What to change.' }) input: UpdateArticleInput,
  ) {
    return articleOf(context, updateArticle(context, input));
  }

  @Extensions({ scope: 'knowledge:write' })
  @Mutation(() => KnowledgeArticlePayload, {
    description: 'Brings the text of an earlier revision back, as a draft; settings stay as they are.',
  })
  restoreArticleRevision(
    @Ctx() context: GraphQLContext,
    @Arg('input', () => RestoreArticleRevisionInput, { description: 'Which revision.' })
    input: RestoreArticleRevisionInput,
  ) {
    return articleOf(context, restoreRevision(context, input));
  }

  @Extensions({ scope: 'knowledge:write' })
  @Mutation(() => KnowledgeArticlePayload, {
    description: 'Submits a draft for review: somebody with `knowledge:publish` is to read it.',
  })
  submitArticle(
    @Ctx() context: GraphQLContext,
    @Arg('input', () => ArticleStepInput, { description: 'Which article.' }) input: ArticleStepInput,
  ) {
    return articleOf(context, submitArticle(context, input));
  }

  @Extensions({ scope: 'knowledge:publish' })
  @Mutation(() => KnowledgeArticlePayload, {
    description: 'Gives what is in review back to its authors, with what is to be changed.',
  })
  sendBackArticle(
    @Ctx() context: GraphQLContext,
    @Arg('input', () => SendBackArticleInput, { description: 'Which article, and why.' })
    input: SendBackArticleInput,
  ) {
    return articleOf(context, sendBackArticle(context, input));
  }

  @Extensions({ scope: 'knowledge:publish' })
  @Mutation(() => KnowledgeArticlePayload, {
    description: 'Publishes what is in review, in all languages: readers see it from now on.',
  })
  publishArticle(
    @Ctx() context: GraphQLContext,
    @Arg('input', () => ArticleStepInput, { description: 'Which article.' }) input: ArticleStepInput,
  ) {
    return articleOf(context, publishArticle(context, input));
  }

  @Extensions({ scope: 'knowledge:publish' })
  @Mutation(() => KnowledgeArticlePayload, {
    description: 'Takes an article from its readers; its history stays.',
  })
  archiveArticle(
    @Ctx() context: GraphQLContext,
    @Arg('input', () => ArticleStepInput, { description: 'Which article.' }) input: ArticleStepInput,
  ) {
    return articleOf(context, archiveArticle(context, input));
  }

  @Extensions({ scope: 'knowledge:publish' })
  @Mutation(() => KnowledgeArticlePayload, {
    description: 'Makes an archived article a draft again, to be reviewed before anybody reads it.',
  })
  reopenArticle(
    @Ctx() context: GraphQLContext,
    @Arg('input', () => ArticleStepInput, { description: 'Which article.' }) input: ArticleStepInput,
  ) {
    return articleOf(context, reopenArticle(context, input));
  }
}
