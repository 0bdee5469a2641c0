import type { Rel } from '@mikro-orm/core';
import { Entity, Index, ManyToOne, PrimaryKey, Property, Unique } from '@mikro-orm/decorators/legacy';
import { Extensions, Field, ObjectType } from 'type-graphql';
import { newId } from '../../shared/ids.ts';
import { DateTime } from '../../shared/scalars.ts';
import { Agent } from '../people/agent.ts';
import { Node } from '../record.ts';
import { KnowledgeArticle } from './knowledge-article.ts';

@Extensions({ scope: 'knowledge:read' })
@ObjectType({
  implements: Node,
  description:
    'Whether an article helped. One for each agent or credential and article; outsiders see only their own.',
  simpleResolvers: true,
})
@Entity({ tableName: 'article_feedback' })
@Unique({ properties: ['article', 'givenBy'] })
@Index({ properties: ['article', 'updatedAt', 'id'] })
export class ArticleFeedback {
  @PrimaryKey({ type: 'uuid' })
  id: string = newId();

  @ManyToOne({ entity: () => KnowledgeArticle, deleteRule: 'cascade' })
  article!: Rel<KnowledgeArticle>;

  /** Who has one voice: `agent:<uuid>`, `key:<uuid>` or, without a credential, `system`. */
  @Property({ type: 'text' })
  givenBy!: string;

  @ManyToOne({ entity: () => Agent, nullable: true, deleteRule: 'restrict' })
  agent: Rel<Agent> | null = null;

  @Field(() => Boolean, { description: 'Whether it helped.' })
  @Property({ type: 'boolean' })
  helped!: boolean;

  @Field(() => String, { nullable: true, description: 'What was missing or wrong, plain text.' })
  @Property({ type: 'text', nullable: true })
  comment: string | null = null;

  @Field(() => DateTime, { description: 'When it was first given.' })
  @Property({ type: 'timestamptz', length: 6, defaultRaw: 'now()' })
  createdAt: Date = new Date();

  @Field(() => DateTime, { description: 'When it was last changed.' })
  @Property({ type: 'timestamptz', length: 6, defaultRaw: 'now()' })
  updatedAt: Date = new Date();
}
