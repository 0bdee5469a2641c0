import { Socket } from 'node:net';
import { Channel } from './channel.ts';
import { loadPlugin } from './load-plugin.ts';
import type { ChildMessage, Request } from './protocol.ts';
import { CallRunner } from './run-calls.ts';
import { endWithParent } from './watchdog.ts';

// The plugin process: `node child.js <file URL of the plugin>`, the host at the other end of descriptor 3.

const CHANNEL_DESCRIPTOR = 3;
const EXIT_FATAL = 70;

endWithParent();

let runner: CallRunner | undefined;
const waiting: Request[] = [];

const channel = new Channel(new Socket({ fd: CHANNEL_DESCRIPTOR }), {
  message: (message) => void answer(message as Request),
  garbage: () => process.exit(EXIT_FATAL),
  // The host is gone: nobody is left to work for.
  end: () => process.exit(0),
});

function send(message: ChildMessage): void {
  channel.send(message);
}

async function answer(request: Request): Promise<void> {
  if (!runner) return void waiting.push(request);
  try {
    const value = (await runner.run(request)) ?? null;
    send({ id: request.id, value });
  } catch (error) {
    send({ id: request.id, error: explain(error) });
  }
}

async function fail(error: unknown): Promise<void> {
  send({ fatal: explain(error) });
  await channel.end();
  process.exit(EXIT_FATAL);
}

function explain(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  // `fetch failed` says nothing without its cause.
  const cause = error.cause instanceof Error ? ` (${error.cause.message || error.cause.name})` : '';
  return `${error.message || error.name}${cause}`;
}

process.on('uncaughtException', (error) => void fail(error));
process.on('unhandledRejection', (error) => void fail(error));

try {
  const plugin = await loadPlugin(process.argv[2] ?? '');
  runner = new CallRunner(plugin, (level, message, details) => send({ log: { level, message, details } }));
  send({ ready: true });
  for (const request of waiting.splice(0)) void answer(request);
} catch (error) {
  await fail(error);
}
