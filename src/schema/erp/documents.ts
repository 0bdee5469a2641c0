import { ArgsType, Field, InputType, registerEnumType } from 'type-graphql';
import { CreditNote } from '../../entities/erp/credit-note.ts';
import { InvoiceStatus, OrderStatus, QuoteStatus } from '../../entities/erp/enums.ts';
import { Invoice } from '../../entities/erp/invoice.ts';
import { Order } from '../../entities/erp/order.ts';
import { Quote } from '../../entities/erp/quote.ts';
import { LocalDate } from '../../shared/scalars.ts';
import { ConnectionArguments, connectionOf, SortDirection } from '../connection.ts';

export const QuoteConnection = connectionOf('Quote', () => Quote, 'quotes:read');
export const OrderConnection = connectionOf('Order', () => Order, 'orders:read');
export const InvoiceConnection = connectionOf('Invoice', () => Invoice, 'invoices:read');
export const CreditNoteConnection = connectionOf('CreditNote', () => CreditNote, 'invoices:read');

/** What documents of every kind can be filtered by; their statuses differ. */
@InputType()
abstract class DocumentFilter {
  @Field(() => String, { nullable: true, description: 'With exactly this number.' })
  number?: string | null;

  @Field(() => LocalDate, { nullable: true, description: 'Issued on this day or later.' })
  issuedFrom?: string | null;

  @Field(() => LocalDate, { nullable: true, description: 'Issued on this day or earlier.' })
  issuedTo?: string | null;

  @Field(() => Boolean, {
    nullable: true,
    description: '`true`: whose amounts contradict each other (`issues`); `false`: the others.',
  })
  hasIssues?: boolean | null;
}

@InputType({ description: 'Which quotes; conditions are joined with AND.' })
export class QuoteFilterInput extends DocumentFilter {
  @Field(() => [QuoteStatus], { nullable: true, description: 'In one of these statuses.' })
  status?: QuoteStatus[] | null;
}

@InputType({ description: 'Which orders; conditions are joined with AND.' })
export class OrderFilterInput extends DocumentFilter {
  @Field(() => [OrderStatus], { nullable: true, description: 'In one of these statuses.' })
  status?: OrderStatus[] | null;
}

@InputType({ description: 'Which invoices; conditions are joined with AND.' })
export class InvoiceFilterInput extends DocumentFilter {
  @Field(() => [InvoiceStatus], { nullable: true, description: 'In one of these statuses.' })
  status?: InvoiceStatus[] | null;

  @Field(() => Boolean, { nullable: true, description: '`true`: with an open amount; `false`: the others.' })
  open?: boolean | null;

  @Field(() => Boolean, {
    nullable: true,
    description: '`true`: with an open amount and past their due date; `false`: the others.',
  })
  overdue?: boolean | null;
}

@InputType({ description: 'Which credit notes; conditions are joined with AND.' })
export class CreditNoteFilterInput extends DocumentFilter {
  @Field(() => [InvoiceStatus], { nullable: true, description: 'In one of these statuses.' })
  status?: InvoiceStatus[] | null;
}

export const DocumentOrderField = { ISSUE_DATE: 'ISSUE_DATE', NUMBER: 'NUMBER' } as const;
export type DocumentOrderField = (typeof DocumentOrderField)[keyof typeof DocumentOrderField];
registerEnumType(DocumentOrderField, {
  name: 'DocumentOrderField',
  description: 'What documents are ordered by.',
  valuesConfig: { NUMBER: { description: 'As text: 10 comes before 9.' } },
});

export const InvoiceOrderField = { ...DocumentOrderField, DUE_DATE: 'DUE_DATE' } as const;
export type InvoiceOrderField = (typeof InvoiceOrderField)[keyof typeof InvoiceOrderField];
registerEnumType(InvoiceOrderField, {
  name: 'InvoiceOrderField',
  description: 'What invoices are ordered by.',
  valuesConfig: {
    NUMBER: { description: 'As text: 10 comes before 9.' },
    DUE_DATE: { description: 'Invoices without a due date count as due last.' },
  },
});

@InputType({ description: 'Order of documents.' })
export class DocumentOrder {
  @Field(() => DocumentOrderField, { description: 'By what.' })
  field!: DocumentOrderField;

  @Field(() => SortDirection, { description: 'In which direction.' })
  direction!: SortDirection;
}

@InputType({ description: 'Order of invoices.' })
export class InvoiceOrder {
  @Field(() => InvoiceOrderField, { description: 'By what.' })
  field!: InvoiceOrderField;

  @Field(() => SortDirection, { description: 'In which direction.' })
  direction!: SortDirection;
}

@ArgsType()
abstract class OrderedDocuments extends ConnectionArguments {
  @Field(() => DocumentOrder, { nullable: true, description: 'Newest first if omitted.' })
  orderBy?: DocumentOrder | null;
}

@ArgsType()
export class QuotesArguments extends OrderedDocuments {
  @Field(() => QuoteFilterInput, { nullable: true, description: 'Which quotes; all if omitted.' })
  filter?: QuoteFilterInput | null;
}

@ArgsType()
export class OrdersArguments extends OrderedDocuments {
  @Field(() => OrderFilterInput, { nullable: true, description: 'Which orders; all if omitted.' })
  filter?: OrderFilterInput | null;
}

@ArgsType()
export class CreditNotesArguments extends OrderedDocuments {
  @Field(() => CreditNoteFilterInput, { nullable: true, description: 'Which credit notes; all if omitted.' })
  filter?: CreditNoteFilterInput | null;
}

@ArgsType()
export class InvoicesArguments extends ConnectionArguments {
  @Field(() => InvoiceFilterInput, { nullable: true, description: 'Which invoices; all if omitted.' })
  filter?: InvoiceFilterInput | null;

  @Field(() => InvoiceOrder, { nullable: true, description: 'Newest first if omitted.' })
  orderBy?: InvoiceOrder | null;
}
