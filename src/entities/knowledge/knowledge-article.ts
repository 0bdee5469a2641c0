import type { Rel } from '@mikro-orm/core';
import { Entity, Index, ManyToOne, Property } from '@mikro-orm/decorators/legacy';
import { Extensions, Field, ObjectType } from 'type-graphql';
import { DateTime, LocalDate } from '../../shared/scalars.ts';
import { Product } from '../erp/product.ts';
import { Node, VersionedRecord } from '../record.ts';
import { TicketCategory } from '../tickets/ticket-category.ts';
import { ArticleAudience, ArticleDraftStatus, ArticleStatus } from './enums.ts';

/**
 * What holds for all its languages. Readers see PUBLISHED ones only, and of these the texts in `article_variant`;
 * what is being written stands in `article_revision`. Before the first publication `draftStatus` equals `status`.
 */
@Extensions({ scope: 'knowledge:read' })
@ObjectType({
  implements: Node,
  description:
    'A question or problem and its answer, in one language or more. Outsiders see what is published for them and ' +
    'still valid; our own people everything that is published; authors (`knowledge:write`) drafts and archived ones, too.',
  simpleResolvers: true,
})
@Entity({ tableName: 'knowledge_article' })
@Index({ properties: ['updatedAt', 'id'] })
@Index({ properties: ['publicUpdatedAt', 'id'] })
@Index({
  name: 'knowledge_article_published_index',
  expression: `create index "knowledge_article_published_index" on "knowledge_article"
    (coalesce(published_at, '-infinity'), id)`,
})
@Index({
  name: 'knowledge_article_title_index',
  expression: 'create index "knowledge_article_title_index" on "knowledge_article" (lower(title), id)',
})
@Index({
  name: 'knowledge_article_draft_index',
  expression:
    'create index "knowledge_article_draft_index" on "knowledge_article" (draft_status, updated_at, id) where draft_status is not null',
})
@Index({
  name: 'knowledge_article_validity_index',
  expression:
    'create index "knowledge_article_validity_index" on "knowledge_article" (valid_until, id) where valid_until is not null',
})
export class KnowledgeArticle extends VersionedRecord {
  @Field(() => String, {
    description: 'Title in its main language: the published one, until then that of the draft.',
  })
  @Property({ type: 'text' })
  title!: string;

  @Field(() => ArticleStatus, { description: 'How far it has come.' })
  @Property({ type: 'text' })
  status: ArticleStatus = ArticleStatus.DRAFT;

  /** Null: all that was saved is published (or the article is archived). */
  @Property({ type: 'text', nullable: true })
  draftStatus: ArticleDraftStatus | null = ArticleDraftStatus.DRAFT;

  @Field(() => ArticleAudience, { description: 'Who may read it once it is published.' })
  @Property({ type: 'text' })
  audience: ArticleAudience = ArticleAudience.INTERNAL;

  @Field(() => String, {
    description: 'The language it was first written in (BCP 47, `de`); it is there in any case.',
  })
  @Property({ type: 'text' })
  mainLanguage!: string;

  @Index()
  @ManyToOne({ entity: () => Product, nullable: true, deleteRule: 'set null' })
  product: Rel<Product> | null = null;

  /** Tickets and articles share one tree. */
  @Index()
  @ManyToOne({ entity: () => TicketCategory, nullable: true, deleteRule: 'restrict' })
  category: Rel<TicketCategory> | null = null;

  @Field(() => LocalDate, {
    nullable: true,
    description: 'Last day it may be relied on; afterwards outsiders no longer see it. Null: without an end.',
  })
  @Property({ type: 'date', nullable: true })
  validUntil: string | null = null;

  @Field(() => DateTime, { nullable: true, description: 'When it was last published; null: never.' })
  @Property({ type: 'timestamptz', length: 6, nullable: true })
  publishedAt: Date | null = null;

  /** How many tickets it solved: the rows of `article_ticket` that say so. Kept here for the ranking of the search. */
  @Property({ type: 'integer', default: 0 })
  solvedCount: number = 0;

  /** The answer in a ticket (`ticket_message`) that it was made of. */
  @Index()
  @Property({ type: 'uuid', nullable: true })
  sourceMessageId: string | null = null;

  /** `version` and `updatedAt` as partners and customers see them: internal changes do not move them. */
  @Property({ type: 'integer', default: 1 })
  publicVersion: number = 1;

  @Property({ type: 'timestamptz', length: 6, defaultRaw: 'now()' })
  publicUpdatedAt: Date = this.createdAt;
}
