import type { Rel } from '@mikro-orm/core';
import { Entity, Enum, Index, ManyToOne, Property } from '@mikro-orm/decorators/legacy';
import { Field, Int, InterfaceType } from 'type-graphql';
import { CurrencyCode, DateTime, LocalDate } from '../../shared/scalars.ts';
import { Customer } from '../customers/customer.ts';
import { Address } from '../customers/reachability.ts';
import { Node, VersionedRecord } from '../record.ts';
import { AllowanceCharge, DocumentIssue, DocumentTotals, TaxSubtotal } from './document-parts.ts';
import { DocumentKind } from './enums.ts';

/** The amounts of BG-22 by name, as decimals; null where there is none. */
export type TotalsColumns = Readonly<Record<string, string | null>>;

/**
 * One table for quotes, orders, invoices and credit notes. This file must import none of them (DESIGN §2).
 * The interface itself opens nothing: the gate asks for the scope of every kind that a row may be, and loaders
 * leave out the rows of kinds that the viewer has no scope for. It states no scope, since type-graphql lets what a base
 * class states win over its subclasses (app/schema/ambiguous-scopes.ts).
 */
@InterfaceType({
  implements: Node,
  description:
    'A quote, order, invoice or credit note, as the ERP delivered it. To select its fields here takes the scopes of ' +
    'all four kinds; with fewer, select them with `... on Order` and so on. Kinds without their scope are not listed.',
})
@Entity({ tableName: 'commercial_document', discriminatorColumn: 'kind', abstract: true })
@Index({ name: 'commercial_document_customer_index', properties: ['customer', 'kind', 'happenedAt', 'id'] })
@Index({ name: 'commercial_document_time_index', properties: ['kind', 'happenedAt', 'id'] })
@Index({ name: 'commercial_document_number_index', properties: ['kind', 'number', 'id'] })
export abstract class CommercialDocument extends VersionedRecord {
  @Enum({ items: () => DocumentKind, type: 'text' })
  kind!: DocumentKind;

  @ManyToOne({ entity: () => Customer, deleteRule: 'restrict' })
  customer!: Rel<Customer>;

  @Field(() => String, { description: 'Number of the document (EN 16931 BT-1).' })
  @Property({ type: 'text' })
  number!: string;

  @Field(() => LocalDate, { description: 'Day of issue (BT-2).' })
  @Property({ type: 'date' })
  issueDate!: string;

  @Field(() => DateTime, {
    description:
      "Its place in the timeline: the day of issue at 00:00 in the company's time zone, as it has no time of day.",
  })
  @Property({ type: 'timestamptz', length: 6 })
  happenedAt!: Date;

  @Field(() => CurrencyCode, { description: 'Currency of all its amounts (BT-5).' })
  @Property({ type: 'text' })
  currency!: string;

  /** Each kind has its own statuses. */
  @Property({ type: 'text' })
  status!: string;

  @Field(() => String, { nullable: true, description: 'What the customer wants to find it by (BT-10).' })
  @Property({ type: 'text', nullable: true })
  buyerReference: string | null = null;

  @Field(() => String, { nullable: true, description: "The customer's own order number (BT-13)." })
  @Property({ type: 'text', nullable: true })
  purchaseOrderReference: string | null = null;

  @Field(() => String, { nullable: true, description: 'Free text (BT-22).' })
  @Property({ type: 'text', nullable: true })
  note: string | null = null;

  @Field(() => [AllowanceCharge], {
    description: 'Discounts and surcharges on the whole document (BG-20, BG-21).',
  })
  @Property({ type: 'jsonb' })
  allowanceCharges: AllowanceCharge[] = [];

  @Field(() => Address, {
    nullable: true,
    description: "Where it is delivered to (BG-15); null: the customer's address.",
  })
  @Property({ type: 'jsonb', nullable: true })
  shippingAddress: Address | null = null;

  /** Stored as the ERP states them, empty where it states none. */
  @Field(() => [TaxSubtotal], {
    description: 'VAT per category and rate (BG-23): as the ERP states it, else computed from the lines.',
  })
  @Property({ type: 'jsonb' })
  taxSubtotals: TaxSubtotal[] = [];

  // BG-22 as the ERP states it, digit for digit (`numeric` without scale keeps trailing zeros).

  @Property({ type: 'decimal', columnType: 'numeric', nullable: true })
  lineNetAmount: string | null = null;

  @Property({ type: 'decimal', columnType: 'numeric', nullable: true })
  allowanceAmount: string | null = null;

  @Property({ type: 'decimal', columnType: 'numeric', nullable: true })
  chargeAmount: string | null = null;

  @Property({ type: 'decimal', columnType: 'numeric', nullable: true })
  taxExclusiveAmount: string | null = null;

  @Property({ type: 'decimal', columnType: 'numeric', nullable: true })
  taxAmount: string | null = null;

  @Property({ type: 'decimal', columnType: 'numeric', nullable: true })
  taxInclusiveAmount: string | null = null;

  @Property({ type: 'decimal', columnType: 'numeric', nullable: true })
  prepaidAmount: string | null = null;

  @Property({ type: 'decimal', columnType: 'numeric', nullable: true })
  roundingAmount: string | null = null;

  @Property({ type: 'decimal', columnType: 'numeric', nullable: true })
  payableAmount: string | null = null;

  /** The same recomputed from the lines (services/erp/totals); readers get it as DocumentTotals. */
  @Field(() => DocumentTotals, {
    description: 'The totals that the lines, allowances and charges give, whatever the ERP states.',
  })
  @Property({ type: 'jsonb' })
  computedTotals!: TotalsColumns;

  @Field(() => DocumentTotals, {
    description: 'The totals: as the ERP states them, else as they follow from what it states.',
  })
  totals!: DocumentTotals;

  /** As stated, and where nothing is stated as it follows from what is: what readers are shown. */
  @Property({ type: 'jsonb' })
  shownTotals!: TotalsColumns;

  @Property({ type: 'jsonb' })
  computedTaxSubtotals: TaxSubtotal[] = [];

  @Field(() => [DocumentIssue], { description: 'Where its amounts contradict each other; empty: nowhere.' })
  @Property({ type: 'jsonb' })
  issues: DocumentIssue[] = [];

  /** SHA-256 of the lines as delivered: they are replaced only when it changes. */
  @Property({ type: 'blob' })
  linesHash!: Uint8Array;

  // Again, for the interface: type-graphql lets it inherit from interfaces only.

  @Field(() => Int, {
    description: 'Counts the changes, from 1.',
  })
  override version!: number;

  @Field(() => DateTime, { description: 'When Kontor first stored it.' })
  override createdAt!: Date;

  @Field(() => DateTime, { description: 'When Kontor last changed it.' })
  override updatedAt!: Date;
}
