import type { Rel } from '@mikro-orm/core';
import { Entity, Index, ManyToOne, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { Extensions, Field, ObjectType } from 'type-graphql';
import { newId } from '../../shared/ids.ts';
import { DateTime } from '../../shared/scalars.ts';
import { Agent } from '../people/agent.ts';
import { Call } from './call.ts';

@Extensions({ scope: 'calls:read' })
@ObjectType({
  description:
    'What one of our people wrote down during a call or after it. Never shown to partners and customers.',
  simpleResolvers: true,
})
@Entity({ tableName: 'call_note' })
@Index({ properties: ['call', 'writtenAt', 'id'] })
export class CallNote {
  @PrimaryKey({ type: 'uuid' })
  id: string = newId();

  @ManyToOne({ entity: () => Call, deleteRule: 'cascade' })
  call!: Rel<Call>;

  @ManyToOne({ entity: () => Agent, nullable: true, deleteRule: 'set null' })
  agent: Rel<Agent> | null = null;

  @Field(() => String, { description: 'The text, plain.' })
  @Property({ type: 'text' })
  body!: string;

  @Field(() => DateTime, { description: 'When it was written.' })
  @Property({ type: 'timestamptz', length: 6 })
  writtenAt: Date = new Date();
}
