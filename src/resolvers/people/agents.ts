import { Arg, Args, Ctx, Extensions, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import { Agent } from '../../entities/people/agent.ts';
import { CreateAgentInput, UpdateAgentInput } from '../../schema/people/inputs.ts';
import {
  AgentConnection,
  AgentsArguments,
  TeamConnection,
  TeamsArguments,
} from '../../schema/people/lists.ts';
import { AgentPayload } from '../../schema/people/payloads.ts';
import { type AgentRow, findAgent, listAgents, loadAgent } from '../../services/people/agents.ts';
import { listTeamsOf } from '../../services/people/teams.ts';
import { createAgent, updateAgent } from '../../services/people/write-agent.ts';
import { decodeIdOf } from '../../shared/ids.ts';
import { answer } from '../answer.ts';
import type { GraphQLContext } from '../context.ts';

@Resolver(() => Agent)
export class AgentResolver {
  @Extensions({ scope: 'people:read' })
  @Query(() => AgentConnection, {
    description:
      'Our people, by name if no order is given. Partners and customers find those who look after their customers: key account managers and members of key account teams.',
  })
  agents(@Ctx() context: GraphQLContext, @Args(() => AgentsArguments) args: AgentsArguments) {
    return listAgents(context, args);
  }

  @Extensions({ scope: 'people:read' })
  @Query(() => Agent, { nullable: true, description: 'One agent; null where there is none.' })
  agent(@Ctx() context: GraphQLContext, @Arg('id', () => ID, { description: 'Global id.' }) id: string) {
    return findAgent(context, decodeIdOf('Agent', id));
  }

  @FieldResolver(() => TeamConnection, { description: 'The teams the agent is a member of, by name.' })
  teams(
    @Root() agent: AgentRow,
    @Ctx() context: GraphQLContext,
    @Args(() => TeamsArguments) args: TeamsArguments,
  ) {
    return listTeamsOf(context, agent.id, args);
  }

  @Extensions({ scope: 'people:write' })
  @Mutation(() => AgentPayload, { description: 'Adds an agent. Own people and services only.' })
  createAgent(
    @Ctx() context: GraphQLContext,
    @Arg('input', () => CreateAgentInput, { description: 'The agent.' }) input: CreateAgentInput,
  ) {
    return answer(async () => ({ agent: await loadAgent(context, (await createAgent(context, input)).id) }));
  }

  @Extensions({ scope: 'people:write' })
  @Mutation(() => AgentPayload, { description: 'Changes an agent: what is omitted stays, `null` clears.' })
  updateAgent(
    @Ctx() context: GraphQLContext,
    @Arg('input', () => UpdateAgentInput, { description: 'What to change.' }) input: UpdateAgentInput,
  ) {
    return answer(async () => ({ agent: await loadAgent(context, (await updateAgent(context, input)).id) }));
  }
}
