import { Extensions, Field, ObjectType } from 'type-graphql';
import { Partner } from '../../entities/access/partner.ts';
import { Customer } from '../../entities/customers/customer.ts';
import { Agent } from '../../entities/people/agent.ts';
import { Team } from '../../entities/people/team.ts';
import { Payload } from '../user-error.ts';

@Extensions({ scope: 'none' })
@ObjectType({ description: 'The agent as it is now.', simpleResolvers: true })
export class AgentPayload extends Payload {
  @Extensions({ scope: 'people:read' })
  @Field(() => Agent, { nullable: true, description: 'Null if the change was refused.' })
  agent?: object | null;
}

@Extensions({ scope: 'none' })
@ObjectType({ description: 'The team as it is now.', simpleResolvers: true })
export class TeamPayload extends Payload {
  @Extensions({ scope: 'people:read' })
  @Field(() => Team, { nullable: true, description: 'Null if the change was refused.' })
  team?: object | null;
}

@Extensions({ scope: 'none' })
@ObjectType({ description: 'The partner as it is now.', simpleResolvers: true })
export class PartnerPayload extends Payload {
  @Extensions({ scope: 'people:read' })
  @Field(() => Partner, { nullable: true, description: 'Null if the change was refused.' })
  partner?: object | null;
}

@Extensions({ scope: 'none' })
@ObjectType({ description: 'Who looks after whom now.', simpleResolvers: true })
export class AssignCustomersToPartnerPayload extends Payload {
  @Extensions({ scope: 'people:read' })
  @Field(() => Partner, {
    nullable: true,
    description: 'The partner; null if the change was refused or the customers were taken from theirs.',
  })
  partner?: object | null;

  @Extensions({ scope: 'customers:read' })
  @Field(() => [Customer], {
    nullable: true,
    description: 'The customers of the input, each once; null if the change was refused.',
  })
  customers?: readonly (object | null)[] | null;
}
