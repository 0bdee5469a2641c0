import { existsSync, readFileSync, readlinkSync, writeFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { chooseAccount } from './embedded/account.ts';
import { findBinaries } from './embedded/binaries.ts';
import { ensureCluster, handOver, prepareDataDir, readPassword } from './embedded/cluster.ts';
import { stopWithTheProcess } from './embedded/last-resort.ts';
import { type Layout, layoutOf } from './embedded/layout.ts';
import { exclusiveLock, tryExclusiveLock, trySharedLock } from './embedded/locks.ts';
import {
  choosePort,
  clearStaleRecord,
  isOurPostmaster,
  readPostmasterRecord,
  spawnPostmaster,
  StartFailure,
  stopPostmaster,
} from './embedded/postmaster.ts';
import { OperatorError } from '../operator-error.ts';

export interface EmbeddedPostgres {
  url: string;
  /** Stops PostgreSQL, unless another process still uses it: then that one stops it. Safe to call twice. */
  stop(): Promise<void>;
  /** It was running already: started by another process, or left behind by one that was killed. */
  adopted: boolean;
}

export interface EmbeddedPostgresOptions {
  dataDir: string;
  log?: (line: string) => void;
}

/**
 * The PostgreSQL that comes with Kontor, for installations without a `DATABASE_URL`. All processes on one data
 * dir share one postmaster: whoever comes first starts it, whoever leaves last stops it. Both are decided with
 * the turn lock held; who is left is read off the users lock (see `locks.ts` for why these survive kill -9).
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const layout = layoutOf(options.dataDir);
  const log = options.log ?? (() => undefined);
  prepareDataDir(layout);
  let stopping = false;

  const turn = await exclusiveLock(layout.turnLock);
  try {
    refuseOtherContainers(layout);
    const running = await findRunning(layout);
    const port = running ?? (await start());
    if (running) log(`embedded PostgreSQL: running already, on port ${running}`);
    const usage = trySharedLock(layout.usersLock);
    if (!usage)
      throw new OperatorError(`${layout.usersLock} is locked by a process that does not hold the turn`);
    const disarm = stopWithTheProcess(() => {
      stopping = true;
      usage.release();
      stopUnlessUsedNow(layout);
    });
    let stopped: Promise<void> | undefined;
    const stop = async (): Promise<void> => {
      stopping = true;
      disarm();
      const ownTurn = await exclusiveLock(layout.turnLock);
      try {
        usage.release();
        await stopUnlessUsed(layout, log);
      } finally {
        ownTurn.release();
      }
    };
    return {
      url: urlOf(layout, port),
      adopted: running !== undefined,
      stop: () => (stopped ??= stop()),
    };
  } finally {
    turn.release();
  }

  async function start(): Promise<number> {
    const account = chooseAccount(existsSync(layout.cluster) ? layout.cluster : layout.dataDir);
    const binaries = findBinaries(account, layout);
    if (ensureCluster(layout, account, binaries) === 'created') {
      log(`embedded PostgreSQL: created ${layout.cluster}`);
    }
    const deadline = Date.now() + 15_000;
    for (;;) {
      try {
        const port = await choosePort(layout);
        await spawnPostmaster(layout, account, binaries, port, restartAfterACrash);
        writeFileSync(layout.pidNamespaceFile, pidNamespace());
        handOver(layout);
        await connect(layout, port);
        log(`embedded PostgreSQL: started on port ${port}`);
        return port;
      } catch (error) {
        if (!(error instanceof StartFailure && error.mayPass) || Date.now() > deadline) throw error;
        await delay(100);
      }
    }
  }

  /** On the same port where possible, so that connection pools recover by themselves. */
  function restartAfterACrash(how: string, orderly: boolean): void {
    if (stopping || orderly) return;
    log(`embedded PostgreSQL: ended unexpectedly (${how}), starting it again`);
    exclusiveLock(layout.turnLock)
      .then(async (ownTurn) => {
        try {
          if (!stopping && !(await findRunning(layout))) await start();
        } finally {
          ownTurn.release();
        }
      })
      .catch((error: unknown) =>
        log(`embedded PostgreSQL: ${error instanceof Error ? error.message : String(error)}`),
      );
  }
}

const adoptionDeadlineMilliseconds = 60_000;

/** The port of a postmaster of this cluster that takes connections; waits for one that starts, recovers or stops. */
async function findRunning(layout: Layout): Promise<number | undefined> {
  const deadline = Date.now() + adoptionDeadlineMilliseconds;
  for (;;) {
    const record = readPostmasterRecord(layout);
    if (!record) return undefined;
    if (!isOurPostmaster(layout, record.pid)) {
      clearStaleRecord(layout);
      return undefined;
    }
    if (record.status === 'ready') {
      await connect(layout, record.port);
      return record.port;
    }
    if (Date.now() > deadline) {
      throw new OperatorError(
        `the embedded PostgreSQL (process ${record.pid}) has been ${record.status || 'starting'} ` +
          `for ${adoptionDeadlineMilliseconds / 1000} s, see ${layout.logFile}`,
      );
    }
    await delay(20);
  }
}

/** That it is up is known only when it answers, to our password, with our database. */
async function connect(layout: Layout, port: number): Promise<void> {
  const client = new pg.Client({ connectionString: urlOf(layout, port), connectionTimeoutMillis: 10_000 });
  await client.connect();
  await client.end();
}

function urlOf(layout: Layout, port: number): string {
  const password = readPassword(layout);
  if (password === undefined) {
    throw new OperatorError(
      `${layout.passwordFile} is missing while PostgreSQL runs: stop all processes that use ${layout.dataDir}, ` +
        'then the next start sets a new password',
    );
  }
  return `postgresql://kontor:${password}@127.0.0.1:${port}/kontor`;
}

/** Call it with the turn lock held and the own use released. */
async function stopUnlessUsed(layout: Layout, log: (line: string) => void): Promise<void> {
  const alone = tryExclusiveLock(layout.usersLock);
  if (!alone) {
    log('embedded PostgreSQL: left running, another process uses it');
    return;
  }
  try {
    const record = readPostmasterRecord(layout);
    if (!record || !isOurPostmaster(layout, record.pid)) return;
    await stopPostmaster(layout, record.pid);
    log('embedded PostgreSQL: stopped');
  } finally {
    alone.release();
  }
}

/** The same from the `exit` event, where only synchronous work is done: PostgreSQL ends by itself after the signal. */
function stopUnlessUsedNow(layout: Layout): void {
  const turn = tryExclusiveLock(layout.turnLock, 2_000);
  const alone = turn && tryExclusiveLock(layout.usersLock);
  const record = alone && readPostmasterRecord(layout);
  if (record && isOurPostmaster(layout, record.pid)) process.kill(record.pid, 'SIGINT');
  alone?.release();
  turn?.release();
}

/**
 * Two containers on one volume do not see each other's processes: a living postmaster over there looks stale
 * here, and starting a second one would corrupt the cluster. The users lock is the kernel's and is seen by both.
 */
function refuseOtherContainers(layout: Layout): void {
  if (!existsSync(layout.pidNamespaceFile)) return;
  if (readFileSync(layout.pidNamespaceFile, 'utf8') === pidNamespace()) return;
  const alone = tryExclusiveLock(layout.usersLock);
  if (!alone) {
    throw new OperatorError(
      `${layout.dataDir} is in use by a process in another container: ` +
        'an embedded PostgreSQL serves one container, give both the same DATABASE_URL',
    );
  }
  alone.release();
}

function pidNamespace(): string {
  return existsSync('/proc/self/ns/pid') ? readlinkSync('/proc/self/ns/pid') : '';
}
