import type { FastifyReply, FastifyRequest } from 'fastify';
import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import type { ServerResponse } from 'node:http';
import { CredentialError } from '../../../services/access/credential-error.ts';
import type { Viewer } from '../../../services/access/viewer.ts';
import { isUnavailable } from '../../database/unavailable.ts';
import { whenExpired } from '../../subscriptions/expiry.ts';
import type { StreamLimits } from '../../subscriptions/limits.ts';
import type { Results } from '../../subscriptions/open.ts';
import { Payload } from '../../subscriptions/payload.ts';

/** For a client to take what was sent before the end. */
const TIME_TO_LEAVE = 2_000;

/** One answer that goes on: bounded, pinged, over when the credential is or the client has gone. */
export class EventStream {
  readonly #reply: FastifyReply;
  readonly #response: ServerResponse;
  readonly #request: FastifyRequest;
  readonly #viewer: Viewer;
  readonly #limits: StreamLimits;
  readonly #cleanups: (() => void)[] = [];
  #isOver = false;

  constructor(request: FastifyRequest, reply: FastifyReply, viewer: Viewer, limits: StreamLimits) {
    this.#request = request;
    this.#reply = reply;
    this.#response = reply.raw;
    this.#viewer = viewer;
    this.#limits = limits;
    this.#response.once('close', () => this.end());
    this.#response.on('error', (error) => request.log.debug({ err: error }, 'An event stream failed'));
  }

  /** Called once; at once where it is over already. */
  whenOver(cleanup: () => void): void {
    if (this.#isOver) cleanup();
    else this.#cleanups.push(cleanup);
  }

  /** Settles when the stream is over. */
  async run(results: Results, errorAsShown: (error: GraphQLError) => GraphQLFormattedError): Promise<void> {
    this.whenOver(() => void results.return());
    if (this.#isOver) return;
    this.#begin(results.followed?.cursor ?? null);
    let hasExpired = false;
    const expire = (): void => {
      hasExpired = true;
      void results.return();
    };
    this.whenOver(whenExpired(this.#viewer, expire));
    try {
      for await (const payload of results) await this.#written(payload.serverSentEvent);
      if (hasExpired) throw new CredentialError('The API key has expired.');
    } catch (error) {
      // Not completed, so that the client comes back, with the id of the last event that it was shown.
      if (isUnavailable(error)) return this.end();
      const message = 'The subscription ended.';
      const shown = errorAsShown(new GraphQLError(message, { originalError: error as Error }));
      await this.#written(new Payload({ errors: [shown] }, null).serverSentEvent);
    }
    // Not where we end it: whoever is told that it is complete does not come back.
    await this.#written('event: complete\ndata:\n\n');
    this.end();
  }

  /** What a group made of an event: it does not wait for anybody. */
  deliver(payload: Payload): void {
    if (this.#isOver) return;
    // Before anything is written: one event above the limit must not cut off the fastest client again and again.
    const isSlow = this.#response.writableLength > this.#limits.maxBufferedBytes;
    this.#response.write(payload.serverSentEvent);
    if (!isSlow) return;
    this.#request.log.info({ key: this.#viewer.name }, 'A slow event stream was cut off');
    // It knows its last event, and comes back with it.
    this.#response.destroy();
  }

  end(): void {
    if (this.#isOver) return;
    this.#isOver = true;
    if (!this.#response.destroyed) this.#hangUp();
    for (const cleanup of this.#cleanups.splice(0)) cleanup();
  }

  #hangUp(): void {
    // Who does not read would keep the connection, and a server that stops, for ever.
    const timer = setTimeout(() => this.#response.destroy(), TIME_TO_LEAVE);
    this.#response.once('close', () => clearTimeout(timer));
    this.#response.end();
  }

  #begin(cursor: string | null): void {
    const response = this.#response;
    this.#reply.hijack();
    response.writeHead(200, {
      // What the hooks have set: request id, CORS, security headers.
      ...(this.#reply.getHeaders() as Record<string, string>),
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-cache, no-transform',
      // nginx would keep events back.
      'x-accel-buffering': 'no',
    });
    // Where it begins, so that also who is cut off before the first event misses nothing.
    response.write(cursor === null ? ':\n\n' : `id: ${cursor}\n\n`);
    const pinging = setInterval(() => void response.write(':\n\n'), this.#limits.keepAlive);
    this.whenOver(() => clearInterval(pinging));
  }

  /** Settles when the operating system has taken it, or nobody will. */
  #written(data: string | Buffer): Promise<void> {
    return new Promise((resolve) => {
      if (this.#isOver) return resolve();
      this.#response.write(data, () => resolve());
    });
  }
}
