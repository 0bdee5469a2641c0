import 'reflect-metadata';
import { buildSchema as buildFromSdl, execute, isAbstractType, parse, type GraphQLSchema } from 'graphql';
import { buildSchema, Field, ID, InterfaceType, ObjectType, Query, Resolver } from 'type-graphql';
import { finishSchema } from '../../src/app/schema/finish-schema.ts';
import { decodeIdOf, newId } from '../../src/shared/ids.ts';

@InterfaceType()
abstract class Node {
  @Field(() => ID)
  id!: string;
}

@ObjectType({ implements: Node, simpleResolvers: true })
class CreditNote extends Node {}

@ObjectType({ implements: Node, simpleResolvers: true })
class Payment extends Node {}

@ObjectType({ simpleResolvers: true })
class ExternalReference {
  @Field(() => ID)
  id!: string;
}

const uuid = newId();

@Resolver()
class Rows {
  @Query(() => [Node])
  nodes(): unknown[] {
    return [
      { __typename: 'CreditNote', id: uuid },
      { __typename: 'Payment', id: uuid },
    ];
  }

  @Query(() => Node, { nullable: true })
  untyped(): unknown {
    return { id: uuid, total: 1 };
  }

  @Query(() => CreditNote, { nullable: true })
  encodedTwice(): unknown {
    return { id: `credit_note_${uuid}` };
  }

  @Query(() => ExternalReference)
  external(): unknown {
    return { id: 'RE-4711' };
  }
}

const orphanedTypes = [CreditNote, Payment];

async function schemaOfRows(): Promise<GraphQLSchema> {
  return finishSchema(await buildSchema({ resolvers: [Rows], orphanedTypes, validate: false }));
}

async function run(source: string) {
  return execute({ schema: await schemaOfRows(), document: parse(source) });
}

describe('a finished schema', () => {
  it('finds the type of a row by its __typename', async () => {
    const { data } = await run('{ nodes { __typename } }');
    expect(data?.['nodes']).toMatchObject([{ __typename: 'CreditNote' }, { __typename: 'Payment' }]);
  });

  it('finds it synchronously', async () => {
    const schema = await schemaOfRows();
    const abstractTypes = Object.values(schema.getTypeMap()).filter(isAbstractType);
    expect(
      abstractTypes.map(({ resolveType }) => resolveType?.({ __typename: 'X' }, {}, null!, null!)),
    ).toEqual(['X']);
  });

  it('says which row has no __typename', async () => {
    const { errors } = await run('{ untyped { id } }');
    expect(errors?.[0]?.message).toContain('none: the row has no __typename, only id, total');
    expect(errors?.[0]?.path).toEqual(['untyped']);
  });

  it('answers the ids of nodes with their type', async () => {
    const { data } = await run('{ nodes { id } }');
    const [creditNote, payment] = data!['nodes'] as { id: string }[];
    expect(decodeIdOf('CreditNote', creditNote!.id)).toBe(uuid);
    expect(decodeIdOf('Payment', payment!.id)).toBe(uuid);
  });

  it('leaves the ids of everything else alone', async () => {
    expect((await run('{ external { id } }')).data).toEqual({ external: { id: 'RE-4711' } });
  });

  it('does not pass off as an id what is no uuid', async () => {
    const { errors } = await run('{ encodedTwice { id } }');
    expect(errors?.[0]?.message).toContain('must be a raw uuid');
  });

  it('is refused when a type cannot be told from its prefix', () => {
    const schema = buildFromSdl(
      'interface Node { id: ID! } type APIKey implements Node { id: ID! } type Query { key: APIKey }',
    );
    expect(() => finishSchema(schema)).toThrow(/APIKey cannot be told from its ids' prefix "apikey"/);
  });
});
