import { Extensions, Field, Int, ObjectType } from 'type-graphql';
import { Money } from '../../shared/money.ts';

@Extensions({ scope: 'invoices:read' })
@ObjectType({
  description:
    'How far an invoice is paid. Credit notes count only where the ERP has set them off, as a payment or in its open amount.',
  simpleResolvers: true,
})
export class InvoiceSettlement {
  @Field(() => Money, {
    nullable: true,
    description: 'Paid so far: the payments; without any, what the open amount leaves. Null: unknown.',
  })
  paidAmount!: Money | null;

  @Field(() => Money, {
    nullable: true,
    description: 'Still open: as the ERP states it, else the amount due less the payments. Null: unknown.',
  })
  openAmount!: Money | null;

  @Field(() => Boolean, { description: 'Whether nothing is open any more.' })
  isPaid!: boolean;

  @Field(() => Boolean, { description: 'Whether something is open and the due date has passed.' })
  isOverdue!: boolean;

  @Field(() => Int, {
    description:
      "Days since the due date, in the company's time zone, while something is open; 0: not overdue.",
  })
  daysOverdue!: number;

  @Field(() => Int, { description: 'How often the customer was reminded (Mahnstufe); 0: never.' })
  dunningLevel!: number;
}
