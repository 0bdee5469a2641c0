import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { Command } from 'commander';
import { readConfig } from '../../app/config.ts';
import { WatchError, watchEvents, type WatchedEvent } from './watch/follow.ts';
import { eventLine, painter } from './watch/print.ts';

interface Options {
  readonly url?: string;
  readonly key?: string;
  readonly after?: string;
  readonly type: readonly string[];
  readonly customer?: string;
  readonly json?: true;
}

/** `kontor watch`: live events on a terminal. */
export function watchCommand(): Command {
  return new Command('watch')
    .description('Print events as they happen; goes on after a lost connection without missing any')
    .option('--url <url>', 'where Kontor answers (default: this machine, `PORT`)')
    .option('--key <key>', 'API key with events:read and customers:read (default: WATCH_KEY, or the demo’s)')
    .option('--after <cursor>', 'begin behind this cursor, with what was missed (default: now)')
    .option(
      '--type <type>',
      'only this type, such as invoice.paid or "invoice.*"; may be repeated',
      collect,
      [],
    )
    .option('--customer <id>', 'only events of this customer')
    .option('--json', 'one JSON object a line, with the cursor, instead of text')
    .action(watch);
}

async function watch(options: Options): Promise<void> {
  const { port, dataDir } = readConfig();
  const key = options.key ?? process.env['WATCH_KEY'] ?? demoKey(dataDir);
  if (!key) {
    process.stderr.write('An API key is needed: --key, or WATCH_KEY. `kontor key create` makes one.\n');
    process.exitCode = 1;
    return;
  }
  const interrupted = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => interrupted.abort());
  // `kontor watch | head`: whoever reads has enough.
  process.stdout.on('error', () => interrupted.abort());
  let last = options.after ?? null;
  try {
    await watchEvents({
      url: options.url ?? `ws://127.0.0.1:${port}/graphql`,
      key,
      after: last,
      types: options.type,
      customerId: options.customer ?? null,
      signal: interrupted.signal,
      onEvent: (event) => {
        print(event, options.json ?? false);
        last = event.cursor;
      },
      onNotice: notice,
    });
  } catch (error) {
    if (!(error instanceof WatchError)) throw error;
    notice(`${error.code}: ${error.message}`);
    process.exitCode = error.code === 'CURSOR_EXPIRED' ? 2 : 1;
  }
  if (last && last !== options.after && process.exitCode !== 2)
    notice(`To continue here: kontor watch --after ${last}`);
}

function print(event: WatchedEvent, json: boolean): void {
  process.stdout.write(`${json ? JSON.stringify(event) : eventLine(event, painter(process.stdout))}\n`);
}

/** Not on stdout: that is for events alone. */
function notice(text: string): void {
  process.stderr.write(`${painter(process.stderr)('dim', text)}\n`);
}

/** What the demo wrote for whoever tries it on this machine. */
function demoKey(dataDir: string): string | null {
  const file = path.join(dataDir, 'demo-keys.json');
  if (!existsSync(file)) return null;
  return (JSON.parse(readFileSync(file, 'utf8')) as { staff?: string }).staff ?? null;
}

function collect(value: string, previous: readonly string[]): string[] {
  return [...previous, value];
}
