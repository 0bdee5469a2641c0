import { Entity, Property } from '@mikro-orm/decorators/legacy';
import { Extensions, Field, ObjectType } from 'type-graphql';
import { Node, VersionedRecord } from '../record.ts';

@Extensions({ scope: 'integrations:read' })
@ObjectType({ implements: Node, description: 'A configured plugin: one connection to one other system.', simpleResolvers: true })
@Entity({ tableName: 'integration' })
export class Integration extends VersionedRecord {
  @Field(() => String, { description: 'Short unique name, lower case with dashes: `erp`. Part of external references.' })
  @Property({ type: 'text', unique: true })
  name!: string;

  @Field(() => String, { description: 'Id of the plugin: `erp-csv`.' })
  @Property({ type: 'text' })
  plugin!: string;
}
