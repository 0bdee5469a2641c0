import type { Rel } from '@mikro-orm/core';
import { Entity, Index, ManyToOne, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { Extensions, Field, Int, ObjectType } from 'type-graphql';
import { newId } from '../../shared/ids.ts';
import { DateTime } from '../../shared/scalars.ts';
import { Node } from '../record.ts';
import { IngressMessageStatus } from './enums.ts';
import { Integration } from './integration.ts';

@Extensions({ scope: 'integrations:read' })
@ObjectType({
  implements: Node,
  description:
    'A message that another system posted to the ingress of an integration. It was acknowledged when it was stored, ' +
    'and is handed to the plugin in order.',
  simpleResolvers: true,
})
@Entity({ tableName: 'ingress_message' })
@Index({
  name: 'ingress_message_pending_index',
  expression: `create index "ingress_message_pending_index" on "ingress_message" (integration_id, id) where status = 'PENDING'`,
})
@Index({
  name: 'ingress_message_set_aside_index',
  expression: `create index "ingress_message_set_aside_index" on "ingress_message" (integration_id, received_at, id) where status = 'SET_ASIDE'`,
})
@Index({
  name: 'ingress_message_handled_index',
  expression: `create index "ingress_message_handled_index" on "ingress_message" (handled_at) where status = 'HANDLED'`,
})
@Index({
  name: 'ingress_message_signature_unique',
  expression:
    'create unique index "ingress_message_signature_unique" on "ingress_message" (integration_id, signature) where signature is not null',
})
export class IngressMessage {
  // Version 7: in the order of reception.
  @PrimaryKey({ type: 'uuid' })
  id: string = newId();

  @ManyToOne({ entity: () => Integration, deleteRule: 'cascade' })
  integration!: Rel<Integration>;

  @Field(() => DateTime, { description: 'When it came in.' })
  @Property({ type: 'timestamptz', length: 6, defaultRaw: 'now()' })
  receivedAt: Date = new Date();

  @Field(() => String, { description: 'Its content type, without parameters.' })
  @Property({ type: 'text' })
  contentType!: string;

  /** Headers that plugins may need; none that authenticates. */
  @Property({ type: 'jsonb' })
  headers: Record<string, string> = {};

  /** As it came, byte for byte. */
  @Property({ type: 'blob' })
  body!: Uint8Array;

  /** SHA-256 of the signature it came with: the same again is a repetition. */
  @Property({ type: 'blob', nullable: true })
  signature: Uint8Array | null = null;

  @Field(() => IngressMessageStatus, { description: 'What became of it.' })
  @Property({ type: 'text', default: 'PENDING' })
  status: IngressMessageStatus = IngressMessageStatus.PENDING;

  @Field(() => Int, { description: 'How often the plugin tried it and failed.' })
  @Property({ type: 'integer', default: 0 })
  attempts: number = 0;

  @Property({ type: 'timestamptz', length: 6, nullable: true })
  nextAttemptAt: Date | null = null;

  @Field(() => String, { nullable: true, description: 'Why the last attempt failed; null if none did.' })
  @Property({ type: 'text', nullable: true })
  reason: string | null = null;

  @Field(() => DateTime, {
    nullable: true,
    description: 'When it was handled or set aside; null until then.',
  })
  @Property({ type: 'timestamptz', length: 6, nullable: true })
  handledAt: Date | null = null;
}
