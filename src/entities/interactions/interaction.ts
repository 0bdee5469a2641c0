import type { Rel } from '@mikro-orm/core';
import { Entity, Index, ManyToOne, Property } from '@mikro-orm/decorators/legacy';
import { Extensions, Field, Int, ObjectType } from 'type-graphql';
import { DateTime } from '../../shared/scalars.ts';
import { Contact } from '../customers/contact.ts';
import { Customer } from '../customers/customer.ts';
import { Agent } from '../people/agent.ts';
import { Node, VersionedRecord } from '../record.ts';
import { Direction, InteractionKind } from './enums.ts';

@Extensions({ scope: 'none' })
@ObjectType({
  description:
    'A file that belongs to an interaction or a message of a ticket; Kontor keeps where it is, not the file.',
  simpleResolvers: true,
})
export class Attachment {
  @Field(() => String, { description: 'File name with ending.' })
  fileName!: string;

  @Field(() => String, { nullable: true, description: 'MIME type.' })
  mediaType?: string | null;

  @Field(() => Int, { nullable: true, description: 'Size in bytes.' })
  size?: number | null;

  @Field(() => String, { description: 'Where it can be fetched, http or https.' })
  url!: string;
}

@Extensions({ scope: 'interactions:read' })
@ObjectType({
  implements: Node,
  description: 'One entry of the contact history: a call, letter, e-mail, visit, note, task, appointment, …',
  simpleResolvers: true,
})
@Entity({ tableName: 'interaction' })
@Index({ properties: ['customer', 'happenedAt', 'id'] })
@Index({ name: 'interaction_kind_index', properties: ['customer', 'kind', 'happenedAt', 'id'] })
@Index({
  name: 'interaction_open_task_index',
  expression:
    'create index "interaction_open_task_index" on "interaction" (agent_id, due_at, id) where due_at is not null and completed_at is null',
})
export class Interaction extends VersionedRecord {
  @ManyToOne({ entity: () => Customer, deleteRule: 'restrict' })
  customer!: Rel<Customer>;

  @ManyToOne({ entity: () => Contact, nullable: true, deleteRule: 'restrict' })
  contact: Rel<Contact> | null = null;

  @ManyToOne({ entity: () => Agent, nullable: true, deleteRule: 'restrict' })
  agent: Rel<Agent> | null = null;

  @Field(() => InteractionKind, { description: 'What kind of contact it was.' })
  @Property({ type: 'text' })
  kind!: InteractionKind;

  @Field(() => Direction, {
    nullable: true,
    description: 'Who started it; null where the question makes no sense (a note).',
  })
  @Property({ type: 'text', nullable: true })
  direction: Direction | null = null;

  @Field(() => String, { description: 'What it was about, one line.' })
  @Property({ type: 'text' })
  subject!: string;

  @Field(() => String, { nullable: true, description: 'Text, plain.' })
  @Property({ type: 'text', nullable: true })
  body: string | null = null;

  @Field(() => Boolean, {
    description:
      'Whether only our own people see it: keys of customers and partners never do, in no list, timeline or event.',
  })
  @Property({ type: 'boolean', default: false })
  internal: boolean = false;

  @Field(() => DateTime, { description: 'When it happened, or for appointments begins.' })
  @Property({ type: 'timestamptz', length: 6 })
  happenedAt!: Date;

  @Field(() => DateTime, { nullable: true, description: 'Tasks and appointments: when it is due or ends.' })
  @Property({ type: 'timestamptz', length: 6, nullable: true })
  dueAt: Date | null = null;

  @Field(() => DateTime, {
    nullable: true,
    description: 'Tasks and appointments: when it was completed; null: open.',
  })
  @Property({ type: 'timestamptz', length: 6, nullable: true })
  completedAt: Date | null = null;

  @Field(() => [Attachment], { description: 'Files that belong to it.' })
  @Property({ type: 'jsonb' })
  attachments: Attachment[] = [];

  /** The commercial document it is about. A plain column: the base entities of `erp` must not be imported here. */
  @Index()
  @Property({ type: 'uuid', nullable: true })
  documentId: string | null = null;

  /** The call it was noted in: a plain column, for area `telephony`. */
  @Index()
  @Property({ type: 'uuid', nullable: true })
  callId: string | null = null;

  /** The API key that recorded it: outsiders change only what is their own. Null: delivered, or by the system. */
  @Property({ type: 'uuid', nullable: true })
  recordedByKeyId: string | null = null;
}
