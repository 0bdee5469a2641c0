import { Extensions, Field, ObjectType } from 'type-graphql';
import { Money } from '../../shared/money.ts';
import { Decimal } from '../../shared/scalars.ts';
import { AllowanceChargeKind } from './enums.ts';

// Parts of documents of every kind: the field that leads to them has the document's scope, they add none.

@Extensions({ scope: 'none' })
@ObjectType({
  description: 'A discount or surcharge on a document (EN 16931 BG-20, BG-21) or on a line (BG-27, BG-28).',
  simpleResolvers: true,
})
export class AllowanceCharge {
  @Field(() => AllowanceChargeKind, { description: 'Taken off or added.' })
  kind!: AllowanceChargeKind;

  @Field(() => Decimal, {
    description:
      "Net amount in the document's currency (BT-92, BT-99, BT-136, BT-141), positive: `kind` says the direction.",
  })
  amount!: string;

  @Field(() => Decimal, {
    nullable: true,
    description: 'What the percentage is of (BT-93, BT-100, BT-137, BT-142).',
  })
  baseAmount?: string | null;

  @Field(() => Decimal, {
    nullable: true,
    description: 'Percentage, `"10"` is 10 % (BT-94, BT-101, BT-138, BT-143).',
  })
  percentage?: string | null;

  @Field(() => String, { nullable: true, description: 'Reason (BT-97, BT-104, BT-139, BT-144).' })
  reason?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Reason as a code, UNCL 5189 or 7161 (BT-98, BT-105).',
  })
  reasonCode?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'VAT category, UNCL 5305 (BT-95, BT-102); null on lines, which have their own.',
  })
  taxCategory?: string | null;

  @Field(() => Decimal, { nullable: true, description: 'VAT rate, percent (BT-96, BT-103).' })
  taxRate?: string | null;
}

@Extensions({ scope: 'none' })
@ObjectType({ description: 'The VAT of one category and rate (EN 16931 BG-23).', simpleResolvers: true })
export class TaxSubtotal {
  @Field(() => String, {
    description: 'VAT category, UNCL 5305 (BT-118): `S` standard, `K` intra-community supply, …',
  })
  taxCategory!: string;

  @Field(() => Decimal, { nullable: true, description: 'VAT rate, percent (BT-119).' })
  taxRate?: string | null;

  @Field(() => Decimal, { description: "Taxable amount in the document's currency (BT-116)." })
  taxableAmount!: string;

  @Field(() => Decimal, { description: "VAT in the document's currency (BT-117)." })
  taxAmount!: string;

  @Field(() => String, { nullable: true, description: 'Why no VAT is charged (BT-120).' })
  exemptionReason?: string | null;
}

@Extensions({ scope: 'none' })
@ObjectType({
  description:
    'The totals of a document (EN 16931 BG-22). An amount is null where the ERP does not state it and it cannot ' +
    'be computed, because the document came without lines.',
  simpleResolvers: true,
})
export class DocumentTotals {
  @Field(() => Money, { nullable: true, description: "Sum of the lines' net amounts (BT-106)." })
  lineNetAmount!: Money | null;

  @Field(() => Money, { nullable: true, description: 'Sum of the allowances of the document (BT-107).' })
  allowanceAmount!: Money | null;

  @Field(() => Money, { nullable: true, description: 'Sum of the charges of the document (BT-108).' })
  chargeAmount!: Money | null;

  @Field(() => Money, { nullable: true, description: 'Total without VAT (BT-109).' })
  taxExclusiveAmount!: Money | null;

  @Field(() => Money, { nullable: true, description: 'Total VAT (BT-110).' })
  taxAmount!: Money | null;

  @Field(() => Money, { nullable: true, description: 'Total with VAT (BT-112).' })
  taxInclusiveAmount!: Money | null;

  @Field(() => Money, { nullable: true, description: 'Paid in advance (BT-113).' })
  prepaidAmount!: Money | null;

  @Field(() => Money, { nullable: true, description: 'Added to round the amount due (BT-114).' })
  roundingAmount!: Money | null;

  @Field(() => Money, {
    nullable: true,
    description: 'Amount due for payment (BT-115): with VAT, less what was prepaid.',
  })
  payableAmount!: Money | null;

  @Field(() => [String], {
    description:
      'Which of these amounts the ERP did not state, so that Kontor computed them: `["taxAmount"]`.',
  })
  computed!: string[];
}

@Extensions({ scope: 'none' })
@ObjectType({
  description:
    "Where the amounts of a document contradict each other, by EN 16931's rules. The ERP's amounts stay as they came.",
  simpleResolvers: true,
})
export class DocumentIssue {
  @Field(() => String, { description: 'Rule that is broken: `BR-CO-10`.' })
  rule!: string;

  @Field(() => String, { description: 'What does not fit, in one sentence.' })
  message!: string;

  @Field(() => Decimal, { nullable: true, description: "What the rule gives, in the document's currency." })
  expected!: string | null;

  @Field(() => Decimal, { nullable: true, description: "What the ERP states, in the document's currency." })
  actual!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'The line it is about (`DocumentLine.lineId`); null: the document.',
  })
  lineId!: string | null;
}
