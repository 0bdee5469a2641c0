import { errorCode } from '../../shared/error-code.ts';

// query_canceled (statement_timeout), admin_shutdown, crash_shutdown, cannot_connect_now, idle_session_timeout,
// idle_in_transaction_session_timeout, lock_not_available; 53… is every insufficient_resources (disk_full,
// too_many_connections), 08… every connection_exception; then those of Node's sockets.
const CODES =
  /^(57014|57P0[1235]|25P03|53...|55P03|08...|ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|ENOTFOUND|EAI_AGAIN)$/;

// pg and pg-pool give these no code.
const MESSAGES =
  /timeout exceeded when trying to connect|Connection terminated|timeout expired|is not queryable|Query read timeout/;

/**
 * Whether a statement failed because the database is busy, restarting or out of reach: the same request may succeed
 * in a moment. What merely carries such a failure as its `cause` is not meant: that may be a plugin's own `fetch`.
 */
export function isUnavailable(error: unknown): boolean {
  const code = errorCode(error);
  if (typeof code === 'string') return CODES.test(code);
  const message = typeof error === 'object' && error !== null && 'message' in error ? error.message : '';
  return typeof message === 'string' && MESSAGES.test(message);
}
