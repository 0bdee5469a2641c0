import { ArgsType, Extensions, Field, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';
import { TicketState, TicketType } from '../../entities/tickets/enums.ts';
import { DateTime } from '../../shared/scalars.ts';
import { Event } from '../events/event.ts';
import { FollowArguments } from '../events/inputs.ts';
import { Payload } from '../user-error.ts';

@InputType({ description: 'Whose changes of tickets; conditions are joined with AND.' })
export class TicketChangeFilterInput {
  @Field(() => ID, { nullable: true, description: 'Of this customer.' })
  customerId?: string | null;

  @Field(() => ID, { nullable: true, description: 'Of this agent: also the change that takes it away.' })
  assigneeId?: string | null;

  @Field(() => ID, { nullable: true, description: 'Of this team: also the change that takes it away.' })
  teamId?: string | null;

  @Field(() => Boolean, {
    nullable: true,
    description: 'True: that some agent has; false: that nobody has. Also the change that ends it.',
  })
  assigned?: boolean | null;

  @Field(() => [ID], {
    nullable: true,
    description: 'In one of these statuses: also the change that ends it.',
  })
  statusIds?: string[] | null;

  @Field(() => [TicketState], {
    nullable: true,
    description: 'In one of these states: also the change that ends it.',
  })
  states?: TicketState[] | null;

  @Field(() => [TicketType], { nullable: true, description: 'Of one of these kinds.' })
  types?: TicketType[] | null;
}

@ArgsType()
export class FollowTicketsArguments extends FollowArguments {
  @Field(() => TicketChangeFilterInput, {
    nullable: true,
    description:
      'Which tickets; all you reach if omitted. A change is delivered if the ticket was so before it or is so after ' +
      'it: a queue learns, too, what has left it (`matches` is false then).',
  })
  filter?: TicketChangeFilterInput | null;
}

@ArgsType()
export class FollowTicketMessagesArguments extends FollowArguments {
  @Field(() => ID, {
    description:
      'The ticket. One that you may not see is silent; one that was merged goes on in its successor.',
  })
  ticketId!: string;
}

@ArgsType()
export class FollowQueueArguments {
  @Field(() => ID, { description: 'The team.' })
  teamId!: string;
}

@ArgsType()
export class FollowTicketViewersArguments {
  @Field(() => ID, { description: 'The ticket.' })
  ticketId!: string;
}

@Extensions({ scope: ['events:read', 'tickets:read'] })
@ObjectType({ description: 'A ticket was opened or changed.', simpleResolvers: true })
export class TicketChange {
  @Field(() => String, { description: 'Send it back as `after` to continue behind this event.' })
  cursor!: string;

  @Field(() => Event, { description: 'What happened.' })
  event!: object;

  @Field(() => [String], {
    description:
      'Names of the fields that changed; empty where it was opened, and where it is not about fields.',
  })
  changed!: string[];

  @Field(() => Boolean, {
    description: 'Whether the ticket is what the filter asks for after this change; false: it has left.',
  })
  matches!: boolean;
}

@Extensions({ scope: ['events:read', 'tickets:read'] })
@ObjectType({ description: 'A message, note or system entry was added to a ticket.', simpleResolvers: true })
export class TicketMessageAddition {
  @Field(() => String, { description: 'Send it back as `after` to continue behind this event.' })
  cursor!: string;

  @Field(() => Event, { description: 'What happened.' })
  event!: object;
}

@Extensions({ scope: 'tickets:read' })
@ObjectType({ description: 'How many tickets of a queue have a status.', simpleResolvers: true })
export class TicketQueueCount {
  @Field(() => Int, { description: 'So many.' })
  count!: number;
}

@Extensions({ scope: 'tickets:read' })
@ObjectType({
  description:
    "A team's tickets that are not done with, counted. Not an event: it is as it is when it is sent.",
  simpleResolvers: true,
})
export class TicketQueue {
  @Field(() => Int, { description: 'Tickets that are open, pending or on hold.' })
  open!: number;

  @Field(() => Int, { description: 'Those of them that no agent has.' })
  unassigned!: number;

  @Field(() => DateTime, {
    nullable: true,
    description: 'When the one was opened that has been open for longest; null: there is none.',
  })
  oldestOpenedAt!: string | null;

  @Field(() => [TicketQueueCount], {
    description:
      'By status: each that means open, pending, on hold or solved, in their order, also where it is 0.',
  })
  counts!: object[];
}

export const TicketPresenceState = { VIEWING: 'VIEWING', TYPING: 'TYPING', LEFT: 'LEFT' } as const;
export type TicketPresenceState = (typeof TicketPresenceState)[keyof typeof TicketPresenceState];
registerEnumType(TicketPresenceState, {
  name: 'TicketPresenceState',
  description: 'What somebody does with a ticket.',
  valuesConfig: {
    VIEWING: { description: 'Has it open.' },
    TYPING: { description: 'Is writing an answer or a note.' },
    LEFT: { description: 'Has closed it; in announcements only.' },
  },
});

@Extensions({ scope: 'tickets:read' })
@ObjectType({ description: 'Somebody who has a ticket open.', simpleResolvers: true })
export class TicketViewer {
  @Field(() => String, { description: "The agent's name, or that of the key where it acts as none." })
  name!: string;

  @Field(() => TicketPresenceState, { description: 'What they do.' })
  state!: TicketPresenceState;

  @Field(() => DateTime, { description: 'Since when they have it open.' })
  since!: string;
}

@Extensions({ scope: 'tickets:read' })
@ObjectType({
  description: 'Who has a ticket open. Not an event: it is not stored, and one that is lost is not missed.',
  simpleResolvers: true,
})
export class TicketViewers {
  @Field(() => [TicketViewer], { description: 'All of them, also yourself; who came first stands first.' })
  viewers!: object[];
}

@InputType({ description: 'That you have a ticket open.' })
export class AnnounceTicketPresenceInput {
  @Field(() => ID, { description: 'The ticket.' })
  ticketId!: string;

  @Field(() => TicketPresenceState, {
    description: 'What you do with it. VIEWING and TYPING count for 30 seconds: announce them again before.',
  })
  state!: TicketPresenceState;
}

@Extensions({ scope: 'none' })
@ObjectType({ description: 'How long the announcement counts.', simpleResolvers: true })
export class AnnounceTicketPresencePayload extends Payload {
  @Field(() => DateTime, {
    nullable: true,
    description: 'When you count as gone unless you announce yourself again; null after LEFT.',
  })
  expiresAt?: Date | null;
}
