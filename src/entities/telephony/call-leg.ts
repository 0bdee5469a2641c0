import type { Rel } from '@mikro-orm/core';
import { Entity, Index, ManyToOne, PrimaryKey, Property, Unique } from '@mikro-orm/decorators/legacy';
import { Extensions, Field, ObjectType } from 'type-graphql';
import { newId } from '../../shared/ids.ts';
import { DateTime } from '../../shared/scalars.ts';
import { Agent } from '../people/agent.ts';
import { Call } from './call.ts';

@Extensions({ scope: 'calls:read' })
@ObjectType({
  description: 'One of our lines that a call rang at: who, since when, and whether it was answered there.',
  simpleResolvers: true,
})
@Entity({ tableName: 'call_leg' })
@Unique({ properties: ['call', 'extension'] })
@Index({ properties: ['agent', 'rangAt'] })
export class CallLeg {
  @PrimaryKey({ type: 'uuid' })
  id: string = newId();

  @ManyToOne({ entity: () => Call, deleteRule: 'cascade' })
  call!: Rel<Call>;

  @Field(() => String, {
    description:
      'How the telephone system names it: an extension, a user, an e-mail address; "" where it does not say, and for ' +
      'partners and customers.',
  })
  @Property({ type: 'text' })
  extension!: string;

  @ManyToOne({ entity: () => Agent, nullable: true, deleteRule: 'set null' })
  agent: Rel<Agent> | null = null;

  @Field(() => DateTime, {
    nullable: true,
    description: 'When it began to ring there; null where that is not known.',
  })
  @Property({ type: 'timestamptz', length: 6, nullable: true })
  rangAt: Date | null = null;

  @Field(() => DateTime, { nullable: true, description: 'When it was answered there; null if it was not.' })
  @Property({ type: 'timestamptz', length: 6, nullable: true })
  answeredAt: Date | null = null;

  @Field(() => DateTime, {
    nullable: true,
    description: 'When it was over there: hung up, transferred, or taken by somebody else; null until then.',
  })
  @Property({ type: 'timestamptz', length: 6, nullable: true })
  endedAt: Date | null = null;
}
