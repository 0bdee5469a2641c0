import { ArgsType, Extensions, Field, ID, InputType, ObjectType, registerEnumType } from 'type-graphql';
import { Direction } from '../../entities/interactions/enums.ts';
import { Call } from '../../entities/telephony/call.ts';
import { CallStatus } from '../../entities/telephony/enums.ts';
import type { CallFilter } from '../../services/telephony/calls.ts';
import { DateTime } from '../../shared/scalars.ts';
import { ConnectionArguments, connectionOf, SortDirection } from '../connection.ts';

export const CallConnection = connectionOf('Call', () => Call, 'calls:read');

@Extensions({ scope: 'calls:read' })
@ObjectType({ description: 'One end of a call.', simpleResolvers: true })
export class CallNumber {
  @Field(() => String, {
    nullable: true,
    description: 'As the telephone system wrote it; null where it said nothing.',
  })
  raw!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'E.164, `+493012345`; null where it is withheld, internal, or could be two.',
  })
  e164!: string | null;
}

@InputType({ description: 'Which calls; conditions are joined with AND.' })
export class CallFilterInput implements CallFilter {
  @Field(() => Direction, { nullable: true, description: 'From outside, or ours.' })
  direction?: Direction | null;

  @Field(() => [CallStatus], { nullable: true, description: 'With one of these statuses.' })
  statuses?: CallStatus[] | null;

  @Field(() => ID, { nullable: true, description: 'That rang at this agent, or that it made.' })
  agentId?: string | null;

  @Field(() => ID, { nullable: true, description: 'That came in for this team.' })
  teamId?: string | null;

  @Field(() => Boolean, {
    nullable: true,
    description: '`true`: the other party is known; `false`: it is not.',
  })
  known?: boolean | null;

  @Field(() => DateTime, { nullable: true, description: 'Began at or after.' })
  since?: Date | null;

  @Field(() => DateTime, { nullable: true, description: 'Began before.' })
  until?: Date | null;
}

export const CallOrderField = { STARTED_AT: 'STARTED_AT' } as const;
export type CallOrderField = (typeof CallOrderField)[keyof typeof CallOrderField];
registerEnumType(CallOrderField, { name: 'CallOrderField', description: 'What calls are ordered by.' });

@InputType({ description: 'Order of calls.' })
export class CallOrder {
  @Field(() => CallOrderField, { description: 'By what.' })
  field!: CallOrderField;

  @Field(() => SortDirection, { description: 'In which direction.' })
  direction!: SortDirection;
}

@ArgsType()
export class CallsArguments extends ConnectionArguments {
  @Field(() => CallFilterInput, { nullable: true, description: 'Which calls; all if omitted.' })
  filter?: CallFilterInput | null;

  @Field(() => CallOrder, { nullable: true, description: 'Newest first if omitted.' })
  orderBy?: CallOrder | null;
}
