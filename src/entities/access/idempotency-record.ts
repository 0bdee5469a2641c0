import { Entity, Index, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';

/** That a credential's `Idempotency-Key` was used, and what the mutation returned: services/idempotency. */
@Entity({ tableName: 'idempotency_record' })
export class IdempotencyRecord {
  @PrimaryKey({ type: 'text' })
  owner!: string;

  @PrimaryKey({ type: 'text' })
  key!: string;

  @Property({ type: 'text' })
  bodyHash!: string;

  @Property({ type: 'jsonb', nullable: true })
  result: unknown = null;

  @Index()
  @Property({ type: 'timestamptz', length: 6, defaultRaw: 'now()' })
  createdAt: Date = new Date();
}
