import type { Rel } from '@mikro-orm/core';
import { Entity, Index, ManyToOne, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { Extensions, Field, ObjectType } from 'type-graphql';
import { Money } from '../../shared/money.ts';
import { Decimal } from '../../shared/scalars.ts';
import { CommercialDocument } from './commercial-document.ts';
import { AllowanceCharge } from './document-parts.ts';
import { LineFulfilment } from './fulfilment.ts';
import { Product } from './product.ts';

// `netPrice` and the net amounts are decimals here; readers get them as Money, in the document's currency.

/** Identified by document and position: lines are replaced as a whole when the ERP delivers others. */
@Extensions({ scope: 'none' })
@ObjectType({ description: 'A line of a document (EN 16931 BG-25).', simpleResolvers: true })
@Entity({ tableName: 'document_line' })
@Index({
  name: 'document_line_pending_product_index',
  expression: `create index "document_line_pending_product_index" on "document_line" (product_external_id)
    where product_id is null and product_external_id is not null`,
})
export class DocumentLine {
  @ManyToOne({ entity: () => CommercialDocument, primary: true, deleteRule: 'cascade' })
  document!: Rel<CommercialDocument>;

  /** From 1, in the order delivered. */
  @PrimaryKey({ type: 'integer' })
  position!: number;

  @Field(() => String, { description: 'Identifier of the line, unique in its document (BT-126).' })
  @Property({ type: 'text' })
  lineId!: string;

  @Index()
  @ManyToOne({ entity: () => Product, nullable: true, deleteRule: 'set null' })
  product: Rel<Product> | null = null;

  /** The product as the ERP names it: becomes `product` when that one is delivered. */
  @Property({ type: 'text', nullable: true })
  productExternalId: string | null = null;

  @Field(() => String, {
    nullable: true,
    description: 'Our product number, as the document says it (BT-155).',
  })
  @Property({ type: 'text', nullable: true })
  productNumber: string | null = null;

  @Field(() => String, { description: 'What it is about (BT-153).' })
  @Property({ type: 'text' })
  name!: string;

  @Field(() => String, { nullable: true, description: 'Longer description (BT-154).' })
  @Property({ type: 'text', nullable: true })
  description: string | null = null;

  @Field(() => Decimal, { description: 'Quantity, in `unitCode` (BT-129).' })
  @Property({ type: 'decimal', columnType: 'numeric' })
  quantity!: string;

  @Field(() => String, { description: 'Unit, UN/ECE Recommendation 20 (BT-130): `C62` is one piece.' })
  @Property({ type: 'text' })
  unitCode!: string;

  @Field(() => Money, { description: 'Net price of `priceBaseQuantity` units (BT-146).' })
  @Property({ type: 'decimal', columnType: 'numeric' })
  netPrice!: string;

  @Field(() => Decimal, {
    nullable: true,
    description: 'How many units `netPrice` is for (BT-149); null: one.',
  })
  @Property({ type: 'decimal', columnType: 'numeric', nullable: true })
  priceBaseQuantity: string | null = null;

  @Field(() => [AllowanceCharge], { description: 'Discounts and surcharges on the line (BG-27, BG-28).' })
  @Property({ type: 'jsonb' })
  allowanceCharges: AllowanceCharge[] = [];

  @Field(() => Money, { description: 'Net amount (BT-131): as the ERP states it, else computed.' })
  @Property({ type: 'decimal', columnType: 'numeric', nullable: true })
  netAmount: string | null = null;

  @Field(() => Money, { description: 'Quantity × price ÷ base quantity − allowances + charges, rounded.' })
  @Property({ type: 'decimal', columnType: 'numeric' })
  computedNetAmount!: string;

  @Field(() => String, { nullable: true, description: 'VAT category, UNCL 5305 (BT-151).' })
  @Property({ type: 'text', nullable: true })
  taxCategory: string | null = null;

  @Field(() => Decimal, { nullable: true, description: 'VAT rate, percent (BT-152).' })
  @Property({ type: 'decimal', columnType: 'numeric', nullable: true })
  taxRate: string | null = null;

  @Field(() => String, {
    nullable: true,
    description: 'On invoices and credit notes: the line of the order (`lineId`) that it is for.',
  })
  @Property({ type: 'text', nullable: true })
  orderLineId: string | null = null;

  @Field(() => LineFulfilment, {
    nullable: true,
    description:
      'How far it is fulfilled; null on other documents than orders, and where the ERP does not say.',
  })
  fulfilment!: LineFulfilment | null;

  @Property({ type: 'decimal', columnType: 'numeric', nullable: true })
  orderedQuantity: string | null = null;

  @Property({ type: 'decimal', columnType: 'numeric', nullable: true })
  shippedQuantity: string | null = null;

  @Property({ type: 'decimal', columnType: 'numeric', nullable: true })
  invoicedQuantity: string | null = null;

  @Property({ type: 'date', nullable: true })
  promisedOn: string | null = null;

  @Property({ type: 'date', nullable: true })
  shippedOn: string | null = null;
}
