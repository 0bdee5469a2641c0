import { pino, type Logger } from 'pino';
import type { Config } from './config.ts';

/** One JSON object a line, or for people; credentials never reach it. */
export function createLogger(config: Pick<Config, 'logLevel' | 'logFormat'>): Logger {
  return pino({
    level: config.logLevel,
    base: undefined,
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: ['*.authorization', '*.headers.authorization', 'authorization', '*.password', '*.secret'],
    ...(config.logFormat === 'pretty' && {
      transport: { target: 'pino-pretty', options: { translateTime: 'HH:MM:ss', ignore: 'pid,hostname' } },
    }),
  });
}
