import { Field, ID, InputType, Int } from 'type-graphql';

const expectedVersion = {
  nullable: true,
  description: 'Update only if this is still the version; else `CONFLICT`.',
};

@InputType()
abstract class AgentFields {
  @Field(() => String, {
    nullable: true,
    description: 'E-mail address, unique among agents; stored in lower case.',
  })
  email?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Telephone extension, unique among active agents; `2-3` is stored as `23`.',
  })
  extension?: string | null;

  @Field(() => Boolean, {
    nullable: true,
    description:
      'False once the person has left: the API keys of the agent are refused. True if omitted on creation.',
  })
  active?: boolean;
}

@InputType({ description: 'A new agent.' })
export class CreateAgentInput extends AgentFields {
  @Field(() => String, { description: 'Full name.' })
  name!: string;
}

@InputType({ description: 'Changes of an agent: what is omitted stays, `null` clears.' })
export class UpdateAgentInput extends AgentFields {
  @Field(() => ID, { description: 'The agent.' })
  id!: string;

  @Field(() => String, { nullable: true, description: 'Full name; cannot be cleared.' })
  name?: string;

  @Field(() => Int, expectedVersion)
  expectedVersion?: number | null;
}

@InputType()
abstract class TeamFields {
  @Field(() => String, { nullable: true, description: 'Shared mailbox; stored in lower case.' })
  email?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Telephone extension of the group, unique among active teams; `2-0` is stored as `20`.',
  })
  extension?: string | null;

  @Field(() => Boolean, { nullable: true, description: 'False once dissolved. True if omitted on creation.' })
  active?: boolean;

  @Field(() => [ID], { nullable: true, description: 'All members (agents), at most 500; replaces the list.' })
  memberIds?: string[];
}

@InputType({ description: 'A new team.' })
export class CreateTeamInput extends TeamFields {
  @Field(() => String, { description: 'Name, unique.' })
  name!: string;
}

@InputType({ description: 'Changes of a team: what is omitted stays, `null` clears.' })
export class UpdateTeamInput extends TeamFields {
  @Field(() => ID, { description: 'The team.' })
  id!: string;

  @Field(() => String, { nullable: true, description: 'Name, unique; cannot be cleared.' })
  name?: string;

  @Field(() => Int, expectedVersion)
  expectedVersion?: number | null;
}

@InputType()
abstract class PartnerFields {
  @Field(() => String, { nullable: true, description: 'E-mail address; stored in lower case.' })
  email?: string | null;

  @Field(() => Boolean, {
    nullable: true,
    description: 'False: the API keys of the partner are refused. True if omitted on creation.',
  })
  active?: boolean;
}

@InputType({ description: 'A new partner.' })
export class CreatePartnerInput extends PartnerFields {
  @Field(() => String, { description: 'Name, unique.' })
  name!: string;
}

@InputType({ description: 'Changes of a partner: what is omitted stays, `null` clears.' })
export class UpdatePartnerInput extends PartnerFields {
  @Field(() => ID, { description: 'The partner.' })
  id!: string;

  @Field(() => String, { nullable: true, description: 'Name, unique; cannot be cleared.' })
  name?: string;

  @Field(() => Int, expectedVersion)
  expectedVersion?: number | null;
}

@InputType({ description: 'Which customers a partner is to look after: all of them are assigned, or none.' })
export class AssignCustomersToPartnerInput {
  @Field(() => ID, {
    nullable: true,
    description: 'The partner; `null` takes the customers from theirs. Must be given.',
  })
  partnerId?: string | null;

  @Field(() => [ID], { description: 'The customers, at most 1,000.' })
  customerIds!: string[];
}
