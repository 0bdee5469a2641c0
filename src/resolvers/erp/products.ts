import { Args, Ctx, Extensions, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import { Availability } from '../../entities/erp/availability.ts';
import { Product } from '../../entities/erp/product.ts';
import { ProductKeyArguments } from '../../schema/erp/document-key.ts';
import { ProductConnection, ProductsArguments } from '../../schema/erp/products.ts';
import { ExternalReference, Source } from '../../schema/integrations/provenance.ts';
import { type AvailabilityRow, loadAvailabilities } from '../../services/erp/availability.ts';
import { findProduct, listProducts, loadProduct, type ProductRow } from '../../services/erp/products.ts';
import { externalReferencesOf, sourceOf } from '../../services/integrations/references.ts';
import type { GraphQLContext } from '../context.ts';

@Resolver(() => Product)
export class ProductResolver {
  @Extensions({ scope: 'products:read' })
  @Query(() => ProductConnection, { description: 'What we sell, by name if no order is given.' })
  products(@Ctx() context: GraphQLContext, @Args(() => ProductsArguments) args: ProductsArguments) {
    return listProducts(context, args);
  }

  @Extensions({ scope: 'products:read' })
  @Query(() => Product, {
    nullable: true,
    description: 'One product by exactly one of the arguments; null where there is none.',
  })
  product(@Ctx() context: GraphQLContext, @Args(() => ProductKeyArguments) key: ProductKeyArguments) {
    return findProduct(context, key);
  }

  @FieldResolver(() => [Availability], { description: 'How much each warehouse has, as last reported.' })
  availability(@Root() product: ProductRow, @Ctx() context: GraphQLContext) {
    return loadAvailabilities(context, product.id);
  }

  @FieldResolver(() => Source, { nullable: true, description: 'Where it was delivered from.' })
  source(@Root() product: ProductRow, @Ctx() context: GraphQLContext) {
    return sourceOf(context, product.id);
  }

  @FieldResolver(() => [ExternalReference], { description: 'Its ids in other systems.' })
  externalReferences(@Root() product: ProductRow, @Ctx() context: GraphQLContext) {
    return externalReferencesOf(context, product.id);
  }
}

@Resolver(() => Availability)
export class AvailabilityResolver {
  @FieldResolver(() => Product, { description: 'The product.' })
  product(@Root() availability: AvailabilityRow, @Ctx() context: GraphQLContext) {
    return loadProduct(context, availability.productId);
  }

  @FieldResolver(() => Source, {
    nullable: true,
    description: 'Where it was delivered from, and how fresh it is.',
  })
  source(@Root() availability: AvailabilityRow, @Ctx() context: GraphQLContext) {
    return sourceOf(context, availability.id);
  }
}
