import { ArgsType, type ClassType, Extensions, Field, Int, ObjectType, registerEnumType } from 'type-graphql';
import type { Page, PageArguments } from '../shared/paging.ts';

@Extensions({ scope: 'none' })
@ObjectType({ description: 'Where a page lies in its connection (Relay).', simpleResolvers: true })
export class PageInfo {
  @Field(() => Boolean, { description: 'Whether `after: endCursor` has more.' })
  hasNextPage!: boolean;

  @Field(() => Boolean, { description: 'Whether `before: startCursor` has more.' })
  hasPreviousPage!: boolean;

  @Field(() => String, { nullable: true, description: 'Cursor of the first edge; null on an empty page.' })
  startCursor!: string | null;

  @Field(() => String, { nullable: true, description: 'Cursor of the last edge; null on an empty page.' })
  endCursor!: string | null;
}

export const SortDirection = { ASC: 'ASC', DESC: 'DESC' } as const;
export type SortDirection = (typeof SortDirection)[keyof typeof SortDirection];
registerEnumType(SortDirection, {
  name: 'SortDirection',
  description: 'Order of a connection.',
  valuesConfig: { ASC: { description: 'Smallest first.' }, DESC: { description: 'Largest first.' } },
});

@ArgsType()
export class ConnectionArguments implements PageArguments {
  @Field(() => Int, { nullable: true, description: 'How many from the start; default 20, at most 100.' })
  first?: number | null;

  @Field(() => String, { nullable: true, description: 'Only what follows this cursor.' })
  after?: string | null;

  @Field(() => Int, {
    nullable: true,
    description: 'How many from the end, instead of `first`; at most 100.',
  })
  last?: number | null;

  @Field(() => String, { nullable: true, description: 'Only what precedes this cursor.' })
  before?: string | null;
}

type ConnectionClass<Row> = ClassType<Page<Row>>;

/**
 * The connection type of a node type: `CustomerConnection { edges nodes pageInfo totalCount }`. Declare it once,
 * beside the node: `export const CustomerConnection = connectionOf<CustomerRow>('Customer', () => Customer, 'customers:read')`.
 */
export function connectionOf<Row>(
  name: string,
  node: () => ClassType | object,
  scope: string,
): ConnectionClass<Row> {
  @Extensions({ scope })
  @ObjectType(`${name}Edge`, {
    description: `A ${name} and its place in the connection.`,
    simpleResolvers: true,
  })
  class Edge {
    @Field(() => String, { description: 'Its place, for `after` and `before`.' })
    cursor!: string;

    @Field(() => node(), { description: `The ${name}.` })
    node!: Row & object;
  }

  @Extensions({ scope })
  @ObjectType(`${name}Connection`, {
    description: `A page of ${name} records (Relay).`,
    simpleResolvers: true,
  })
  class Connection {
    @Field(() => [Edge], { description: 'The records with their cursors.' })
    edges!: Edge[];

    @Field(() => [node()], { description: 'The records alone.' })
    nodes!: (Row & object)[];

    @Field(() => PageInfo, { description: 'Where this page lies.' })
    pageInfo!: PageInfo;

    // Resolved by finish-schema: counted only when it is selected.
    @Field(() => Int, {
      description: 'How many there are in all with this filter; counted only when selected.',
    })
    totalCount!: number;
  }
  return Connection as unknown as ConnectionClass<Row>;
}
