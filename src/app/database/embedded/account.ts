import { spawnSync } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import { existsSync } from 'node:fs';
import { OperatorError } from '../../operator-error.ts';

/** Who PostgreSQL runs as. It refuses to run as root, so root hands it to another account. */
export interface Account {
  /** Options for `spawn`; empty for an ordinary user, who runs PostgreSQL himself. */
  identity: { uid?: number; gid?: number };
  /** How the folder that is the child's working directory is named on its command line. */
  pathOf(workingDirectory: string): string;
}

const asOurselves: Account = { identity: {}, pathOf: (directory) => directory };

/**
 * @param owned the cluster, or before there is one the data dir: root runs PostgreSQL as its owner, so that
 * `sudo kontor …` in somebody's checkout leaves a cluster that this somebody can use. What root owns runs as nobody.
 */
export function chooseAccount(owned: string): Account {
  if (process.platform === 'win32') {
    throw new OperatorError('the embedded PostgreSQL does not run on Windows: use WSL, or set DATABASE_URL');
  }
  if (process.getuid?.() !== 0) return asOurselves;
  const owner = statSync(owned);
  const identity = owner.uid === 0 ? nobody() : { uid: owner.uid, gid: owner.gid };
  return {
    identity,
    pathOf: existsSync('/proc/self/cwd') ? () => '/proc/self/cwd' : (directory) => directory,
  };
}

/*
 * Why /proc/self/cwd: a checkout under /root lies below a folder that nobody may not enter, and PostgreSQL
 * opens its folder by name. A child is put into its working directory while it is still root, and Linux
 * resolves /proc/self/cwd without walking the path, so the cluster can stay where the operator put it.
 */

function nobody(): { uid: number; gid: number } {
  const line = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .find((entry) => entry.startsWith('nobody:'));
  const [, , uid, gid] = line?.split(':') ?? [];
  if (uid === undefined || gid === undefined) {
    throw new OperatorError(
      'PostgreSQL does not run as root and this system has no account "nobody": ' +
        'run Kontor as an ordinary user, or set DATABASE_URL',
    );
  }
  // macOS writes -2 for what the kernel knows as 4294967294.
  return { uid: Number(uid) >>> 0, gid: Number(gid) >>> 0 };
}

/** Whether the account can start this program, found by starting it. Says what went wrong otherwise. */
export function whyItCannotRun(account: Account, program: string): string | undefined {
  const run = spawnSync(program, ['--version'], { ...account.identity, cwd: '/', encoding: 'utf8' });
  if (run.status === 0) return undefined;
  return run.error?.message ?? (run.stderr.trim() || `ended with ${run.status ?? run.signal}`);
}
