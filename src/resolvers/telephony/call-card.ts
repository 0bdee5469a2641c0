import { Args, Ctx, Extensions, FieldResolver, Resolver, Root, Subscription } from 'type-graphql';
import { Call } from '../../entities/telephony/call.ts';
import type { LoggedEvent } from '../../events/log.ts';
import { FollowArguments } from '../../schema/events/inputs.ts';
import { CallChange, FollowCallsArguments } from '../../schema/telephony/call-card.ts';
import { loadCall } from '../../services/telephony/calls.ts';
import { followCalls, followIncomingCalls } from '../../services/telephony/follow-calls.ts';
import type { GraphQLContext } from '../context.ts';

interface Change {
  readonly cursor: string;
  readonly event: LoggedEvent;
}

@Resolver(() => CallChange)
export class CallChangeResolver {
  @Extensions({ scope: 'calls:read' })
  @Subscription(() => CallChange, {
    description:
      'A call from outside rings at the agent that you act as: once when it begins, and again if it is transferred to ' +
      'you. Ask for the whole card: `call { caller { customer { … } } callerCandidates { … } }`.',
    subscribe: ({ context, args }) => followIncomingCalls(context as GraphQLContext, args as FollowArguments),
  })
  incomingCall(@Root() event: LoggedEvent, @Args(() => FollowArguments) _args: FollowArguments): Change {
    return { cursor: event.cursor, event };
  }

  @Extensions({ scope: 'calls:read', argumentsChoose: true })
  @Subscription(() => CallChange, {
    description:
      'A call rings, is answered, transferred, over; it becomes known who it is, or somebody notes what came of it. ' +
      'Our own people and services only.',
    subscribe: ({ context, args }) => followCalls(context as GraphQLContext, args as FollowCallsArguments),
  })
  callChanged(
    @Root() event: LoggedEvent,
    @Args(() => FollowCallsArguments) _args: FollowCallsArguments,
  ): Change {
    return { cursor: event.cursor, event };
  }

  @FieldResolver(() => Call, {
    nullable: true,
    description: 'The call as it is now; null where you may no longer see it.',
  })
  call(@Root() { event }: Change, @Ctx() context: GraphQLContext) {
    return loadCall(context, event.subjectId);
  }
}
