import { ErpClient } from './client.ts';
import type { Context } from './options.ts';
import { createUpstreamServer, listen } from './upstream/server.ts';
import { type Known, Upstream } from './upstream/upstream.ts';

interface Running {
  readonly upstream: Upstream;
  readonly url: string;
}

/** One upstream per folder and company, for as long as the process lives; its server never keeps it alive. */
const running = new Map<string, Promise<Running>>();

/** A client of the ERP at `url`, or of the one inside this process, which is started on first use. */
export async function connect(context: Context, known: Known | null = null): Promise<ErpClient> {
  const { url } = context.options;
  if (url) return new ErpClient(url, context.signal);
  const { upstream, url: own } = await ownUpstream(context, known);
  upstream.changesPerMinute = context.options.changesPerMinute;
  if (known) upstream.restore(known);
  return new ErpClient(own, context.signal);
}

function ownUpstream(context: Context, known: Known | null): Promise<Running> {
  const { seed, customers, orders, changesPerMinute } = context.options;
  const settings = { seed, customers, orders, changesPerMinute, folder: context.workDir };
  const key = JSON.stringify([context.workDir, seed, customers, orders]);
  const found = running.get(key);
  if (found) return found;
  const started = start(settings, known);
  running.set(key, started);
  // A failed start must not be remembered, or the next pull could not do better.
  started.catch(() => running.delete(key));
  return started;
}

async function start(
  settings: ConstructorParameters<typeof Upstream>[0],
  known: Known | null,
): Promise<Running> {
  const upstream = new Upstream(settings, known);
  const server = createUpstreamServer(upstream);
  const url = await listen(server);
  server.unref();
  return { upstream, url };
}
