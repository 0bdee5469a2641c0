import type { Rel } from '@mikro-orm/core';
import { Entity, Index, ManyToOne, Property } from '@mikro-orm/decorators/legacy';
import { Extensions, Field, ObjectType } from 'type-graphql';
import { Node, VersionedRecord } from '../record.ts';
import { Customer } from './customer.ts';
import { EmailAddress, PhoneNumber } from './reachability.ts';

@Extensions({ scope: 'customers:read' })
@ObjectType({
  implements: Node,
  description: 'A person at a customer that is an organization.',
  simpleResolvers: true,
})
@Entity({ tableName: 'contact' })
@Index({ properties: ['customer', 'name', 'id'] })
export class Contact extends VersionedRecord {
  @ManyToOne({ entity: () => Customer, deleteRule: 'restrict' })
  customer!: Rel<Customer>;

  @Field(() => String, { description: 'Full name.' })
  @Property({ type: 'text' })
  name!: string;

  @Field(() => String, { nullable: true, description: 'What the person does there: `Head of purchasing`.' })
  @Property({ type: 'text', nullable: true })
  role: string | null = null;

  @Field(() => String, { nullable: true, description: 'Department.' })
  @Property({ type: 'text', nullable: true })
  department: string | null = null;

  @Field(() => [PhoneNumber], { description: 'Telephone numbers, the main one first.' })
  @Property({ type: 'jsonb' })
  phones: PhoneNumber[] = [];

  @Field(() => [EmailAddress], { description: 'E-mail addresses, the main one first.' })
  @Property({ type: 'jsonb' })
  emails: EmailAddress[] = [];

  @Field(() => String, { nullable: true, description: 'Preferred language, BCP 47: `de`.' })
  @Property({ type: 'text', nullable: true })
  language: string | null = null;

  @Field(() => Boolean, { description: 'False once the person has left; their history stays.' })
  @Property({ type: 'boolean', default: true })
  active: boolean = true;
}
