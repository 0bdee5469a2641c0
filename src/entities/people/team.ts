import { Entity, Index, Property } from '@mikro-orm/decorators/legacy';
import { Extensions, Field, ObjectType } from 'type-graphql';
import { Node, VersionedRecord } from '../record.ts';

@Extensions({ scope: 'people:read' })
@ObjectType({
  implements: Node,
  description: 'A group of agents that shares work: service, inside sales.',
  simpleResolvers: true,
})
@Entity({ tableName: 'team' })
@Index({
  name: 'team_active_extension_unique',
  expression: 'create unique index "team_active_extension_unique" on "team" (extension) where active',
})
export class Team extends VersionedRecord {
  @Field(() => String, { description: 'Name; unique.' })
  @Property({ type: 'text', unique: true })
  name!: string;

  @Field(() => String, { nullable: true, description: 'Shared mailbox, lower case.' })
  @Property({ type: 'text', nullable: true })
  email: string | null = null;

  @Field(() => String, {
    nullable: true,
    description: 'Telephone extension of the group, for example `20`; unique among active teams.',
  })
  @Property({ type: 'text', nullable: true })
  extension: string | null = null;

  @Field(() => Boolean, { description: 'False once dissolved; its history stays.' })
  @Property({ type: 'boolean', default: true })
  active: boolean = true;
}
