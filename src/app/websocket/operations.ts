import type { ExecutionArgs, GraphQLError } from 'graphql';
import { CloseCode, type ServerOptions, type SubscribePayload } from 'graphql-ws';
import { CredentialError } from '../../services/access/credential-error.ts';
import type { Viewer } from '../../services/access/viewer.ts';
import { coded } from '../gate/refusals.ts';
import { asForeseen, createOpen, Results } from '../subscriptions/open.ts';
import type { WebSocketOptions } from '../websocket.ts';
import { messageStart } from '../subscriptions/payload.ts';
import type { Connection } from './connection.ts';
import { Pulling } from './pulling.ts';

type Hooks = Pick<
  ServerOptions<Record<string, unknown>, Connection>,
  'onSubscribe' | 'onError' | 'onComplete' | 'subscribe'
>;

/** What graphql-ws hands back to us for `subscribe`: the source is open already. */
interface Opened extends ExecutionArgs {
  readonly pulling: Pulling;
}

/** The part of the WebSocket transport that knows GraphQL: every operation passes the gate, every error its mask. */
export function createOperations(options: WebSocketOptions): Hooks {
  const { schema, gate, authenticate, maxSubscriptionsPerSocket: most } = options;
  const open = createOpen(options);

  return {
    // Never throws because of what was sent: graphql-ws would close the socket, with all its other subscriptions.
    async onSubscribe({ extra: connection }, id, payload) {
      if (connection.operations >= most) {
        return [coded('LIMIT_EXCEEDED', `One socket carries at most ${most} subscriptions at a time.`)];
      }
      if (!connection.begin(id)) {
        const reason = `Subscriber for ${id} already exists`;
        connection.close(CloseCode.SubscriberAlreadyExists, reason);
        return [coded('BAD_USER_INPUT', reason)];
      }
      let isOpened = false;
      try {
        const opened = await openOperation(connection, id, payload);
        isOpened = 'pulling' in opened;
        return opened;
      } finally {
        if (!isOpened) connection.over(id);
      }
    },
    subscribe: (args) => (args as Opened).pulling,
    onComplete: ({ extra: connection }, id) => connection.over(id),
    onError({ extra: connection }, _id, _payload, errors) {
      const ended = errors
        .map(({ originalError }) => originalError)
        .find((error) => error instanceof CredentialError);
      // Once the error itself is on its way.
      if (ended) setImmediate(() => connection.expel(ended.message));
      return errors.map((error) => gate.maskError(asForeseen(error)));
    },
  };

  async function openOperation(
    connection: Connection,
    id: string,
    { query: source, operationName, variables }: SubscribePayload,
  ): Promise<Opened | readonly GraphQLError[]> {
    const viewer = await viewerNow(connection);
    if (!viewer) return [coded('UNAUTHENTICATED', 'The credential is no longer valid.')];
    const result = gate.prepare({ source, operationName, variables, viewer, allow: ['subscription'] });
    if (!result.ok) return result.errors;
    const { prepared } = result;
    const start = messageStart(id);
    const results = await open({
      prepared,
      variables: variables ?? {},
      viewer,
      deliver: (made) => connection.deliver(start, made),
    });
    if (!(results instanceof Results)) return results;
    const { document, operationName: name } = prepared;
    const pulling = new Pulling(results, (made) => connection.write(start, made));
    connection.opened(id, pulling);
    return { schema, document, operationName: name, pulling };
  }

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
}
