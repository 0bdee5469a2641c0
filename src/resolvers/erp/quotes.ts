import { Args, Ctx, Extensions, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import { Customer } from '../../entities/customers/customer.ts';
import { Quote } from '../../entities/erp/quote.ts';
import { ConnectionArguments } from '../../schema/connection.ts';
import { DocumentKeyArguments } from '../../schema/erp/document-key.ts';
import { OrderConnection, QuoteConnection, QuotesArguments } from '../../schema/erp/documents.ts';
import type { CustomerRow } from '../../services/customers/customers.ts';
import type { QuoteRow } from '../../services/erp/document-rows.ts';
import { findDocument, listDocuments, listDocumentsOf } from '../../services/erp/documents.ts';
import { listLaterDocuments } from '../../services/erp/links.ts';
import type { GraphQLContext } from '../context.ts';

@Resolver(() => Quote)
export class QuoteResolver {
  @Extensions({ scope: 'quotes:read' })
  @Query(() => QuoteConnection, {
    description: 'Quotes of all customers the viewer reaches, newest first if no order is given.',
  })
  quotes(@Ctx() context: GraphQLContext, @Args(() => QuotesArguments) args: QuotesArguments) {
    return listDocuments(context, 'QUOTE', args);
  }

  @Extensions({ scope: 'quotes:read' })
  @Query(() => Quote, {
    nullable: true,
    description: 'One quote by exactly one of the arguments; null where there is none or it is out of reach.',
  })
  quote(@Ctx() context: GraphQLContext, @Args(() => DocumentKeyArguments) key: DocumentKeyArguments) {
    return findDocument(context, 'QUOTE', key);
  }

  @Extensions({ scope: 'orders:read' })
  @FieldResolver(() => OrderConnection, { description: 'The orders that came of it, newest first.' })
  orders(
    @Root() quote: QuoteRow,
    @Ctx() context: GraphQLContext,
    @Args(() => ConnectionArguments) args: ConnectionArguments,
  ) {
    return listLaterDocuments(context, 'ORDERED_BY', quote.id, args);
  }
}

@Resolver(() => Customer)
export class CustomerQuotesResolver {
  @Extensions({ scope: 'quotes:read' })
  @FieldResolver(() => QuoteConnection, {
    description: 'Quotes of this customer, newest first if no order is given.',
  })
  quotes(
    @Root() customer: CustomerRow,
    @Ctx() context: GraphQLContext,
    @Args(() => QuotesArguments) args: QuotesArguments,
  ) {
    return listDocumentsOf(context, 'QUOTE', customer.id, args);
  }
}
