import { createSourceEventStream, GraphQLError, type ExecutionArgs, type ExecutionResult } from 'graphql';
import type { ServerOptions } from 'graphql-ws';
import { CredentialError } from '../../services/access/credential-error.ts';
import type { Viewer } from '../../services/access/viewer.ts';
import { newId } from '../../shared/ids.ts';
import type { Prepared } from '../gate/gate.ts';
import { coded } from '../gate/refusals.ts';
import type { WebSocketOptions } from '../websocket.ts';
import type { Connection } from './connection.ts';

type Hooks = Pick<
  ServerOptions<Record<string, unknown>, Connection>,
  'onSubscribe' | 'onNext' | 'onError' | 'subscribe'
>;

/** What graphql-ws hands back to us for `subscribe`: the source is open already. */
interface Opened extends ExecutionArgs {
  readonly results: AsyncIterableIterator<ExecutionResult>;
}

interface Operation {
  readonly prepared: Prepared;
  readonly variables: Record<string, unknown>;
  readonly viewer: Viewer;
}

/** The part of the WebSocket transport that knows GraphQL: every operation passes the gate, every error its mask. */
export function createOperations(options: WebSocketOptions): Hooks {
  const { schema, gate, executor, authenticate, contextFor, maxSubscriptionsPerSocket: most = 100 } = options;

  return {
    // Never throws because of what was sent: graphql-ws would close the socket, with all its other subscriptions.
    async onSubscribe({ extra: connection, subscriptions }, _id, payload) {
      if (Object.keys(subscriptions).length > most) {
        return [coded('LIMIT_EXCEEDED', `One socket carries at most ${most} subscriptions at a time.`)];
      }
      const viewer = await viewerNow(connection);
      if (!viewer) return [coded('UNAUTHENTICATED', 'The credential is no longer valid.')];
      const { query: source, operationName, variables } = payload;
      const result = gate.prepare({ source, operationName, variables, viewer, allow: ['subscription'] });
      if (!result.ok) return result.errors;
      return open({ prepared: result.prepared, variables: variables ?? {}, viewer });
    },
    subscribe: (args) => (args as Opened).results,
    onNext: (_context, _id, _payload, _args, { errors, ...rest }) =>
      errors ? { ...rest, errors: errors.map((error) => gate.maskError(error)) } : rest,
    onError({ extra: connection }, _id, _payload, errors) {
      const ended = errors
        .map(({ originalError }) => originalError)
        .find((error) => error instanceof CredentialError);
      // Once the error itself is on its way.
      if (ended) setImmediate(() => connection.expel(ended.message));
      return errors.map((error) => gate.maskError(asForeseen(error)));
    },
  };

  /** The key may have been revoked since the socket was opened: the socket must not outlive it. */
  async function viewerNow(connection: Connection): Promise<Viewer | null> {
    try {
      return await authenticate(connection.authorization);
    } catch (error) {
      if (!(error instanceof CredentialError)) throw error;
      setImmediate(() => connection.expel(error.message));
      return null;
    }
  }

  async function open(operation: Operation): Promise<Opened | readonly GraphQLError[]> {
    const { prepared, variables, viewer } = operation;
    const args: ExecutionArgs = {
      schema,
      document: prepared.document,
      operationName: prepared.operationName,
      variableValues: variables,
      contextValue: contextFor(viewer, newId()),
    };
    const source = await createSourceEventStream(args);
    if (!(Symbol.asyncIterator in source)) return (source.errors ?? []).map(asForeseen);
    const results = new Results(source[Symbol.asyncIterator](), (event) => execute(operation, event));
    return { ...args, results };
  }

  function execute({ prepared, variables, viewer }: Operation, rootValue: unknown): Promise<ExecutionResult> {
    return executor.executeEvent({
      prepared,
      variables,
      rootValue,
      contextValue: contextFor(viewer, newId()),
    });
  }
}

/** Each event executed, one after the other. By hand, so that `return` reaches a source that waits. */
class Results implements AsyncIterableIterator<ExecutionResult> {
  readonly #source: AsyncIterator<unknown>;
  readonly #execute: (event: unknown) => Promise<ExecutionResult>;

  constructor(source: AsyncIterator<unknown>, execute: (event: unknown) => Promise<ExecutionResult>) {
    this.#source = source;
    this.#execute = execute;
  }

  async next(): Promise<IteratorResult<ExecutionResult>> {
    const result: IteratorResult<unknown> = await this.#source.next();
    if (result.done) return { done: true, value: undefined };
    return { done: false, value: await this.#execute(result.value) };
  }

  async return(): Promise<IteratorResult<ExecutionResult>> {
    await this.#source.return?.();
    return { done: true, value: undefined };
  }

  [Symbol.asyncIterator](): this {
    return this;
  }
}

/** graphql-js gives no code to variables and arguments that do not fit; and credentials are no GraphQL matter. */
function asForeseen(error: GraphQLError): GraphQLError {
  const cause = error.originalError;
  if (cause instanceof CredentialError) return coded('UNAUTHENTICATED', cause.message);
  if ((cause && !(cause instanceof GraphQLError)) || error.extensions['code']) return error;
  return new GraphQLError(error.message, {
    nodes: error.nodes,
    source: error.source,
    positions: error.positions,
    path: error.path,
    originalError: cause,
    extensions: { code: 'BAD_USER_INPUT', ...cause?.extensions },
  });
}
