import { createSourceEventStream, GraphQLError, type ExecutionArgs, type GraphQLSchema } from 'graphql';
import { FeedSubscription } from '../../events/feed-subscription.ts';
import type { GraphQLContext } from '../../resolvers/context.ts';
import { CredentialError } from '../../services/access/credential-error.ts';
import type { Viewer } from '../../services/access/viewer.ts';
import { newId } from '../../shared/ids.ts';
import type { Executor } from '../executor/executor.ts';
import type { Gate, Prepared } from '../gate/gate.ts';
import { coded } from '../gate/refusals.ts';
import { groupKey } from './group-key.ts';
import { Payload } from './payload.ts';

export interface SubscriptionsOptions {
  readonly schema: GraphQLSchema;
  readonly gate: Gate;
  readonly executor: Executor;
  /** A fresh context, for one delivered event. */
  contextFor(viewer: Viewer, requestId: string): GraphQLContext;
}

export interface OpenRequest {
  readonly prepared: Prepared;
  readonly variables: Record<string, unknown>;
  readonly viewer: Viewer;
  /** The cursor with which an event stream comes back. */
  readonly lastEventId?: string | null;
  /** Hands over at once what a group made of an event. */
  deliver(payload: Payload): void;
}

export type Open = (request: OpenRequest) => Promise<Results | readonly GraphQLError[]>;

/** What every transport of subscriptions does with an operation that the gate has let through. */
export function createOpen({ schema, gate, executor, contextFor }: SubscriptionsOptions): Open {
  return async (request) => {
    const { prepared, variables, viewer, lastEventId } = request;
    const args: ExecutionArgs = {
      schema,
      document: prepared.document,
      operationName: prepared.operationName,
      variableValues: variables,
      contextValue: { ...contextFor(viewer, newId()), lastEventId },
    };
    const source = await createSourceEventStream(args);
    if (!(Symbol.asyncIterator in source)) return (source.errors ?? []).map(asForeseen);
    const execute = (event: unknown): Promise<Payload> => executeEvent(request, event);
    if (!(source instanceof FeedSubscription)) return new Results(source[Symbol.asyncIterator](), execute);
    const { shown: key, choice } = groupKey(schema, prepared, variables, viewer);
    source.goLive({ key, choice, execute, deliver: (payload: Payload) => request.deliver(payload) });
    return new Results(source, execute, source);
  };

  async function executeEvent(
    { prepared, variables, viewer }: OpenRequest,
    rootValue: unknown,
  ): Promise<Payload> {
    const contextValue = contextFor(viewer, newId());
    const { errors, ...rest } = await executor.executeEvent({ prepared, variables, rootValue, contextValue });
    if (!errors) return new Payload(rest, cursorOf(rootValue));
    const shown = errors.map((error) => gate.maskError(error));
    const lost = errors.find((_, at) => shown[at]?.extensions?.['code'] === 'UNAVAILABLE');
    // Shown with a hole, the event would be passed, and never come again: nobody gets it, and who comes back gets all of it.
    if (lost) throw lost.originalError ?? lost;
    return new Payload({ ...rest, errors: shown }, cursorOf(rootValue));
  }
}

/**
 * What did not come from a group: each event executed, one after the other. By hand, so that `return` reaches a source
 * that waits.
 */
export class Results implements AsyncIterableIterator<Payload> {
  /** Its place in the log; null for what does not follow the log. */
  readonly followed: FeedSubscription | null;
  readonly #source: AsyncIterator<unknown>;
  readonly #execute: (event: unknown) => Promise<Payload>;

  constructor(
    source: AsyncIterator<unknown>,
    execute: (event: unknown) => Promise<Payload>,
    followed: FeedSubscription | null = null,
  ) {
    this.#source = source;
    this.#execute = execute;
    this.followed = followed;
  }

  async next(): Promise<IteratorResult<Payload>> {
    const result: IteratorResult<unknown> = await this.#source.next();
    if (result.done) return { done: true, value: undefined };
    try {
      return { done: false, value: await this.#execute(result.value) };
    } catch (error) {
      // `for await` does not: whose `next` has failed is over for it.
      await this.#source.return?.();
      throw error;
    }
  }

  async return(): Promise<IteratorResult<Payload>> {
    await this.#source.return?.();
    return { done: true, value: undefined };
  }

  [Symbol.asyncIterator](): this {
    return this;
  }
}

/** graphql-js gives no code to variables and arguments that do not fit; and credentials are no GraphQL matter. */
export function asForeseen(error: GraphQLError): GraphQLError {
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

function cursorOf(event: unknown): string | null {
  const { cursor } = (event ?? {}) as { readonly cursor?: unknown };
  return typeof cursor === 'string' ? cursor : null;
}
