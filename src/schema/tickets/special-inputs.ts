import { Field, ID, InputType, Int } from 'type-graphql';
import { SuggestionOutcome } from '../../entities/tickets/enums.ts';
import { Duration, LocalDate } from '../../shared/scalars.ts';
import { MoneyInput } from '../money.ts';

const EXPECTED_VERSION = 'Change it only if this is still the version; else `CONFLICT`.';

@InputType({ description: 'What only complaints have: what is omitted stays, `null` clears.' })
export class UpdateComplaintInput {
  @Field(() => ID, { description: 'The complaint.' })
  id!: string;

  @Field(() => ID, { nullable: true, description: 'A cause (`complaintCauses`) that is in use.' })
  causeId?: string | null;

  @Field(() => String, { nullable: true, description: 'What is wrong.' })
  defect?: string | null;

  @Field(() => String, { nullable: true, description: 'What we do about it.' })
  remedy?: string | null;

  @Field(() => MoneyInput, { nullable: true, description: 'What the customer is granted in money.' })
  compensation?: MoneyInput | null;

  @Field(() => MoneyInput, { nullable: true, description: 'What it costs us, as we estimate it.' })
  cost?: MoneyInput | null;

  @Field(() => Int, { nullable: true, description: EXPECTED_VERSION })
  expectedVersion?: number | null;
}

@InputType({ description: 'Which customer wants which suggestion.' })
export class SuggestionVoteInput {
  @Field(() => ID, { description: 'The suggestion.' })
  id!: string;

  @Field(() => ID, { description: 'The customer; each has one vote.' })
  customerId!: string;
}

@InputType({ description: 'What becomes of a suggestion.' })
export class DecideSuggestionInput {
  @Field(() => ID, { description: 'The suggestion.' })
  id!: string;

  @Field(() => SuggestionOutcome, { description: 'What was decided.' })
  outcome!: SuggestionOutcome;

  @Field(() => String, { description: 'Why; the customer may read it.' })
  reason!: string;

  @Field(() => Int, { nullable: true, description: EXPECTED_VERSION })
  expectedVersion?: number | null;
}

@InputType({ description: 'Time spent on a ticket.' })
export class AddTicketTimeEntryInput {
  @Field(() => ID, { description: 'The ticket.' })
  ticketId!: string;

  @Field(() => Duration, { description: 'How long: `PT45M`; at most 31 days.' })
  duration!: number;

  @Field(() => LocalDate, { nullable: true, description: 'On which day; today if omitted.' })
  spentOn?: string | null;

  @Field(() => ID, { nullable: true, description: "Who spent it; the viewer's own agent if omitted." })
  agentId?: string | null;

  @Field(() => String, { nullable: true, description: 'What was done.' })
  note?: string | null;
}

@InputType({ description: 'What a ticket cost us.' })
export class AddTicketCostEntryInput {
  @Field(() => ID, { description: 'The ticket.' })
  ticketId!: string;

  @Field(() => MoneyInput, { description: 'How much; not negative.' })
  amount!: MoneyInput;

  @Field(() => LocalDate, { nullable: true, description: 'On which day; today if omitted.' })
  incurredOn?: string | null;

  @Field(() => String, { description: 'What for.' })
  purpose!: string;
}

@InputType({ description: 'Which entry was recorded by mistake.' })
export class RemoveTicketEntryInput {
  @Field(() => ID, { description: 'The entry.' })
  id!: string;
}
