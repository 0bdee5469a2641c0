import type { Rel } from '@mikro-orm/core';
import { Entity, ManyToOne, Property, Unique } from '@mikro-orm/decorators/legacy';
import { Extensions, Field, ObjectType } from 'type-graphql';
import { DateTime, Decimal, LocalDate } from '../../shared/scalars.ts';
import { Node, VersionedRecord } from '../record.ts';
import { Product } from './product.ts';

@Extensions({ scope: 'products:read' })
@ObjectType({
  implements: Node,
  description:
    "How much of a product a warehouse has, as last reported. Quantities are in the product's `unitCode`.",
  simpleResolvers: true,
})
@Entity({ tableName: 'availability' })
@Unique({ properties: ['product', 'warehouse'] })
export class Availability extends VersionedRecord {
  @ManyToOne({ entity: () => Product, deleteRule: 'cascade' })
  product!: Rel<Product>;

  @Field(() => String, { description: 'Warehouse, as the ERP names it; empty where there is only one.' })
  @Property({ type: 'text' })
  warehouse!: string;

  @Field(() => Decimal, { description: 'In stock.' })
  @Property({ type: 'decimal', columnType: 'numeric' })
  onHand!: string;

  @Field(() => Decimal, {
    nullable: true,
    description: 'In stock, but promised to customers; null: not reported.',
  })
  @Property({ type: 'decimal', columnType: 'numeric', nullable: true })
  reserved: string | null = null;

  @Field(() => Decimal, { description: 'Free to be sold: `onHand` less `reserved`.' })
  available!: string;

  @Field(() => Decimal, { nullable: true, description: 'Ordered from suppliers; null: not reported.' })
  @Property({ type: 'decimal', columnType: 'numeric', nullable: true })
  onOrder: string | null = null;

  @Field(() => Decimal, {
    nullable: true,
    description: 'Stock at which it is ordered again; null: not reported.',
  })
  @Property({ type: 'decimal', columnType: 'numeric', nullable: true })
  reorderLevel: string | null = null;

  @Field(() => LocalDate, {
    nullable: true,
    description: 'When the next delivery is expected; null: none, or not reported.',
  })
  @Property({ type: 'date', nullable: true })
  expectedOn: string | null = null;

  @Field(() => DateTime, {
    nullable: true,
    description: 'When the ERP counted; null: it does not say, see `updatedAt`.',
  })
  @Property({ type: 'timestamptz', length: 6, nullable: true })
  asOf: Date | null = null;
}
