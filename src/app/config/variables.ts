import { IANAZone } from 'luxon';
import { resolve } from 'node:path';
import { z } from 'zod';
import { decodeSecretKey, isDatabaseUrl, isOrigin, secretKeyBytes, withoutCredentials } from './values.ts';
import { list, oneOf, onOff, secret, text, wholeNumber } from './variable.ts';

/** In the order in which they are printed. The keys are the names in `Config`. */
export const variables = {
  port: wholeNumber(
    {
      name: 'PORT',
      description: 'Port of the HTTP and WebSocket server. 0 takes a free one.',
      default: '4000',
    },
    0,
    65_535,
  ),
  host: text(
    {
      name: 'HOST',
      description:
        'Address that the server listens on. The default is every IPv4 interface: a container’s published port ' +
        'reaches nothing else, and without a key the API shows nothing but its schema. ' +
        'Behind a reverse proxy on the same machine, `127.0.0.1` is better.',
      default: '0.0.0.0',
    },
    'an IP address or a host name',
    z.string().regex(/^[A-Za-z0-9.:_-]+$/),
  ),
  corsOrigins: list(
    {
      name: 'CORS_ORIGINS',
      description: 'Origins of web pages that may call the API from a browser.',
      whenUnset: 'none, apart from the bundled GraphiQL',
    },
    'origins separated by commas, such as `https://portal.example.com`, or `*` for all',
    z.string().refine((value) => value === '*' || isOrigin(value)),
  ),
  shutdownTimeoutMilliseconds: wholeNumber(
    {
      name: 'KONTOR_SHUTDOWN_TIMEOUT_MS',
      description: 'How long requests that are under way may take after SIGTERM, in milliseconds.',
      default: '10000',
    },
    0,
    600_000,
  ),
  databaseUrl: secret(
    {
      name: 'DATABASE_URL',
      description: 'PostgreSQL 15 or newer to use. With it, nothing is embedded.',
      whenUnset: 'an embedded PostgreSQL under `KONTOR_DATA_DIR`',
    },
    'a URL such as `postgresql://user:password@host:5432/database`',
    z.string().refine(isDatabaseUrl),
    withoutCredentials,
  ),
  databasePoolSize: wholeNumber(
    {
      name: 'DATABASE_POOL_SIZE',
      description: 'Connections to PostgreSQL that one process opens at most for requests and jobs.',
      default: '10',
    },
    2,
    100,
  ),
  dataDir: text(
    {
      name: 'KONTOR_DATA_DIR',
      description:
        'Folder for what an installation keeps on disk: the embedded PostgreSQL, the key file, the demo’s keys. ' +
        'Created when missing; a relative path starts at the working directory.',
      default: '.kontor',
    },
    'a path',
    z.string().transform((value) => resolve(value)),
  ),
  secretKey: secret(
    {
      name: 'KONTOR_SECRET_KEY',
      description:
        'Key that encrypts the secrets of integrations. Whoever loses it enters those secrets again. ' +
        'Make one with `openssl rand -base64 32`.',
      whenUnset: 'the file `secret.key` in `KONTOR_DATA_DIR`, created with mode 600',
    },
    `${secretKeyBytes} bytes as base64 (44 characters) or hex (64 characters)`,
    z.string().transform((value, context) => {
      const key = decodeSecretKey(value);
      if (key) return key;
      context.addIssue({ code: 'custom', message: 'not a key' });
      return z.NEVER;
    }),
    () => '(hidden)',
  ),
  plugins: list(
    {
      name: 'KONTOR_PLUGINS',
      description: 'Connector plugins to offer beside the bundled ones.',
      whenUnset: 'none',
    },
    'npm package names, or folders that start with `./`, `../` or `/`, separated by commas',
    z.string().regex(/^(\.{0,2}\/.+|\.{1,2}|(@[a-z0-9~-][a-z0-9._~-]*\/)?[a-z0-9~-][a-z0-9._~-]*)$/),
  ),
  introspection: onOff({
    name: 'KONTOR_INTROSPECTION',
    description: 'Whether clients may ask for the schema, also without a key.',
    default: 'on',
  }),
  graphiql: onOff({
    name: 'KONTOR_GRAPHIQL',
    description: 'Whether `/graphql` shows the bundled GraphiQL to browsers.',
    default: 'on',
  }),
  maxDepth: wholeNumber(
    {
      name: 'KONTOR_MAX_DEPTH',
      description: 'How deep the fields of an operation may be nested. Introspection has a limit of its own.',
      default: '12',
    },
    1,
    100,
  ),
  maxQueryBytes: wholeNumber(
    {
      name: 'KONTOR_MAX_QUERY_BYTES',
      description: 'How long a document may be, in bytes.',
      default: '20000',
    },
    100,
    1_000_000,
  ),
  maxSubscriptionsPerSocket: wholeNumber(
    {
      name: 'KONTOR_MAX_SUBSCRIPTIONS_PER_SOCKET',
      description: 'How many subscriptions one WebSocket may carry at a time.',
      default: '100',
    },
    1,
    10_000,
  ),
  maxSocketsPerKey: wholeNumber(
    {
      name: 'KONTOR_MAX_SOCKETS_PER_KEY',
      description:
        'How many WebSockets and event streams one API key may have open at a time, on each process. ' +
        'Whoever comes beyond that is told to try again later.',
      default: '500',
    },
    1,
    1_000_000,
  ),
  maxSocketBufferBytes: wholeNumber(
    {
      name: 'KONTOR_MAX_SOCKET_BUFFER_BYTES',
      description:
        'How many bytes may wait for a client that reads too slowly. Beyond that its WebSocket or event stream is ' +
        'closed, and it continues where it was when it comes back.',
      default: '1048576',
    },
    16_384,
    1_073_741_824,
  ),
  pingSeconds: wholeNumber(
    {
      name: 'KONTOR_PING_SECONDS',
      description:
        'How many seconds lie between two pings of WebSockets and event streams. A WebSocket that has not answered ' +
        'one until the next is closed.',
      default: '12',
    },
    1,
    300,
  ),
  timeZone: text(
    {
      name: 'KONTOR_TIME_ZONE',
      description: 'The company’s time zone: it decides which day it is, for instance for days overdue.',
      default: 'Europe/Berlin',
    },
    'an IANA time zone such as `Europe/Berlin`',
    z
      .string()
      .refine((value) => !/^[+-]/.test(value) && IANAZone.isValidZone(value))
      .transform((timeZone) => new Intl.DateTimeFormat('en', { timeZone }).resolvedOptions().timeZone),
  ),
  eventRetentionDays: wholeNumber(
    {
      name: 'KONTOR_EVENT_RETENTION_DAYS',
      description: 'How many days events are kept, and therefore how long a cursor stays valid.',
      default: '30',
    },
    1,
    3650,
  ),
  ingressWaitingLimit: wholeNumber(
    {
      name: 'KONTOR_INGRESS_WAITING_LIMIT',
      description:
        'How many messages of one integration may wait to be handled, because its plugin does not run. More are refused with status 503.',
      default: '100000',
    },
    1,
    10_000_000,
  ),
  ingressRetentionDays: wholeNumber(
    {
      name: 'KONTOR_INGRESS_RETENTION_DAYS',
      description:
        'How many days messages that other systems posted are kept once they are handled. They hold telephone numbers.',
      default: '7',
    },
    1,
    3650,
  ),
  callRingingMinutes: wholeNumber(
    {
      name: 'KONTOR_CALL_RINGING_MINUTES',
      description:
        'After how many minutes a call that only rings, and of which nothing more is heard, is closed.',
      default: '10',
    },
    1,
    1440,
  ),
  callSilenceMinutes: wholeNumber(
    {
      name: 'KONTOR_CALL_SILENCE_MINUTES',
      description:
        'After how many minutes a call that was answered, and of which nothing more is heard, is closed: its end was lost.',
      default: '240',
    },
    1,
    10_080,
  ),
  logLevel: oneOf(
    { name: 'LOG_LEVEL', description: 'The least important log lines that are written.', default: 'info' },
    ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'],
  ),
  logFormat: oneOf(
    {
      name: 'LOG_FORMAT',
      description: 'JSON lines for machines, or coloured lines for people.',
      default: 'json',
    },
    ['json', 'pretty'],
  ),
};
