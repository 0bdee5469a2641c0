import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  chmodSync,
  chownSync,
  closeSync,
  existsSync,
  fsyncSync,
  lchownSync,
  mkdirSync,
  openSync,
} from 'node:fs';
import { readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Account } from './account.ts';
import type { Binaries } from './binaries.ts';
import type { Layout } from './layout.ts';
import { errorCode } from '../../../shared/error-code.ts';
import { OperatorError } from '../../operator-error.ts';

const unfinishedPrefix = 'postgres.new-';

/** Creates the data dir where it is missing, and our folder in it. */
export function prepareDataDir(layout: Layout): void {
  const existed = existsSync(layout.supervision);
  try {
    if (mkdirSync(layout.dataDir, { recursive: true }) !== undefined && process.getuid?.() === 0) {
      const { uid, gid } = statSync(dirname(layout.dataDir));
      chownSync(layout.dataDir, uid, gid);
    }
    mkdirSync(layout.supervision, { recursive: true, mode: 0o700 });
    for (const file of [layout.turnLock, layout.usersLock]) closeSync(openSync(file, 'a', 0o600));
    handOver(layout);
  } catch (cause) {
    const why = String(errorCode(cause));
    throw new OperatorError(
      existed
        ? `${layout.supervision} cannot be written to by this account (${why}): run Kontor as the same user as ` +
            'before, or set KONTOR_DATA_DIR to a folder of your own'
        : `The data directory ${layout.dataDir} cannot be created or written to (${why}): set KONTOR_DATA_DIR to a ` +
            'folder that this account may write to',
      { cause },
    );
  }
}

/** What root creates in an ordinary user's data dir stays usable for that user. */
export function handOver(layout: Layout): void {
  if (process.getuid?.() !== 0) return;
  const { uid, gid } = statSync(layout.dataDir);
  chownSync(layout.supervision, uid, gid);
  for (const name of readdirSync(layout.supervision)) chownSync(join(layout.supervision, name), uid, gid);
}

export function readPassword(layout: Layout): string | undefined {
  return existsSync(layout.passwordFile) ? readFileSync(layout.passwordFile, 'utf8').trim() : undefined;
}

function writePassword(layout: Layout, password: string): void {
  const unfinished = `${layout.passwordFile}.new`;
  writeFileSync(unfinished, `${password}\n`, { mode: 0o600, flush: true });
  renameSync(unfinished, layout.passwordFile);
}

/**
 * Makes sure that there is a cluster, with a database and a user `kontor` whose password we know. Call it
 * with the turn lock held and no postmaster running. A cluster appears under its name only when it is
 * complete, so a kill in the middle leaves nothing but rubbish that the next start removes.
 */
export function ensureCluster(layout: Layout, account: Account, binaries: Binaries): 'created' | 'found' {
  removeUnfinished(layout);
  if (existsSync(layout.cluster)) {
    const major = readFileSync(join(layout.cluster, 'PG_VERSION'), 'utf8').trim();
    if (major !== binaries.majorVersion) {
      throw new OperatorError(
        `${layout.cluster} was written by PostgreSQL ${major}, the installed one is ${binaries.majorVersion}: ` +
          `install the Kontor that wrote it, or move the folder away to start with an empty database`,
      );
    }
    giveToAccount(layout.cluster, account);
    if (readPassword(layout) === undefined) setPassword(layout, account, binaries, layout.cluster);
    return 'found';
  }
  const unfinished = join(layout.dataDir, unfinishedPrefix + randomBytes(6).toString('hex'));
  mkdirSync(unfinished, { mode: 0o700 });
  giveToAccount(unfinished, account);
  initialise(account, binaries, unfinished);
  writeFileSync(
    join(unfinished, 'pg_hba.conf'),
    '# written by Kontor: over the loopback interface, with the password\n' +
      'host all all 127.0.0.1/32 scram-sha-256\n',
  );
  setPassword(layout, account, binaries, unfinished, 'CREATE DATABASE kontor');
  renameSync(unfinished, layout.cluster);
  syncFolder(layout.dataDir);
  return 'created';
}

/** Also a cluster that was restored from a backup, without its owner or its mode: PostgreSQL insists on both. */
function giveToAccount(folder: string, account: Account): void {
  if ((statSync(folder).mode & 0o027) !== 0) chmodSync(folder, 0o700);
  const { uid, gid } = account.identity;
  if (uid === undefined || gid === undefined || statSync(folder).uid === uid) return;
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    lchownSync(join(folder, name), uid, gid);
  }
  // Last: who is killed in between finds it undone and does it again.
  chownSync(folder, uid, gid);
}

function removeUnfinished(layout: Layout): void {
  for (const name of readdirSync(layout.dataDir)) {
    if (name.startsWith(unfinishedPrefix))
      rmSync(join(layout.dataDir, name), { recursive: true, force: true });
  }
}

/**
 * PostgreSQL's own C.UTF-8 compares and folds alike on every system, and LIKE 'x%' can use plain indexes.
 * What still asks the C library (pg_trgm, for instance, whether ü is a letter) needs a UTF-8 locale from
 * the system where it has one; containers without any get C.
 */
function initialise(account: Account, binaries: Binaries, folder: string): void {
  const faults: string[] = [];
  for (const ctype of ['C.UTF-8', 'en_US.UTF-8', 'C']) {
    const run = spawnSync(
      binaries.initdb,
      [
        '-D',
        account.pathOf(folder),
        '--username=kontor',
        '--auth=trust',
        '--encoding=UTF8',
        '--locale-provider=builtin',
        '--builtin-locale=C.UTF-8',
        '--locale=C',
        `--lc-ctype=${ctype}`,
      ],
      { ...account.identity, cwd: folder, env: environment, encoding: 'utf8' },
    );
    if (run.status === 0) return;
    faults.push(`${ctype}: ${run.error?.message ?? run.stderr.trim()}`);
    if (run.error || !run.stderr.includes('locale')) break;
  }
  rmSync(folder, { recursive: true, force: true });
  throw new OperatorError(`the embedded PostgreSQL's cluster could not be created\n${faults.join('\n')}`);
}

/** Through a server without a socket, so that the password meets neither a command line nor a network. */
function setPassword(layout: Layout, account: Account, binaries: Binaries, folder: string, more = ''): void {
  const password = randomBytes(24).toString('hex');
  const run = spawnSync(
    binaries.postgres,
    [
      '--single',
      '-D',
      account.pathOf(folder),
      '-c',
      'exit_on_error=on',
      '-c',
      'log_statement=none',
      'postgres',
    ],
    {
      ...account.identity,
      cwd: folder,
      env: environment,
      encoding: 'utf8',
      input: `ALTER USER kontor PASSWORD '${password}'\n${more}\n`,
    },
  );
  if (run.status !== 0) {
    const fault = (run.error?.message ?? run.stderr.trim()).replaceAll(password, '…');
    throw new OperatorError(`the embedded PostgreSQL's password could not be set\n${fault}`);
  }
  writePassword(layout, password);
}

function syncFolder(folder: string): void {
  const handle = openSync(folder, 'r');
  fsyncSync(handle);
  closeSync(handle);
}

/** None of the caller's: PGDATA, PGPORT and the like would be obeyed. */
export const environment = { PATH: process.env['PATH'] ?? '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' };
