import type { ExecutionResult, GraphQLSchema } from 'graphql';
import { createExecutor } from '../../../src/app/executor/executor.ts';
import { createGate, type PrepareResult } from '../../../src/app/gate/gate.ts';
import type { Feed } from '../../../src/events/feed.ts';
import type { PluginHost } from '../../../src/plugins/host/plugin-host.ts';
import type { GraphQLContext } from '../../../src/resolvers/context.ts';
import type { Viewer } from '../../../src/services/access/viewer.ts';
import { requestContext } from '../../../src/services/context.ts';
import type { Database } from '../../../src/shared/database.ts';
import { DomainError } from '../../../src/shared/errors.ts';

export interface Runner {
  prepare(source: string, viewer: Viewer | null): PrepareResult;
  /** What a client gets: data and masked errors, or the gate's refusal. */
  run(source: string, viewer: Viewer, variables?: Record<string, unknown>): Promise<ExecutionResult>;
}

/** The real gate and executor, without the wire and with room for documents that select everything. */
export function createRunner(schema: GraphQLSchema, db: Database, feed: Feed): Runner {
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
  const prepare: Runner['prepare'] = (source, viewer) =>
    gate.prepare({ source, viewer, allow: ['query', 'mutation', 'subscription'] });
  return {
    prepare,
    async run(source, viewer, variables) {
      const result = prepare(source, viewer);
      if (!result.ok) throw new AggregateError(result.errors, `Refused: ${source.slice(0, 300)}`);
      const contextValue: GraphQLContext = {
        ...requestContext(db, viewer),
        requestId: 'matrix',
        feed,
        host: noHost,
      };
      const answer = await executor.execute({ prepared: result.prepared, variables, contextValue });
      const errors = answer.errors?.map((error) => gate.maskError(error));
      // A statement that PostgreSQL refused would hide what it should have hidden.
      if (unforeseen.length > 0)
        throw new Error(`Unforeseen: ${unforeseen.splice(0).join('; ')} in ${source.slice(0, 300)}`);
      return JSON.parse(JSON.stringify({ data: answer.data, errors })) as ExecutionResult;
    },
  };
}

// Plugins are no business of an outsider, and their processes none of this test.
const noHost = new Proxy({} as PluginHost, {
  get: () => () => Promise.reject(new DomainError('INTEGRATION_FAILED', 'There are no plugins here.')),
});
