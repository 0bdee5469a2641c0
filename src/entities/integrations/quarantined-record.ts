import type { Rel } from '@mikro-orm/core';
import { Entity, ManyToOne, PrimaryKey, Property, Unique } from '@mikro-orm/decorators/legacy';
import { Extensions, Field, Int, ObjectType } from 'type-graphql';
import { newId } from '../../shared/ids.ts';
import { DateTime, Json } from '../../shared/scalars.ts';
import { Node } from '../record.ts';
import { Integration } from './integration.ts';

@Extensions({ scope: 'integrations:read' })
@ObjectType({
  implements: Node,
  description:
    'A row that an integration delivered and that could not be taken in. It is tried again after each sync and leaves the quarantine when it fits, or when the other system delivers it anew or deletes it.',
  simpleResolvers: true,
})
@Entity({ tableName: 'quarantined_record' })
@Unique({ properties: ['integration', 'stream', 'externalId'] })
export class QuarantinedRecord {
  @PrimaryKey({ type: 'uuid' })
  id: string = newId();

  @ManyToOne({ entity: () => Integration, deleteRule: 'cascade' })
  integration!: Rel<Integration>;

  @Field(() => String, { description: 'The stream it came with: `orders`.' })
  @Property({ type: 'text' })
  stream!: string;

  @Field(() => String, {
    description: 'Its id in the other system, or where to find it there: `orders.csv:17`.',
  })
  @Property({ type: 'text' })
  externalId!: string;

  @Field(() => Json, { nullable: true, description: 'The row as it was delivered.' })
  @Property({ type: 'jsonb', nullable: true })
  raw: unknown = null;

  /** Whether `raw` is a canonical record that can be tried again; rows the plugin itself rejected are not. */
  @Property({ type: 'boolean' })
  retryable!: boolean;

  @Field(() => String, { description: 'What is wrong with it, naming the field.' })
  @Property({ type: 'text' })
  reason!: string;

  @Field(() => Int, { description: 'How often it was tried.' })
  @Property({ type: 'integer', default: 1 })
  attempts: number = 1;

  @Field(() => DateTime, {
    nullable: true,
    description: 'When the other system changed it last; null where it does not say.',
  })
  @Property({ type: 'timestamptz', length: 6, nullable: true })
  sourceUpdatedAt: Date | null = null;

  @Field(() => DateTime, { description: 'When it was first refused.' })
  @Property({ type: 'timestamptz', length: 6, defaultRaw: 'now()' })
  firstSeenAt: Date = new Date();

  @Field(() => DateTime, { description: 'When it was last delivered or tried.' })
  @Property({ type: 'timestamptz', length: 6, defaultRaw: 'now()' })
  lastSeenAt: Date = new Date();
}
