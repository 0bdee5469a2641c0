import { Entity, Property } from '@mikro-orm/decorators/legacy';
import { Extensions, Field, Int, ObjectType } from 'type-graphql';
import { Json } from '../../shared/scalars.ts';
import { Node, VersionedRecord } from '../record.ts';

@Extensions({ scope: 'integrations:read' })
@ObjectType({
  implements: Node,
  description: 'A configured plugin: one connection to one other system.',
  simpleResolvers: true,
})
@Entity({ tableName: 'integration' })
export class Integration extends VersionedRecord {
  @Field(() => String, {
    description: 'Short unique name, lower case with dashes: `erp`. Part of external references.',
  })
  @Property({ type: 'text', unique: true })
  name!: string;

  @Field(() => String, { description: 'Id of the plugin: `erp-csv`.' })
  @Property({ type: 'text' })
  plugin!: string;

  @Field(() => String, {
    nullable: true,
    description: 'Version of the plugin that ran last; null before the first run.',
  })
  @Property({ type: 'text', nullable: true })
  pluginVersion: string | null = null;

  @Field(() => Json, { description: 'Options of the plugin. Secrets are not among them: see `secrets`.' })
  @Property({ type: 'jsonb' })
  options: Record<string, unknown> = {};

  @Field(() => [String], {
    description: 'Names of the secret options that are set. Their values are never returned.',
  })
  @Property({ type: 'text[]' })
  secrets: string[] = [];

  /** The secret options as JSON, sealed with AES-256-GCM under the installation's key; bound to this row's id. */
  @Property({ type: 'blob', nullable: true })
  sealedSecrets: Uint8Array | null = null;

  /** What the plugin says about messages that are posted to us (plugins/kit/ingress.ts); null: it takes none. */
  @Property({ type: 'jsonb', nullable: true })
  ingress: Record<string, unknown> | null = null;

  @Field(() => Int, {
    nullable: true,
    description: 'Seconds from the end of one sync to the start of the next; null: only on demand.',
  })
  @Property({ type: 'integer', nullable: true, default: 900 })
  intervalSeconds: number | null = 900;

  @Property({ type: 'timestamptz', length: 6, nullable: true })
  suspendedAt: Date | null = null;

  /** Why, for the operator. */
  @Property({ type: 'text', nullable: true })
  suspendedReason: string | null = null;

  @Property({ type: 'timestamptz', length: 6, nullable: true })
  lastSuccessAt: Date | null = null;

  @Property({ type: 'timestamptz', length: 6, nullable: true })
  lastFailureAt: Date | null = null;

  @Property({ type: 'text', nullable: true })
  lastError: string | null = null;

  /** Since when its secrets cannot be read: they were sealed with another key. Trying again does not help. */
  @Property({ type: 'timestamptz', length: 6, nullable: true })
  secretsUnreadableAt: Date | null = null;

  /** When messages were last refused because too many wait; written once a minute. What else goes well does not end it. */
  @Property({ type: 'timestamptz', length: 6, nullable: true })
  ingressRefusedAt: Date | null = null;

  @Property({ type: 'integer', default: 0 })
  consecutiveFailures: number = 0;

  /** Crashes of the plugin's process among them: these suspend, an upstream that is down does not. */
  @Property({ type: 'integer', default: 0 })
  consecutiveCrashes: number = 0;
}
