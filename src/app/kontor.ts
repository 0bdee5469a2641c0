import type { Logger } from 'pino';
import { createFeed } from '../events/feed.ts';
import { startSequencer } from '../events/sequencer.ts';
import { createPluginHost, type PluginHost } from '../plugins/host/plugin-host.ts';
import type { GraphQLContext } from '../resolvers/context.ts';
import { authenticate } from '../services/access/authenticate.ts';
import type { Viewer } from '../services/access/viewer.ts';
import { requestContext } from '../services/context.ts';
import { setBusinessTimeZone } from '../shared/business-time.ts';
import type { Database } from '../shared/database.ts';
import type { Config } from './config.ts';
import { type DatabaseLimits, serverLimits } from './database/limits.ts';
import { migrate } from './database/migrate.ts';
import { type OpenDatabase, openDatabase } from './database/open.ts';
import { createExecutor } from './executor/executor.ts';
import { survivesLostFieldErrors } from './executor/lost-field-errors.ts';
import { createGate } from './gate/gate.ts';
import { registerGraphiql } from './graphiql.ts';
import { createApollo } from './http/apollo.ts';
import { drainable } from './http/drain.ts';
import { EventStreams } from './http/event-streams.ts';
import { registerIngress } from './http/ingress.ts';
import { createHttpServer } from './http/server.ts';
import { buildKontorSchema } from './schema/build-schema.ts';
import { createReadiness } from './readiness.ts';
import { loadSecretKey } from './secret-key.ts';
import { startHousekeeping } from './housekeeping.ts';
import { SocketLimit, type StreamLimits } from './subscriptions/limits.ts';
import { attachWebSocket } from './websocket.ts';

export interface Kontor {
  /** Where it answers: `http://127.0.0.1:4000`. */
  readonly url: string;
  readonly db: Database;
  readonly host: PluginHost;
  /** Finishes what is under way, tells sockets to come back, lets go of everything. */
  stop(): Promise<void>;
}

/** The running process: database, log, feed, plugins, HTTP and WebSocket, put together in this order. */
export async function startKontor(
  config: Config,
  logger: Logger,
  limits: DatabaseLimits = serverLimits,
): Promise<Kontor> {
  const cleanups: (() => Promise<unknown>)[] = [];
  // Last started, first stopped; a step that fails must not keep the others from being taken back.
  const stop = async (): Promise<void> => {
    const failures: unknown[] = [];
    for (const cleanup of cleanups.splice(0).toReversed()) {
      await cleanup().catch((error: unknown) => failures.push(error));
    }
    if (failures.length > 0) throw new AggregateError(failures, 'Not everything could be stopped in order.');
  };
  setBusinessTimeZone(config.timeZone);
  try {
    const db = await openDatabase(config, (line) => logger.info(line), limits);
    cleanups.push(() => db.close());
    return await startOn({ db, config, logger, limits }, cleanups, stop);
  } catch (error) {
    await stop();
    throw error;
  }
}

async function startOn(
  {
    db,
    config,
    logger,
    limits,
  }: { db: OpenDatabase; config: Config; logger: Logger; limits: DatabaseLimits },
  cleanups: (() => Promise<unknown>)[],
  stop: () => Promise<void>,
): Promise<Kontor> {
  const applied = await migrate(db);
  if (applied.length > 0) logger.info({ migrations: applied }, 'Migrated the database');

  const schema = await buildKontorSchema();
  const sequencer = startSequencer(db, { logger, retentionDays: config.eventRetentionDays });
  cleanups.push(() => sequencer.stop());
  const feed = createFeed(db, { logger });
  cleanups.push(() => feed.stop());
  const host = createPluginHost({
    db,
    secretKey: loadSecretKey(config),
    dataDir: config.dataDir,
    pluginNames: config.plugins,
    logger,
    signals: feed.signals,
    ingressWaitingLimit: config.ingressWaitingLimit,
  });
  cleanups.push(() => host.stop());
  await host.start();
  const housekeeping = startHousekeeping(db, logger, {
    ingressRetentionDays: config.ingressRetentionDays,
    callSilence: { ringing: config.callRingingMinutes, inProgress: config.callSilenceMinutes },
  });
  cleanups.push(() => housekeeping.stop());

  const { maxDepth, maxQueryBytes } = config;
  const gate = createGate({
    schema,
    limits: { maxDepth, maxQueryBytes },
    introspection: config.introspection,
    logger,
  });
  const executor = createExecutor(schema);
  const surviveNoLonger = survivesLostFieldErrors(logger);
  cleanups.push(async () => surviveNoLonger());
  const contextFor = (viewer: Viewer, requestId: string): GraphQLContext => ({
    ...requestContext(db, viewer),
    requestId,
    feed,
    host,
  });

  const apollo = createApollo(schema, gate, executor);
  await apollo.start();
  cleanups.push(() => apollo.stop());
  let draining = false;
  const databaseReady = createReadiness(async () => {
    await Promise.all([db.query('select 1'), feed.ready]);
    if (!feed.isReading) throw new Error('The event log is not read: the connection for it was lost.');
  }, limits.readinessMilliseconds);
  const limitsOfStreams: StreamLimits = {
    keepAlive: config.pingSeconds * 1_000,
    maxBufferedBytes: config.maxSocketBufferBytes,
    socketLimit: new SocketLimit(config.maxSocketsPerKey),
  };
  const subscriptions = {
    schema,
    gate,
    executor,
    authenticate: (authorization: string | undefined) => authenticate(db, authorization),
    contextFor,
    ...limitsOfStreams,
  };
  const eventStreams = new EventStreams({ ...subscriptions, path: '/graphql/stream' });
  const http = await createHttpServer({
    apollo,
    logger,
    corsOrigins: config.corsOrigins,
    authenticate: subscriptions.authenticate,
    contextFor,
    ready: async () => {
      if (draining) throw new Error('The process is stopping.');
      await databaseReady();
    },
    register: (fastify) => {
      registerIngress(fastify, host.ingress);
      eventStreams.register(fastify);
      if (config.graphiql) registerGraphiql(fastify, { path: '/graphql' });
    },
  });
  const sockets = attachWebSocket({
    ...subscriptions,
    server: http.server,
    path: '/graphql',
    maxSubscriptionsPerSocket: config.maxSubscriptionsPerSocket,
    logger,
  });
  const clients = drainable(http.server);
  cleanups.push(() => http.close());
  cleanups.push(async () => {
    draining = true;
    eventStreams.stop();
    await Promise.all([sockets.stop(), clients.drain()]);
  });
  const url = await http.listen({ host: config.host, port: config.port });
  return { url: url.replace('0.0.0.0', '127.0.0.1'), db, host, stop };
}
