import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import path from 'node:path';
import pg from 'pg';

// What somebody writes who needs just these two answers and nothing else: the most that can be had.

const pool = new pg.Pool({ connectionString: process.env['DATABASE_URL'], max: 10 });

const endpoints = new Map([
  ['/nested', { text: readSql('nested'), parameter: 'first' }],
  ['/single', { text: readSql('single'), parameter: 'id' }],
]);

const server = createServer((request, response) => {
  const url = new URL(request.url ?? '/', 'http://bench');
  const endpoint = endpoints.get(url.pathname);
  if (!endpoint) {
    response.writeHead(404).end();
    return;
  }
  pool
    .query<{ answer: string }>({
      name: url.pathname,
      text: endpoint.text,
      values: [url.searchParams.get(endpoint.parameter)],
    })
    .then(({ rows: [row] }) => {
      const body = Buffer.from(row?.answer ?? 'null');
      response
        .writeHead(200, { 'content-type': 'application/json', 'content-length': body.length })
        .end(body);
    })
    .catch((error: unknown) => {
      console.error(error);
      response.writeHead(500).end();
    });
});
server.listen(Number(process.env['PORT']), '127.0.0.1');

function readSql(name: string): string {
  return readFileSync(path.join(import.meta.dirname, '../queries', `${name}.sql`), 'utf8');
}
