import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { Invoice } from '../../entities/erp/invoice.ts';
import { Payment } from '../../entities/erp/payment.ts';
import { InvoiceSettlement } from '../../entities/erp/settlement.ts';
import type { InvoiceRow } from '../../services/erp/document-rows.ts';
import { loadDocumentOf } from '../../services/erp/documents.ts';
import { loadPayments, type PaymentRow } from '../../services/erp/payments.ts';
import type { GraphQLContext } from '../context.ts';

@Resolver(() => InvoiceSettlement)
export class InvoiceSettlementResolver {
  @FieldResolver(() => [Payment], { description: 'The payments that the ERP names, oldest first.' })
  payments(@Root() settlement: InvoiceRow['settlement'], @Ctx() context: GraphQLContext) {
    return loadPayments(context, settlement.invoiceId);
  }
}

@Resolver(() => Payment)
export class PaymentResolver {
  @FieldResolver(() => Invoice, { description: 'The invoice that it settles.' })
  invoice(@Root() payment: PaymentRow, @Ctx() context: GraphQLContext) {
    return loadDocumentOf(context, 'INVOICE', payment.invoiceId);
  }
}
