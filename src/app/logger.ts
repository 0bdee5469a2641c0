import {
  type DestinationStream,
  type Logger,
  type LoggerOptions,
  pino,
  type SerializedError,
  stdSerializers,
} from 'pino';
import type { Config } from './config.ts';

/** One JSON object a line to standard output or `destination`, or for people; credentials never reach it. */
export function createLogger(
  config: Pick<Config, 'logLevel' | 'logFormat'>,
  destination?: DestinationStream,
): Logger {
  const options: LoggerOptions = {
    level: config.logLevel,
    base: undefined,
    timestamp: pino.stdTimeFunctions.isoTime,
    // pg hangs its whole client, with all its types and sockets, on the errors of a lost session.
    serializers: { err: stdSerializers.wrapErrorSerializer(withoutClient) },
    redact: ['*.authorization', '*.headers.authorization', 'authorization', '*.password', '*.secret'],
    ...(config.logFormat === 'pretty' && {
      transport: { target: 'pino-pretty', options: { translateTime: 'HH:MM:ss', ignore: 'pid,hostname' } },
    }),
  };
  return destination ? pino(options, destination) : pino(options);
}

function withoutClient({ client: _, ...error }: SerializedError): SerializedError {
  return error;
}
