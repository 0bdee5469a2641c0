import { createSourceEventStream, type ExecutionResult, type GraphQLSchema } from 'graphql';
import { createExecutor, type ExecuteRequest } from '../../../src/app/executor/executor.ts';
import { createGate, type Prepared, type PrepareResult } from '../../../src/app/gate/gate.ts';
import type { Feed } from '../../../src/events/feed.ts';
import type { PluginHost } from '../../../src/plugins/host/plugin-host.ts';
import type { GraphQLContext } from '../../../src/resolvers/context.ts';
import type { Viewer } from '../../../src/services/access/viewer.ts';
import { requestContext } from '../../../src/services/context.ts';
import type { Database } from '../../../src/shared/database.ts';
import { DomainError } from '../../../src/shared/errors.ts';

type Variables = Record<string, unknown>;

export interface Runner {
  prepare(source: string, viewer: Viewer | null): PrepareResult;
  /** What a client gets: data and masked errors. Throws where the gate refuses. */
  run(source: string, viewer: Viewer, variables?: Variables): Promise<ExecutionResult>;
  /** The events of a subscription as the client gets them, or why there is none. */
  subscribe(source: string, viewer: Viewer, variables?: Variables): Promise<Subscribed>;
}

export type Subscribed =
  | { readonly refusal: ExecutionResult }
  | { next(): Promise<ExecutionResult | null>; end(): Promise<unknown> };

/** The real gate and executor, without the wire and with room for documents that select everything. */
export function createRunner(
  schema: GraphQLSchema,
  db: Database,
  feed: Feed,
  host: PluginHost = noHost,
): Runner {
  const unforeseen: string[] = [];
  const gate = createGate({
    schema,
    limits: {
      maxDepth: 30,
      maxQueryBytes: 5_000_000,
      maxFields: 500_000,
      maxAliases: 100_000,
      maxTokens: 2_000_000,
    },
    introspection: false,
    logger: { error: (details) => void unforeseen.push(String((details as { err?: unknown }).err)) },
  });
  const executor = createExecutor(schema);

  return {
    prepare,
    async run(source, viewer, variables) {
      const prepared = admitted(source, viewer);
      return asSent(await executor.execute(request(prepared, viewer, variables)), source);
    },
    async subscribe(source, viewer, variables) {
      const prepared = admitted(source, viewer);
      const stream = await createSourceEventStream({
        schema,
        document: prepared.document,
        contextValue: contextOf(viewer),
        variableValues: variables,
      });
      if (!(Symbol.asyncIterator in stream)) return { refusal: asSent(stream, source) };
      const events = stream[Symbol.asyncIterator]();
      return {
        async next() {
          const { done, value } = await events.next();
          if (done) return null;
          const answer = executor.executeEvent({ ...request(prepared, viewer, variables), rootValue: value });
          return asSent(await answer, source);
        },
        end: async () => events.return?.(),
      };
    },
  };

  function prepare(source: string, viewer: Viewer | null): PrepareResult {
    return gate.prepare({ source, viewer, allow: ['query', 'mutation', 'subscription'] });
  }

  function admitted(source: string, viewer: Viewer): Prepared {
    const result = prepare(source, viewer);
    if (!result.ok)
      throw new AggregateError(result.errors, `${String(result.errors[0])} in ${source.slice(0, 300)}`);
    return result.prepared;
  }

  function request(prepared: Prepared, viewer: Viewer, variables?: Variables): ExecuteRequest {
    return { prepared, variables, contextValue: contextOf(viewer) };
  }

  function contextOf(viewer: Viewer): GraphQLContext {
    return { ...requestContext(db, viewer), requestId: 'matrix', feed, host };
  }

  function asSent(answer: ExecutionResult, source: string): ExecutionResult {
    const errors = answer.errors?.map((error) => gate.maskError(error));
    // What failed by accident would look like what was refused.
    if (unforeseen.length > 0) {
      throw new Error(
        `Unforeseen: ${unforeseen.splice(0).join('; ').slice(0, 1_000)} in ${source.slice(0, 300)}`,
      );
    }
    return JSON.parse(JSON.stringify({ data: answer.data, errors })) as ExecutionResult;
  }
}

// Plugins are no business of an outsider, and their processes none of this test.
const refusing = {
  get: () => () => Promise.reject(new DomainError('INTEGRATION_FAILED', 'There are no plugins here.')),
};
const noHost = new Proxy({ streams: new Proxy({}, refusing) } as PluginHost, {
  get: (host, name) => (name === 'streams' ? host.streams : refusing.get()),
});
