import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { GraphQLFormattedError } from 'graphql';
import { CredentialError } from '../../services/access/credential-error.ts';
import type { Viewer } from '../../services/access/viewer.ts';
import { isUnavailable } from '../database/unavailable.ts';
import { coded } from '../gate/refusals.ts';
import type { StreamLimits } from '../subscriptions/limits.ts';
import { asForeseen, createOpen, Results, type SubscriptionsOptions } from '../subscriptions/open.ts';
import { parametersOf } from './event-streams/parameters.ts';
import { EventStream } from './event-streams/stream.ts';

export interface EventStreamOptions extends SubscriptionsOptions, StreamLimits {
  readonly path: string;
  authenticate(authorization: string | undefined): Promise<Viewer | null>;
}

/**
 * Subscriptions as server-sent events, one a request: the "distinct connections mode" of graphql-sse's protocol, by GET
 * or POST. An event's id is its cursor, so whoever comes back with `Last-Event-ID` has missed nothing.
 *
 * Written here, since graphql-sse's own handler queues for slow clients without bound and gives events no ids.
 */
export class EventStreams {
  readonly #options: EventStreamOptions;
  readonly #open: ReturnType<typeof createOpen>;
  readonly #streams = new Set<EventStream>();
  #stopping = false;

  constructor(options: EventStreamOptions) {
    this.#options = options;
    this.#open = createOpen(options);
  }

  register(fastify: FastifyInstance): void {
    fastify.route({
      method: ['GET', 'POST'],
      url: this.#options.path,
      handler: async (request, reply) => {
        try {
          return await this.#answer(request, reply);
        } catch (error) {
          if (!isUnavailable(error)) throw error;
          return this.#refuse(reply.header('retry-after', '5'), 503, [error]);
        }
      },
    });
  }

  /**
   * Streams end without being completed, so that clients come back: to another process, or a little later. So do those
   * that begin now: an `EventSource` takes any other answer for final.
   */
  stop(): void {
    this.#stopping = true;
    for (const stream of this.#streams) stream.end();
    this.#streams.clear();
  }

  async #answer(request: FastifyRequest, reply: FastifyReply): Promise<unknown> {
    const { gate, socketLimit } = this.#options;
    const viewer = await this.#viewerOf(request);
    if (viewer instanceof CredentialError) {
      reply.header('www-authenticate', 'Bearer');
      return this.#refuse(reply, 401, [coded(viewer.code, viewer.message)]);
    }
    const parameters = parametersOf(request);
    if (typeof parameters === 'string') return this.#refuse(reply, 400, [coded('BAD_REQUEST', parameters)]);
    const { source, operationName, variables } = parameters;
    const gated = gate.prepare({ source, operationName, variables, viewer, allow: ['subscription'] });
    if (!gated.ok) return this.#refuse(reply, gated.status, gated.errors);
    // Without a viewer the gate lets nothing through that could be subscribed to.
    if (!viewer) return this.#refuse(reply, 401, [coded('UNAUTHENTICATED', 'This needs a credential.')]);
    const leave = socketLimit.take(viewer);
    if (!leave) {
      return this.#refuse(reply.header('retry-after', '5'), 429, [
        coded('LIMIT_EXCEEDED', socketLimit.refusal),
      ]);
    }
    const stream = new EventStream(request, reply, viewer, this.#options);
    stream.whenOver(leave);
    const results = await this.#open({
      prepared: gated.prepared,
      variables,
      viewer,
      lastEventId: lastEventIdOf(request),
      deliver: (payload) => stream.deliver(payload),
    }).catch((error: unknown) => {
      leave();
      throw error;
    });
    if (!(results instanceof Results)) {
      leave();
      const unavailable = results.map(({ originalError }) => originalError).find(isUnavailable);
      if (unavailable) throw unavailable;
      return this.#refuse(reply, 400, results);
    }
    this.#streams.add(stream);
    stream.whenOver(() => void this.#streams.delete(stream));
    const running = stream.run(results, (error) => gate.maskError(asForeseen(error)));
    if (this.#stopping) stream.end();
    await running;
    return reply;
  }

  async #viewerOf(request: FastifyRequest): Promise<Viewer | null | CredentialError> {
    try {
      return await this.#options.authenticate(request.headers.authorization);
    } catch (error) {
      if (error instanceof CredentialError) return error;
      throw error;
    }
  }

  #refuse(reply: FastifyReply, status: number, errors: readonly unknown[]): FastifyReply {
    const masked: GraphQLFormattedError[] = errors.map((error) => this.#options.gate.maskError(error));
    return reply.code(status).send({ errors: masked });
  }
}

function lastEventIdOf({ headers }: FastifyRequest): string | null {
  const id = headers['last-event-id'];
  return typeof id === 'string' && id !== '' ? id : null;
}
