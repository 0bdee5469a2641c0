import { ApolloServer } from '@apollo/server';
import { expressMiddleware } from '@as-integrations/express5';
import express from 'express';
import { connectDatabase } from '../../src/app/database/connect.ts';
import { buildKontorSchema } from '../../src/app/schema/build-schema.ts';
import { systemViewer } from '../../src/services/access/system-viewer.ts';
import { type RequestContext, requestContext } from '../../src/services/context.ts';

// As Apollo's own guide sets it up, with nothing added and nothing switched off.

const db = await connectDatabase(
  process.env['DATABASE_URL'] ?? '',
  Number(process.env['DATABASE_POOL_SIZE']),
);
const viewer = systemViewer('bench');
const apollo = new ApolloServer<RequestContext>({ schema: await buildKontorSchema() });
await apollo.start();

const app = express();
app.use(
  '/graphql',
  express.json(),
  expressMiddleware(apollo, { context: async () => requestContext(db, viewer) }),
);
app.listen(Number(process.env['PORT']), '127.0.0.1');
