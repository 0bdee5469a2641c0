import Fastify, { type FastifyInstance } from 'fastify';
import { parse, validate } from 'graphql';
import { examples } from '../../src/app/graphiql/examples.ts';
import { registerGraphiql } from '../../src/app/graphiql.ts';
import { buildKontorSchema } from '../../src/app/schema/build-schema.ts';

const BROWSER = { accept: 'text/html,application/xhtml+xml,*/*;q=0.8', 'accept-encoding': 'gzip, br' };

let fastify: FastifyInstance;

beforeAll(() => {
  fastify = Fastify();
  registerGraphiql(fastify, { path: '/graphql' });
  fastify.route({ method: ['GET', 'POST'], url: '/graphql', handler: () => 'GraphQL' });
});

afterAll(() => fastify.close());

const openInBrowser = () => fastify.inject({ url: '/graphql', headers: BROWSER });

/** The file's text and everything it imports by a relative path, loaded as a browser would. */
async function loadModule(url: string, loaded = new Map<string, number>()): Promise<Map<string, number>> {
  if (loaded.has(url)) return loaded;
  const response = await fastify.inject({ url, headers: { 'accept-encoding': 'identity' } });
  loaded.set(url, response.statusCode);
  const imports = response.body.slice(0, 20_000).matchAll(/^import .+ from '(\.\.?\/[^']+)';$/gm);
  for (const [, file = ''] of imports) await loadModule(new URL(file, `http://host${url}`).pathname, loaded);
  return loaded;
}

describe('the address of the API', () => {
  it('shows GraphiQL to a browser', async () => {
    const response = await openInBrowser();
    expect(response.headers['content-type']).toBe('text/html; charset=utf-8');
    expect(response.body).toContain('<title>Kontor</title>');
  });

  it.each([
    ['a POST', { method: 'POST', url: '/graphql', headers: BROWSER, payload: {} }],
    ['a GET with a query', { url: '/graphql?query={__typename}', headers: BROWSER }],
    ['a program', { url: '/graphql', headers: { accept: 'application/json' } }],
    ['a client that says nothing', { url: '/graphql' }],
  ] as const)('is GraphQL for %s', async (_, request) => {
    expect((await fastify.inject(request)).body).toBe('GraphQL');
  });
});

describe('the page', () => {
  it('works without the internet: it names no address but its own', async () => {
    const { body } = await openInBrowser();
    const addresses = [...body.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, address]) => address);
    expect(addresses.filter((address) => !/^(\/graphql\/assets\/|data:)/.test(address ?? ''))).toEqual([]);
  });

  it('permits no script but its own files, and no connection but its own server', async () => {
    const { headers } = await openInBrowser();
    expect(headers['content-security-policy']).toMatch(
      /default-src 'none'; script-src 'self'; worker-src 'self'/,
    );
    expect(headers['content-security-policy']).toMatch(/connect-src 'self';/);
  });

  it('permits connections to subscriptions that are served elsewhere', async () => {
    const other = Fastify();
    registerGraphiql(other, { path: '/graphql', subscriptionUrl: 'wss://live.example/graphql' });
    const { headers } = await other.inject({ url: '/graphql', headers: BROWSER });
    expect(headers['content-security-policy']).toContain("connect-src 'self' wss://live.example;");
    await other.close();
  });

  it('carries no inline script', async () => {
    const { body } = await openInBrowser();
    const scripts = [...body.matchAll(/<script([^>]*)>/g)].map(([, attributes]) => attributes);
    expect(scripts.filter((attributes) => !/src=|type="application\/json"/.test(attributes ?? ''))).toEqual(
      [],
    );
  });
});

describe('the files of the page', () => {
  it('are there with all that they import', async () => {
    const loaded = await loadModule('/graphql/assets/page.js');
    expect([...loaded.keys()]).toEqual(
      expect.arrayContaining(['/graphql/assets/ruru/ruru.js', '/graphql/assets/graphql-ws/client.js']),
    );
    expect([...loaded].filter(([, status]) => status !== 200)).toEqual([]);
  });

  it.each([
    ['page.css', 'text/css; charset=utf-8'],
    ['ruru/ruru.css', 'text/css; charset=utf-8'],
    ['ruru/graphqlWorker.js', 'text/javascript; charset=utf-8'],
  ])('%s comes as %s', async (name, type) => {
    const { statusCode, headers } = await fastify.inject(`/graphql/assets/${name}`);
    expect({ statusCode, type: headers['content-type'] }).toEqual({ statusCode: 200, type });
  });

  it.each(['page.js', 'ruru/ruru.js'])('%s is not sent again while it has not changed', async (name) => {
    const url = `/graphql/assets/${name}`;
    const { headers } = await fastify.inject(url);
    const again = await fastify.inject({ url, headers: { 'if-none-match': String(headers['etag']) } });
    expect({ statusCode: again.statusCode, body: again.body }).toEqual({ statusCode: 304, body: '' });
  });

  it.each([
    'nothing.js',
    'graphql-ws/server.js',
    'ruru/../../package.json',
    '%2e%2e/page.ts',
    'ruru/__proto__',
  ])('%s is not one of them', async (name) => {
    expect((await fastify.inject(`/graphql/assets/${name}`)).statusCode).toBe(404);
  });
});

describe('the operations that it opens with', () => {
  it.each(examples.map((example) => [/(?:query|subscription) \w+/.exec(example)?.[0], example]))(
    '%s fits the schema',
    async (_, example = '') => {
      expect(validate(await buildKontorSchema(), parse(example))).toEqual([]);
    },
  );
});
