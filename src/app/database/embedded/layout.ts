import { join, resolve } from 'node:path';

/** Where the parts of an embedded PostgreSQL lie in a data dir. */
export interface Layout {
  dataDir: string;
  /** PostgreSQL's own folder (PGDATA). */
  cluster: string;
  /** Ours, beside it: password, port, locks, log. */
  supervision: string;
  passwordFile: string;
  portFile: string;
  pidNamespaceFile: string;
  logFile: string;
  /** Held while a process starts or stops the postmaster. */
  turnLock: string;
  /** Held, shared, for as long as a process uses the postmaster. */
  usersLock: string;
}

export function layoutOf(dataDir: string): Layout {
  const root = resolve(dataDir);
  const supervision = join(root, 'postgres-supervision');
  return {
    dataDir: root,
    cluster: join(root, 'postgres'),
    supervision,
    passwordFile: join(supervision, 'password'),
    portFile: join(supervision, 'port'),
    pidNamespaceFile: join(supervision, 'pid-namespace'),
    logFile: join(supervision, 'postgres.log'),
    turnLock: join(supervision, 'turn.lock'),
    usersLock: join(supervision, 'users.lock'),
  };
}
