import type { Rel } from '@mikro-orm/core';
import { Entity, Index, ManyToOne, Property } from '@mikro-orm/decorators/legacy';
import { Extensions, Field, ObjectType } from 'type-graphql';
import { DateTime } from '../../shared/scalars.ts';
import { Partner } from '../access/partner.ts';
import { Agent } from '../people/agent.ts';
import { Team } from '../people/team.ts';
import { Node, VersionedRecord } from '../record.ts';
import { CustomerClass, CustomerKind } from './enums.ts';
import { Address, EmailAddress, PhoneNumber } from './reachability.ts';

@Extensions({ scope: 'customers:read' })
@ObjectType({
  implements: Node,
  description: 'An organization or a person that we do business with, or hope to.',
  simpleResolvers: true,
})
@Entity({ tableName: 'customer' })
@Index({
  name: 'customer_name_index',
  expression: 'create index "customer_name_index" on "customer" (lower(name), id)',
})
export class Customer extends VersionedRecord {
  @Field(() => CustomerKind, { description: 'Organization or person.' })
  @Property({ type: 'text', default: 'ORGANIZATION' })
  kind: CustomerKind = CustomerKind.ORGANIZATION;

  @Field(() => String, {
    nullable: true,
    description: 'Customer number (EN 16931 BT-46), unique; null for prospects.',
  })
  @Property({ type: 'text', nullable: true, unique: true })
  customerNumber: string | null = null;

  @Field(() => String, {
    description: 'Name of the organization, or full name of the person (EN 16931 BT-44).',
  })
  @Property({ type: 'text' })
  name!: string;

  @Field(() => String, {
    nullable: true,
    description: 'VAT identifier with country prefix (EN 16931 BT-48).',
  })
  @Property({ type: 'text', nullable: true })
  vatId: string | null = null;

  @Field(() => [Address], { description: 'Postal addresses, the main one first.' })
  @Property({ type: 'jsonb' })
  addresses: Address[] = [];

  @Field(() => [PhoneNumber], { description: 'Telephone numbers, the main one first.' })
  @Property({ type: 'jsonb' })
  phones: PhoneNumber[] = [];

  @Field(() => [EmailAddress], { description: 'E-mail addresses, the main one first.' })
  @Property({ type: 'jsonb' })
  emails: EmailAddress[] = [];

  @Field(() => String, { nullable: true, description: 'Preferred language, BCP 47: `de`.' })
  @Property({ type: 'text', nullable: true })
  language: string | null = null;

  @Field(() => [String], { description: 'Free tags, sorted.' })
  @Property({ type: 'text[]' })
  tags: string[] = [];

  @Field(() => CustomerClass, { nullable: true, description: 'ABC classification; null: not classified.' })
  @Property({ type: 'text', nullable: true })
  customerClass: CustomerClass | null = null;

  @Index()
  @ManyToOne({ entity: () => Agent, nullable: true, deleteRule: 'restrict' })
  keyAccountManager: Rel<Agent> | null = null;

  @Index()
  @ManyToOne({ entity: () => Team, nullable: true, deleteRule: 'restrict' })
  keyAccountTeam: Rel<Team> | null = null;

  @Index()
  @ManyToOne({ entity: () => Partner, nullable: true, deleteRule: 'restrict' })
  partner: Rel<Partner> | null = null;

  @Field(() => DateTime, {
    nullable: true,
    description: 'When it was archived; null: it is not. Archived customers stay readable.',
  })
  @Property({ type: 'timestamptz', length: 6, nullable: true })
  archivedAt: Date | null = null;
}
