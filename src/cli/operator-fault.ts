import type { Config } from '../app/config.ts';
import { isUnavailable } from '../app/database/unavailable.ts';
import { OperatorError } from '../app/operator-error.ts';
import { errorCode } from '../shared/error-code.ts';

type Installation = Pick<Config, 'databaseUrl' | 'dataDir' | 'host' | 'port'>;

/**
 * What whoever runs Kontor can put right, in one sentence: what, where, what to do. Never a password. Null for
 * everything else, which is for us to put right.
 */
export function operatorFault(error: unknown, installation: Installation): string | null {
  if (error instanceof OperatorError) return error.message;
  const code = errorCode(error);
  const { syscall, path } = (error ?? {}) as { syscall?: unknown; path?: unknown };
  if (syscall === 'listen' || code === 'EADDRINUSE') return listenFault(code, installation);
  if (typeof path === 'string' && path.startsWith(installation.dataDir) && isDenied(code)) {
    return code === 'ENOSPC'
      ? `${path} cannot be written to (ENOSPC): the disk is full.`
      : `${path} cannot be read or written (${code}): give this account the right, or set KONTOR_DATA_DIR to a folder of its own.`;
  }
  return databaseFault(error, code, installation.databaseUrl);
}

function isDenied(code: unknown): code is string {
  return typeof code === 'string' && /^(EACCES|EPERM|EROFS|ENOTDIR|ENOSPC)$/.test(code);
}

function listenFault(code: unknown, { host, port }: Installation): string {
  if (code === 'EADDRINUSE') return `Port ${port} is in use: set PORT to another one.`;
  if (code === 'EACCES') return `Port ${port} may not be used by this account: set PORT to one above 1023.`;
  return `The server cannot listen on ${host}:${port} (${String(code)}): is HOST an address of this machine?`;
}

function databaseFault(error: unknown, code: unknown, url: string | undefined): string | null {
  const { host, user, name } = placeOf(url);
  const where = url ? `The database at ${host}` : 'The embedded PostgreSQL';
  switch (code) {
    case '28P01':
    case '28000':
      return `${where} does not let ${user} in (${code}): are user and password in DATABASE_URL right?`;
    case '3D000':
      return `${where} has no database ${name} (3D000): create it, or correct DATABASE_URL.`;
    case '42501':
      return `${where} does not let ${user} do what is needed (42501, ${firstLine(error)}): give that user the right, or make it the database's owner.`;
    case '53300':
      return `${where} takes no more connections (53300): raise its max_connections, or lower DATABASE_POOL_SIZE.`;
    case '57P03':
      return `${where} is starting or stopping (57P03): try again in a moment.`;
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return `${where} is not found (${code}): is the host name in DATABASE_URL right?`;
  }
  if (url && firstLine(error) === 'The server does not support SSL connections') {
    return `${where} does not speak TLS: leave sslmode out of DATABASE_URL, or turn TLS on there.`;
  }
  if (!isUnavailable(error)) return null;
  const why = typeof code === 'string' ? code : firstLine(error);
  return `${where} does not answer (${why})${url ? ': is DATABASE_URL right?' : ': its log lies in the data directory.'}`;
}

/** Taken apart rather than shortened: the URL holds a password, and parameters that may hold another. */
function placeOf(url: string | undefined): { host: string; user: string; name: string } {
  if (!url) return { host: '', user: 'kontor', name: 'kontor' };
  const { hostname, port, username, pathname } = new URL(url);
  return {
    host: `${hostname || 'localhost'}:${port || '5432'}`,
    user: username ? `user "${decodeURIComponent(username)}"` : 'this account',
    name: `"${decodeURIComponent(pathname.slice(1))}"`,
  };
}

function firstLine(error: unknown): string {
  return error instanceof Error ? (error.message.split('\n')[0] ?? '') : '';
}
