import { Args, Ctx, Extensions, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import { Customer } from '../../entities/customers/customer.ts';
import { CreditNote } from '../../entities/erp/credit-note.ts';
import { ConnectionArguments } from '../../schema/connection.ts';
import { DocumentKeyArguments } from '../../schema/erp/document-key.ts';
import { CreditNoteConnection, CreditNotesArguments, InvoiceConnection } from '../../schema/erp/documents.ts';
import type { CustomerRow } from '../../services/customers/customers.ts';
import type { CreditNoteRow } from '../../services/erp/document-rows.ts';
import { findDocument, listDocuments, listDocumentsOf } from '../../services/erp/documents.ts';
import { listEarlierDocuments } from '../../services/erp/links.ts';
import type { GraphQLContext } from '../context.ts';

@Resolver(() => CreditNote)
export class CreditNoteResolver {
  @Extensions({ scope: 'invoices:read' })
  @Query(() => CreditNoteConnection, {
    description: 'Credit notes of all customers the viewer reaches, newest first if no order is given.',
  })
  creditNotes(@Ctx() context: GraphQLContext, @Args(() => CreditNotesArguments) args: CreditNotesArguments) {
    return listDocuments(context, 'CREDIT_NOTE', args);
  }

  @Extensions({ scope: 'invoices:read' })
  @Query(() => CreditNote, {
    nullable: true,
    description:
      'One credit note by exactly one of the arguments; null where there is none or it is out of reach.',
  })
  creditNote(@Ctx() context: GraphQLContext, @Args(() => DocumentKeyArguments) key: DocumentKeyArguments) {
    return findDocument(context, 'CREDIT_NOTE', key);
  }

  @Extensions({ scope: 'invoices:read' })
  @FieldResolver(() => InvoiceConnection, { description: 'The invoices that it corrects, newest first.' })
  invoices(
    @Root() creditNote: CreditNoteRow,
    @Ctx() context: GraphQLContext,
    @Args(() => ConnectionArguments) args: ConnectionArguments,
  ) {
    return listEarlierDocuments(context, 'CORRECTED_BY', creditNote.id, args);
  }
}

@Resolver(() => Customer)
export class CustomerCreditNotesResolver {
  @Extensions({ scope: 'invoices:read' })
  @FieldResolver(() => CreditNoteConnection, {
    description: 'Credit notes of this customer, newest first if no order is given.',
  })
  creditNotes(
    @Root() customer: CustomerRow,
    @Ctx() context: GraphQLContext,
    @Args(() => CreditNotesArguments) args: CreditNotesArguments,
  ) {
    return listDocumentsOf(context, 'CREDIT_NOTE', customer.id, args);
  }
}
