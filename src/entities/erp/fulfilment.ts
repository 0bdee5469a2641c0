import { Extensions, Field, ObjectType } from 'type-graphql';
import { Decimal, LocalDate } from '../../shared/scalars.ts';
import { FulfilmentStatus } from './enums.ts';

@Extensions({ scope: 'orders:read' })
@ObjectType({ description: 'How far an order is fulfilled.', simpleResolvers: true })
export class OrderFulfilment {
  @Field(() => FulfilmentStatus, { description: 'How much of it has left the house.' })
  status!: FulfilmentStatus;

  @Field(() => LocalDate, { nullable: true, description: 'When the customer wants it; null: not stated.' })
  requestedOn!: string | null;

  @Field(() => LocalDate, { nullable: true, description: 'When it was promised; null: not yet.' })
  promisedOn!: string | null;

  @Field(() => LocalDate, { nullable: true, description: 'When it was shipped completely; null: not yet.' })
  shippedOn!: string | null;

  @Field(() => Boolean, {
    description: 'Whether the promised day has passed and it is not shipped completely.',
  })
  isLate!: boolean;
}

@Extensions({ scope: 'none' })
@ObjectType({
  description: "How far a line of an order is fulfilled. Quantities are in the line's `unitCode`.",
  simpleResolvers: true,
})
export class LineFulfilment {
  @Field(() => FulfilmentStatus, { description: 'How much of it has left the house.' })
  status!: FulfilmentStatus;

  @Field(() => Decimal, { description: 'Ordered.' })
  ordered!: string;

  @Field(() => Decimal, { nullable: true, description: 'Shipped so far; null: the ERP does not say.' })
  shipped!: string | null;

  @Field(() => Decimal, { nullable: true, description: 'Invoiced so far; null: the ERP does not say.' })
  invoiced!: string | null;

  @Field(() => LocalDate, { nullable: true, description: 'When it was promised; null: not stated.' })
  promisedOn!: string | null;

  @Field(() => LocalDate, { nullable: true, description: 'When it was shipped; null: not yet.' })
  shippedOn!: string | null;
}
