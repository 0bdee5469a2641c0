import { Args, Ctx, Extensions, FieldResolver, Query, Resolver, Root, Subscription } from 'type-graphql';
import { Customer } from '../../entities/customers/customer.ts';
import { Agent } from '../../entities/people/agent.ts';
import { Node } from '../../entities/record.ts';
import type { Actor } from '../../events/append.ts';
import { describeEventTypes } from '../../events/event-types.ts';
import { type LoggedEvent, readEventCursor } from '../../events/log.ts';
import { Event, EventActor, EventConnection, EventSubject, EventType } from '../../schema/events/event.ts';
import { EventsArguments, FollowEventsArguments } from '../../schema/events/inputs.ts';
import { loadCustomer } from '../../services/customers/customers.ts';
import { listEvents } from '../../services/events/events.ts';
import { followEvents } from '../../services/events/follow.ts';
import { type SubjectRow, subjectOf } from '../../services/events/subject.ts';
import { loadNode } from '../../services/load-node.ts';
import { loadAgent } from '../../services/people/agents.ts';
import type { GraphQLContext } from '../context.ts';

@Resolver(() => Event)
export class EventResolver {
  @Extensions({ scope: 'events:read' })
  @Query(() => EventConnection, {
    description:
      'The log, oldest first: what the subscription `events` would have shown. Kept for 30 days or longer.',
  })
  events(@Ctx() context: GraphQLContext, @Args(() => EventsArguments) args: EventsArguments) {
    return listEvents(context, args);
  }

  @Extensions({ scope: 'events:read' })
  @Query(() => String, {
    description:
      'The cursor of now, read before any other field of the request: whatever else the answer shows can be kept up ' +
      'to date by subscribing with `after: eventCursor`.',
  })
  eventCursor(@Ctx() context: GraphQLContext) {
    return context.eventCursor ?? readEventCursor(context.db);
  }

  @Extensions({ scope: 'none' })
  @Query(() => [EventType], { description: 'All types of events there are.' })
  eventTypes() {
    return describeEventTypes();
  }

  @Extensions({ scope: 'events:read', argumentsChoose: true })
  @Subscription(() => Event, {
    name: 'events',
    description: 'What happens, as it happens: every event once, in order.',
    subscribe: ({ context, args }) => followEvents(context as GraphQLContext, args as FollowEventsArguments),
  })
  followEvents(
    @Root() event: LoggedEvent,
    @Args(() => FollowEventsArguments) _args: FollowEventsArguments,
  ): LoggedEvent {
    return event;
  }

  @FieldResolver(() => EventSubject, { description: 'The record it is about.' })
  subject(@Root() event: LoggedEvent): SubjectRow {
    return subjectOf(event);
  }

  @Extensions({ scope: 'customers:read' })
  @FieldResolver(() => Customer, {
    nullable: true,
    description: 'The customer it concerns, as it is now; null where it concerns none.',
  })
  customer(@Root() event: LoggedEvent, @Ctx() context: GraphQLContext) {
    return loadCustomer(context, event.customerId);
  }
}

@Resolver(() => EventSubject)
export class EventSubjectResolver {
  @FieldResolver(() => Node, {
    nullable: true,
    description: 'The record as it is now; null where it is gone, or you may not see it.',
  })
  node(@Root() subject: SubjectRow, @Ctx() context: GraphQLContext) {
    return loadNode(context, subject.id);
  }
}

@Resolver(() => EventActor)
export class EventActorResolver {
  @Extensions({ scope: 'people:read' })
  @FieldResolver(() => Agent, {
    nullable: true,
    description: 'The agent who acted; null where it was none, and for partners and customers.',
  })
  agent(@Root() actor: Actor, @Ctx() context: GraphQLContext) {
    return loadAgent(context, actor.agentId ?? null);
  }
}
