import { ArgsType, Extensions, Field, Float, ID, InputType, Int, ObjectType } from 'type-graphql';
import { Call } from '../../entities/telephony/call.ts';
import { CallerStatus } from '../../entities/telephony/enums.ts';
import { MatchReason } from '../../entities/telephony/match-reason.ts';
import { NumberFormat } from '../../entities/telephony/number-format.ts';
import { Payload } from '../user-error.ts';

@Extensions({ scope: 'calls:read' })
@ObjectType({ description: 'Somebody who may be the other party of a call.', simpleResolvers: true })
export class CallerCandidate {
  @Field(() => Float, {
    description: 'How likely it is, 0 to 1. Only what is beyond doubt is `Call.caller`.',
  })
  score!: number;

  @Field(() => MatchReason, { description: 'Why.' })
  reason!: MatchReason;
}

@Extensions({ scope: 'calls:read' })
@ObjectType({ description: 'Who the other party of a call is.', simpleResolvers: true })
export class Caller {
  @Field(() => CallerStatus, { description: 'How that is known.' })
  status!: CallerStatus;
}

@Extensions({ scope: 'calls:read' })
@ObjectType({ description: 'A telephone number as it was read, and who has it.', simpleResolvers: true })
export class RecognisedNumber {
  @Field(() => String, { nullable: true, description: 'As it was given; null where nothing was.' })
  raw?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'E.164, `+493012345`; null where it is none, or could be two.',
  })
  e164?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'The extension behind it, or a short internal number.',
  })
  extension?: string | null;

  @Field(() => Boolean, { description: 'Says that the number is withheld: `anonymous`, nothing, `0`.' })
  anonymous!: boolean;

  @Field(() => [CallerCandidate], { description: 'Everybody it may be, the likeliest first.' })
  candidates!: readonly object[];
}

@ArgsType()
export class RecogniseNumberArguments {
  @Field(() => String, { description: 'The number, however it is written: also an address of SIP.' })
  number!: string;

  @Field(() => NumberFormat, { nullable: true, description: 'How it is to be read; `AUTO` if omitted.' })
  format?: NumberFormat | null;

  @Field(() => String, {
    nullable: true,
    description:
      'ISO 3166-1 alpha-2 of the country it is dialled in: `DE`. Without it national numbers are found by their end only.',
  })
  country?: string | null;
}

const CALL = 'The call.';
const VERSION = 'Refuse if the call is at another version.';

@InputType({ description: 'Who the other party of a call is.' })
export class AssignCallerInput {
  @Field(() => ID, { description: CALL })
  callId!: string;

  @Field(() => ID, { description: 'The customer.' })
  customerId!: string;

  @Field(() => ID, { nullable: true, description: 'The person at the customer, where it is known.' })
  contactId?: string | null;

  @Field(() => Boolean, {
    nullable: true,
    description:
      'Whether the number is theirs from now on; true if omitted. `false` for who calls from a telephone that is not ' +
      'theirs. From withheld numbers nothing is learned.',
  })
  learn?: boolean | null;

  @Field(() => Int, { nullable: true, description: VERSION })
  expectedVersion?: number | null;
}

@InputType({ description: 'A call whose caller was named or recognised wrongly.' })
export class UnassignCallerInput {
  @Field(() => ID, { description: CALL })
  callId!: string;

  @Field(() => Boolean, {
    nullable: true,
    description: 'Whether to forget, too, that the number was learned to be theirs; true if omitted.',
  })
  forget?: boolean | null;

  @Field(() => Int, { nullable: true, description: VERSION })
  expectedVersion?: number | null;
}

@Extensions({ scope: 'none' })
@ObjectType({ description: 'What came of saying who called.', simpleResolvers: true })
export class AssignCallerPayload extends Payload {
  @Extensions({ scope: 'calls:read' })
  @Field(() => Call, { nullable: true, description: 'The call as it is now; null if refused.' })
  call?: object | null;

  @Extensions({ scope: 'calls:read' })
  @Field(() => [Call], {
    nullable: true,
    description:
      'Other calls of the same number whose caller changed with it, the newest first, at most 100; null if refused.',
  })
  alsoChanged?: readonly object[] | null;

  @Extensions({ scope: 'calls:read' })
  @Field(() => Int, {
    nullable: true,
    description: 'How many other calls changed with it, those that are not shown included; null if refused.',
  })
  alsoChangedCount?: number | null;
}
