import type { Rel } from '@mikro-orm/core';
import { Entity, Index, ManyToOne, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { Agent } from '../people/agent.ts';
import { KnowledgeArticle } from './knowledge-article.ts';

/** That an article was used for a ticket, and whether it solved it. Our own people's business only. */
@Entity({ tableName: 'article_ticket' })
export class ArticleTicket {
  @ManyToOne({ entity: () => KnowledgeArticle, primary: true, deleteRule: 'cascade' })
  article!: Rel<KnowledgeArticle>;

  /** Plain: the base entity of the tickets must not be imported here. */
  @Index()
  @PrimaryKey({ type: 'uuid' })
  ticketId!: string;

  @Property({ type: 'boolean' })
  solved!: boolean;

  @ManyToOne({ entity: () => Agent, nullable: true, deleteRule: 'restrict' })
  agent: Rel<Agent> | null = null;

  @Property({ type: 'timestamptz', length: 6, defaultRaw: 'now()' })
  linkedAt: Date = new Date();
}
