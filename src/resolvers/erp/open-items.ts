import { Args, Ctx, Extensions, FieldResolver, Resolver, Root } from 'type-graphql';
import { Customer } from '../../entities/customers/customer.ts';
import { ConnectionArguments } from '../../schema/connection.ts';
import { InvoiceConnection } from '../../schema/erp/documents.ts';
import { OpenItems } from '../../schema/erp/open-items.ts';
import type { CustomerRow } from '../../services/customers/customers.ts';
import {
  listOpenItems,
  type OpenItemsRow,
  openTotals,
  overdueTotals,
} from '../../services/erp/open-items.ts';
import { Money } from '../../shared/money.ts';
import type { GraphQLContext } from '../context.ts';

@Resolver(() => Customer)
export class CustomerOpenItemsResolver {
  @Extensions({ scope: 'invoices:read' })
  @FieldResolver(() => OpenItems, { description: 'What the customer owes (offene Posten).' })
  openItems(@Root() customer: CustomerRow): OpenItemsRow {
    return { customerId: customer.id };
  }
}

@Resolver(() => OpenItems)
export class OpenItemsResolver {
  @FieldResolver(() => [Money], {
    description: 'What is open: a sum for each currency, none where nothing is.',
  })
  totals(@Root() items: OpenItemsRow, @Ctx() context: GraphQLContext) {
    return openTotals(context, items);
  }

  @FieldResolver(() => [Money], {
    description: 'What of it is past its due date: a sum for each currency, none where nothing is.',
  })
  overdueTotals(@Root() items: OpenItemsRow, @Ctx() context: GraphQLContext) {
    return overdueTotals(context, items);
  }

  @FieldResolver(() => InvoiceConnection, { description: 'The open invoices, the longest due first.' })
  items(
    @Root() items: OpenItemsRow,
    @Ctx() context: GraphQLContext,
    @Args(() => ConnectionArguments) args: ConnectionArguments,
  ) {
    return listOpenItems(context, items, args);
  }
}
