import { Collection, type Rel } from '@mikro-orm/core';
import { Entity, Index, ManyToMany, Property } from '@mikro-orm/decorators/legacy';
import { Extensions, Field, ObjectType } from 'type-graphql';
import { Node, VersionedRecord } from '../record.ts';
import { Team } from './team.ts';

@Extensions({ scope: 'people:read' })
@ObjectType({
  implements: Node,
  description: 'One of our people: sales, helpdesk, office.',
  simpleResolvers: true,
})
@Entity({ tableName: 'agent' })
@Index({
  name: 'agent_active_extension_unique',
  expression: 'create unique index "agent_active_extension_unique" on "agent" (extension) where active',
})
export class Agent extends VersionedRecord {
  @Field(() => String, { description: 'Full name.' })
  @Property({ type: 'text' })
  name!: string;

  @Field(() => String, {
    nullable: true,
    description: 'E-mail address, lower case; unique among agents. Null to partners and customers.',
  })
  @Property({ type: 'text', nullable: true, unique: true })
  email: string | null = null;

  @Field(() => String, {
    nullable: true,
    description:
      'Telephone extension, for example `23`; unique among active agents. Null to partners and customers.',
  })
  @Property({ type: 'text', nullable: true })
  extension: string | null = null;

  @Field(() => Boolean, { description: 'False once the person has left; their history stays.' })
  @Property({ type: 'boolean', default: true })
  active: boolean = true;

  @ManyToMany({
    entity: () => Team,
    owner: true,
    pivotTable: 'team_member',
    joinColumn: 'agent_id',
    inverseJoinColumn: 'team_id',
  })
  teams = new Collection<Rel<Team>>(this);
}
