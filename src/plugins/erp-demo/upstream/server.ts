import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tableNames, type Tables } from './types.ts';
import type { Upstream } from './upstream.ts';

const MAX_LIMIT = 1000;

/** What `GET /api/v1` answers. */
export interface CompanyInfo {
  readonly firma: string;
  readonly version: string;
  readonly stand: string;
  readonly position: number;
}

/** What `GET /api/v1/<table>` answers. */
export interface TablePage {
  /** Changes when positions are no longer comparable with earlier ones. */
  readonly stand: string;
  readonly eintraege: readonly unknown[];
  /** Pass as `changedSince` to go on. */
  readonly position: number;
  /** How many more rows have changed; 0: the reader is up to date. */
  readonly weitere: number;
}

class Refusal extends Error {
  constructor(
    readonly status: number,
    message: string,
  ) {
    super(message);
  }
}

/**
 * The ERP's HTTP interface, read only:
 * `GET /api/v1` and `GET /api/v1/<table>?changedSince=<position>&limit=<rows>&stand=<generation>`.
 */
export function createUpstreamServer(upstream: Upstream): Server {
  const server = createServer((request, response) => {
    try {
      if (request.method !== 'GET') throw new Refusal(405, 'Diese Schnittstelle kennt nur GET.');
      upstream.advance();
      send(response, 200, answer(upstream, new URL(request.url ?? '/', 'http://erp')));
    } catch (error) {
      const status = error instanceof Refusal ? error.status : 500;
      send(response, status, { fehler: error instanceof Error ? error.message : String(error) });
    }
  });
  // A connection kept alive must not keep the process alive.
  server.on('connection', (socket) => socket.unref());
  return server;
}

export async function listen(server: Server, port = 0): Promise<string> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  const { port: bound } = server.address() as AddressInfo;
  return `http://127.0.0.1:${bound}`;
}

function answer(upstream: Upstream, url: URL): CompanyInfo | TablePage {
  const stand = upstream.generation;
  const { position } = upstream.ledger;
  if (url.pathname === '/api/v1') return { firma: 'Hansa Maschinenbau AG', version: '4.2', stand, position };
  const table = tableNames.find((name) => url.pathname === `/api/v1/${name}`);
  if (!table) throw new Refusal(404, `${url.pathname} gibt es nicht.`);
  const since = wholeNumber(url, 'changedSince', 0, Number.MAX_SAFE_INTEGER, 0);
  const limit = wholeNumber(url, 'limit', 1, MAX_LIMIT, 100);
  const expected = url.searchParams.get('stand');
  if ((expected !== null && expected !== stand) || since > position) {
    throw new Refusal(410, 'Diese Position gehört zu einem anderen Datenbestand; bitte neu ab 0 lesen.');
  }
  const page = upstream.ledger.changedSince<keyof Tables>(table, since, limit);
  return { stand, eintraege: page.rows, position: page.position, weitere: page.remaining };
}

function wholeNumber(url: URL, name: string, low: number, high: number, fallback: number): number {
  const text = url.searchParams.get(name);
  if (text === null) return fallback;
  const value = Number(text);
  if (!Number.isInteger(value) || value < low || value > high) {
    throw new Refusal(400, `${name} muss eine ganze Zahl von ${low} bis ${high} sein, nicht "${text}".`);
  }
  return value;
}

function send(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8' });
  response.end(JSON.stringify(body));
}
