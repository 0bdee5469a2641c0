import { ArgsType, createUnionType, Extensions, Field, ID, InputType, ObjectType } from 'type-graphql';
import { CreditNote } from '../../entities/erp/credit-note.ts';
import { Invoice } from '../../entities/erp/invoice.ts';
import { Order } from '../../entities/erp/order.ts';
import { Quote } from '../../entities/erp/quote.ts';
import { InteractionKind } from '../../entities/interactions/enums.ts';
import { Interaction } from '../../entities/interactions/interaction.ts';
import { TimelineKind } from '../../entities/interactions/timeline-kind.ts';
import { Complaint } from '../../entities/tickets/complaint.ts';
import { ServiceRequest } from '../../entities/tickets/service-request.ts';
import { Suggestion } from '../../entities/tickets/suggestion.ts';
import { TicketMessage } from '../../entities/tickets/ticket-message.ts';
import { Call } from '../../entities/telephony/call.ts';
import { DateTime } from '../../shared/scalars.ts';
import { ConnectionArguments, connectionOf } from '../connection.ts';

export const TimelineItem = createUnionType({
  name: 'TimelineItem',
  description: 'A record that stands in the timeline of a customer.',
  types: () =>
    [
      Interaction,
      Quote,
      Order,
      Invoice,
      CreditNote,
      Call,
      ServiceRequest,
      Complaint,
      Suggestion,
      TicketMessage,
    ] as const,
});

@Extensions({ scope: 'customers:read' })
@ObjectType({ description: 'Something that happened with a customer.', simpleResolvers: true })
export class TimelineEntry {
  @Field(() => ID, { description: 'Global id of the record: the one that `item` has.' })
  id!: string;

  @Field(() => TimelineKind, { description: 'What kind of record it is.' })
  kind!: TimelineKind;

  @Field(() => DateTime, {
    description:
      "When it happened; documents, which have no time of day, at 00:00 of their day in the company's time zone.",
  })
  happenedAt!: string;

  @Field(() => String, {
    description:
      'What to call it in a list: the subject of an interaction, the number of a document, number and subject of a ticket, how a message begins.',
  })
  title!: string;
}

export const TimelineConnection = connectionOf('TimelineEntry', () => TimelineEntry, 'customers:read');

@InputType({ description: 'Which entries of a timeline; conditions are joined with AND.' })
export class TimelineFilterInput {
  @Field(() => [TimelineKind], { nullable: true, description: 'Of one of these kinds.' })
  kinds?: TimelineKind[] | null;

  @Field(() => [InteractionKind], {
    nullable: true,
    description: 'Of the interactions only those of these kinds; other records are left as `kinds` says.',
  })
  interactionKinds?: InteractionKind[] | null;

  @Field(() => DateTime, { nullable: true, description: 'Happened at or after.' })
  since?: Date | null;

  @Field(() => DateTime, { nullable: true, description: 'Happened before.' })
  until?: Date | null;
}

@ArgsType()
export class TimelineArguments extends ConnectionArguments {
  @Field(() => TimelineFilterInput, { nullable: true, description: 'Which entries; all if omitted.' })
  filter?: TimelineFilterInput | null;
}
