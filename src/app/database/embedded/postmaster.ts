import { spawn, spawnSync } from 'node:child_process';
import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { errorCode } from '../../../shared/error-code.ts';
import { OperatorError } from '../../operator-error.ts';
import type { Account } from './account.ts';
import type { Binaries } from './binaries.ts';
import { environment } from './cluster.ts';
import type { Layout } from './layout.ts';

/** What `postmaster.pid` says (PostgreSQL's miscadmin.h, "LOCK_FILE_LINE_…"). */
export interface PostmasterRecord {
  pid: number;
  port: number;
  status: string;
}

export function readPostmasterRecord(layout: Layout): PostmasterRecord | undefined {
  const file = join(layout.cluster, 'postmaster.pid');
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return undefined;
    throw error;
  }
  const lines = text.split('\n');
  return { pid: Number(lines[0]), port: Number(lines[3] ?? 0), status: (lines[7] ?? '').trim() };
}

/**
 * A postmaster's mark on its own command line. It names the folder by device and inode: a copy of a data dir
 * (with the original's postmaster.pid in it) has another mark, a data dir that was renamed has the same.
 */
function markOf(layout: Layout): string {
  const { dev, ino } = statSync(layout.cluster, { bigint: true });
  return `cluster_name=kontor_${dev.toString(36)}_${ino.toString(36)}`;
}

/** Whether this process id is alive and is the postmaster of this cluster, not a stranger with a reused id. */
export function isOurPostmaster(layout: Layout, pid: number): boolean {
  return Number.isInteger(pid) && pid > 1 && commandLineOf(pid).includes(markOf(layout));
}

function commandLineOf(pid: number): string {
  if (!existsSync('/proc/self/cmdline')) {
    return spawnSync('ps', ['-ww', '-o', 'command=', '-p', String(pid)], { encoding: 'utf8' }).stdout;
  }
  try {
    // Readable for everybody, unlike /proc/<pid>/cwd, which root in a container may not see. Empty for zombies.
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
  } catch {
    return '';
  }
}

/** A stale file whose process id now belongs to somebody else would keep PostgreSQL from starting. */
export function clearStaleRecord(layout: Layout): void {
  rmSync(join(layout.cluster, 'postmaster.pid'), { force: true });
}

export class StartFailure extends OperatorError {
  readonly mayPass: boolean;

  constructor(message: string, mayPass: boolean) {
    super(message);
    this.mayPass = mayPass;
  }
}

const startDeadlineMilliseconds = 60_000;

/** Starts the postmaster and waits until it takes connections; `onExit` hears of its end after that. */
export async function spawnPostmaster(
  layout: Layout,
  account: Account,
  binaries: Binaries,
  port: number,
  onExit: (how: string, orderly: boolean) => void,
): Promise<PostmasterRecord> {
  mkdirSync(layout.supervision, { recursive: true });
  if (existsSync(layout.logFile)) renameSync(layout.logFile, `${layout.logFile}.1`);
  const log = openSync(layout.logFile, 'a', 0o600);
  const child = spawn(binaries.postgres, ['-D', account.pathOf(layout.cluster), ...settings(layout, port)], {
    ...account.identity,
    cwd: layout.cluster,
    env: environment,
    // A session of its own, so that Ctrl-C on the terminal reaches us and not PostgreSQL under our feet.
    detached: true,
    stdio: ['ignore', log, log],
  });
  closeSync(log);
  child.unref();
  let ended: string | undefined;
  let ready = false;
  child.on('error', (error) => (ended = error.message));
  child.on('exit', (code, signal) => {
    ended = signal ?? `exit code ${code}`;
    if (ready) onExit(ended, code === 0);
  });
  const deadline = Date.now() + startDeadlineMilliseconds;
  for (;;) {
    const record = readPostmasterRecord(layout);
    if (record?.pid === child.pid && record?.status === 'ready') {
      ready = true;
      writeFileSync(layout.portFile, String(port));
      return record;
    }
    if (ended !== undefined) throw startFailure(layout, ended);
    if (Date.now() > deadline) {
      child.kill('SIGQUIT');
      throw startFailure(layout, `not ready after ${startDeadlineMilliseconds / 1000} s`);
    }
    await delay(10);
  }
}

function startFailure(layout: Layout, how: string): StartFailure {
  const log = existsSync(layout.logFile) ? readFileSync(layout.logFile, 'utf8').trim() : '';
  const lastLines = log.split('\n').slice(-10).join('\n');
  // The port was taken in between, or processes of a killed postmaster have not noticed yet that it is gone.
  const mayPass = /could not bind|could not create any TCP\/IP sockets|pre-existing shared memory/.test(log);
  return new StartFailure(
    `the embedded PostgreSQL did not start (${how}), see ${layout.logFile}\n${lastLines}`,
    mayPass,
  );
}

function settings(layout: Layout, port: number): string[] {
  const values = [
    markOf(layout),
    'listen_addresses=127.0.0.1',
    `port=${port}`,
    'unix_socket_directories=',
    'max_connections=200',
    'shared_buffers=128MB',
    'effective_cache_size=1GB',
    'random_page_cost=1.1',
    'timezone=UTC',
    'log_timezone=UTC',
    'log_checkpoints=off',
  ];
  return values.flatMap((value) => ['-c', value]);
}

/** The port of the last time where it is free, so that an operator's psql and our pools find it again. */
export async function choosePort(layout: Layout): Promise<number> {
  const last = existsSync(layout.portFile) ? Number(readFileSync(layout.portFile, 'utf8')) : 0;
  return (last > 0 ? await tryToListen(last) : undefined) ?? (await tryToListen(0)) ?? 0;
}

async function tryToListen(port: number): Promise<number | undefined> {
  const server = createServer();
  return new Promise((resolve) => {
    server.once('error', () => resolve(undefined));
    server.listen(port, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(address !== null && typeof address === 'object' ? address.port : undefined));
    });
  });
}

/** Fast mode: open transactions are rolled back. Call it with a process id that was checked to be ours. */
export async function stopPostmaster(layout: Layout, pid: number): Promise<void> {
  process.kill(pid, 'SIGINT');
  const stages = [
    { milliseconds: 30_000, harder: 'SIGQUIT' as const },
    { milliseconds: 10_000, harder: 'SIGKILL' as const },
    { milliseconds: 5_000, harder: undefined },
  ];
  for (const { milliseconds, harder } of stages) {
    const deadline = Date.now() + milliseconds;
    while (Date.now() < deadline) {
      if (!isOurPostmaster(layout, pid)) return;
      await delay(10);
    }
    if (harder) process.kill(pid, harder);
  }
  throw new Error(`the embedded PostgreSQL (process ${pid}) cannot be stopped`);
}
