import 'reflect-metadata';
import type { GraphQLSchema } from 'graphql';
import { buildSchema, type PubSub } from 'type-graphql';
import { resolvers } from '../../resolvers/index.ts';
import { finishSchema } from './finish-schema.ts';

// type-graphql insists on one. Its usual ones queue without bound for slow clients: subscriptions follow the feed.
const noPubSub: PubSub = {
  publish: () => unsupported(),
  subscribe: () => unsupported(),
};

function unsupported(): never {
  throw new Error(
    'Subscriptions must give a `subscribe` function that follows the feed (services/events/follow).',
  );
}

let built: Promise<GraphQLSchema> | undefined;

/** The one schema, built once a process. */
export function buildKontorSchema(): Promise<GraphQLSchema> {
  built ??= buildSchema({
    resolvers: resolvers,
    // Inputs are checked with zod in the services, so that every way in is checked.
    validate: false,
    pubSub: noPubSub,
  }).then(finishSchema);
  return built;
}
