import type { Rel } from '@mikro-orm/core';
import { Entity, ManyToOne, PrimaryKey, Property, Unique } from '@mikro-orm/decorators/legacy';
import { Extensions, Field, Int, ObjectType } from 'type-graphql';
import { newId } from '../../shared/ids.ts';
import { DateTime, LocalDate } from '../../shared/scalars.ts';
import { Agent } from '../people/agent.ts';
import { Node } from '../record.ts';
import { ArticleAudience, ArticleStep } from './enums.ts';
import { KnowledgeArticle } from './knowledge-article.ts';

/** What was done to an article, by whom and why: never changed, never deleted. */
@Extensions({ scope: 'knowledge:write' })
@ObjectType({
  implements: Node,
  description:
    'A step in the life of an article, with who took it and why: every saved change, every review, publication and ' +
    'archiving. Where a text was saved it has the whole text, which `restoreArticleRevision` brings back.',
  simpleResolvers: true,
})
@Entity({ tableName: 'article_revision' })
@Unique({ properties: ['article', 'number'] })
export class ArticleRevision {
  @PrimaryKey({ type: 'uuid' })
  id: string = newId();

  @ManyToOne({ entity: () => KnowledgeArticle, deleteRule: 'cascade' })
  article!: Rel<KnowledgeArticle>;

  @Field(() => Int, { description: 'Counts the revisions of the article, from 1.' })
  @Property({ type: 'integer' })
  number!: number;

  @Field(() => ArticleStep, { description: 'What was done.' })
  @Property({ type: 'text' })
  step!: ArticleStep;

  @Field(() => String, {
    nullable: true,
    description: 'Language of the text that was saved (BCP 47); null where none was.',
  })
  @Property({ type: 'text', nullable: true })
  language: string | null = null;

  @Field(() => String, { nullable: true, description: 'The title as saved; null where no text was.' })
  @Property({ type: 'text', nullable: true })
  title: string | null = null;

  @Field(() => String, {
    nullable: true,
    description: 'The question or problem as saved, plain text; null where no text was.',
  })
  @Property({ type: 'text', nullable: true })
  question: string | null = null;

  @Field(() => String, {
    nullable: true,
    description: 'The answer as saved, Markdown; null where no text was.',
  })
  @Property({ type: 'text', nullable: true })
  answer: string | null = null;

  @Field(() => ArticleAudience, { description: 'The audience it had from then on.' })
  @Property({ type: 'text' })
  audience!: ArticleAudience;

  @Property({ type: 'uuid', nullable: true })
  productId: string | null = null;

  @Property({ type: 'uuid', nullable: true })
  categoryId: string | null = null;

  @Field(() => LocalDate, {
    nullable: true,
    description: 'The last day of validity that it had from then on; null: without an end.',
  })
  @Property({ type: 'date', nullable: true })
  validUntil: string | null = null;

  @Field(() => [String], {
    description: 'Names of the fields that were changed: `title`, `answer`, `audience`, …',
  })
  @Property({ type: 'text[]' })
  changed: string[] = [];

  @Field(() => String, { nullable: true, description: 'Why, in the words of who did it.' })
  @Property({ type: 'text', nullable: true })
  reason: string | null = null;

  @Field(() => String, { description: 'Name of the credential it was done with.' })
  @Property({ type: 'text' })
  authorName!: string;

  @ManyToOne({ entity: () => Agent, nullable: true, deleteRule: 'restrict' })
  agent: Rel<Agent> | null = null;

  @Field(() => DateTime, { description: 'When.' })
  @Property({ type: 'timestamptz', length: 6, defaultRaw: 'now()' })
  createdAt: Date = new Date();
}
