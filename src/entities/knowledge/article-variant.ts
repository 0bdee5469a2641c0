import type { Rel } from '@mikro-orm/core';
import { Entity, ManyToOne, PrimaryKey, Property, Unique } from '@mikro-orm/decorators/legacy';
import { newId } from '../../shared/ids.ts';
import { ArticleRevision } from './article-revision.ts';
import { KnowledgeArticle } from './knowledge-article.ts';

/**
 * An article in one language. Title, question and answer are what was last PUBLISHED, null before: readers and the
 * search look at these alone. What is being written is `latestRevision`.
 */
@Entity({ tableName: 'article_variant' })
@Unique({ properties: ['article', 'language'] })
export class ArticleVariant {
  @PrimaryKey({ type: 'uuid' })
  id: string = newId();

  @ManyToOne({ entity: () => KnowledgeArticle, deleteRule: 'cascade' })
  article!: Rel<KnowledgeArticle>;

  /** BCP 47, in its canonical spelling: `de`, `en`, `pt-BR`. */
  @Property({ type: 'text' })
  language!: string;

  @Property({ type: 'text', nullable: true })
  title: string | null = null;

  @Property({ type: 'text', nullable: true })
  question: string | null = null;

  /** Markdown, as it was written. */
  @Property({ type: 'text', nullable: true })
  answer: string | null = null;

  /** The answer without its markup. */
  @Property({ type: 'text', nullable: true })
  answerText: string | null = null;

  @ManyToOne({ entity: () => ArticleRevision, nullable: true, deleteRule: 'restrict' })
  publishedRevision: Rel<ArticleRevision> | null = null;

  @ManyToOne({ entity: () => ArticleRevision, deleteRule: 'restrict' })
  latestRevision!: Rel<ArticleRevision>;

  @Property({ type: 'timestamptz', length: 6, nullable: true })
  publishedAt: Date | null = null;
}
