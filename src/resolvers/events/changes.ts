import { Args, Ctx, Extensions, FieldResolver, Resolver, Root, Subscription } from 'type-graphql';
import { Customer } from '../../entities/customers/customer.ts';
import { CommercialDocument } from '../../entities/erp/commercial-document.ts';
import { Interaction } from '../../entities/interactions/interaction.ts';
import type { LoggedEvent } from '../../events/log.ts';
import { CustomerChange, DocumentChange, InteractionChange } from '../../schema/events/changes.ts';
import {
  FollowCustomerArguments,
  FollowDocumentsArguments,
  FollowInteractionsArguments,
} from '../../schema/events/inputs.ts';
import { loadCustomer } from '../../services/customers/customers.ts';
import { followCustomer, followDocuments, followInteractions } from '../../services/events/follow.ts';
import { loadSubject } from '../../services/events/subject.ts';
import { loadInteraction } from '../../services/interactions/interactions.ts';
import type { GraphQLContext } from '../context.ts';

interface Change {
  readonly cursor: string;
  readonly event: LoggedEvent;
}

@Resolver(() => CustomerChange)
export class CustomerChangeResolver {
  @Extensions({ scope: ['events:read', 'customers:read'], argumentsChoose: true })
  @Subscription(() => CustomerChange, {
    description: 'A customer, or one of its contacts, is created or changed.',
    subscribe: ({ context, args }) =>
      followCustomer(context as GraphQLContext, args as FollowCustomerArguments),
  })
  customerChanged(
    @Root() event: LoggedEvent,
    @Args(() => FollowCustomerArguments) _args: FollowCustomerArguments,
  ): Change {
    return { cursor: event.cursor, event };
  }

  @Extensions({ scope: 'customers:read' })
  @FieldResolver(() => Customer, {
    nullable: true,
    description: 'The customer as it is now; null where you may no longer see it.',
  })
  customer(@Root() { event }: Change, @Ctx() context: GraphQLContext) {
    return loadCustomer(context, event.customerId);
  }
}

@Resolver(() => InteractionChange)
export class InteractionChangeResolver {
  @Extensions({ scope: ['events:read', 'interactions:read'], argumentsChoose: true })
  @Subscription(() => InteractionChange, {
    description: 'An entry is added to the contact history, of one customer or of all.',
    subscribe: ({ context, args }) =>
      followInteractions(context as GraphQLContext, args as FollowInteractionsArguments),
  })
  interactionRecorded(
    @Root() event: LoggedEvent,
    @Args(() => FollowInteractionsArguments) _args: FollowInteractionsArguments,
  ): Change {
    return { cursor: event.cursor, event };
  }

  @Extensions({ scope: 'interactions:read' })
  @FieldResolver(() => Interaction, {
    nullable: true,
    description: 'The entry as it is now; null where you may no longer see it.',
  })
  interaction(@Root() { event }: Change, @Ctx() context: GraphQLContext) {
    return loadInteraction(context, event.subjectId);
  }
}

@Resolver(() => DocumentChange)
export class DocumentChangeResolver {
  @Extensions({ scope: 'events:read', argumentsChoose: true })
  @Subscription(() => DocumentChange, {
    description:
      'A quote, order, invoice or credit note comes in or is changed, of one customer or of all. Kinds that you may ' +
      'not read are silent.',
    subscribe: ({ context, args }) =>
      followDocuments(context as GraphQLContext, args as FollowDocumentsArguments),
  })
  documentChanged(
    @Root() event: LoggedEvent,
    @Args(() => FollowDocumentsArguments) _args: FollowDocumentsArguments,
  ): Change {
    return { cursor: event.cursor, event };
  }

  @FieldResolver(() => CommercialDocument, {
    nullable: true,
    description: 'The document as it is now; null where it is gone, or you may no longer see it.',
  })
  document(@Root() { event }: Change, @Ctx() context: GraphQLContext) {
    return loadSubject(context, event);
  }
}
