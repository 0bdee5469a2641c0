import { Args, Ctx, Extensions, FieldResolver, Resolver, Root } from 'type-graphql';
import { Customer } from '../../entities/customers/customer.ts';
import { CommercialDocument } from '../../entities/erp/commercial-document.ts';
import { DocumentLine } from '../../entities/erp/document-line.ts';
import { Product } from '../../entities/erp/product.ts';
import { Interaction } from '../../entities/interactions/interaction.ts';
import { InteractionConnection, InteractionsArguments } from '../../schema/interactions/lists.ts';
import { ExternalReference, Source } from '../../schema/integrations/provenance.ts';
import { loadCustomer } from '../../services/customers/customers.ts';
import type { DocumentRow } from '../../services/erp/document-rows.ts';
import { loadDocument } from '../../services/erp/documents.ts';
import { type LineRow, loadLines } from '../../services/erp/lines.ts';
import { loadProduct } from '../../services/erp/products.ts';
import { externalReferencesOf, sourceOf } from '../../services/integrations/references.ts';
import { type InteractionRow, listInteractionsAbout } from '../../services/interactions/interactions.ts';
import type { GraphQLContext } from '../context.ts';

/** What documents of every kind have; each kind inherits these fields, with the scope of the kind. */
@Resolver(() => CommercialDocument)
export class CommercialDocumentResolver {
  @Extensions({ scope: 'customers:read' })
  @FieldResolver(() => Customer, { description: 'The customer it was issued to (BG-7).' })
  customer(@Root() document: DocumentRow, @Ctx() context: GraphQLContext) {
    return loadCustomer(context, document.customerId);
  }

  @FieldResolver(() => [DocumentLine], { description: 'Its lines, all of them, in their order (BG-25).' })
  lines(@Root() document: DocumentRow, @Ctx() context: GraphQLContext) {
    return loadLines(context, document.id);
  }

  @Extensions({ scope: 'interactions:read' })
  @FieldResolver(() => InteractionConnection, {
    description: 'The entries of the contact history that are about it, newest first.',
  })
  interactions(
    @Root() document: DocumentRow,
    @Ctx() context: GraphQLContext,
    @Args(() => InteractionsArguments) args: InteractionsArguments,
  ) {
    return listInteractionsAbout(context, document.id, args);
  }

  @FieldResolver(() => Source, { nullable: true, description: 'Where it was delivered from.' })
  source(@Root() document: DocumentRow, @Ctx() context: GraphQLContext) {
    return sourceOf(context, document.id);
  }

  @FieldResolver(() => [ExternalReference], { description: 'Its ids in other systems.' })
  externalReferences(@Root() document: DocumentRow, @Ctx() context: GraphQLContext) {
    return externalReferencesOf(context, document.id);
  }
}

@Resolver(() => DocumentLine)
export class DocumentLineResolver {
  @Extensions({ scope: 'products:read' })
  @FieldResolver(() => Product, {
    nullable: true,
    description: 'The product; null where the line names none, or one that was not delivered.',
  })
  product(@Root() line: LineRow, @Ctx() context: GraphQLContext) {
    return loadProduct(context, line.productId);
  }
}

@Resolver(() => Interaction)
export class InteractionDocumentResolver {
  @FieldResolver(() => CommercialDocument, {
    nullable: true,
    description:
      'The document it is about; null where there is none, or the viewer has no scope for its kind.',
  })
  document(@Root() interaction: InteractionRow, @Ctx() context: GraphQLContext) {
    return loadDocument(context, interaction.documentId);
  }
}
