import 'reflect-metadata';
import {
  Arg,
  buildSchema,
  createUnionType,
  Extensions,
  Field,
  ID,
  InterfaceType,
  Mutation,
  ObjectType,
  Query,
  Resolver,
} from 'type-graphql';
import { createGate, type Gate, type GateOptions, type PrepareRequest } from '../../src/app/gate/gate.ts';
import { finishSchema } from '../../src/app/schema/finish-schema.ts';
import type { Viewer } from '../../src/services/access/viewer.ts';

@InterfaceType()
abstract class Node {
  @Field(() => ID)
  @Extensions({ scope: 'none' })
  id!: string;
}

@InterfaceType({ implements: Node })
abstract class CommercialDocument extends Node {
  @Field(() => String)
  number!: string;

  @Field(() => String)
  @Extensions({ scope: 'documents:read' })
  total!: string;
}

@Extensions({ scope: 'orders:read' })
@ObjectType({ implements: [CommercialDocument, Node], simpleResolvers: true })
class Order extends CommercialDocument {}

@Extensions({ scope: 'invoices:read' })
@ObjectType({ implements: [CommercialDocument, Node], simpleResolvers: true })
class Invoice extends CommercialDocument {
  @Field(() => String)
  @Extensions({ scope: ['invoices:read', 'finance:read'] })
  dunningLevel!: string;

  @Field(() => Customer)
  customer!: unknown;
}

@Extensions({ scope: 'customers:read' })
@ObjectType({ implements: Node, simpleResolvers: true })
class Customer extends Node {
  @Field(() => String)
  name!: string;

  @Field(() => Customer)
  parent!: unknown;

  @Field(() => [Invoice])
  invoices!: unknown[];
}

@ObjectType({ simpleResolvers: true })
class Forgotten {
  @Field(() => String)
  secret!: string;
}

const SearchResult = createUnionType({ name: 'SearchResult', types: () => [Customer, Invoice] as const });

@Resolver()
class Root {
  @Query(() => Customer)
  @Extensions({ scope: 'customers:read' })
  customer(@Arg('id', () => ID, { nullable: true }) _id?: string): unknown {
    return {};
  }

  @Query(() => CommercialDocument)
  @Extensions({ scope: 'none' })
  document(): unknown {
    return {};
  }

  @Query(() => [SearchResult])
  @Extensions({ scope: 'none' })
  search(): unknown[] {
    return [];
  }

  @Query(() => Forgotten)
  @Extensions({ scope: 'none' })
  forgotten(): unknown {
    return {};
  }

  @Mutation(() => String)
  @Extensions({ scope: 'customers:write' })
  renameCustomer(): string {
    return '';
  }
}

/** The schema that the gate of these tests guards: an interface, a union, and a type that states no scope. */
export const schema = finishSchema(
  await buildSchema({ resolvers: [Root], orphanedTypes: [Order], validate: false }),
);

export const all = ['query', 'mutation', 'subscription'] as const;
const allScopes = [
  'customers:read',
  'documents:read',
  'orders:read',
  'invoices:read',
  'finance:read',
  'customers:write',
];

export function viewerWith(...scopes: string[]): Viewer {
  return {
    kind: 'SERVICE',
    keyId: null,
    name: 'test',
    scopes: new Set(scopes),
    reach: { kind: 'ALL' },
    agentId: null,
    expiresAt: null,
  };
}

interface Asking extends Partial<PrepareRequest> {
  gate?: Partial<GateOptions>;
}

export function gateWith(options: Partial<GateOptions> = {}): Gate {
  return createGate({
    schema,
    limits: { maxDepth: 10, maxQueryBytes: 20_000 },
    introspection: true,
    logger: { error: () => undefined },
    ...options,
  });
}

export function prepare(source: string, { gate, ...request }: Asking = {}) {
  return gateWith(gate).prepare({ source, viewer: viewerWith(...allScopes), allow: all, ...request });
}

/** `[status, code, code, …]` of a refusal; `['ok']` otherwise. */
export function verdict(source: string, asking?: Asking): unknown[] {
  const result = prepare(source, asking);
  return result.ok ? ['ok'] : [result.status, ...result.errors.map(({ extensions }) => extensions['code'])];
}

export function messages(source: string, asking?: Asking): string[] {
  const result = prepare(source, asking);
  return result.ok ? [] : result.errors.map(({ message }) => message);
}

export function nested(depth: number, leaf = 'name'): string {
  return `{customer{${'parent{'.repeat(depth - 2)}${leaf}${'}'.repeat(depth)}`;
}
