import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, chownSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { fromSource } from '../support/from-source.ts';

const script = fileURLToPath(new URL('./embedded-process.ts', import.meta.url));
const root = fileURLToPath(new URL('../..', import.meta.url));

/** A child process that runs on an embedded PostgreSQL. */
export interface EmbeddedUser {
  url: string;
  adopted: boolean;
  child: ChildProcess;
  /** Sends a command or a signal and waits until the process is gone. */
  tell(command: 'stop' | 'exit without stopping' | 'throw'): Promise<void>;
  kill(signal: NodeJS.Signals): Promise<void>;
}

export async function startEmbeddedUser(dataDir: string, uid?: number): Promise<EmbeddedUser> {
  const identity = uid === undefined ? {} : { uid, gid: uid };
  const child = spawn(process.execPath, [...fromSource, script, dataDir], {
    ...identity,
    cwd: root,
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  let errors = '';
  child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()));
  const exited = once(child, 'exit');
  const lines = createInterface({ input: child.stdout });
  const line = await Promise.race([once(lines, 'line'), exited.then(() => undefined)]);
  if (line === undefined) throw new Error(`the process ended before it was up:\n${errors}`);
  const { url, adopted } = JSON.parse(String(line[0])) as { url: string; adopted: boolean };
  return {
    url,
    adopted,
    child,
    tell: async (command) => {
      child.stdin.write(`${command}\n`);
      await exited;
    },
    kill: async (signal) => {
      child.kill(signal);
      await exited;
    },
  };
}

export async function query(url: string, sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows.flatMap((row) => Object.values(row));
  } finally {
    await client.end();
  }
}

export async function isListening(url: string): Promise<boolean> {
  const socket = connect(Number(new URL(url).port), '127.0.0.1');
  try {
    await once(socket, 'connect');
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}

export function postmasterPid(dataDir: string): number {
  return Number(readFileSync(join(dataDir, 'postgres', 'postmaster.pid'), 'utf8').split('\n')[0]);
}

/** Mode 700, as mkdtemp makes it: as root, PostgreSQL's account may not even enter it. */
export function temporaryFolder(uid?: number): string {
  const folder = mkdtempSync(join(tmpdir(), 'kontor-embedded-'));
  if (uid !== undefined) chownSync(folder, uid, uid);
  chmodSync(folder, 0o700);
  return folder;
}

/** Also ends a postmaster that a failed test left behind. */
export function removeFolder(folder: string, dataDir: string): void {
  try {
    process.kill(postmasterPid(dataDir), 'SIGKILL');
  } catch {
    // None there: what the tests want.
  }
  rmSync(folder, { recursive: true, force: true });
}

export const isRoot = process.getuid?.() === 0;

export function canReadThisCheckout(uid: number): boolean {
  return (
    spawnSync(process.execPath, ['-e', `require('fs').readFileSync(${JSON.stringify(script)})`], { uid })
      .status === 0
  );
}
