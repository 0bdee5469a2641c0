import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import {
  createPluginHost,
  type PluginHost,
  type PluginHostOptions,
} from '../../src/plugins/host/plugin-host.ts';
import { systemViewer } from '../../src/services/access/system-viewer.ts';
import { type RequestContext, requestContext } from '../../src/services/context.ts';
import type { Database } from '../../src/shared/database.ts';
import { fromSource } from '../support/from-source.ts';

/** Everything a host needs, in a folder of its own. */
export class Installation {
  readonly secretKey = randomBytes(32);
  readonly hosts: PluginHost[] = [];
  readonly logs: string[] = [];

  private constructor(
    readonly db: Database,
    readonly folder: string,
  ) {}

  static async create(db: Database): Promise<Installation> {
    return new Installation(db, await mkdtemp(path.join(tmpdir(), 'kontor-host-')));
  }

  host(options: Partial<PluginHostOptions> = {}): PluginHost {
    const line = (details: object, message: string): void =>
      void this.logs.push(`${message} ${print(details)}`);
    const host = createPluginHost({
      db: this.db,
      secretKey: this.secretKey,
      dataDir: this.folder,
      pluginNames: [],
      logger: { debug: line, info: line, warn: line, error: line },
      ...options,
    });
    this.hosts.push(host);
    return host;
  }

  /** Writes a plugin folder with this module; answers its path, for `pluginNames`. */
  async plugin(name: string, source: string): Promise<string> {
    const folder = path.join(this.folder, name);
    await rm(folder, { recursive: true, force: true });
    await mkdir(folder);
    await writeFile(path.join(folder, 'plugin.js'), source);
    return folder;
  }

  /** A host in a process of its own, to be killed: syncs the integration once, or without one starts its schedule. */
  hostProcess(plugin: string, integration = ''): ChildProcess {
    const program = path.join(import.meta.dirname, 'host-process.ts');
    return spawn(process.execPath, [...fromSource, program], {
      stdio: ['ignore', 'pipe', 'inherit'],
      env: {
        ...process.env,
        NODE_OPTIONS: '',
        HOST_DATABASE: this.db.url,
        HOST_FOLDER: this.folder,
        HOST_KEY: this.secretKey.toString('hex'),
        HOST_PLUGIN: plugin,
        HOST_INTEGRATION: integration,
      },
    });
  }

  get context(): RequestContext {
    return requestContext(this.db, systemViewer('test'));
  }

  async stopHosts(): Promise<void> {
    await Promise.all(this.hosts.splice(0).map((host) => host.stop()));
  }

  async remove(): Promise<void> {
    await this.stopHosts();
    await rm(this.folder, { recursive: true, force: true });
  }
}

function print(details: object): string {
  return JSON.stringify(details, (_key, value: unknown) =>
    value instanceof Error ? `${value.message} ${value.stack} ${JSON.stringify(value)}` : value,
  );
}

/** A customer as the kit wants it. */
export function customer(id: string, fields: object = {}): object {
  return { externalId: id, record: { customerNumber: id, name: `Customer ${id}`, ...fields } };
}

/** How many events of a type the log has. */
export async function eventsOf(db: Database, type: string): Promise<number> {
  const [row] = await db.query<{ n: number }>(`select count(*)::int as n from event_inbox where type = $1`, [
    type,
  ]);
  return row?.n ?? 0;
}

export async function countOf(db: Database, table: string): Promise<number> {
  const [row] = await db.query<{ n: number }>(`select count(*)::int as n from ${table}`);
  return row?.n ?? 0;
}

/** A plugin whose streams are pulled from the JSON file that its option `file` names: `Upstream`. */
export const filePlugin = `
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { definePlugin, secret, z } from '@kontor/plugin-kit';

const streams = ['customers', 'contacts', 'interactions'];
const kinds = { customers: 'customer', contacts: 'contact', interactions: 'interaction' };

async function* pull(context, cursor, name) {
  const batches = JSON.parse(readFileSync(context.options.file, 'utf8'))[name] ?? [];
  for (let place = cursor ?? 0; place < batches.length; place += 1) {
    const { behave, ...batch } = batches[place];
    if (behave === 'throw') throw new Error('the upstream is down');
    if (behave === 'exit') process.exit(3);
    if (behave === 'hang') for (;;);
    const marker = context.workDir + '/died-at-' + place;
    if (behave === 'die once' && !existsSync(marker)) {
      writeFileSync(marker, '');
      process.kill(process.pid, 'SIGKILL');
      await new Promise(() => setInterval(() => {}, 1000));
    }
    if (behave === 'wait for release') while (!existsSync(context.options.file + '.released')) await new Promise((r) => setTimeout(r, 20));
    if (behave === 'wait') await new Promise(() => setInterval(() => {}, 1000));
    if (behave === 'leak') { const held = []; for (;;) { held.push(Buffer.alloc(10_000_000, 1)); await new Promise((r) => setTimeout(r, 5)); } }
    if (behave === 'garbage') { (await import('node:fs')).writeSync(3, 'this is not JSON\\n'); await new Promise((r) => setTimeout(r, 60_000)); }
    if (behave === 'shout') { context.log('warn', 'the token is ' + context.options.token, { token: context.options.token }); console.log('stdout ' + context.options.token); console.error('stderr ' + context.options.token); throw new Error('refused: ' + context.options.token); }
    yield { ...batch, cursor: place + 1 };
  }
}

export default definePlugin({
  id: 'file', name: 'File', version: '1.0.0', requires: '^1.0.0', description: 'A JSON file.',
  options: z.strictObject({ file: z.string(), token: secret(z.string()).optional() }),
  async check(context) {
    readFileSync(context.options.file);
    return { problems: [], upstream: 'a file' };
  },
  streams: Object.fromEntries(streams.map((name) => [name, {
    record: kinds[name], description: name, pull: (context, cursor) => pull(context, cursor, name),
  }])),
});
`;
