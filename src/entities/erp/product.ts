import { Entity, Index, Property } from '@mikro-orm/decorators/legacy';
import { Extensions, Field, ObjectType } from 'type-graphql';
import { Money } from '../../shared/money.ts';
import { Node, VersionedRecord } from '../record.ts';

@Extensions({ scope: 'products:read' })
@ObjectType({ implements: Node, description: 'Something we sell (EN 16931 BG-31).', simpleResolvers: true })
@Entity({ tableName: 'product' })
@Index({ properties: ['productNumber', 'id'] })
@Index({
  name: 'product_name_index',
  expression: 'create index "product_name_index" on "product" (lower(name), id)',
})
export class Product extends VersionedRecord {
  @Field(() => String, { description: 'Our product number (BT-155).' })
  @Property({ type: 'text' })
  productNumber!: string;

  @Field(() => String, { description: 'Name (BT-153).' })
  @Property({ type: 'text' })
  name!: string;

  @Field(() => String, { nullable: true, description: 'Description (BT-154).' })
  @Property({ type: 'text', nullable: true })
  description: string | null = null;

  @Field(() => String, { nullable: true, description: 'GTIN (BT-157).' })
  @Property({ type: 'text', nullable: true })
  gtin: string | null = null;

  @Field(() => String, {
    description: 'Unit it is sold in, UN/ECE Recommendation 20 (BT-130): `C62` is one piece.',
  })
  @Property({ type: 'text' })
  unitCode!: string;

  @Field(() => String, { nullable: true, description: 'Product group, as the ERP names it.' })
  @Property({ type: 'text', nullable: true })
  category: string | null = null;

  @Field(() => Money, {
    nullable: true,
    description: 'Net list price of one unit (BT-146); null: none, or in no known currency.',
  })
  @Property({ type: 'decimal', columnType: 'numeric', nullable: true })
  listPrice: string | null = null;

  @Property({ type: 'text', nullable: true })
  currency: string | null = null;

  @Field(() => Boolean, { description: 'False: no longer sold; documents still name it.' })
  @Property({ type: 'boolean', default: true })
  active: boolean = true;
}
