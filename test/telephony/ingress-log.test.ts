import { mkdtemp, rm } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pino } from 'pino';
import { readConfig } from '../../src/app/config.ts';
import { type Kontor, startKontor } from '../../src/app/kontor.ts';
import { emptyTestDatabase } from '../support/database.ts';
import { asSystem } from '../support/viewers.ts';
import { addTelephony, SECRET } from './support.ts';
import { until } from '../support/until.ts';

const lines: string[] = [];
let database: Awaited<ReturnType<typeof emptyTestDatabase>>;
let dataDir: string;
let kontor: Kontor;

beforeAll(async () => {
  database = await emptyTestDatabase();
  dataDir = await mkdtemp(path.join(tmpdir(), 'kontor-test-'));
  const env = { DATABASE_URL: database.url, KONTOR_DATA_DIR: dataDir, HOST: '127.0.0.1', PORT: '0' };
  const logger = pino({ level: 'trace' }, { write: (line: string) => void lines.push(line) });
  kontor = await startKontor(readConfig(env), logger);
  await addTelephony(kontor.host, asSystem(kontor.db));
}, 120_000);

afterAll(async () => {
  await kontor.stop();
  await database.drop();
  await rm(dataDir, { recursive: true, force: true });
});

/** As it is written: `fetch` would make it tidy first. */
function ask(method: string, target: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const { hostname, port } = new URL(kontor.url);
    request({ hostname, port, method, path: target }, (response) => {
      response.resume().on('end', () => resolve(response.statusCode ?? 0));
    })
      .on('error', reject)
      .end();
  });
}

const encoded = Buffer.from(SECRET).toString('hex').replaceAll(/../g, '%$&');

it.each([
  ['POST', `/ingress/pbx/${SECRET}`, 200],
  ['POST', `/%69ngress/pbx/${SECRET}`, 200],
  ['POST', `/%69%6e%67%72%65%73%73/pbx/${encoded}?x=${SECRET}`, 200],
  ['GET', `/ingress/pbx/${SECRET}`, 404],
  ['POST', `//ingress/pbx/${SECRET}`, 404],
  ['POST', `/behind-a-proxy/ingress/pbx/${SECRET}`, 404],
  ['POST', `/%2569ngress/pbx/${SECRET}`, 404],
  ['POST', `/ingress/${SECRET}/pbx`, 404],
  ['POST', `/ingress/pbx/${SECRET}/`, 404],
  ['POST', `/ingress/pbx/${SECRET}%zz`, 400],
])('the log does not say the secret of %s %s', async (method, target, status) => {
  const before = lines.length;
  const logged = (): string => lines.slice(before).join('');
  expect(await ask(method, target)).toBe(status);
  // What is logged of the next one stands behind it.
  expect(await ask('GET', '/healthz')).toBe(200);
  await until(async () => logged().includes('/healthz'));
  if (status === 200) expect(logged()).toContain('"path":"/ingress/:integration/:secret","status":200');
  expect(logged()).not.toContain(SECRET);
  expect(logged()).not.toContain(encoded);
});
