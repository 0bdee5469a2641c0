import { Entity, Property } from '@mikro-orm/decorators/legacy';
import { Extensions, Field, ObjectType } from 'type-graphql';
import { Node, VersionedRecord } from '../record.ts';

@Extensions({ scope: 'people:read' })
@ObjectType({
  implements: Node,
  description:
    'A partner organization (dealer, service partner). Its credentials reach only the customers assigned to it.',
  simpleResolvers: true,
})
@Entity({ tableName: 'partner' })
export class Partner extends VersionedRecord {
  @Field(() => String, { description: 'Name; unique.' })
  @Property({ type: 'text', unique: true })
  name!: string;

  @Field(() => String, { nullable: true, description: 'E-mail address, lower case.' })
  @Property({ type: 'text', nullable: true })
  email: string | null = null;

  @Field(() => Boolean, { description: 'False: its credentials are refused.' })
  @Property({ type: 'boolean', default: true })
  active: boolean = true;
}
