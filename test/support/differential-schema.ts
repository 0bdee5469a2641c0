import type { GraphQLSchema } from 'graphql';
import { Arg, buildSchema, FieldResolver, ID, Int, Mutation, Query, Resolver, Root } from 'type-graphql';
import { finishSchema } from '../../src/app/schema/finish-schema.ts';
import { book, failures, film, later, note, type Row, song } from './differential-rows.ts';
import {
  Amount,
  AmountScalar,
  Book,
  Entry,
  Filter,
  Film,
  Note,
  Size,
  Song,
  Thing,
} from './differential-types.ts';

// A schema with everything that can tell two executors apart. Rows are plain; `echo` fields print their
// arguments, so that a difference in coercion shows in the data.

@Resolver(() => Book)
class BookFields {
  @FieldResolver(() => [Note])
  async notes(@Root() row: Row, @Arg('first', () => Int, { defaultValue: 2 }) first: number): Promise<Row[]> {
    return later(Array.from({ length: first }, (_, index) => note(`${String(row['key'])}/${index}`)));
  }

  @FieldResolver(() => Thing, { nullable: true })
  sequel(@Root() row: Row): Row | null {
    return String(row['key']).length < 4 ? book(`${String(row['key'])}+`) : null;
  }

  @FieldResolver(() => [Thing], { nullable: true })
  mixed(@Root() row: Row): Promise<Row[]> {
    return later([song(`${String(row['key'])}s`), film(`${String(row['key'])}f`, { cost: 'teapot' })], 3);
  }

  @FieldResolver(() => [Entry], { nullable: 'itemsAndList' })
  entries(): unknown[] {
    return [note('a'), null, later(song('e')), Promise.reject(new Error('No entry.')), later(book('b'), 4)];
  }
}

@Resolver(() => Note)
class NoteFields {
  @FieldResolver(() => String, { nullable: true })
  fails(@Arg('how', () => String, { nullable: true }) how?: string): unknown {
    return (failures[how ?? 'error'] ?? failures['fine']!)();
  }

  @FieldResolver(() => String)
  mustNotFail(@Arg('how', () => String, { nullable: true }) how?: string): unknown {
    return (failures[how ?? 'fine'] ?? failures['fine']!)();
  }
}

@Resolver()
class Roots {
  @Query(() => Thing, { nullable: true })
  thing(@Arg('key', () => ID, { nullable: true }) key?: string): Row {
    return key?.startsWith('s') ? song(key) : key?.startsWith('f') ? film(key) : book(key ?? '0');
  }

  @Query(() => [Thing])
  things(): unknown[] {
    return [
      book('b', { twin: song('t', { twin: book('bb') }) }),
      song('s', { seconds: null, size: null }),
      film('f'),
      later(book('l', { size: 'unknown size', price: 'nothing' }), 2),
    ];
  }

  @Query(() => [Entry])
  entries(): unknown[] {
    return [book('1'), note('2'), song('3')];
  }

  @Query(() => [Thing], { nullable: true })
  brokenThings(): unknown[] {
    // Nothing here may fail late: graphql-js would lose that error (lost-field-errors.ts).
    return [song('1'), song('2', { title: null }), film('3')];
  }

  @Query(() => [Thing], { nullable: 'items' })
  holedThings(): unknown[] {
    return [book('1'), book('2', { title: null }), song('3', { title: new Error('No title.') }), null];
  }

  @Query(() => [Book], { nullable: 'itemsAndList' })
  priced(): unknown[] {
    return ['teapot', 'coded', 'nothing', 12, new Amount('3'), null].map((price, index) =>
      book(`${index}`, { price }),
    );
  }

  @Query(() => [Thing], { nullable: 'itemsAndList' })
  untyped(): unknown[] {
    return [book('1'), { key: 'x' }, { __typename: 'Note', text: 'is no thing' }, { __typename: 'Nowhere' }];
  }

  @Query(() => [[Int]], { nullable: 'itemsAndList' })
  matrix(): unknown[] {
    return [[1, 2], [3, 'x', null], later([4, later(5), Promise.reject(new Error('No six.')), 7], 3), null];
  }

  @Query(() => [String], { nullable: true })
  noList(): unknown {
    return 'a string is no list';
  }

  @Query(() => [String], { nullable: true })
  brokenList(): unknown {
    return {
      *[Symbol.iterator]() {
        yield 'one';
        throw new Error('No two.');
      },
    };
  }

  @Query(() => [String], { nullable: true })
  set(): unknown {
    return new Set(['a', 'b']);
  }

  @Query(() => [Note], { nullable: 'itemsAndList' })
  shyNotes(): unknown[] {
    const shy = () => ({
      text: 'shy',
      get must(): string {
        throw new Error('The getter broke.');
      },
    });
    return [
      note('a'),
      later(note('b'), 2),
      failures['rejectedWithText']!(),
      later(note('c', { must: null }), 1),
      shy().text,
    ];
  }

  @Query(() => Note)
  note(): Row {
    return note('root');
  }

  @Query(() => Note, { nullable: true })
  maybeNote(@Arg('how', () => String, { nullable: true }) how?: string): unknown {
    const result = how ? failures[how]!() : note('maybe');
    return result === 'fine' ? note('fine') : result;
  }

  @Query(() => String, { nullable: true })
  echo(
    @Arg('text', () => String, { nullable: true }) text?: string,
    @Arg('number', () => Int, { nullable: true, defaultValue: 3 }) number?: number,
    @Arg('must', () => Boolean, { defaultValue: true }) must?: boolean,
    @Arg('id', () => ID, { nullable: true }) id?: string,
    @Arg('size', () => Size, { nullable: true }) size?: Size,
    @Arg('sizes', () => [Size], { nullable: 'itemsAndList' }) sizes?: Size[],
    @Arg('amount', () => AmountScalar, { nullable: true }) amount?: Amount,
    @Arg('filter', () => Filter, { nullable: true }) filter?: Filter,
    @Arg('filters', () => [Filter], { nullable: 'itemsAndList' }) filters?: Filter[],
  ): string {
    return show({ text, number, must, id, size, sizes, amount, filter, filters });
  }

  @Query(() => String)
  required(@Arg('filter', () => Filter) filter: Filter, @Arg('ids', () => [ID]) ids: string[]): string {
    return show({ filter, ids });
  }

  @Mutation(() => String)
  change(@Arg('filter', () => Filter) filter: Filter): string {
    return show(filter);
  }
}

/** Everything about a value: omitted and null are told apart, and classes are named. */
function show(value: unknown): string {
  return JSON.stringify(value, (_, inner: unknown) =>
    inner === undefined ? '(omitted)' : inner instanceof Amount ? `Amount(${inner.cents})` : inner,
  );
}

export async function differentialSchema(): Promise<GraphQLSchema> {
  return finishSchema(
    await buildSchema({
      resolvers: [Roots, BookFields, NoteFields],
      orphanedTypes: [Film, Song],
      validate: false,
    }),
  );
}
