import { Entity } from '@mikro-orm/decorators/legacy';
import { Extensions, ObjectType } from 'type-graphql';
import { Node } from '../record.ts';
import { TicketType } from './enums.ts';
import { Ticket } from './ticket.ts';

@Extensions({ scope: 'tickets:read' })
@ObjectType({
  implements: [Node, Ticket],
  description: 'A question, a fault, something to do for a customer (Serviceanfrage).',
  simpleResolvers: true,
})
@Entity({ discriminatorValue: TicketType.SERVICE_REQUEST })
export class ServiceRequest extends Ticket {}
