import { Extensions, Field, ObjectType, registerEnumType } from 'type-graphql';
import { TicketLinkKind } from '../../entities/tickets/enums.ts';
import { Duration } from '../../shared/scalars.ts';

export const TicketLinkDirection = { TO: 'TO', FROM: 'FROM' } as const;
export type TicketLinkDirection = (typeof TicketLinkDirection)[keyof typeof TicketLinkDirection];
registerEnumType(TicketLinkDirection, {
  name: 'TicketLinkDirection',
  description: 'How a link is read from the ticket at which it is listed.',
  valuesConfig: {
    TO: { description: 'This ticket is a duplicate of, caused by or blocks the other one.' },
    FROM: { description: 'The other one is a duplicate of, caused by or blocks this ticket.' },
  },
});

@Extensions({ scope: 'tickets:read' })
@ObjectType({ description: 'A link of a ticket to another one.', simpleResolvers: true })
export class TicketLink {
  @Field(() => TicketLinkKind, { description: 'How they belong together.' })
  kind!: TicketLinkKind;

  @Field(() => TicketLinkDirection, { description: 'In which direction it is read.' })
  direction!: TicketLinkDirection;
}

@Extensions({ scope: 'tickets:read' })
@ObjectType({
  description: 'How long a ticket was in a status, all times taken together.',
  simpleResolvers: true,
})
export class TimeInStatus {
  @Field(() => Duration, { description: 'How long; the present status counts until now.' })
  duration!: number;
}
