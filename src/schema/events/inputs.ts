import { ArgsType, Field, ID, InputType, Int, registerEnumType } from 'type-graphql';
import { DocumentKind } from '../../entities/erp/enums.ts';

registerEnumType(DocumentKind, { name: 'DocumentKind', description: 'Kinds of commercial documents.' });

@InputType({ description: 'Which events; conditions are joined with AND.' })
export class EventFilterInput {
  @Field(() => [String], {
    nullable: true,
    description:
      'One of these types; `invoice.*` stands for all of an area. The query `eventTypes` lists them.',
  })
  types?: string[] | null;

  @Field(() => ID, { nullable: true, description: 'Of this customer and of whatever hangs on it.' })
  customerId?: string | null;

  @Field(() => ID, { nullable: true, description: 'About the record with this global id, of whatever type.' })
  subjectId?: string | null;
}

const AFTER =
  'Continue after this cursor: of an event, `eventCursor`, or `pageInfo.endCursor` of `events`. What was missed comes ' +
  'first, then what happens. `CURSOR_EXPIRED` when the log does not reach back so far.';

@ArgsType()
export class EventsArguments {
  @Field(() => Int, { nullable: true, description: 'How many; default 20, at most 100.' })
  first?: number | null;

  @Field(() => String, {
    nullable: true,
    description: 'Only what follows this cursor; from the oldest event that is kept if omitted.',
  })
  after?: string | null;

  @Field(() => EventFilterInput, { nullable: true, description: 'Which events; all if omitted.' })
  filter?: EventFilterInput | null;
}

@ArgsType()
export class FollowArguments {
  @Field(() => String, { nullable: true, description: `${AFTER} From now on if omitted.` })
  after?: string | null;
}

@ArgsType()
export class FollowEventsArguments extends FollowArguments {
  @Field(() => EventFilterInput, { nullable: true, description: 'Which events; all if omitted.' })
  filter?: EventFilterInput | null;
}

@ArgsType()
export class FollowCustomerArguments extends FollowArguments {
  @Field(() => ID, { description: 'The customer. One that you may not see is silent.' })
  customerId!: string;
}

@ArgsType()
export class FollowInteractionsArguments extends FollowArguments {
  @Field(() => ID, { nullable: true, description: 'Of this customer only.' })
  customerId?: string | null;
}

@ArgsType()
export class FollowDocumentsArguments extends FollowInteractionsArguments {
  @Field(() => [DocumentKind], { nullable: true, description: 'Of these kinds only.' })
  kinds?: DocumentKind[] | null;
}
