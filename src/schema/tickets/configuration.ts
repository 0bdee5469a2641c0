import { Extensions, Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { ComplaintCause } from '../../entities/tickets/complaint-cause.ts';
import { TicketState } from '../../entities/tickets/enums.ts';
import { TicketCategory } from '../../entities/tickets/ticket-category.ts';
import { TicketNumbering } from '../../entities/tickets/ticket-numbering.ts';
import { TicketStatus } from '../../entities/tickets/ticket-status.ts';
import { Payload } from '../user-error.ts';

const EXPECTED_VERSION = 'Change it only if this is still the version; else `CONFLICT`.';

@InputType({ description: 'A new status.' })
export class CreateTicketStatusInput {
  @Field(() => String, { description: 'Name; unique.' })
  name!: string;

  @Field(() => TicketState, { description: 'The canonical state it stands for; it cannot be changed later.' })
  state!: TicketState;

  @Field(() => Int, { nullable: true, description: 'Place in lists; 0 if omitted.' })
  position?: number;

  @Field(() => Boolean, {
    nullable: true,
    description: '`true`: Kontor sets it from now on when a ticket comes into the state by itself.',
  })
  isDefault?: boolean;
}

@InputType({ description: 'Changes of a status: what is omitted stays.' })
export class UpdateTicketStatusInput {
  @Field(() => ID, { description: 'The status.' })
  id!: string;

  @Field(() => String, { nullable: true, description: 'Name; unique.' })
  name?: string;

  @Field(() => Int, { nullable: true, description: 'Place in lists.' })
  position?: number;

  @Field(() => Boolean, {
    nullable: true,
    description: '`true`: in place of the present default of its state. A default ends only so.',
  })
  isDefault?: boolean;

  @Field(() => Boolean, { nullable: true, description: '`false`: no longer offered; not for a default.' })
  active?: boolean;

  @Field(() => Int, { nullable: true, description: EXPECTED_VERSION })
  expectedVersion?: number | null;
}

@InputType({
  description: 'A new entry of a tree: of the categories of tickets, or of the causes of complaints.',
})
export class CreateTaxonomyInput {
  @Field(() => String, { description: 'Name; unique below its parent.' })
  name!: string;

  @Field(() => ID, { nullable: true, description: 'The entry above it; at the top if omitted.' })
  parentId?: string | null;
}

@InputType({ description: 'Changes of an entry of a tree: what is omitted stays.' })
export class UpdateTaxonomyInput {
  @Field(() => ID, { description: 'The entry.' })
  id!: string;

  @Field(() => String, { nullable: true, description: 'Name; unique below its parent.' })
  name?: string;

  @Field(() => ID, { nullable: true, description: 'The entry above it; `null`: at the top.' })
  parentId?: string | null;

  @Field(() => Boolean, { nullable: true, description: '`false`: no longer offered.' })
  active?: boolean;

  @Field(() => Int, { nullable: true, description: EXPECTED_VERSION })
  expectedVersion?: number | null;
}

@InputType({ description: 'How tickets to come are numbered; those that there are keep their numbers.' })
export class SetTicketNumberingInput {
  @Field(() => String, {
    description:
      'Text with `{seq}` or `{seq:5}` exactly once, and perhaps `{year}` and `{month}`: `{year}-{seq:5}`.',
  })
  pattern!: string;

  @Field(() => Int, { nullable: true, description: EXPECTED_VERSION })
  expectedVersion?: number | null;
}

@Extensions({ scope: 'none' })
@ObjectType({ description: 'The status as it is now.', simpleResolvers: true })
export class TicketStatusPayload extends Payload {
  @Extensions({ scope: 'tickets:read' })
  @Field(() => TicketStatus, { nullable: true, description: 'Null if the change was refused.' })
  ticketStatus?: object | null;
}

@Extensions({ scope: 'none' })
@ObjectType({ description: 'The category as it is now.', simpleResolvers: true })
export class TicketCategoryPayload extends Payload {
  @Extensions({ scope: 'tickets:read' })
  @Field(() => TicketCategory, { nullable: true, description: 'Null if the change was refused.' })
  ticketCategory?: object | null;
}

@Extensions({ scope: 'none' })
@ObjectType({ description: 'The cause as it is now.', simpleResolvers: true })
export class ComplaintCausePayload extends Payload {
  @Extensions({ scope: 'tickets:read' })
  @Field(() => ComplaintCause, { nullable: true, description: 'Null if the change was refused.' })
  complaintCause?: object | null;
}

@Extensions({ scope: 'none' })
@ObjectType({ description: 'How tickets are numbered now.', simpleResolvers: true })
export class TicketNumberingPayload extends Payload {
  @Extensions({ scope: 'tickets:read' })
  @Field(() => TicketNumbering, { nullable: true, description: 'Null if the change was refused.' })
  ticketNumbering?: object | null;
}
