import 'reflect-metadata';
import { GraphQLError, GraphQLScalarType, Kind } from 'graphql';
import {
  createUnionType,
  Field,
  Float,
  ID,
  InputType,
  Int,
  InterfaceType,
  ObjectType,
  registerEnumType,
} from 'type-graphql';
import { DomainError } from '../../src/shared/errors.ts';

export enum Size {
  SMALL = 'klein',
  LARGE = 'gross',
  ODD = 7,
}
registerEnumType(Size, { name: 'Size' });

/** A value object inside, a string outside. */
export class Amount {
  readonly cents: bigint;
  constructor(text: string) {
    if (!/^\d+$/.test(text)) throw new GraphQLError(`"${text}" is no amount.`);
    this.cents = BigInt(text);
  }
}

export const AmountScalar = new GraphQLScalarType<Amount, string | null>({
  name: 'Amount',
  serialize(value) {
    if (value === 'nothing') return null;
    if (value === 'teapot') throw new DomainError('INVALID', 'A teapot is no amount.');
    if (value === 'coded') throw new GraphQLError('Coded.', { extensions: { code: 'NOT_FOUND', hint: 1 } });
    if (!(value instanceof Amount)) throw new TypeError(`Not an amount: ${String(value)}`);
    return value.cents.toString();
  },
  parseValue: (value) => new Amount(String(value)),
  parseLiteral: (node) => new Amount(node.kind === Kind.STRING || node.kind === Kind.INT ? node.value : ''),
});

@InputType()
export class Filter {
  @Field(() => String, { nullable: true })
  text?: string | null;

  @Field(() => Size, { nullable: true })
  size?: Size | null;

  @Field(() => [Int], { nullable: 'itemsAndList' })
  numbers?: (number | null)[] | null;

  @Field(() => AmountScalar, { nullable: true })
  above?: Amount | null;

  @Field(() => Int, { nullable: true, defaultValue: 5 })
  first?: number | null;

  @Field(() => [Filter], { nullable: 'itemsAndList' })
  or?: (Filter | null)[] | null;
}

@InterfaceType()
export abstract class Thing {
  @Field(() => ID)
  key!: string;

  @Field(() => String)
  title!: string;

  @Field(() => Thing, { nullable: true })
  twin!: unknown;
}

@ObjectType({ implements: Thing, simpleResolvers: true })
export class Book extends Thing {
  @Field(() => Int)
  pages!: number;

  @Field(() => Size, { nullable: true })
  size!: Size | null;

  @Field(() => AmountScalar, { nullable: true })
  price!: unknown;
}

@ObjectType({ implements: Thing, simpleResolvers: true })
export class Song extends Thing {
  @Field(() => Float, { nullable: true })
  seconds!: number | null;

  @Field(() => Size, { nullable: true })
  size!: Size | null;
}

@ObjectType({ implements: Thing, simpleResolvers: true })
export class Film extends Thing {
  @Field(() => AmountScalar)
  cost!: unknown;
}

@ObjectType({ simpleResolvers: true })
export class Note {
  @Field(() => String)
  text!: string;

  @Field(() => String)
  must!: string;
}

export const Entry = createUnionType({ name: 'Entry', types: () => [Book, Song, Note] as const });
