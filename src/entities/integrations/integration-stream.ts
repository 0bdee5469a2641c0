import type { Rel } from '@mikro-orm/core';
import { Entity, ManyToOne, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { Integration } from './integration.ts';

/** Where the pulling of one stream stands. Written in the transaction of each batch. */
@Entity({ tableName: 'integration_stream' })
export class IntegrationStream {
  @ManyToOne({ entity: () => Integration, primary: true, deleteRule: 'cascade' })
  integration!: Rel<Integration>;

  /** As the plugin names it: `orders`. */
  @PrimaryKey({ type: 'text' })
  name!: string;

  @Property({ type: 'text' })
  recordKind!: string;

  /** Its place in the plugin's order. */
  @Property({ type: 'integer' })
  place!: number;

  /** What the plugin gave with the last committed batch; opaque to us. Null before the first. */
  @Property({ type: 'jsonb', nullable: true })
  cursor: unknown = null;

  /** When that batch was committed. */
  @Property({ type: 'timestamptz', length: 6, nullable: true })
  cursorAt: Date | null = null;

  /** When a sync last pulled it to its end. */
  @Property({ type: 'timestamptz', length: 6, nullable: true })
  completedAt: Date | null = null;
}
