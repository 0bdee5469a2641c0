import { Entity, Index, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { newId } from '../../shared/ids.ts';

/** Something that was searched for and not found: one row for each wording that means the same, with a count. */
@Entity({ tableName: 'knowledge_question' })
@Index({ properties: ['lastAskedAt', 'id'] })
@Index({
  name: 'knowledge_question_unique',
  expression:
    'create unique index "knowledge_question_unique" on "knowledge_question" (fingerprint, language, product_id, category_id) nulls not distinct',
})
export class KnowledgeQuestion {
  @PrimaryKey({ type: 'uuid' })
  id: string = newId();

  /** The stems of its words, sorted: what two wordings have in common. */
  @Property({ type: 'text' })
  fingerprint!: string;

  /** As it was last asked. */
  @Property({ type: 'text' })
  wording!: string;

  @Property({ type: 'text' })
  language!: string;

  @Property({ type: 'uuid', nullable: true })
  productId: string | null = null;

  @Property({ type: 'uuid', nullable: true })
  categoryId: string | null = null;

  @Property({ type: 'integer', default: 1 })
  count: number = 1;

  @Property({ type: 'timestamptz', length: 6, defaultRaw: 'now()' })
  lastAskedAt: Date = new Date();
}
