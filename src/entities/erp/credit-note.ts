import { Entity, Property } from '@mikro-orm/decorators/legacy';
import { Extensions, Field, ObjectType } from 'type-graphql';
import { Node } from '../record.ts';
import { CommercialDocument } from './commercial-document.ts';
import { DocumentKind, InvoiceStatus } from './enums.ts';

@Extensions({ scope: 'invoices:read' })
@ObjectType({
  implements: [Node, CommercialDocument],
  description:
    'A credit to a customer, for example for returned goods (Gutschrift). Its amounts are positive.',
  simpleResolvers: true,
})
@Entity({ discriminatorValue: DocumentKind.CREDIT_NOTE })
export class CreditNote extends CommercialDocument {
  @Field(() => InvoiceStatus, { description: 'Whether it counts.' })
  declare status: InvoiceStatus;

  @Field(() => String, { nullable: true, description: 'Why the customer is credited.' })
  @Property({ type: 'text', nullable: true })
  reason: string | null = null;
}
