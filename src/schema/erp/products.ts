import { ArgsType, Field, InputType, registerEnumType } from 'type-graphql';
import { Product } from '../../entities/erp/product.ts';
import { ConnectionArguments, connectionOf, SortDirection } from '../connection.ts';

export const ProductConnection = connectionOf('Product', () => Product, 'products:read');

@InputType({ description: 'Which products; conditions are joined with AND.' })
export class ProductFilterInput {
  @Field(() => String, {
    nullable: true,
    description: 'Whose name or number contains this text, whatever its case.',
  })
  search?: string | null;

  @Field(() => String, { nullable: true, description: 'With exactly this product number.' })
  productNumber?: string | null;

  @Field(() => String, { nullable: true, description: 'Of exactly this product group.' })
  category?: string | null;

  @Field(() => Boolean, { nullable: true, description: '`true`: still sold; `false`: no longer.' })
  active?: boolean | null;
}

export const ProductOrderField = { NAME: 'NAME', PRODUCT_NUMBER: 'PRODUCT_NUMBER' } as const;
export type ProductOrderField = (typeof ProductOrderField)[keyof typeof ProductOrderField];
registerEnumType(ProductOrderField, {
  name: 'ProductOrderField',
  description: 'What products are ordered by.',
});

@InputType({ description: 'Order of products.' })
export class ProductOrder {
  @Field(() => ProductOrderField, { description: 'By what.' })
  field!: ProductOrderField;

  @Field(() => SortDirection, { description: 'In which direction.' })
  direction!: SortDirection;
}

@ArgsType()
export class ProductsArguments extends ConnectionArguments {
  @Field(() => ProductFilterInput, { nullable: true, description: 'Which products; all if omitted.' })
  filter?: ProductFilterInput | null;

  @Field(() => ProductOrder, { nullable: true, description: 'By name if omitted.' })
  orderBy?: ProductOrder | null;
}
