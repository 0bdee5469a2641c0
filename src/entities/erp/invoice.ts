import { Entity, Index, Property } from '@mikro-orm/decorators/legacy';
import { Extensions, Field, ObjectType } from 'type-graphql';
import { LocalDate } from '../../shared/scalars.ts';
import { Node } from '../record.ts';
import { CommercialDocument } from './commercial-document.ts';
import { DocumentKind, InvoiceStatus } from './enums.ts';
import { InvoiceSettlement } from './settlement.ts';

@Extensions({ scope: 'invoices:read' })
@ObjectType({
  implements: [Node, CommercialDocument],
  description: 'An invoice to a customer (Rechnung).',
  simpleResolvers: true,
})
@Entity({ discriminatorValue: DocumentKind.INVOICE })
@Index({
  name: 'commercial_document_open_item_index',
  expression: `create index "commercial_document_open_item_index" on "commercial_document"
    (customer_id, coalesce(due_date, '9999-12-31'::date), id) where kind = 'INVOICE' and open_amount > 0`,
})
export class Invoice extends CommercialDocument {
  @Field(() => InvoiceStatus, { description: 'Whether it counts.' })
  declare status: InvoiceStatus;

  @Field(() => LocalDate, {
    nullable: true,
    description: 'Day by which it is to be paid (BT-9); null: not stated.',
  })
  @Property({ type: 'date', nullable: true })
  dueDate: string | null = null;

  @Field(() => String, { nullable: true, description: 'Terms of payment in words (BT-20).' })
  @Property({ type: 'text', nullable: true })
  paymentTerms: string | null = null;

  @Field(() => InvoiceSettlement, { description: 'How far it is paid.' })
  settlement!: InvoiceSettlement;

  /** Settlement, decided when it was delivered (services/erp/settlement). */
  @Property({ type: 'decimal', columnType: 'numeric', nullable: true })
  paidAmount: string | null = null;

  @Property({ type: 'decimal', columnType: 'numeric', nullable: true })
  openAmount: string | null = null;

  @Property({ type: 'integer', nullable: true })
  dunningLevel: number | null = null;
}
