import { Ctx, Extensions, FieldResolver, Int, Resolver, Root } from 'type-graphql';
import { Agent } from '../../entities/people/agent.ts';
import { Team } from '../../entities/people/team.ts';
import { TicketAssignment } from '../../entities/tickets/ticket-assignment.ts';
import { TicketCostEntry } from '../../entities/tickets/ticket-cost-entry.ts';
import { TicketStatusChange } from '../../entities/tickets/ticket-status-change.ts';
import { TicketStatus } from '../../entities/tickets/ticket-status.ts';
import { TicketTimeEntry } from '../../entities/tickets/ticket-time-entry.ts';
import { Ticket } from '../../entities/tickets/ticket.ts';
import { TimeInStatus } from '../../schema/tickets/parts.ts';
import { loadAgent } from '../../services/people/agents.ts';
import { loadTeam } from '../../services/people/teams.ts';
import { loadTicketStatus } from '../../services/tickets/taxonomies.ts';
import {
  type CostEntryRow,
  costsOf,
  listCostEntriesOf,
  listTimeEntriesOf,
  type TimeEntryRow,
  timeSpentOn,
} from '../../services/tickets/ticket-entries.ts';
import {
  type AssignmentRow,
  countHandOversOf,
  loadAssignmentsOf,
  loadStatusChangesOf,
  loadTimeInStatusOf,
  type StatusChangeRow,
  type TimeInStatusRow,
} from '../../services/tickets/ticket-history.ts';
import { loadTicket, type TicketRow } from '../../services/tickets/tickets.ts';
import { Money } from '../../shared/money.ts';
import { Duration } from '../../shared/scalars.ts';
import type { GraphQLContext } from '../context.ts';

/** What a ticket took: time, hands, money. */
@Resolver(() => Ticket)
export class TicketMeasuresResolver {
  @FieldResolver(() => Duration, {
    nullable: true,
    description: 'From the opening to our first public reply; null: there is none yet.',
  })
  firstResponseTime(@Root() ticket: TicketRow) {
    return ticket.firstResponseTime;
  }

  @FieldResolver(() => Duration, {
    nullable: true,
    description: 'From the opening until it was solved (`solvedAt`); null: it is not, or open again.',
  })
  resolutionTime(@Root() ticket: TicketRow) {
    return ticket.resolutionTime;
  }

  @FieldResolver(() => [TimeInStatus], {
    description: 'How long it was in each status, in the order in which it first came there.',
  })
  timeInStatus(@Root() ticket: TicketRow, @Ctx() context: GraphQLContext) {
    return loadTimeInStatusOf(context, ticket.id);
  }

  @FieldResolver(() => [TicketStatusChange], {
    description: 'Every change of status, oldest first; the first one is the opening.',
  })
  statusChanges(@Root() ticket: TicketRow, @Ctx() context: GraphQLContext) {
    return loadStatusChangesOf(context, ticket.id);
  }

  @FieldResolver(() => [TicketAssignment], {
    description: 'Who had it, oldest first; empty for partners and customers.',
  })
  assignments(@Root() ticket: TicketRow, @Ctx() context: GraphQLContext) {
    return loadAssignmentsOf(context, ticket.id);
  }

  @FieldResolver(() => Int, {
    nullable: true,
    description: 'How often it was passed on to another person or team; null for partners and customers.',
  })
  handOvers(@Root() ticket: TicketRow, @Ctx() context: GraphQLContext) {
    return countHandOversOf(context, ticket.id);
  }

  @FieldResolver(() => [TicketTimeEntry], {
    description: 'Time spent on it, by day; empty for partners and customers.',
  })
  timeEntries(@Root() ticket: TicketRow, @Ctx() context: GraphQLContext) {
    return listTimeEntriesOf(context, ticket.id);
  }

  @FieldResolver(() => Duration, {
    nullable: true,
    description: 'What the time entries add up to; null for partners and customers.',
  })
  timeSpent(@Root() ticket: TicketRow, @Ctx() context: GraphQLContext) {
    return timeSpentOn(context, ticket.id);
  }

  @FieldResolver(() => [TicketCostEntry], {
    description: 'What it cost us, by day; empty for partners and customers.',
  })
  costEntries(@Root() ticket: TicketRow, @Ctx() context: GraphQLContext) {
    return listCostEntriesOf(context, ticket.id);
  }

  @FieldResolver(() => [Money], {
    description:
      'What the cost entries add up to, an amount for each currency; empty for partners and customers.',
  })
  costs(@Root() ticket: TicketRow, @Ctx() context: GraphQLContext) {
    return costsOf(context, ticket.id);
  }
}

@Resolver(() => TimeInStatus)
export class TimeInStatusResolver {
  @FieldResolver(() => TicketStatus, { description: 'The status.' })
  status(@Root() time: TimeInStatusRow, @Ctx() context: GraphQLContext) {
    return loadTicketStatus(context, time.statusId);
  }
}

@Resolver(() => TicketStatusChange)
export class TicketStatusChangeResolver {
  @FieldResolver(() => TicketStatus, { nullable: true, description: 'Null: the ticket was opened.' })
  from(@Root() change: StatusChangeRow, @Ctx() context: GraphQLContext) {
    return loadTicketStatus(context, change.fromId);
  }

  @FieldResolver(() => TicketStatus, { description: 'The status it came into.' })
  to(@Root() change: StatusChangeRow, @Ctx() context: GraphQLContext) {
    return loadTicketStatus(context, change.toId);
  }

  @Extensions({ scope: 'people:read' })
  @FieldResolver(() => Agent, {
    nullable: true,
    description: 'Who of us did it; null where it was nobody of us, and for partners and customers.',
  })
  agent(@Root() change: StatusChangeRow, @Ctx() context: GraphQLContext) {
    return loadAgent(context, change.agentId);
  }
}

@Resolver(() => TicketAssignment)
export class TicketAssignmentResolver {
  @Extensions({ scope: 'people:read' })
  @FieldResolver(() => Agent, { nullable: true, description: 'The person; null: none.' })
  agent(@Root() assignment: AssignmentRow, @Ctx() context: GraphQLContext) {
    return loadAgent(context, assignment.agentId);
  }

  @Extensions({ scope: 'people:read' })
  @FieldResolver(() => Team, { nullable: true, description: 'The team; null: none.' })
  team(@Root() assignment: AssignmentRow, @Ctx() context: GraphQLContext) {
    return loadTeam(context, assignment.teamId);
  }
}

@Resolver(() => TicketTimeEntry)
export class TicketTimeEntryResolver {
  @FieldResolver(() => Ticket, { nullable: true, description: 'The ticket it was spent on.' })
  ticket(@Root() entry: TimeEntryRow, @Ctx() context: GraphQLContext) {
    return loadTicket(context, entry.ticketId);
  }

  @Extensions({ scope: 'people:read' })
  @FieldResolver(() => Agent, { nullable: true, description: 'Who spent it; null: not said.' })
  agent(@Root() entry: TimeEntryRow, @Ctx() context: GraphQLContext) {
    return loadAgent(context, entry.agentId);
  }
}

@Resolver(() => TicketCostEntry)
export class TicketCostEntryResolver {
  @FieldResolver(() => Ticket, { nullable: true, description: 'The ticket that caused it.' })
  ticket(@Root() entry: CostEntryRow, @Ctx() context: GraphQLContext) {
    return loadTicket(context, entry.ticketId);
  }

  @Extensions({ scope: 'people:read' })
  @FieldResolver(() => Agent, { nullable: true, description: 'Who recorded it; null: not known.' })
  agent(@Root() entry: CostEntryRow, @Ctx() context: GraphQLContext) {
    return loadAgent(context, entry.agentId);
  }
}
