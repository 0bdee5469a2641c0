import { ArgsType, Field, ID, InputType, registerEnumType } from 'type-graphql';
import { TicketMessageKind, TicketPriority, TicketState, TicketType } from '../../entities/tickets/enums.ts';
import { TicketMessage } from '../../entities/tickets/ticket-message.ts';
import { Ticket } from '../../entities/tickets/ticket.ts';
import { DateTime } from '../../shared/scalars.ts';
import { ConnectionArguments, connectionOf, SortDirection } from '../connection.ts';

export const TicketConnection = connectionOf('Ticket', () => Ticket, 'tickets:read');
export const TicketMessageConnection = connectionOf('TicketMessage', () => TicketMessage, 'tickets:read');

@InputType({
  description:
    'Which tickets; conditions are joined with AND. Merged ones are left out if nothing else is said.',
})
export class TicketFilterInput {
  @Field(() => [TicketType], { nullable: true, description: 'Of one of these types.' })
  types?: TicketType[] | null;

  @Field(() => [TicketState], { nullable: true, description: 'In one of these canonical states.' })
  states?: TicketState[] | null;

  @Field(() => [ID], { nullable: true, description: 'In one of these statuses.' })
  statusIds?: string[] | null;

  @Field(() => Boolean, {
    nullable: true,
    description: '`true`: open, pending or on hold; `false`: solved, closed or rejected.',
  })
  open?: boolean | null;

  @Field(() => ID, { nullable: true, description: 'Of this customer.' })
  customerId?: string | null;

  @Field(() => ID, { nullable: true, description: 'About this product.' })
  productId?: string | null;

  @Field(() => ID, { nullable: true, description: 'In this category or one below it.' })
  categoryId?: string | null;

  @Field(() => ID, {
    nullable: true,
    description: 'Of this agent. Takes people:read for partners and customers.',
  })
  assigneeId?: string | null;

  @Field(() => ID, {
    nullable: true,
    description: 'Of this team. Takes people:read for partners and customers.',
  })
  teamId?: string | null;

  @Field(() => Boolean, {
    nullable: true,
    description: '`true`: of any agent; `false`: of none. Takes people:read for partners and customers.',
  })
  assigned?: boolean | null;

  @Field(() => ID, { nullable: true, description: 'Watched by this agent. Own people and services only.' })
  watcherId?: string | null;

  @Field(() => [TicketPriority], { nullable: true, description: 'Of one of these priorities.' })
  priorities?: TicketPriority[] | null;

  @Field(() => String, { nullable: true, description: 'With this tag.' })
  tag?: string | null;

  @Field(() => DateTime, { nullable: true, description: 'Opened at or after.' })
  since?: Date | null;

  @Field(() => DateTime, { nullable: true, description: 'Opened before.' })
  until?: Date | null;

  @Field(() => Boolean, { nullable: true, description: '`true`: also those that were merged into others.' })
  includeMerged?: boolean | null;
}

export const TicketOrderField = {
  OPENED_AT: 'OPENED_AT',
  UPDATED_AT: 'UPDATED_AT',
  PRIORITY: 'PRIORITY',
} as const;
export type TicketOrderField = (typeof TicketOrderField)[keyof typeof TicketOrderField];
registerEnumType(TicketOrderField, {
  name: 'TicketOrderField',
  description: 'What tickets are ordered by.',
  valuesConfig: { PRIORITY: { description: '`LOW` is smallest, `URGENT` largest.' } },
});

@InputType({ description: 'Order of tickets.' })
export class TicketOrder {
  @Field(() => TicketOrderField, { description: 'By what.' })
  field!: TicketOrderField;

  @Field(() => SortDirection, { description: 'In which direction.' })
  direction!: SortDirection;
}

@ArgsType()
export class TicketsArguments extends ConnectionArguments {
  @Field(() => TicketFilterInput, {
    nullable: true,
    description: 'Which tickets; all but merged ones if omitted.',
  })
  filter?: TicketFilterInput | null;

  @Field(() => TicketOrder, { nullable: true, description: 'Newest first if omitted.' })
  orderBy?: TicketOrder | null;
}

@ArgsType()
export class TicketKeyArguments {
  @Field(() => ID, { nullable: true, description: 'By global id: this very ticket, also if it was merged.' })
  id?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'By number; that of a merged ticket leads to the one that lives on.',
  })
  number?: string | null;
}

@InputType({ description: 'Which messages of a ticket.' })
export class TicketMessageFilterInput {
  @Field(() => [TicketMessageKind], { nullable: true, description: 'Of one of these kinds.' })
  kinds?: TicketMessageKind[] | null;
}

export const TicketMessageOrderField = { HAPPENED_AT: 'HAPPENED_AT' } as const;
export type TicketMessageOrderField = (typeof TicketMessageOrderField)[keyof typeof TicketMessageOrderField];
registerEnumType(TicketMessageOrderField, {
  name: 'TicketMessageOrderField',
  description: 'What messages of a ticket are ordered by.',
});

@InputType({ description: 'Order of the messages of a ticket.' })
export class TicketMessageOrder {
  @Field(() => TicketMessageOrderField, { description: 'By what.' })
  field!: TicketMessageOrderField;

  @Field(() => SortDirection, { description: 'In which direction.' })
  direction!: SortDirection;
}

@ArgsType()
export class TicketMessagesArguments extends ConnectionArguments {
  @Field(() => TicketMessageFilterInput, { nullable: true, description: 'Which messages; all if omitted.' })
  filter?: TicketMessageFilterInput | null;

  @Field(() => TicketMessageOrder, { nullable: true, description: 'Oldest first if omitted.' })
  orderBy?: TicketMessageOrder | null;
}
