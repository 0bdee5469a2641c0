import cors from '@fastify/cors';
import helmet from '@fastify/helmet';
import { type ApolloServer, HeaderMap } from '@apollo/server';
import { fastifyApolloHandler } from '@as-integrations/fastify';
import Fastify, {
  LogController,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
} from 'fastify';
import { GraphQLError } from 'graphql';
import type { Logger } from 'pino';
import type { GraphQLContext } from '../../resolvers/context.ts';
import { CredentialError } from '../../services/access/credential-error.ts';
import type { Viewer } from '../../services/access/viewer.ts';
import { newId } from '../../shared/ids.ts';
import { isUnavailable } from '../database/unavailable.ts';
import type { HttpContext } from './apollo.ts';

export interface HttpOptions {
  readonly apollo: ApolloServer<HttpContext>;
  readonly logger: Logger;
  readonly corsOrigins: readonly string[];
  authenticate(authorization: string | undefined): Promise<Viewer | null>;
  contextFor(viewer: Viewer, requestId: string): GraphQLContext;
  /** Rejects with the reason while the process cannot serve. */
  ready(): Promise<void>;
  /** GraphiQL, or whatever else shares the port. */
  readonly register?: (fastify: FastifyInstance) => Promise<void> | void;
}

/** HTTP: `/graphql`, `/healthz` (the process lives), `/readyz` (it can serve), a request id on everything. */
export async function createHttpServer(options: HttpOptions): Promise<FastifyInstance> {
  const fastify = Fastify({
    loggerInstance: options.logger,
    genReqId: requestIdOf,
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: 2_000_000,
    // Fastify's default is none: who sends a byte now and then would keep a connection, and what it sent, for ever.
    requestTimeout: 60_000,
    // Node would keep idle connections for 5 s after the last answer and so delay every shutdown.
    forceCloseConnections: 'idle',
    // What still comes in while we close is answered like everything before it.
    return503OnClosing: false,
  }) as unknown as FastifyInstance;

  fastify.addHook('onRequest', async (request, reply) => void reply.header('x-request-id', request.id));
  fastify.addHook('onResponse', async (request, reply) => logRequest(request, reply));
  fastify.setErrorHandler((error, request, reply) => answerError(error, request, reply));

  await fastify.register(helmet, { contentSecurityPolicy: false, crossOriginEmbedderPolicy: false });
  await fastify.register(cors, {
    origin: options.corsOrigins.includes('*') ? true : [...options.corsOrigins],
    allowedHeaders: [
      'authorization',
      'content-type',
      'idempotency-key',
      'last-event-id',
      'x-request-id',
      'apollo-require-preflight',
    ],
    exposedHeaders: ['x-request-id'],
    maxAge: 600,
  });
  await options.register?.(fastify);

  const handler = fastifyApolloHandler(options.apollo, { context: (request) => contextOf(request, options) });
  fastify.route({ method: ['GET', 'POST'], url: '/graphql', handler });
  fastify.get('/healthz', () => ({ status: 'ok' }));
  fastify.get('/readyz', async (_request, reply) => {
    try {
      await options.ready();
      return { status: 'ready' };
    } catch (error) {
      return reply.code(503).send({ status: 'not ready', reason: (error as Error).message });
    }
  });
  return fastify;
}

async function contextOf(request: FastifyRequest, options: HttpOptions): Promise<HttpContext> {
  const viewer = await options.authenticate(request.headers.authorization).catch((error: unknown) => {
    if (error instanceof CredentialError) throw unauthenticated(error);
    throw isUnavailable(error) ? unavailable(error) : error;
  });
  const key = request.headers['idempotency-key'];
  return {
    graphql: viewer && { ...options.contextFor(viewer, request.id) },
    idempotencyKey: typeof key === 'string' ? key : null,
  };
}

function unauthenticated({ message, code }: CredentialError): GraphQLError {
  return new GraphQLError(message, {
    extensions: { code, http: { status: 401, headers: new HeaderMap([['www-authenticate', 'Bearer']]) } },
  });
}

/** With its cause, by which the gate's mask knows it. */
function unavailable(cause: unknown): GraphQLError {
  return new GraphQLError('The database does not answer.', {
    originalError: cause as Error,
    extensions: { http: { status: 503, headers: new HeaderMap() } },
  });
}

/** The caller's own id if it is one, so that a request can be followed through several systems. */
function requestIdOf(request: { headers: Record<string, string | string[] | undefined> }): string {
  const given = request.headers['x-request-id'];
  return typeof given === 'string' && /^[\w.:-]{1,128}$/.test(given) ? given : newId();
}

function logRequest(request: FastifyRequest, reply: FastifyReply): void {
  const level = reply.statusCode >= 500 ? 'error' : request.url.startsWith('/graphql') ? 'info' : 'debug';
  request.log[level](
    {
      method: request.method,
      path: pathToLog(request),
      status: reply.statusCode,
      milliseconds: Math.round(reply.elapsedTime),
    },
    'request',
  );
}

/**
 * What it matched, never what was asked for: the URLs of the ingress have a secret in them, which may be written in any
 * way (`/%69ngress/…`) and sent to any wrong path.
 */
function pathToLog(request: FastifyRequest): string {
  return request.is404 ? '(no such path)' : (request.routeOptions.url ?? '(no such path)');
}

function answerError(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const status = (error as { statusCode?: number }).statusCode ?? 500;
  if (status >= 500) request.log.error({ err: error }, 'Unforeseen error while answering a request');
  const message = status >= 500 ? `Internal error (id ${request.id})` : (error as Error).message;
  const code = status >= 500 ? 'INTERNAL_SERVER_ERROR' : 'BAD_REQUEST';
  return reply.code(status).send({ errors: [{ message, extensions: { code } }] });
}
