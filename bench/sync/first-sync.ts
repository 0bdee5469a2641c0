import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { exchange } from '../client.ts';
import type { Peer } from '../peers.ts';
import type { Database } from '../../src/shared/database.ts';

// The seed has an integration `erp`.
const NAME = 'upstream';

export const plugin = path.join(import.meta.dirname, 'invoices');

interface Payload {
  readonly run?: { readonly id: string } | null;
  readonly userErrors: readonly { readonly message: string }[];
}

export async function addIntegration(kontor: Peer, options: object): Promise<void> {
  const input = { name: NAME, plugin: 'bench-invoices', options, intervalSeconds: null };
  await mutate(kontor, 'addIntegration', 'AddIntegrationInput', input, '');
}

/** Seconds from the start of the run to its end, as the server has noted them. */
export async function syncStream(kontor: Peer, db: Database, stream: string): Promise<number> {
  await mutate(
    kontor,
    'syncIntegration',
    'SyncIntegrationInput',
    { name: NAME, streams: [stream] },
    'run { id }',
  );
  for (;;) {
    const [run] = await db.query<{ status: string; error: string | null; seconds: number }>(
      `select status, error, extract(epoch from finished_at - started_at)::float8 as seconds
         from sync_run order by id desc limit 1`,
    );
    if (run?.status === 'SUCCEEDED') return run.seconds;
    if (run && run.status !== 'QUEUED' && run.status !== 'RUNNING')
      throw new Error(`The sync of ${stream} ended as ${run.status}: ${run.error ?? ''}`);
    await delay(100);
  }
}

async function mutate(
  kontor: Peer,
  name: string,
  type: string,
  input: object,
  fields: string,
): Promise<void> {
  const query = `mutation ($input: ${type}!) { ${name}(input: $input) { ${fields} userErrors { message } } }`;
  const [body] = await exchange(kontor.port, [kontor.encode({ query, variables: { input }, path: '' })]);
  const { data } = JSON.parse(String(body)) as { data?: Record<string, Payload> };
  const payload = data?.[name];
  if (!payload || payload.userErrors.length > 0) throw new Error(`${name} was refused: ${String(body)}`);
}
