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

  /** Version of its shape, as the plugin that gave it numbers them. */
  @Property({ type: 'integer', default: 1 })
  cursorVersion: number = 1;

  /** Version of the plugin that gave it. */
  @Property({ type: 'text', nullable: true })
  cursorPluginVersion: string | null = null;

  /** When that batch was committed. */
  @Property({ type: 'timestamptz', length: 6, nullable: true })
  cursorAt: Date | null = null;

  /** When a sync last pulled it to its end. */
  @Property({ type: 'timestamptz', length: 6, nullable: true })
  completedAt: Date | null = null;

  /** When the last complete list of the other system's records was begun. */
  @Property({ type: 'timestamptz', length: 6, nullable: true })
  listedAt: Date | null = null;

  /** How many records that list lacks, where they are too many to be deleted unasked; null: none wait. */
  @Property({ type: 'integer', nullable: true })
  heldDeletions: number | null = null;
}
