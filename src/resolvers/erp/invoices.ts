import { Args, Ctx, Extensions, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import { Customer } from '../../entities/customers/customer.ts';
import { Invoice } from '../../entities/erp/invoice.ts';
import { ConnectionArguments } from '../../schema/connection.ts';
import { DocumentKeyArguments } from '../../schema/erp/document-key.ts';
import {
  CreditNoteConnection,
  InvoiceConnection,
  InvoicesArguments,
  OrderConnection,
} from '../../schema/erp/documents.ts';
import type { CustomerRow } from '../../services/customers/customers.ts';
import type { InvoiceRow } from '../../services/erp/document-rows.ts';
import { findDocument, listDocuments, listDocumentsOf } from '../../services/erp/documents.ts';
import { listEarlierDocuments, listLaterDocuments } from '../../services/erp/links.ts';
import type { GraphQLContext } from '../context.ts';

@Resolver(() => Invoice)
export class InvoiceResolver {
  @Extensions({ scope: 'invoices:read' })
  @Query(() => InvoiceConnection, {
    description: 'Invoices of all customers the viewer reaches, newest first if no order is given.',
  })
  invoices(@Ctx() context: GraphQLContext, @Args(() => InvoicesArguments) args: InvoicesArguments) {
    return listDocuments(context, 'INVOICE', args);
  }

  @Extensions({ scope: 'invoices:read' })
  @Query(() => Invoice, {
    nullable: true,
    description:
      'One invoice by exactly one of the arguments; null where there is none or it is out of reach.',
  })
  invoice(@Ctx() context: GraphQLContext, @Args(() => DocumentKeyArguments) key: DocumentKeyArguments) {
    return findDocument(context, 'INVOICE', key);
  }

  @Extensions({ scope: 'orders:read' })
  @FieldResolver(() => OrderConnection, { description: 'The orders that it invoices, newest first.' })
  orders(
    @Root() invoice: InvoiceRow,
    @Ctx() context: GraphQLContext,
    @Args(() => ConnectionArguments) args: ConnectionArguments,
  ) {
    return listEarlierDocuments(context, 'INVOICED_BY', invoice.id, args);
  }

  @Extensions({ scope: 'invoices:read' })
  @FieldResolver(() => CreditNoteConnection, {
    description: 'The credit notes that correct it, newest first.',
  })
  creditNotes(
    @Root() invoice: InvoiceRow,
    @Ctx() context: GraphQLContext,
    @Args(() => ConnectionArguments) args: ConnectionArguments,
  ) {
    return listLaterDocuments(context, 'CORRECTED_BY', invoice.id, args);
  }
}

@Resolver(() => Customer)
export class CustomerInvoicesResolver {
  @Extensions({ scope: 'invoices:read' })
  @FieldResolver(() => InvoiceConnection, {
    description: 'Invoices of this customer, newest first if no order is given.',
  })
  invoices(
    @Root() customer: CustomerRow,
    @Ctx() context: GraphQLContext,
    @Args(() => InvoicesArguments) args: InvoicesArguments,
  ) {
    return listDocumentsOf(context, 'INVOICE', customer.id, args);
  }
}
