import { Extensions, Field, ID, ObjectType, registerEnumType } from 'type-graphql';
import { Node } from '../../entities/record.ts';
import { DateTime, Json } from '../../shared/scalars.ts';
import { PageInfo } from '../connection.ts';

export const ActorKind = {
  STAFF: 'STAFF',
  SERVICE: 'SERVICE',
  PARTNER: 'PARTNER',
  CUSTOMER: 'CUSTOMER',
  INTEGRATION: 'INTEGRATION',
  SYSTEM: 'SYSTEM',
} as const;
export type ActorKind = (typeof ActorKind)[keyof typeof ActorKind];
registerEnumType(ActorKind, {
  name: 'ActorKind',
  description: 'Who caused an event.',
  valuesConfig: {
    STAFF: { description: 'One of our people; see `agent`.' },
    SERVICE: { description: 'An application with a key of its own, or the command line.' },
    PARTNER: { description: "A partner's credential." },
    CUSTOMER: { description: "A customer's own credential." },
    INTEGRATION: { description: 'A connected system: the change came in by a sync.' },
    SYSTEM: { description: 'Kontor itself: a job.' },
  },
});

@Extensions({ scope: 'events:read' })
@ObjectType({ description: 'Who caused an event.', simpleResolvers: true })
export class EventActor {
  @Field(() => ActorKind, { description: 'What kind of actor.' })
  kind!: ActorKind;

  @Field(() => String, {
    description:
      'Name of the API key, integration or job; to partners and customers, the kind again where it is one of ours.',
  })
  name!: string;
}

@Extensions({ scope: 'events:read' })
@ObjectType({ description: 'The record an event is about.', simpleResolvers: true })
export class EventSubject {
  @Field(() => String, { description: 'Name of its GraphQL type: `Invoice`.' })
  type!: string;

  @Field(() => ID, { description: 'Its global id, for `node` and for filters.' })
  id!: string;
}

@Extensions({ scope: 'events:read' })
@ObjectType({
  implements: Node,
  description: 'Something that happened, as it stands in the log. Events never change.',
  simpleResolvers: true,
})
export class Event extends Node {
  @Field(() => String, {
    description: 'Continue after this event: `after` of `events` and of every subscription.',
  })
  cursor!: string;

  @Field(() => String, {
    description: 'What happened, area first: `invoice.paid`. The query `eventTypes` lists them.',
  })
  type!: string;

  @Field(() => EventActor, { description: 'Who caused it.' })
  actor!: EventActor;

  @Field(() => Json, {
    description:
      'What changed, as far as it is not personal: personal fields are named, without their values. Of our own people ' +
      'partners and customers find there who has a record now, with the scope people:read.',
  })
  data!: unknown;

  @Field(() => DateTime, { description: 'When it happened.' })
  occurredAt!: string;
}

@Extensions({ scope: 'none' })
@ObjectType({ description: 'A type of event.', simpleResolvers: true })
export class EventType {
  @Field(() => String, { description: 'As in `Event.type` and in filters: `invoice.paid`.' })
  name!: string;

  @Field(() => String, { description: 'What such an event says.' })
  description!: string;

  @Field(() => String, { description: 'The scope that a key needs beside `events:read` to receive it.' })
  scope!: string;
}

@Extensions({ scope: 'events:read' })
@ObjectType({ description: 'An Event and its place in the log.', simpleResolvers: true })
export class EventEdge {
  @Field(() => String, { description: 'Its place, for `after`.' })
  cursor!: string;

  @Field(() => Event, { description: 'The event.' })
  node!: Event;
}

@Extensions({ scope: 'events:read' })
@ObjectType({
  description:
    'A page of the log, oldest first. It is read forward only and not counted: `pageInfo.endCursor` says where to ' +
    'continue, also on an empty page, and is an `after` for subscriptions.',
  simpleResolvers: true,
})
export class EventConnection {
  @Field(() => [EventEdge], { description: 'The events with their cursors.' })
  edges!: EventEdge[];

  @Field(() => [Event], { description: 'The events alone.' })
  nodes!: Event[];

  @Field(() => PageInfo, { description: 'Where this page lies.' })
  pageInfo!: PageInfo;
}
