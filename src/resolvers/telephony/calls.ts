import { Arg, Args, Ctx, Extensions, FieldResolver, ID, Query, Resolver, Root } from 'type-graphql';
import { Customer } from '../../entities/customers/customer.ts';
import { Agent } from '../../entities/people/agent.ts';
import { Team } from '../../entities/people/team.ts';
import { CallLeg } from '../../entities/telephony/call-leg.ts';
import { Call } from '../../entities/telephony/call.ts';
import { CallConnection, CallNumber, CallsArguments } from '../../schema/telephony/lists.ts';
import type { CustomerRow } from '../../services/customers/customers.ts';
import { loadAgent } from '../../services/people/agents.ts';
import { loadTeam } from '../../services/people/teams.ts';
import { type CallLegRow, loadLegsOf } from '../../services/telephony/call-legs.ts';
import { type CallRow, listCalls, listCallsOf, loadCall } from '../../services/telephony/calls.ts';
import { decodeIdOf } from '../../shared/ids.ts';
import type { GraphQLContext } from '../context.ts';

@Resolver(() => Call)
export class CallResolver {
  @Extensions({ scope: 'calls:read' })
  @Query(() => CallConnection, {
    description: 'Telephone calls, newest first: those that are under way and those that were.',
  })
  calls(@Ctx() context: GraphQLContext, @Args(() => CallsArguments) args: CallsArguments) {
    return listCalls(context, args);
  }

  @Extensions({ scope: 'calls:read' })
  @Query(() => Call, {
    nullable: true,
    description: 'One call; null where there is none or it is out of reach.',
  })
  call(@Ctx() context: GraphQLContext, @Arg('id', () => ID, { description: 'Its id.' }) id: string) {
    return loadCall(context, decodeIdOf('Call', id));
  }

  @FieldResolver(() => CallNumber, { description: 'Who called.' })
  from(@Root() { fromRaw: raw, fromE164: e164 }: CallRow) {
    return { raw, e164 };
  }

  @FieldResolver(() => CallNumber, { description: 'Who was called.' })
  to(@Root() { toRaw: raw, toE164: e164 }: CallRow) {
    return { raw, e164 };
  }

  @FieldResolver(() => CallNumber, {
    description: 'The other party: `from` of inbound calls, `to` of outbound ones.',
  })
  remote(@Root() { remoteRaw: raw, remoteE164: e164 }: CallRow) {
    return { raw, e164 };
  }

  @Extensions({ scope: 'people:read' })
  @FieldResolver(() => Agent, {
    nullable: true,
    description:
      'Who of us answered, or made the call; after a transfer, who has it now. Null: nobody known.',
  })
  agent(@Root() call: CallRow, @Ctx() context: GraphQLContext) {
    return loadAgent(context, call.agentId);
  }

  @Extensions({ scope: 'people:read' })
  @FieldResolver(() => Team, {
    nullable: true,
    description: 'The team behind the queue, or behind the number that was called.',
  })
  team(@Root() call: CallRow, @Ctx() context: GraphQLContext) {
    return loadTeam(context, call.teamId);
  }

  @FieldResolver(() => [CallLeg], {
    description:
      'The lines of ours that it rang at, in that order: a ring group has several, a transfer adds some.',
  })
  legs(@Root() call: CallRow, @Ctx() context: GraphQLContext) {
    return loadLegsOf(context, call.id);
  }
}

@Resolver(() => CallLeg)
export class CallLegResolver {
  @Extensions({ scope: 'people:read' })
  @FieldResolver(() => Agent, {
    nullable: true,
    description: 'Whose line it is; null where nobody of ours is known by it.',
  })
  agent(@Root() leg: CallLegRow, @Ctx() context: GraphQLContext) {
    return loadAgent(context, leg.agentId);
  }
}

@Resolver(() => Customer)
export class CustomerCallsResolver {
  @Extensions({ scope: 'calls:read' })
  @FieldResolver(() => CallConnection, { description: 'Telephone calls with this customer, newest first.' })
  calls(
    @Root() customer: CustomerRow,
    @Ctx() context: GraphQLContext,
    @Args(() => CallsArguments) args: CallsArguments,
  ) {
    return listCallsOf(context, customer.id, args);
  }
}
