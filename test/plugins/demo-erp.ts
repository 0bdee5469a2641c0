import { mkdtemp, rm } from 'node:fs/promises';
import type { Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import demo from '../../src/plugins/erp-demo/index.ts';
import { createUpstreamServer, listen } from '../../src/plugins/erp-demo/upstream/server.ts';
import { Upstream } from '../../src/plugins/erp-demo/upstream/upstream.ts';
import {
  type Batch,
  type CanonicalRecord,
  type RecordKind,
  recordSchemas,
} from '../../src/plugins/kit/index.ts';

const openedAt = Date.parse('2026-03-11T09:30:00Z');
const small = { seed: 7, customers: 60, orders: 300 };
let folder: string;
/** The company that most tests read: opened on a fixed day, so that every run sees the same one. */
export let standing: string;
const servers: Server[] = [];

export async function openStandingErp(): Promise<void> {
  folder = await mkdtemp(join(tmpdir(), 'erp-demo-'));
  standing = (await erpWithClock(await subfolder(), 0)).url;
}

export async function closeErps(): Promise<void> {
  for (const server of servers) server.close();
  await rm(folder, { recursive: true });
}

export type StreamName = keyof typeof demo.streams;
export type AnyBatch = Batch<RecordKind, unknown>;

export function contextFor(given: Record<string, unknown>, workDir = folder) {
  const options = demo.options.parse({ ...small, url: standing, changesPerMinute: 0, ...given });
  return { options, workDir, signal: AbortSignal.timeout(20_000), log: () => undefined };
}

export async function pull(context: ReturnType<typeof contextFor>, name: StreamName, cursor: unknown = null) {
  const batches: AnyBatch[] = [];
  const stream = demo.streams[name];
  if (!stream) throw new Error(`no stream ${name}`);
  for await (const batch of stream.pull(context, cursor)) batches.push(batch);
  return batches;
}

export function recordsOf<K extends RecordKind>(kind: K, batches: readonly AnyBatch[]) {
  return batches
    .flatMap((batch) => batch.upserts ?? [])
    .map(({ externalId, record }) => ({
      externalId,
      record: recordSchemas[kind].parse(record) as CanonicalRecord<K>,
    }));
}

/** An ERP outside the plugin's process whose clock the test moves. */
export async function erpWithClock(workDir: string, changesPerMinute: number) {
  const clock = { now: openedAt };
  const upstream = new Upstream({ ...small, changesPerMinute, folder: workDir, now: () => clock.now });
  const server = createUpstreamServer(upstream);
  servers.push(server);
  const url = await listen(server);
  return { clock, upstream, url };
}

/** Where an ERP keeps what happened to it. */
export const subfolder = () => mkdtemp(join(folder, 'state-'));
