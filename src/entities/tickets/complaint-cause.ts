import type { Rel } from '@mikro-orm/core';
import { Entity, Index, ManyToOne, Property } from '@mikro-orm/decorators/legacy';
import { Extensions, Field, ObjectType } from 'type-graphql';
import { Node, VersionedRecord } from '../record.ts';

@Extensions({ scope: 'tickets:read' })
@ObjectType({
  implements: Node,
  description: 'Why complaints happen: our taxonomy of causes, a tree. Partners and customers do not see it.',
  simpleResolvers: true,
})
@Entity({ tableName: 'complaint_cause' })
@Index({
  name: 'complaint_cause_name_unique',
  expression: `create unique index "complaint_cause_name_unique" on "complaint_cause"
    (coalesce(parent_id, '00000000-0000-0000-0000-000000000000'::uuid), lower(name))`,
})
export class ComplaintCause extends VersionedRecord {
  @Field(() => String, { description: 'Name; unique below one parent.' })
  @Property({ type: 'text' })
  name!: string;

  @Index()
  @ManyToOne({ entity: () => ComplaintCause, nullable: true, deleteRule: 'restrict' })
  parent: Rel<ComplaintCause> | null = null;

  @Field(() => Boolean, { description: 'False: no longer offered; complaints still have it.' })
  @Property({ type: 'boolean', default: true })
  active: boolean = true;
}
