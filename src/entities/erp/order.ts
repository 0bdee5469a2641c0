import { Entity, Property } from '@mikro-orm/decorators/legacy';
import { Extensions, Field, ObjectType } from 'type-graphql';
import { Node } from '../record.ts';
import { CommercialDocument } from './commercial-document.ts';
import { DocumentKind, OrderStatus } from './enums.ts';
import { OrderFulfilment } from './fulfilment.ts';

@Extensions({ scope: 'orders:read' })
@ObjectType({
  implements: [Node, CommercialDocument],
  description: 'An order of a customer (Auftrag).',
  simpleResolvers: true,
})
@Entity({ discriminatorValue: DocumentKind.ORDER })
export class Order extends CommercialDocument {
  @Field(() => OrderStatus, { description: 'Where it stands.' })
  declare status: OrderStatus;

  @Field(() => OrderFulfilment, { description: 'How far it is fulfilled.' })
  fulfilment!: OrderFulfilment;

  @Property({ type: 'date', nullable: true })
  requestedOn: string | null = null;

  @Property({ type: 'date', nullable: true })
  promisedOn: string | null = null;

  @Property({ type: 'date', nullable: true })
  shippedOn: string | null = null;
}
