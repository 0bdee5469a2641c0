import rateLimit from '@fastify/rate-limit';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import {
  type Ingress,
  type IngressAnswer,
  type IngressIntegration,
  refuse,
  refuseContentType,
} from '../../plugins/host/plugin-host.ts';
import { isUnavailable } from '../database/unavailable.ts';

/** A message about a call has some hundred bytes. */
const BODY_LIMIT = 64 * 1024;

/** Of one address, with wrong secrets; those with the right one are always taken. */
const STRANGERS = { max: 100, timeWindow: 60_000, cache: 10_000 };

interface IngressRoute {
  Params: { integration: string; secret: string };
}

/**
 * `POST /ingress/<integration>/<secret>`: messages that other systems post. The secret is looked at before the body is
 * read; what comes without one costs no statement, no row and, from the hundredth time a minute on, hardly an answer.
 */
export function registerIngress(fastify: FastifyInstance, ingress: Ingress): void {
  void fastify.register(async (scope) => {
    const admitted = new WeakMap<FastifyRequest, IngressIntegration>();
    await scope.register(rateLimit, { ...STRANGERS, global: false });
    const countStranger = scope.createRateLimit();
    scope.removeAllContentTypeParsers();
    // Whatever it is, as bytes: signatures are about bytes.
    scope.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: BODY_LIMIT }, (_request, body, taken) =>
      taken(null, body),
    );
    scope.setErrorHandler((error, request, reply) => answerError(error, request, reply));
    scope.post<IngressRoute>('/ingress/:integration/:secret', {
      bodyLimit: BODY_LIMIT,
      onRequest: async (request, reply) => {
        const integration = await ingress.admit(request.params.integration, request.params.secret);
        if (integration) return void admitted.set(request, integration);
        return refuseStranger(reply, await countStranger(request));
      },
      handler: async (request, reply) => {
        const integration = admitted.get(request);
        if (!integration) throw new Error('a request came by the check of its secret');
        const answer = await ingress.accept(integration, {
          contentType: request.headers['content-type'],
          headers: request.headers,
          body: Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0),
          url: urlOf(request),
        });
        return send(reply, answer);
      },
    });
  });
}

/** A wrong secret and a name that nobody has are answered alike, the limit included. */
function refuseStranger(reply: FastifyReply, count: StrangerCount): FastifyReply {
  // Nobody reads the body: the connection cannot be used again.
  reply.header('connection', 'close');
  if (count.isAllowed || !count.isExceeded) return send(reply, refuse(404, 'There is no such URL.'));
  const tooMany = refuse(429, 'Too many requests that nobody knows.');
  return send(reply, { ...tooMany, retryAfterSeconds: count.ttlInSeconds });
}

type StrangerCount = Awaited<ReturnType<ReturnType<FastifyInstance['createRateLimit']>>>;

function send(
  reply: FastifyReply,
  { status, contentType, body, retryAfterSeconds }: IngressAnswer,
): FastifyReply {
  if (contentType !== undefined) reply.header('content-type', contentType);
  if (retryAfterSeconds !== undefined) reply.header('retry-after', String(retryAfterSeconds));
  return reply.code(status).send(body);
}

/** Where the sender posted to, as it sees us: a proxy says so. */
function urlOf(request: FastifyRequest): string {
  const forwarded = (name: string): string | undefined =>
    String(request.headers[name] ?? '')
      .split(',')[0]
      ?.trim() || undefined;
  const scheme = forwarded('x-forwarded-proto') ?? request.protocol;
  return `${scheme === 'https' ? 'https' : 'http'}://${forwarded('x-forwarded-host') ?? request.host}${request.url}`;
}

function answerError(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  // The sender tries again: nothing of it is stored.
  if (isUnavailable(error)) {
    return send(reply, { ...refuse(503, 'The database does not answer.'), retryAfterSeconds: 5 });
  }
  const status = (error as { statusCode?: number }).statusCode ?? 500;
  // One that can be no type at all comes no further than Fastify.
  if (status === 415) return send(reply, refuseContentType(request.headers['content-type']));
  if (status < 500) return send(reply, refuse(status, (error as Error).message));
  request.log.error({ err: error }, 'Unforeseen error while taking a message');
  return send(reply, refuse(500, `Internal error (id ${request.id})`));
}
