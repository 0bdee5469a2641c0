import { ApolloServer, type ApolloServerPlugin, HeaderMap } from '@apollo/server';
import { ApolloServerPluginCacheControlDisabled } from '@apollo/server/plugin/disabled';
import { type GraphQLSchema, parse } from 'graphql';
import { readEventCursor } from '../../events/log.ts';
import type { GraphQLContext } from '../../resolvers/context.ts';
import type { Executor } from '../executor/executor.ts';
import type { Gate, PrepareResult } from '../gate/gate.ts';
import { rootFieldNames } from '../gate/operation.ts';
import { idempotencyOf } from './idempotency-key.ts';

type Mutable<T> = { -readonly [Key in keyof T]: T[Key] };

/** What one HTTP request carries from its headers through the gate to the executor. */
export interface HttpContext {
  /** Null without a credential: the gate then lets nothing but the schema's own description through. */
  readonly graphql: Mutable<GraphQLContext> | null;
  readonly idempotencyKey: string | null;
  gated?: PrepareResult;
}

/**
 * Apollo speaks HTTP for us (content negotiation, CSRF, status codes). What may run is decided by our gate, and
 * how it runs by our executor, the same as on the other transports.
 */
export function createApollo(
  schema: GraphQLSchema,
  gate: Gate,
  executor: Executor,
): ApolloServer<HttpContext> {
  return new ApolloServer<HttpContext>({
    gateway: {
      load: async () => ({
        executor: ({ request, context }) => run(executor, context as HttpContext, request.variables),
      }),
      onSchemaLoadOrUpdate: (listen) => {
        listen({ apiSchema: schema, coreSupergraphSdl: '' });
        return () => {};
      },
      stop: async () => {},
    },
    plugins: [throughTheGate(gate), ApolloServerPluginCacheControlDisabled()],
    formatError: (_formatted, error) => gate.maskError(error),
    csrfPrevention: true,
    persistedQueries: false,
    // Apollo's own cache of documents would answer before the gate; the gate has one.
    documentStore: null,
    includeStacktraceInErrorResponses: false,
    stopOnTerminationSignals: false,
    nodeEnv: 'production',
  });
}

async function run(
  executor: Executor,
  { gated, graphql }: HttpContext,
  variables: Record<string, unknown> = {},
) {
  if (!gated?.ok) throw new Error('An operation reached the executor without passing the gate.');
  const { document, operation } = gated.prepared;
  // Before any other field starts, so that nothing which the answer lacks is older than the cursor.
  if (graphql && rootFieldNames(document, operation).has('eventCursor')) {
    graphql.eventCursor = await readEventCursor(graphql.db);
  }
  return executor.execute({ prepared: gated.prepared, variables, contextValue: graphql ?? {} });
}

// Stands in for a document that the gate refused, so that Apollo neither parses nor validates it again.
const REFUSED = parse('{ __typename }');

/** Runs the gate where Apollo has the source and has not parsed it: Apollo takes the document that it finds there. */
function throughTheGate(gate: Gate): ApolloServerPlugin<HttpContext> {
  return {
    requestDidStart: async () => ({
      async didResolveSource(requestContext) {
        const { source, request, contextValue } = requestContext;
        const gated = gate.prepare({
          source,
          operationName: request.operationName,
          variables: request.variables,
          viewer: contextValue.graphql?.viewer ?? null,
          allow: request.http?.method === 'GET' ? ['query'] : ['query', 'mutation'],
        });
        contextValue.gated = gated;
        Object.assign(requestContext, { document: gated.ok ? gated.prepared.document : REFUSED });
      },
      async didResolveOperation({ request, contextValue: { gated, graphql, idempotencyKey } }) {
        if (!gated?.ok || !graphql || idempotencyKey === null) return;
        graphql.idempotency = idempotencyOf(idempotencyKey, gated.prepared, request.variables);
      },
      async responseForOperation({ contextValue: { gated } }) {
        if (!gated || gated.ok) return null;
        const errors = gated.errors.map((error) => gate.maskError(error));
        return {
          http: { status: gated.status, headers: new HeaderMap() },
          body: { kind: 'single', singleResult: { errors } },
        };
      },
      async willSendResponse({ response: { http, body } }) {
        if (body.kind !== 'single' || body.singleResult.data) return;
        const { errors = [] } = body.singleResult;
        // For proxies and clients that look at nothing but the status.
        if (errors.some(({ extensions }) => extensions?.['code'] === 'UNAVAILABLE')) http.status = 503;
      },
    }),
  };
}
