import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pino } from 'pino';
import { readConfig } from '../../src/app/config.ts';
import type { DatabaseLimits } from '../../src/app/database/limits.ts';
import { type Kontor, startKontor } from '../../src/app/kontor.ts';
import { createApiKey, type CreateApiKeyInput } from '../../src/services/access/api-keys.ts';
import { asSystem } from './viewers.ts';
import { emptyTestDatabase } from './database.ts';

export interface GraphQLAnswer {
  readonly status: number;
  // oxlint-disable-next-line typescript/no-explicit-any -- an answer's shape is its query's; tests say what they expect
  readonly data: any;
  readonly errors?: readonly { message: string; path?: unknown[]; extensions: Record<string, unknown> }[];
}

export interface TestServer extends Kontor {
  /** A new key; all scopes unless named. */
  key(input?: Partial<CreateApiKeyInput>): Promise<string>;
  /** One GraphQL request over HTTP. */
  request(
    query: string,
    variables?: Record<string, unknown>,
    options?: RequestOptions,
  ): Promise<GraphQLAnswer>;
}

export interface RequestOptions {
  /** Null: without a credential. Default: a key with all scopes. */
  readonly key?: string | null;
  readonly headers?: Record<string, string>;
}

/** Kontor in this process on a database of its own, on real sockets. */
export async function startTestServer(
  env: Record<string, string> = {},
  limits?: DatabaseLimits,
): Promise<TestServer> {
  const database = await emptyTestDatabase();
  const dataDir = await mkdtemp(path.join(tmpdir(), 'kontor-test-'));
  const config = readConfig({
    DATABASE_URL: database.url,
    KONTOR_DATA_DIR: dataDir,
    HOST: '127.0.0.1',
    PORT: '0',
    ...env,
  });
  const logger = pino({ level: process.env['KONTOR_TEST_LOG'] ?? 'silent' });
  const kontor = await startKontor(config, logger, limits);
  const key = async (input: Partial<CreateApiKeyInput> = {}) => {
    const created = await createApiKey(asSystem(kontor.db), { name: 'test', scopes: ['all'], ...input });
    return created.key ?? '';
  };
  const everything = await key();
  return {
    ...kontor,
    key,
    request: (query, variables, options) => request(kontor.url, everything, query, variables, options),
    stop: async () => {
      await kontor.stop();
      await database.drop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

async function request(
  url: string,
  defaultKey: string,
  query: string,
  variables: Record<string, unknown> = {},
  { key = defaultKey, headers = {} }: RequestOptions = {},
): Promise<GraphQLAnswer> {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...(key && { authorization: `Bearer ${key}` }),
      ...headers,
    },
    body: JSON.stringify({ query, variables }),
  });
  const body = (await response.json()) as Omit<GraphQLAnswer, 'status'>;
  return { ...body, status: response.status };
}
