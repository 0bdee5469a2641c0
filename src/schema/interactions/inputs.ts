import { Field, ID, InputType, Int } from 'type-graphql';
import { Direction, InteractionKind } from '../../entities/interactions/enums.ts';
import { DateTime } from '../../shared/scalars.ts';
import { ExternalReferenceInput } from '../external-reference.ts';

@InputType({ description: 'A file that belongs to an interaction; Kontor keeps where it is, not the file.' })
export class AttachmentInput {
  @Field(() => String, { description: 'File name with ending.' })
  fileName!: string;

  @Field(() => String, { nullable: true, description: 'MIME type.' })
  mediaType?: string | null;

  @Field(() => Int, { nullable: true, description: 'Size in bytes.' })
  size?: number | null;

  @Field(() => String, { description: 'Where it can be fetched, http or https.' })
  url!: string;
}

@InputType()
abstract class InteractionFields {
  @Field(() => ID, { nullable: true, description: 'The person at the customer; must belong to it.' })
  contactId?: string | null;

  @Field(() => ID, {
    nullable: true,
    description: "Who of us; the viewer's own agent if omitted when recording.",
  })
  agentId?: string | null;

  @Field(() => ID, {
    nullable: true,
    description: 'The quote, order, invoice or credit note it is about; of this customer.',
  })
  documentId?: string | null;

  @Field(() => Direction, { nullable: true, description: 'Who started it.' })
  direction?: Direction | null;

  @Field(() => String, { nullable: true, description: 'Text, plain, at most 100,000 characters.' })
  body?: string | null;

  @Field(() => Boolean, {
    nullable: true,
    description:
      'Whether only our own people see it; `null`, or omitted when recording: so for notes and tasks. What customers and partners record, they see.',
  })
  internal?: boolean | null;

  @Field(() => DateTime, {
    nullable: true,
    description: 'When it happened, or the appointment begins; now if omitted when recording.',
  })
  happenedAt?: Date | null;

  @Field(() => DateTime, {
    nullable: true,
    description: 'Tasks and appointments only: when it is due or ends.',
  })
  dueAt?: Date | null;

  @Field(() => [AttachmentInput], { nullable: true, description: 'All files; replaces the list.' })
  attachments?: AttachmentInput[] | null;
}

@InputType({ description: 'A new entry of the contact history; name the customer by id or by reference.' })
export class RecordInteractionInput extends InteractionFields {
  @Field(() => ID, { nullable: true, description: 'The customer.' })
  customerId?: string | null;

  @Field(() => ExternalReferenceInput, {
    nullable: true,
    description: 'The customer by its id in another system.',
  })
  customerReference?: ExternalReferenceInput | null;

  @Field(() => InteractionKind, {
    description: 'What kind of contact; a follow-up (Wiedervorlage) is a `TASK` with `dueAt`.',
  })
  kind!: InteractionKind;

  @Field(() => String, { description: 'What it was about, one line of at most 500 characters.' })
  subject!: string;
}

@InputType({ description: 'Changes of an entry: what is omitted stays, `null` clears.' })
export class UpdateInteractionInput extends InteractionFields {
  @Field(() => ID, { description: 'The entry.' })
  id!: string;

  @Field(() => String, { nullable: true, description: 'Subject; cannot be cleared.' })
  subject?: string;

  @Field(() => Int, {
    nullable: true,
    description: 'Update only if this is still the version; else `CONFLICT`.',
  })
  expectedVersion?: number | null;
}

@InputType({ description: 'Which task or appointment is done, or open again.' })
export class CompleteInteractionInput {
  @Field(() => ID, { description: 'The task or appointment.' })
  id!: string;

  @Field(() => Boolean, { nullable: true, description: '`false` opens it again; completed if omitted.' })
  completed?: boolean | null;

  @Field(() => DateTime, { nullable: true, description: 'When it was done; now if omitted.' })
  completedAt?: Date | null;

  @Field(() => Int, { nullable: true, description: 'Only if this is still the version; else `CONFLICT`.' })
  expectedVersion?: number | null;
}
