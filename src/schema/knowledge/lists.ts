import { ArgsType, Field, ID, InputType, registerEnumType } from 'type-graphql';
import { ArticleFeedback } from '../../entities/knowledge/article-feedback.ts';
import { ArticleRevision } from '../../entities/knowledge/article-revision.ts';
import { ArticleAudience, ArticleDraftStatus, ArticleStatus } from '../../entities/knowledge/enums.ts';
import { KnowledgeArticle } from '../../entities/knowledge/knowledge-article.ts';
import { LocalDate } from '../../shared/scalars.ts';
import { ConnectionArguments, connectionOf, SortDirection } from '../connection.ts';

export const KnowledgeArticleConnection = connectionOf(
  'KnowledgeArticle',
  () => KnowledgeArticle,
  'knowledge:read',
);
export const ArticleRevisionConnection = connectionOf(
  'ArticleRevision',
  () => ArticleRevision,
  'knowledge:write',
);
export const ArticleFeedbackConnection = connectionOf(
  'ArticleFeedback',
  () => ArticleFeedback,
  'knowledge:read',
);

@InputType({ description: 'Which articles, of those that you may see; conditions are joined with AND.' })
export class KnowledgeArticleFilterInput {
  @Field(() => [ArticleStatus], { nullable: true, description: 'With one of these statuses.' })
  statuses?: ArticleStatus[] | null;

  @Field(() => ArticleDraftStatus, {
    nullable: true,
    description:
      'With changes that readers do not see yet: being written, or waiting for a review. None for those who write no articles.',
  })
  draftStatus?: ArticleDraftStatus | null;

  @Field(() => [ArticleAudience], { nullable: true, description: 'For one of these audiences.' })
  audiences?: ArticleAudience[] | null;

  @Field(() => ID, { nullable: true, description: 'About this product.' })
  productId?: string | null;

  @Field(() => ID, { nullable: true, description: 'In this category or one below it.' })
  categoryId?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'With a text in exactly this language (BCP 47): `de`, `pt-BR`.',
  })
  language?: string | null;

  @Field(() => Boolean, {
    nullable: true,
    description:
      '`true`: whose `validUntil` has passed, so that somebody must look at them; `false`: the others.',
  })
  expired?: boolean | null;

  @Field(() => LocalDate, {
    nullable: true,
    description: 'Valid until a day before this one: what is to be looked at until then.',
  })
  validUntilBefore?: string | null;
}

export const KnowledgeArticleOrderField = {
  TITLE: 'TITLE',
  UPDATED_AT: 'UPDATED_AT',
  PUBLISHED_AT: 'PUBLISHED_AT',
  VALID_UNTIL: 'VALID_UNTIL',
} as const;
export type KnowledgeArticleOrderField =
  (typeof KnowledgeArticleOrderField)[keyof typeof KnowledgeArticleOrderField];
registerEnumType(KnowledgeArticleOrderField, {
  name: 'KnowledgeArticleOrderField',
  description: 'What articles are ordered by.',
  valuesConfig: {
    TITLE: { description: 'Title, in any case.' },
    UPDATED_AT: { description: 'When it was last changed.' },
    PUBLISHED_AT: { description: 'When it was last published; those that never were come first.' },
    VALID_UNTIL: { description: 'Last day of validity; those without an end come last.' },
  },
});

@InputType({ description: 'Order of articles.' })
export class KnowledgeArticleOrder {
  @Field(() => KnowledgeArticleOrderField, { description: 'By what.' })
  field!: KnowledgeArticleOrderField;

  @Field(() => SortDirection, { description: 'In which direction.' })
  direction!: SortDirection;
}

@ArgsType()
export class KnowledgeArticlesArguments extends ConnectionArguments {
  @Field(() => KnowledgeArticleFilterInput, {
    nullable: true,
    description: 'Which articles; all that you may see if omitted.',
  })
  filter?: KnowledgeArticleFilterInput | null;

  @Field(() => KnowledgeArticleOrder, { nullable: true, description: 'By title if omitted.' })
  orderBy?: KnowledgeArticleOrder | null;
}

@InputType({ description: 'Which feedback; conditions are joined with AND.' })
export class ArticleFeedbackFilterInput {
  @Field(() => Boolean, { nullable: true, description: 'Only what says that it helped, or that it did not.' })
  helped?: boolean | null;

  @Field(() => Boolean, { nullable: true, description: 'Only with a comment, or only without.' })
  commented?: boolean | null;
}

@ArgsType()
export class ArticleFeedbackArguments extends ConnectionArguments {
  @Field(() => ArticleFeedbackFilterInput, { nullable: true, description: 'Which; all if omitted.' })
  filter?: ArticleFeedbackFilterInput | null;
}
