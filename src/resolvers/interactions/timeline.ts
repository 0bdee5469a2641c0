import { Args, Ctx, Extensions, FieldResolver, Resolver, Root } from 'type-graphql';
import { Customer } from '../../entities/customers/customer.ts';
import {
  TimelineArguments,
  TimelineConnection,
  TimelineEntry,
  TimelineItem,
} from '../../schema/interactions/timeline.ts';
import type { CustomerRow } from '../../services/customers/customers.ts';
import {
  listTimelineOf,
  loadTimelineItem,
  type TimelineEntryRow,
} from '../../services/interactions/timeline.ts';
import type { GraphQLContext } from '../context.ts';

@Resolver(() => Customer)
export class CustomerTimelineResolver {
  @Extensions({ scope: 'customers:read' })
  @FieldResolver(() => TimelineConnection, {
    description:
      'Everything that happened with this customer, newest first: the contact history, the documents, tickets and their messages, of the kinds ' +
      'that the viewer has the scope of.',
  })
  timeline(
    @Root() customer: CustomerRow,
    @Ctx() context: GraphQLContext,
    @Args(() => TimelineArguments) args: TimelineArguments,
  ) {
    return listTimelineOf(context, customer.id, args);
  }
}

@Resolver(() => TimelineEntry)
export class TimelineEntryResolver {
  @FieldResolver(() => TimelineItem, {
    nullable: true,
    description: 'The record; null where it went out of reach in the meantime.',
  })
  item(@Root() entry: TimelineEntryRow, @Ctx() context: GraphQLContext) {
    return loadTimelineItem(context, entry);
  }
}
