import type { AddressInfo } from 'node:net';
import type { Logger } from 'pino';
import { createFeed } from '../events/feed.ts';
import { startSequencer } from '../events/sequencer.ts';
import { createPluginHost } from '../plugins/host/plugin-host.ts';
import type { GraphQLContext } from '../resolvers/context.ts';
import { authenticate } from '../services/access/authenticate.ts';
import { mayReceive } from '../services/access/may-receive.ts';
import type { Viewer } from '../services/access/viewer.ts';
import { requestContext } from '../services/context.ts';
import type { Config } from './config.ts';
import { migrate } from './database/migrate.ts';
import { openDatabase } from './database/open.ts';
import { createExecutor } from './executor/executor.ts';
import { createGate } from './gate/gate.ts';
import { registerGraphiql } from './graphiql.ts';
import { createApollo } from './http/apollo.ts';
import { createHttpServer } from './http/server.ts';
import { buildKontorSchema } from './schema/build-schema.ts';
import { loadSecretKey } from './secret-key.ts';
import { attachWebSocket } from './websocket.ts';

export interface Kontor {
  /** Where it listens: `http://127.0.0.1:4000`. */
  readonly url: string;
  /** Finishes what is under way, tells sockets to come back, lets go of everything. */
  stop(): Promise<void>;
}
