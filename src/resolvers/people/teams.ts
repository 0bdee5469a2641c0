import { Arg, Args, Ctx, Extensions, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import { Team } from '../../entities/people/team.ts';
import { CreateTeamInput, UpdateTeamInput } from '../../schema/people/inputs.ts';
import {
  AgentConnection,
  AgentsArguments,
  TeamConnection,
  TeamsArguments,
} from '../../schema/people/lists.ts';
import { TeamPayload } from '../../schema/people/payloads.ts';
import { listMembersOf } from '../../services/people/agents.ts';
import { listTeams, loadTeam, type TeamRow } from '../../services/people/teams.ts';
import { createTeam, updateTeam } from '../../services/people/write-team.ts';
import { decodeIdOf } from '../../shared/ids.ts';
import { answer } from '../answer.ts';
import type { GraphQLContext } from '../context.ts';

@Resolver(() => Team)
export class TeamResolver {
  @Extensions({ scope: 'people:read' })
  @Query(() => TeamConnection, { description: 'Our teams, by name if no order is given.' })
  teams(@Ctx() context: GraphQLContext, @Args(() => TeamsArguments) args: TeamsArguments) {
    return listTeams(context, args);
  }

  @Extensions({ scope: 'people:read' })
  @Query(() => Team, { nullable: true, description: 'One team; null where there is none.' })
  team(@Ctx() context: GraphQLContext, @Arg('id', () => ID, { description: 'Global id.' }) id: string) {
    return loadTeam(context, decodeIdOf('Team', id));
  }

  @FieldResolver(() => AgentConnection, { description: 'Its members, by name.' })
  members(
    @Root() team: TeamRow,
    @Ctx() context: GraphQLContext,
    @Args(() => AgentsArguments) args: AgentsArguments,
  ) {
    return listMembersOf(context, team.id, args);
  }

  @Extensions({ scope: 'people:write' })
  @Mutation(() => TeamPayload, { description: 'Adds a team. Own people and services only.' })
  createTeam(
    @Ctx() context: GraphQLContext,
    @Arg('input', () => CreateTeamInput, { description: 'The team.' }) input: CreateTeamInput,
  ) {
    return answer(async () => ({ team: await loadTeam(context, (await createTeam(context, input)).id) }));
  }

  @Extensions({ scope: 'people:write' })
  @Mutation(() => TeamPayload, { description: 'Changes a team: what is omitted stays, `null` clears.' })
  updateTeam(
    @Ctx() context: GraphQLContext,
    @Arg('input', () => UpdateTeamInput, { description: 'What to change.' }) input: UpdateTeamInput,
  ) {
    return answer(async () => ({ team: await loadTeam(context, (await updateTeam(context, input)).id) }));
  }
}
