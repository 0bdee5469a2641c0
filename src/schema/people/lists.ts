import { ArgsType, Field, ID, InputType, registerEnumType } from 'type-graphql';
import { Partner } from '../../entities/access/partner.ts';
import { Agent } from '../../entities/people/agent.ts';
import { Team } from '../../entities/people/team.ts';
import { ConnectionArguments, connectionOf, SortDirection } from '../connection.ts';

export const AgentConnection = connectionOf('Agent', () => Agent, 'people:read');
export const TeamConnection = connectionOf('Team', () => Team, 'people:read');
export const PartnerConnection = connectionOf('Partner', () => Partner, 'people:read');

export const PeopleOrderField = { NAME: 'NAME', CREATED_AT: 'CREATED_AT' } as const;
export type PeopleOrderField = (typeof PeopleOrderField)[keyof typeof PeopleOrderField];
registerEnumType(PeopleOrderField, {
  name: 'PeopleOrderField',
  description: 'What agents, teams and partners are ordered by.',
  valuesConfig: {
    NAME: { description: 'Name, in any case.' },
    CREATED_AT: { description: 'When it was created.' },
  },
});

@InputType({ description: 'Order of agents, teams or partners.' })
export class PeopleOrder {
  @Field(() => PeopleOrderField, { description: 'By what.' })
  field!: PeopleOrderField;

  @Field(() => SortDirection, { description: 'In which direction.' })
  direction!: SortDirection;
}

@ArgsType()
abstract class PeopleArguments extends ConnectionArguments {
  @Field(() => PeopleOrder, { nullable: true, description: 'By name if omitted.' })
  orderBy?: PeopleOrder | null;
}

@InputType({ description: 'Which agents; conditions are joined with AND.' })
export class AgentFilterInput {
  @Field(() => String, { nullable: true, description: 'Part of the name or e-mail address, in any case.' })
  search?: string | null;

  @Field(() => String, { nullable: true, description: 'Exactly this e-mail address, in any case.' })
  email?: string | null;

  @Field(() => String, { nullable: true, description: 'Exactly this telephone extension.' })
  extension?: string | null;

  @Field(() => Boolean, { nullable: true, description: 'Only active ones, or only those who left.' })
  active?: boolean | null;

  @Field(() => ID, { nullable: true, description: 'Members of this team.' })
  teamId?: string | null;
}

@ArgsType()
export class AgentsArguments extends PeopleArguments {
  @Field(() => AgentFilterInput, { nullable: true, description: 'Which agents; all if omitted.' })
  filter?: AgentFilterInput | null;
}

@InputType({ description: 'Which teams; conditions are joined with AND.' })
export class TeamFilterInput {
  @Field(() => String, { nullable: true, description: 'Part of the name, in any case.' })
  search?: string | null;

  @Field(() => String, { nullable: true, description: 'Exactly this telephone extension.' })
  extension?: string | null;

  @Field(() => Boolean, { nullable: true, description: 'Only active ones, or only dissolved ones.' })
  active?: boolean | null;
}

@ArgsType()
export class TeamsArguments extends PeopleArguments {
  @Field(() => TeamFilterInput, { nullable: true, description: 'Which teams; all if omitted.' })
  filter?: TeamFilterInput | null;
}

@InputType({ description: 'Which partners; conditions are joined with AND.' })
export class PartnerFilterInput {
  @Field(() => String, { nullable: true, description: 'Part of the name, in any case.' })
  search?: string | null;

  @Field(() => Boolean, { nullable: true, description: 'Only active ones, or only inactive ones.' })
  active?: boolean | null;
}

@ArgsType()
export class PartnersArguments extends PeopleArguments {
  @Field(() => PartnerFilterInput, {
    nullable: true,
    description: 'Which partners; all in reach if omitted.',
  })
  filter?: PartnerFilterInput | null;
}
