import { createPubSub, filter, pipe } from '@graphql-yoga/subscription';
import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import { setImmediate } from 'node:timers/promises';
import { buildSchema, printSchema } from 'graphql';
import { useServer } from 'graphql-ws/use/ws';
import { WebSocketServer } from 'ws';
import { buildKontorSchema } from '../../src/app/schema/build-schema.ts';

// As the guides set it up: graphql-ws on ws, each subscriber with an iterator of the publisher's own, which is the one
// that type-graphql brings. The schema is Kontor's, its resolvers are graphql-js's own.

interface Published {
  readonly type: string;
}

const pubSub = createPubSub<{ events: [Published] }>();
const schema = buildSchema(printSchema(await buildKontorSchema()));
const events = schema.getSubscriptionType()?.getFields()['events'];
if (!events) throw new Error('The schema has no subscription `events` any more.');
events.subscribe = (_root, { filter: wanted }: { filter?: { types?: string[] } }) =>
  pipe(
    pubSub.subscribe('events'),
    filter((event) => wanted?.types?.includes(event.type) ?? true),
  );
events.resolve = (event: Published) => event;

const server = createServer((request, response) => {
  void publish(request).then(() => response.end());
});
const sockets = new WebSocketServer({ server, path: '/graphql' });
useServer({ schema }, sockets);

/** `POST /?times=…`: the body is the event. */
async function publish(request: IncomingMessage): Promise<void> {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  await once(request, 'end');
  const times = Number(new URL(request.url ?? '', 'http://bench').searchParams.get('times'));
  if (times === 0) return;
  const event = JSON.parse(Buffer.concat(chunks).toString()) as Published;
  for (let time = 0; time < times; time += 1) {
    pubSub.publish('events', event);
    await setImmediate();
  }
}

server.listen(Number(process.env['PORT']), '127.0.0.1');
