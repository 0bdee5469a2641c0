import type { Rel } from '@mikro-orm/core';
import { Entity, Index, ManyToOne, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { Extensions, Field, ObjectType } from 'type-graphql';
import { newId } from '../../shared/ids.ts';
import { DateTime } from '../../shared/scalars.ts';
import { Node } from '../record.ts';
import { SyncRunStatus, SyncTrigger } from './enums.ts';
import { Integration } from './integration.ts';

/** How many records of one stream a sync took in, by what became of them. */
export interface StreamCounts {
  readonly created: number;
  readonly updated: number;
  readonly unchanged: number;
  readonly deleted: number;
  readonly rejected: number;
}

@Extensions({ scope: 'integrations:read' })
@ObjectType({
  implements: Node,
  description: 'One sync of an integration, running or past.',
  simpleResolvers: true,
})
@Entity({ tableName: 'sync_run' })
@Index({ properties: ['integration', 'id'] })
export class SyncRun {
  @PrimaryKey({ type: 'uuid' })
  id: string = newId();

  @ManyToOne({ entity: () => Integration, deleteRule: 'cascade' })
  integration!: Rel<Integration>;

  @Field(() => SyncTrigger, { description: 'Why it ran.' })
  @Property({ type: 'text' })
  trigger!: SyncTrigger;

  @Field(() => SyncRunStatus, { description: 'How far it is.' })
  @Property({ type: 'text' })
  status: SyncRunStatus = SyncRunStatus.QUEUED;

  /** Only these streams; null: all. */
  @Property({ type: 'text[]', nullable: true })
  onlyStreams: string[] | null = null;

  @Field(() => DateTime, { description: 'When it was asked for.' })
  @Property({ type: 'timestamptz', length: 6, defaultRaw: 'now()' })
  requestedAt: Date = new Date();

  @Field(() => DateTime, { nullable: true, description: 'When it began; null while it is queued.' })
  @Property({ type: 'timestamptz', length: 6, nullable: true })
  startedAt: Date | null = null;

  @Field(() => DateTime, { nullable: true, description: 'When it ended; null until then.' })
  @Property({ type: 'timestamptz', length: 6, nullable: true })
  finishedAt: Date | null = null;

  /** By stream; written with each batch, so that it always tells what was committed. */
  @Property({ type: 'jsonb' })
  counts: Record<string, StreamCounts> = {};

  @Field(() => String, {
    nullable: true,
    description: 'Why it failed, for the operator; null unless it did.',
  })
  @Property({ type: 'text', nullable: true })
  error: string | null = null;
}
