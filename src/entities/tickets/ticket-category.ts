import type { Rel } from '@mikro-orm/core';
import { Entity, Index, ManyToOne, Property } from '@mikro-orm/decorators/legacy';
import { Extensions, Field, ObjectType } from 'type-graphql';
import { Node, VersionedRecord } from '../record.ts';

@Extensions({ scope: 'tickets:read' })
@ObjectType({
  implements: Node,
  description: 'What tickets and knowledge articles are about: a tree.',
  simpleResolvers: true,
})
@Entity({ tableName: 'ticket_category' })
@Index({
  name: 'ticket_category_name_unique',
  expression: `create unique index "ticket_category_name_unique" on "ticket_category"
    (coalesce(parent_id, '00000000-0000-0000-0000-000000000000'::uuid), lower(name))`,
})
export class TicketCategory extends VersionedRecord {
  @Field(() => String, { description: 'Name; unique below one parent.' })
  @Property({ type: 'text' })
  name!: string;

  @Index()
  @ManyToOne({ entity: () => TicketCategory, nullable: true, deleteRule: 'restrict' })
  parent: Rel<TicketCategory> | null = null;

  @Field(() => Boolean, { description: 'False: no longer offered; tickets still have it.' })
  @Property({ type: 'boolean', default: true })
  active: boolean = true;
}
