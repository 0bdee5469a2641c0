import type { Rel } from '@mikro-orm/core';
import { Entity, ManyToOne, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { Extensions, Field, ObjectType } from 'type-graphql';
import { newId } from '../../shared/ids.ts';
import { DateTime } from '../../shared/scalars.ts';
import { Customer } from '../customers/customer.ts';
import { Agent } from '../people/agent.ts';
import { Node } from '../record.ts';
import { Partner } from './partner.ts';

@Extensions({ scope: 'access:admin' })
@ObjectType({
  implements: Node,
  description: 'A credential. The key itself is shown once, when it is created.',
  simpleResolvers: true,
})
@Entity({ tableName: 'api_key' })
export class ApiKey {
  @PrimaryKey({ type: 'uuid' })
  id: string = newId();

  @Field(() => String, { description: "What it is for; the actor's name in the event log." })
  @Property({ type: 'text' })
  name!: string;

  @Field(() => String, { description: 'The first characters of the key, to tell keys apart.' })
  @Property({ type: 'text', unique: true })
  prefix!: string;

  /** SHA-256 of the key: 256 random bits need no slow hash. */
  @Property({ type: 'blob' })
  hash!: Uint8Array;

  @Field(() => [String], { description: 'What it may do, for example `customers:read`.' })
  @Property({ type: 'text[]' })
  scopes: string[] = [];

  @ManyToOne({ entity: () => Agent, nullable: true, deleteRule: 'restrict' })
  agent: Rel<Agent> | null = null;

  @ManyToOne({ entity: () => Partner, nullable: true, deleteRule: 'restrict' })
  partner: Rel<Partner> | null = null;

  @ManyToOne({ entity: () => Customer, nullable: true, deleteRule: 'restrict' })
  customer: Rel<Customer> | null = null;

  @Field(() => DateTime, { description: 'When it was created.' })
  @Property({ type: 'timestamptz', length: 6, defaultRaw: 'now()' })
  createdAt: Date = new Date();

  @Field(() => DateTime, { nullable: true, description: 'When it stops working; null: never.' })
  @Property({ type: 'timestamptz', length: 6, nullable: true })
  expiresAt: Date | null = null;

  @Field(() => DateTime, {
    nullable: true,
    description: 'When it was last used, to the minute; null: never.',
  })
  @Property({ type: 'timestamptz', length: 6, nullable: true })
  lastUsedAt: Date | null = null;

  @Field(() => DateTime, { nullable: true, description: 'When it was revoked; null: it is not.' })
  @Property({ type: 'timestamptz', length: 6, nullable: true })
  revokedAt: Date | null = null;
}
