import { Extensions, Field, ObjectType } from 'type-graphql';
import { Event } from './event.ts';

/** What a subscription delivers: the event, and (by resolvers/events) the record as it is now. */
@Extensions({ scope: 'events:read' })
@ObjectType({ simpleResolvers: true })
abstract class Change {
  @Field(() => String, { description: 'Send it back as `after` to continue behind this event.' })
  cursor!: string;

  @Field(() => Event, { description: 'What happened.' })
  event!: Event;
}

@Extensions({ scope: 'events:read' })
@ObjectType({
  description: 'A customer, or one of its contacts, was created or changed.',
  simpleResolvers: true,
})
export class CustomerChange extends Change {}

@Extensions({ scope: 'events:read' })
@ObjectType({ description: 'An entry was added to the contact history.', simpleResolvers: true })
export class InteractionChange extends Change {}

@Extensions({ scope: 'events:read' })
@ObjectType({
  description: 'A quote, order, invoice or credit note came in or was changed.',
  simpleResolvers: true,
})
export class DocumentChange extends Change {}
