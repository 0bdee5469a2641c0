import { Field, ID, InputType, Int, registerEnumType } from 'type-graphql';
import { Direction } from '../../entities/interactions/enums.ts';
import { TicketChannel, TicketLinkKind, TicketPriority, TicketType } from '../../entities/tickets/enums.ts';
import { DateTime } from '../../shared/scalars.ts';
import { ExternalReferenceInput } from '../external-reference.ts';
import { AttachmentInput } from '../interactions/inputs.ts';

const EXPECTED_VERSION = 'Change it only if this is still the version; else `CONFLICT`.';

@InputType()
abstract class TicketFields {
  @Field(() => String, { nullable: true, description: 'Plain text, at most 100,000 characters.' })
  description?: string | null;

  @Field(() => ID, { nullable: true, description: 'The person at the customer; must belong to it.' })
  contactId?: string | null;

  @Field(() => TicketChannel, {
    nullable: true,
    description: 'Which way it came in; if omitted when opening, `OTHER`, or `PORTAL` for outsiders.',
  })
  channel?: TicketChannel;

  @Field(() => ID, { nullable: true, description: 'The product it is about.' })
  productId?: string | null;

  @Field(() => ID, {
    nullable: true,
    description: 'The quote, order, invoice or credit note it is about; of this customer.',
  })
  documentId?: string | null;

  @Field(() => TicketPriority, {
    nullable: true,
    description: 'How pressing it is; `NORMAL` if omitted when opening.',
  })
  priority?: TicketPriority;

  @Field(() => ID, { nullable: true, description: 'A category (`ticketCategories`) that is in use.' })
  categoryId?: string | null;

  @Field(() => [String], {
    nullable: true,
    description: 'All tags, at most 50; replaces the list. When opening, our own people only.',
  })
  tags?: string[] | null;
}

@InputType({ description: 'A new ticket; name the customer by id or by reference.' })
export class OpenTicketInput extends TicketFields {
  @Field(() => TicketType, { description: 'Which kind; it cannot be changed later.' })
  type!: TicketType;

  @Field(() => String, { description: 'What it is about, one line of at most 500 characters.' })
  subject!: string;

  @Field(() => ID, { nullable: true, description: 'The customer.' })
  customerId?: string | null;

  @Field(() => ExternalReferenceInput, {
    nullable: true,
    description: 'The customer by its id in another system.',
  })
  customerReference?: ExternalReferenceInput | null;

  @Field(() => ID, { nullable: true, description: 'Who works on it. Our own people only.' })
  assigneeId?: string | null;

  @Field(() => ID, { nullable: true, description: 'Which team works on it. Our own people only.' })
  teamId?: string | null;

  @Field(() => ID, { nullable: true, description: 'The ticket it stands below. Our own people only.' })
  parentId?: string | null;

  @Field(() => DateTime, {
    nullable: true,
    description: 'When the customer reported it, not in the future; now if omitted. Our own people only.',
  })
  openedAt?: Date | null;
}

@InputType({ description: 'Changes of a ticket: what is omitted stays, `null` clears.' })
export class UpdateTicketInput extends TicketFields {
  @Field(() => ID, { description: 'The ticket.' })
  id!: string;

  @Field(() => String, { nullable: true, description: 'Subject; cannot be cleared.' })
  subject?: string;

  @Field(() => Int, { nullable: true, description: EXPECTED_VERSION })
  expectedVersion?: number | null;
}

@InputType({ description: 'Into which status a ticket comes.' })
export class ChangeTicketStatusInput {
  @Field(() => ID, { description: 'The ticket.' })
  id!: string;

  @Field(() => ID, { description: 'One of its `nextStatuses`.' })
  statusId!: string;

  @Field(() => String, {
    nullable: true,
    description: 'Why it is rejected; the customer may read it. Required for `REJECTED`, else not allowed.',
  })
  reason?: string | null;

  @Field(() => Int, { nullable: true, description: EXPECTED_VERSION })
  expectedVersion?: number | null;
}

@InputType({ description: 'Who works on a ticket from now on: what is omitted stays, `null` takes it away.' })
export class AssignTicketInput {
  @Field(() => ID, { description: 'The ticket.' })
  id!: string;

  @Field(() => ID, { nullable: true, description: 'An active agent.' })
  assigneeId?: string | null;

  @Field(() => ID, { nullable: true, description: 'An active team.' })
  teamId?: string | null;

  @Field(() => Int, { nullable: true, description: EXPECTED_VERSION })
  expectedVersion?: number | null;
}

@InputType({ description: 'Who watches which ticket.' })
export class WatchTicketInput {
  @Field(() => ID, { description: 'The ticket.' })
  id!: string;

  @Field(() => ID, { nullable: true, description: "An active agent; the viewer's own if omitted." })
  agentId?: string | null;
}

@InputType({
  description: 'A link from one ticket to another one: `id` is a duplicate of `toId`, and so on.',
})
export class LinkTicketsInput {
  @Field(() => ID, { description: 'The ticket that the link leads from.' })
  id!: string;

  @Field(() => TicketLinkKind, { description: 'How it belongs to the other one.' })
  kind!: TicketLinkKind;

  @Field(() => ID, { description: 'The ticket that the link leads to.' })
  toId!: string;
}

@InputType({ description: 'Below which ticket a ticket stands.' })
export class SetTicketParentInput {
  @Field(() => ID, { description: 'The ticket.' })
  id!: string;

  @Field(() => ID, { nullable: true, description: 'The ticket above it; `null`: none.' })
  parentId!: string | null;

  @Field(() => Int, { nullable: true, description: EXPECTED_VERSION })
  expectedVersion?: number | null;
}

@InputType({ description: 'Which ticket is merged into which one.' })
export class MergeTicketsInput {
  @Field(() => ID, { description: 'The ticket that ends.' })
  id!: string;

  @Field(() => ID, { description: 'The ticket that lives on; of the same customer.' })
  intoId!: string;

  @Field(() => Int, { nullable: true, description: EXPECTED_VERSION })
  expectedVersion?: number | null;

  @Field(() => Int, { nullable: true, description: 'The same of the ticket that lives on.' })
  expectedIntoVersion?: number | null;
}

export const NewMessageKind = { PUBLIC_REPLY: 'PUBLIC_REPLY', INTERNAL_NOTE: 'INTERNAL_NOTE' } as const;
export type NewMessageKind = (typeof NewMessageKind)[keyof typeof NewMessageKind];

registerEnumType(NewMessageKind, {
  name: 'NewTicketMessageKind',
  description: "What people add to a ticket; system entries are Kontor's own.",
});

@InputType({ description: 'What was said or is noted about a ticket.' })
export class AddTicketMessageInput {
  @Field(() => ID, { description: 'The ticket; on a merged one it goes to the one that lives on.' })
  ticketId!: string;

  @Field(() => NewMessageKind, { description: 'Who it is for; outsiders only reply publicly.' })
  kind!: NewMessageKind;

  @Field(() => String, { description: 'Plain text, at most 100,000 characters.' })
  body!: string;

  @Field(() => TicketChannel, {
    nullable: true,
    description: 'Public replies: which way it went; if omitted `OTHER`, or `PORTAL` for outsiders.',
  })
  channel?: TicketChannel | null;

  @Field(() => Direction, {
    nullable: true,
    description: 'Public replies: if omitted, `OUTBOUND` for our own people and `INBOUND` for others.',
  })
  direction?: Direction | null;

  @Field(() => ID, { nullable: true, description: 'Inbound only: the person at the customer who said it.' })
  contactId?: string | null;

  @Field(() => [AttachmentInput], { nullable: true, description: 'Files that belong to it.' })
  attachments?: AttachmentInput[] | null;

  @Field(() => DateTime, {
    nullable: true,
    description: 'When it was said, not in the future; now if omitted. Our own people only.',
  })
  happenedAt?: Date | null;
}
