import { Arg, Args, Ctx, Extensions, FieldResolver, Resolver, Root } from 'type-graphql';
import { ArticleRevision } from '../../entities/knowledge/article-revision.ts';
import { KnowledgeArticle } from '../../entities/knowledge/knowledge-article.ts';
import { Agent } from '../../entities/people/agent.ts';
import { ConnectionArguments } from '../../schema/connection.ts';
import { ArticleRevisionConnection } from '../../schema/knowledge/lists.ts';
import { ArticleText } from '../../schema/knowledge/texts.ts';
import { type ArticleRow, loadArticle } from '../../services/knowledge/articles.ts';
import { renderHtml, renderText } from '../../services/knowledge/markdown.ts';
import { listRevisionsOf, type RevisionRow } from '../../services/knowledge/revisions.ts';
import { loadDraft, loadDrafts, loadText, loadTexts, type TextRow } from '../../services/knowledge/texts.ts';
import { loadAgent } from '../../services/people/agents.ts';
import type { GraphQLContext } from '../context.ts';

const language = {
  nullable: true,
  description: 'Language asked for (BCP 47): `en`, `de-AT`. The main language of the article if omitted.',
};

@Resolver(() => KnowledgeArticle)
export class ArticleTextsResolver {
  @FieldResolver(() => ArticleText, {
    nullable: true,
    description:
      'What readers see: in the language asked for, or a more general one (`de` for `de-AT`), or the main language. ' +
      'Null before the first publication.',
  })
  text(
    @Root() article: ArticleRow,
    @Ctx() context: GraphQLContext,
    @Arg('language', () => String, language) asked?: string | null,
  ) {
    return loadText(context, article, asked);
  }

  @FieldResolver(() => [ArticleText], { description: 'What readers see, in every language that there is.' })
  texts(@Root() article: ArticleRow, @Ctx() context: GraphQLContext) {
    return loadTexts(context, article);
  }

  @Extensions({ scope: 'knowledge:write' })
  @FieldResolver(() => ArticleText, {
    nullable: true,
    description: 'What was last saved, published or not; in the language as with `text`.',
  })
  draft(
    @Root() article: ArticleRow,
    @Ctx() context: GraphQLContext,
    @Arg('language', () => String, language) asked?: string | null,
  ) {
    return loadDraft(context, article, asked);
  }

  @Extensions({ scope: 'knowledge:write' })
  @FieldResolver(() => [ArticleText], {
    description: 'What was last saved, published or not, in every language that there is.',
  })
  drafts(@Root() article: ArticleRow, @Ctx() context: GraphQLContext) {
    return loadDrafts(context, article);
  }

  @Extensions({ scope: 'knowledge:write' })
  @FieldResolver(() => ArticleRevisionConnection, {
    description: 'Everything that was done to it, the newest first.',
  })
  revisions(
    @Root() article: ArticleRow,
    @Ctx() context: GraphQLContext,
    @Args(() => ConnectionArguments) args: ConnectionArguments,
  ) {
    return listRevisionsOf(context, article.id, args);
  }
}

@Resolver(() => ArticleText)
export class ArticleTextResolver {
  @FieldResolver(() => String, {
    description:
      'The answer as HTML that may be put into a page as it is: without scripts, styles, raw HTML and addresses other ' +
      'than http, https, mailto and tel.',
  })
  answerHtml(@Root() text: TextRow) {
    return renderHtml(text.answer);
  }

  @FieldResolver(() => String, { description: 'The answer without its markup, plain text.' })
  answerText(@Root() text: TextRow) {
    return renderText(text.answer);
  }
}

@Resolver(() => ArticleRevision)
export class ArticleRevisionResolver {
  @FieldResolver(() => KnowledgeArticle, { description: 'The article.' })
  article(@Root() revision: RevisionRow, @Ctx() context: GraphQLContext) {
    return loadArticle(context, revision.articleId);
  }

  @Extensions({ scope: 'people:read' })
  @FieldResolver(() => Agent, {
    nullable: true,
    description: 'Who of us did it; null where it was no agent: see `authorName`.',
  })
  agent(@Root() revision: RevisionRow, @Ctx() context: GraphQLContext) {
    return loadAgent(context, revision.agentId);
  }
}
