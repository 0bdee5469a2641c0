import { ArgsType, Extensions, Field, ID, InputType, ObjectType } from 'type-graphql';
import { Direction } from '../../entities/interactions/enums.ts';
import { Event } from '../events/event.ts';
import { FollowArguments } from '../events/inputs.ts';

@Extensions({ scope: 'calls:read' })
@ObjectType({ description: 'A call that rings, or one that changed.', simpleResolvers: true })
export class CallChange {
  @Field(() => String, { description: 'Send it back as `after` to continue behind this event.' })
  cursor!: string;

  @Extensions({ scope: 'events:read' })
  @Field(() => Event, { description: 'What happened.' })
  event!: Event;
}

@InputType({ description: 'Whose calls; conditions are joined with AND.' })
export class CallChangeFilterInput {
  @Field(() => ID, { nullable: true, description: 'This call only.' })
  callId?: string | null;

  @Field(() => ID, { nullable: true, description: 'Of this customer.' })
  customerId?: string | null;

  @Field(() => ID, { nullable: true, description: 'That rang at this agent.' })
  agentId?: string | null;

  @Field(() => ID, { nullable: true, description: 'That came in for this team.' })
  teamId?: string | null;

  @Field(() => Direction, { nullable: true, description: 'Somebody called us, or we called.' })
  direction?: Direction | null;
}

@ArgsType()
export class FollowCallsArguments extends FollowArguments {
  @Field(() => CallChangeFilterInput, {
    nullable: true,
    description: 'Which calls; all you reach if omitted.',
  })
  filter?: CallChangeFilterInput | null;
}
