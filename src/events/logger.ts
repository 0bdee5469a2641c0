/** Where the log's long-running parts report; pino's loggers fit. */
export interface EventsLogger {
  debug(details: object, message: string): void;
  info(details: object, message: string): void;
  warn(details: object, message: string): void;
  error(details: object, message: string): void;
}

/** For tests and short-lived commands: only what went wrong, as process warnings. */
export const warnings: EventsLogger = {
  debug: () => undefined,
  info: () => undefined,
  warn: (details, message) => process.emitWarning(`${message} ${describe(details)}`, 'KontorEvents'),
  error: (details, message) => process.emitWarning(`${message} ${describe(details)}`, 'KontorEvents'),
};

function describe(details: object): string {
  const { err, ...rest } = details as { err?: unknown };
  const cause = err === undefined ? '' : ` ${err instanceof Error ? err.message : JSON.stringify(err)}`;
  return `${JSON.stringify(rest)}${cause}`;
}
