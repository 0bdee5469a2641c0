import { Args, Ctx, Extensions, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import { Customer } from '../../entities/customers/customer.ts';
import { Order } from '../../entities/erp/order.ts';
import { Quote } from '../../entities/erp/quote.ts';
import { ConnectionArguments } from '../../schema/connection.ts';
import { DocumentKeyArguments } from '../../schema/erp/document-key.ts';
import { InvoiceConnection, OrderConnection, OrdersArguments } from '../../schema/erp/documents.ts';
import type { CustomerRow } from '../../services/customers/customers.ts';
import type { OrderRow } from '../../services/erp/document-rows.ts';
import { findDocument, listDocuments, listDocumentsOf } from '../../services/erp/documents.ts';
import { listLaterDocuments, loadQuoteOf } from '../../services/erp/links.ts';
import type { GraphQLContext } from '../context.ts';

@Resolver(() => Order)
export class OrderResolver {
  @Extensions({ scope: 'orders:read' })
  @Query(() => OrderConnection, {
    description: 'Orders of all customers the viewer reaches, newest first if no order is given.',
  })
  orders(@Ctx() context: GraphQLContext, @Args(() => OrdersArguments) args: OrdersArguments) {
    return listDocuments(context, 'ORDER', args);
  }

  @Extensions({ scope: 'orders:read' })
  @Query(() => Order, {
    nullable: true,
    description: 'One order by exactly one of the arguments; null where there is none or it is out of reach.',
  })
  order(@Ctx() context: GraphQLContext, @Args(() => DocumentKeyArguments) key: DocumentKeyArguments) {
    return findDocument(context, 'ORDER', key);
  }

  @Extensions({ scope: 'quotes:read' })
  @FieldResolver(() => Quote, {
    nullable: true,
    description: 'The quote it came from; null where there is none, or it was not delivered.',
  })
  quote(@Root() order: OrderRow, @Ctx() context: GraphQLContext) {
    return loadQuoteOf(context, order.id);
  }

  @Extensions({ scope: 'invoices:read' })
  @FieldResolver(() => InvoiceConnection, { description: 'The invoices for it, newest first.' })
  invoices(
    @Root() order: OrderRow,
    @Ctx() context: GraphQLContext,
    @Args(() => ConnectionArguments) args: ConnectionArguments,
  ) {
    return listLaterDocuments(context, 'INVOICED_BY', order.id, args);
  }
}

@Resolver(() => Customer)
export class CustomerOrdersResolver {
  @Extensions({ scope: 'orders:read' })
  @FieldResolver(() => OrderConnection, {
    description: 'Orders of this customer, newest first if no order is given.',
  })
  orders(
    @Root() customer: CustomerRow,
    @Ctx() context: GraphQLContext,
    @Args(() => OrdersArguments) args: OrdersArguments,
  ) {
    return listDocumentsOf(context, 'ORDER', customer.id, args);
  }
}
