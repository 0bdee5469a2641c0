import { Command } from 'commander';
import { listAllApiKeys, loadApiKey } from '../../services/access/api-key-listing.ts';
import { createApiKey, revokeApiKey } from '../../services/access/api-keys.ts';
import { keyIdOf } from '../../services/access/key-id.ts';
import { ownerByName } from '../../services/access/named-owner.ts';
import { scopes } from '../../services/access/scopes.ts';
import { systemViewer } from '../../services/access/system-viewer.ts';
import { type RequestContext, requestContext } from '../../services/context.ts';
import type { Database } from '../../shared/database.ts';
import { encodeId } from '../../shared/ids.ts';
import { parseExpiry } from './key/expiry.ts';
import { keyTable, printedKey } from './key/print.ts';

export type Connect = () => Promise<{ readonly db: Database; close(): Promise<void> }>;

interface CreateOptions {
  readonly name: string;
  readonly scopes: string;
  readonly agent?: string;
  readonly partner?: string;
  readonly customer?: string;
  readonly expires: string;
  readonly json?: true;
}

/** `kontor key`: the first keys of an installation, and what an operator does when one has leaked. */
export function keyCommand(connect: Connect): Command {
  const command = new Command('key').description('Create, list and revoke API keys');

  command
    .command('create')
    .description('Create an API key and print it, this once: it is stored nowhere')
    .requiredOption('--name <name>', 'what it is for; the actor in the event log')
    .requiredOption(
      '--scopes <scopes>',
      'what it may do, separated by commas; "customers:*" for an area, "all" for everything such a key may have',
    )
    .option('--agent <id or e-mail>', 'the agent it acts as')
    .option('--partner <id or name>', 'the partner: the key reaches only its customers')
    .option('--customer <id or number>', 'the customer: the key reaches only this one')
    .option(
      '--expires <when>',
      'for example "90d", "12h", "2027-01-01" (the start of that day, UTC) or "never"',
      'never',
    )
    .option('--json', 'print the key with what is known of it as JSON')
    .addHelpText('after', `\nScopes:\n${scopeHelp()}`)
    .action((options: CreateOptions, self: Command) =>
      run(self, connect, (context) => create(context, options)),
    );

  command
    .command('list')
    .description('List the API keys that work, newest first; never the keys themselves')
    .option('--all', 'also those that have expired or were revoked')
    .option('--json', 'as JSON')
    .action((options: { all?: true; json?: true }, self: Command) =>
      run(self, connect, (context) => list(context, options)),
    );

  command
    .command('revoke')
    .description('Take an API key back, at once')
    .argument('<key>', 'its id or its prefix; the key itself does, too')
    .action((key: string, _: object, self: Command) => run(self, connect, (context) => revoke(context, key)));

  return command;
}

async function create(context: RequestContext, options: CreateOptions): Promise<void> {
  const { id, key } = await createApiKey(context, {
    name: options.name,
    scopes: options.scopes.split(',').filter((scope) => scope.trim() !== ''),
    ...(await ownerByName(context.db, options)),
    expiresAt: parseExpiry(options.expires, new Date()),
  });
  if (options.json) {
    const row = await loadApiKey(context, id);
    process.stdout.write(`${JSON.stringify({ key, ...(row && printedKey(row)) }, null, 2)}\n`);
    return;
  }
  process.stderr.write(`API key ${encodeId('ApiKey', id)}: keep it now, it is shown only this once.\n`);
  // Alone on stdout, so that a script can take it.
  process.stdout.write(`${key}\n`);
}

async function list(context: RequestContext, options: { all?: true; json?: true }): Promise<void> {
  const rows = await listAllApiKeys(context, options.all ? {} : { status: 'ACTIVE' });
  process.stdout.write(options.json ? `${JSON.stringify(rows.map(printedKey), null, 2)}\n` : keyTable(rows));
}

async function revoke(context: RequestContext, text: string): Promise<void> {
  const id = encodeId('ApiKey', await keyIdOf(context.db, text));
  await revokeApiKey(context, { id });
  process.stdout.write(`Revoked ${id}.\n`);
}

async function run(
  command: Command,
  connect: Connect,
  work: (context: RequestContext) => Promise<void>,
): Promise<void> {
  const { db, close } = await connect();
  try {
    await work(requestContext(db, systemViewer(`kontor key ${command.name()}`)));
  } finally {
    await close();
  }
}

function scopeHelp(): string {
  return Object.entries(scopes)
    .map(([scope, description]) => `  ${scope.padEnd(20)} ${description}`)
    .join('\n');
}
