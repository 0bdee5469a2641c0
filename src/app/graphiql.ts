import type { FastifyInstance, FastifyRequest } from 'fastify';
import { graphiqlAsset } from './graphiql/assets.ts';
import { graphiqlPage } from './graphiql/page.ts';

export interface GraphiqlOptions {
  /** Where browsers get the page; GraphQL itself is served at the same path. */
  readonly path: string;
  /** Where the page gets its scripts and styles, all of them from disk. Default: `assets` below `path`. */
  readonly assetsPath?: string;
  /** Where subscriptions go: a path on this server (default: `path`) or a `wss://` URL. */
  readonly subscriptionUrl?: string;
}

/** GraphiQL for whoever opens the API's address in a browser. Programs get GraphQL there, with and without it. */
export function registerGraphiql(fastify: FastifyInstance, options: GraphiqlOptions): void {
  const { path, assetsPath = `${path}/assets`, subscriptionUrl = path } = options;
  const page = graphiqlPage({ path, assetsPath, subscriptionUrl });

  // A hook and not a route: the route of this path belongs to GraphQL, which also answers GET.
  fastify.addHook('onRequest', async (request, reply) => {
    if (!wantsPage(request, path)) return;
    await reply.headers(page.headers).type('text/html; charset=utf-8').send(page.html);
  });

  fastify.get<{ Params: { '*': string } }>(`${assetsPath}/*`, async (request, reply) => {
    const asset = await graphiqlAsset(request.params['*'], request.headers['accept-encoding']);
    if (!asset) return reply.code(404).type('text/plain').send('There is no such file.');
    void reply.headers({ ...asset.headers, 'cache-control': 'no-cache', vary: 'accept-encoding' });
    return request.headers['if-none-match'] === asset.headers['etag']
      ? reply.removeHeader('content-length').code(304).send()
      : reply.send(asset.content);
  });
}

function wantsPage({ method, url, headers }: FastifyRequest, path: string): boolean {
  if (method !== 'GET' && method !== 'HEAD') return false;
  const { pathname, searchParams } = new URL(url, 'http://localhost');
  return pathname === path && !searchParams.has('query') && (headers.accept ?? '').includes('text/html');
}
