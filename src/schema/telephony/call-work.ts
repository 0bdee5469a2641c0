import { ArgsType, Extensions, Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { Interaction } from '../../entities/interactions/interaction.ts';
import { Call } from '../../entities/telephony/call.ts';
import { TicketPriority, TicketType } from '../../entities/tickets/enums.ts';
import { Ticket } from '../../entities/tickets/ticket.ts';
import { DateTime } from '../../shared/scalars.ts';
import { ConnectionArguments } from '../connection.ts';
import { Payload } from '../user-error.ts';

const CALL = 'The call.';
const VERSION = 'Refuse if the call is at another version.';

@InputType({ description: 'A note on a call.' })
export class AddCallNoteInput {
  @Field(() => ID, { description: CALL })
  callId!: string;

  @Field(() => String, { description: 'The text, plain.' })
  body!: string;
}

@InputType({ description: 'What came of a call.' })
export class SetCallOutcomeInput {
  @Field(() => ID, { description: CALL })
  callId!: string;

  @Field(() => String, { nullable: true, description: 'In a few words: `Wants a quote`; null clears.' })
  outcome!: string | null;

  @Field(() => Int, { nullable: true, description: VERSION })
  expectedVersion?: number | null;
}

@InputType({ description: 'A missed call that nobody needs to return any more.' })
export class ResolveMissedCallInput {
  @Field(() => ID, { description: CALL })
  callId!: string;

  @Field(() => Boolean, { nullable: true, description: '`false` puts it back on the list; true if omitted.' })
  resolved?: boolean | null;

  @Field(() => Int, { nullable: true, description: VERSION })
  expectedVersion?: number | null;
}

@InputType({ description: 'Something to do that came of a call.' })
export class CreateTaskFromCallInput {
  @Field(() => ID, { description: CALL })
  callId!: string;

  @Field(() => String, { description: 'What is to be done, one line.' })
  subject!: string;

  @Field(() => String, { nullable: true, description: 'Text, plain.' })
  body?: string | null;

  @Field(() => DateTime, { nullable: true, description: 'When it is due.' })
  dueAt?: Date | null;

  @Field(() => ID, { nullable: true, description: 'Who is to do it; whoever asks, if omitted.' })
  agentId?: string | null;
}

@InputType({ description: 'A ticket of the customer who calls.' })
export class OpenTicketFromCallInput {
  @Field(() => ID, { description: CALL })
  callId!: string;

  @Field(() => TicketType, { description: 'Which kind; it cannot be changed later.' })
  type!: TicketType;

  @Field(() => String, { description: 'What it is about, one line of at most 500 characters.' })
  subject!: string;

  @Field(() => String, { nullable: true, description: 'Plain text, at most 100,000 characters.' })
  description?: string | null;

  @Field(() => ID, { nullable: true, description: 'The person at the customer; the caller, if omitted.' })
  contactId?: string | null;

  @Field(() => ID, { nullable: true, description: 'The product it is about.' })
  productId?: string | null;

  @Field(() => ID, { nullable: true, description: 'The quote, order, invoice or credit note it is about.' })
  documentId?: string | null;

  @Field(() => TicketPriority, { nullable: true, description: 'How pressing it is; `NORMAL` if omitted.' })
  priority?: TicketPriority;

  @Field(() => ID, { nullable: true, description: 'A category (`ticketCategories`) that is in use.' })
  categoryId?: string | null;

  @Field(() => ID, { nullable: true, description: 'Who works on it.' })
  assigneeId?: string | null;

  @Field(() => ID, { nullable: true, description: 'Which team works on it.' })
  teamId?: string | null;
}

@ArgsType()
export class MissedCallsArguments extends ConnectionArguments {
  @Field(() => ID, {
    nullable: true,
    description: 'Calls for this team, or that rang at its people and were for no team; all if omitted.',
  })
  teamId?: string | null;

  @Field(() => Boolean, {
    nullable: true,
    description: '`true`: those that are settled; `false` if omitted.',
  })
  resolved?: boolean | null;
}

@Extensions({ scope: 'none' })
@ObjectType({ description: 'What came of a change of a call.', simpleResolvers: true })
export class CallPayload extends Payload {
  @Extensions({ scope: 'calls:read' })
  @Field(() => Call, { nullable: true, description: 'The call as it is now; null if refused.' })
  call?: object | null;
}

@Extensions({ scope: 'none' })
@ObjectType({ description: 'What came of making a task from a call.', simpleResolvers: true })
export class CallTaskPayload extends CallPayload {
  @Extensions({ scope: 'interactions:read' })
  @Field(() => Interaction, { nullable: true, description: 'The task; null if refused.' })
  task?: object | null;
}

@Extensions({ scope: 'none' })
@ObjectType({ description: 'What came of opening a ticket from a call.', simpleResolvers: true })
export class CallTicketPayload extends CallPayload {
  @Extensions({ scope: 'tickets:read' })
  @Field(() => Ticket, { nullable: true, description: 'The ticket; null if refused.' })
  ticket?: object | null;
}
