import type { Rel } from '@mikro-orm/core';
import { Entity, ManyToOne, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { KnowledgeArticle } from './knowledge-article.ts';

/** How often an article was read on a day. Spread over slots, so that readers of one article do not queue for a row. */
@Entity({ tableName: 'article_view' })
export class ArticleView {
  @ManyToOne({ entity: () => KnowledgeArticle, primary: true, deleteRule: 'cascade' })
  article!: Rel<KnowledgeArticle>;

  @PrimaryKey({ type: 'date' })
  day!: string;

  @PrimaryKey({ type: 'smallint' })
  slot!: number;

  @Property({ type: 'integer' })
  count!: number;
}
