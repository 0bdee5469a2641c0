import { Entity, Index, Property } from '@mikro-orm/decorators/legacy';
import { Extensions, Field, Int, ObjectType } from 'type-graphql';
import { Node, VersionedRecord } from '../record.ts';
import { TicketState } from './enums.ts';

@Extensions({ scope: 'tickets:read' })
@ObjectType({
  implements: Node,
  description: 'A status that tickets can have: a name of ours for one of the canonical states.',
  simpleResolvers: true,
})
@Entity({ tableName: 'ticket_status' })
@Index({
  name: 'ticket_status_name_unique',
  expression: 'create unique index "ticket_status_name_unique" on "ticket_status" (lower(name))',
})
@Index({
  name: 'ticket_status_default_unique',
  expression:
    'create unique index "ticket_status_default_unique" on "ticket_status" (state) where is_default and active',
})
export class TicketStatus extends VersionedRecord {
  @Field(() => String, { description: 'Name; unique.' })
  @Property({ type: 'text' })
  name!: string;

  @Field(() => TicketState, { description: 'The canonical state it stands for; fixed once it is created.' })
  @Property({ type: 'text' })
  state!: TicketState;

  @Field(() => Boolean, {
    description: 'Whether it is the status that Kontor itself sets when a ticket comes into this state.',
  })
  @Property({ type: 'boolean', default: false })
  isDefault: boolean = false;

  @Field(() => Int, { description: 'Place in lists, smallest first.' })
  @Property({ type: 'integer', default: 0 })
  position: number = 0;

  @Field(() => Boolean, { description: 'False: no longer offered; tickets may still have it.' })
  @Property({ type: 'boolean', default: true })
  active: boolean = true;
}
