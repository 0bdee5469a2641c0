import { Extensions, Field, ObjectType } from 'type-graphql';
import { CurrencyCode, Decimal } from './scalars.ts';

@Extensions({ scope: 'none' })
@ObjectType({
  description: 'An amount of money, with the digits it was delivered with.',
  simpleResolvers: true,
})
export class Money {
  @Field(() => Decimal, { description: 'The amount, for example `"1265793.04"`.' })
  amount!: string;

  @Field(() => CurrencyCode, { description: 'ISO 4217.' })
  currency!: string;
}

export function money(amount: string, currency: string): Money;
export function money(amount: string | null, currency: string | null): Money | null;
export function money(amount: string | null, currency: string | null): Money | null {
  return amount === null || currency === null ? null : { amount, currency };
}
