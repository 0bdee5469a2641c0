import 'reflect-metadata';
import type { GraphQLSchema } from 'graphql';
import { buildSchema, type NonEmptyArray } from 'type-graphql';
import { resolvers } from '../../resolvers/index.ts';
import { finishSchema } from './finish-schema.ts';

let built: Promise<GraphQLSchema> | undefined;

/** The one schema, built once a process. */
export function buildKontorSchema(): Promise<GraphQLSchema> {
  built ??= buildSchema({
    resolvers: resolvers as unknown as NonEmptyArray<new () => object>,
    // Inputs are checked with zod in the services, so that every way in is checked.
    validate: false,
  }).then(finishSchema);
  return built;
}
