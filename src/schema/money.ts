import { Field, InputType } from 'type-graphql';
import { CurrencyCode, Decimal } from '../shared/scalars.ts';

@InputType({ description: 'An amount of money.' })
export class MoneyInput {
  @Field(() => Decimal, { description: 'The amount: `"12.50"`.' })
  amount!: string;

  @Field(() => CurrencyCode, { description: 'ISO 4217.' })
  currency!: string;
}
