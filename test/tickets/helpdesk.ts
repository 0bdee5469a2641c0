import { readEventCursor } from '../../src/events/log.ts';
import { createAgent } from '../../src/services/people/write-agent.ts';
import { createTeam } from '../../src/services/people/write-team.ts';
import { type OpenTicketInput, openTicket } from '../../src/services/tickets/open-ticket.ts';
import { encodeId, newId } from '../../src/shared/ids.ts';
import { type Platform, platform } from '../events/support/followers.ts';
import {
  connect,
  type SocketClient,
  socketServer,
  type SocketServer,
  subscribe,
} from '../events/support/socket-server.ts';
import { asSystem } from '../support/viewers.ts';

/** Kontor's log and sockets, with a customer, two agents and two teams; ids are global. */
export interface Helpdesk extends Platform {
  readonly customerId: string;
  readonly anna: string;
  readonly bert: string;
  readonly service: string;
  readonly sales: string;
  readonly server: SocketServer;
  /** A socket of its own; all scopes unless a key is given. */
  socket(key?: string): Promise<SocketClient>;
  /** What comes from now on, and has come by the time that it is asked for. */
  follow<Data>(query: string, variables?: Record<string, unknown>, key?: string): Promise<Followed<Data>>;
  open(input?: Partial<OpenTicketInput>): Promise<string>;
}

export interface Followed<Data> {
  next(): Promise<Data>;
  end(): Promise<unknown>;
}

export async function helpdesk(): Promise<Helpdesk> {
  const here = await platform();
  const closePlatform = here.close.bind(here);
  const server = await socketServer(here);
  const context = () => asSystem(here.db);
  const agent = async (name: string) => encodeId('Agent', (await createAgent(context(), { name })).id);
  const team = async (name: string) => encodeId('Team', (await createTeam(context(), { name })).id);
  const customer = newId();
  await here.db.query(
    `insert into customer (id, name, addresses, phones, emails, tags) values ($1, 'Abel', '[]', '[]', '[]', '{}')`,
    [customer],
  );
  const customerId = encodeId('Customer', customer);
  const sockets: SocketClient[] = [];
  const socket = async (key?: string): Promise<SocketClient> => {
    const client = connect(server.url, `Bearer ${key ?? (await server.key()).key}`);
    sockets.push(client);
    return client;
  };
  return Object.assign(here, {
    customerId,
    anna: await agent('Anna Albers'),
    bert: await agent('Bert Busch'),
    service: await team('Service'),
    sales: await team('Sales'),
    server,
    socket,
    async follow<Data>(query: string, variables: Record<string, unknown> = {}, key?: string) {
      const after = await readEventCursor(here.db);
      return followedOn<Data>(await socket(key), query, { after, ...variables });
    },
    async open(input: Partial<OpenTicketInput> = {}) {
      const type = input.type ?? 'SERVICE_REQUEST';
      const { id } = await openTicket(context(), { subject: 'Help', customerId, ...input, type });
      const typeName = {
        SERVICE_REQUEST: 'ServiceRequest',
        COMPLAINT: 'Complaint',
        SUGGESTION: 'Suggestion',
      };
      return encodeId(typeName[type], id);
    },
    async close() {
      for (const client of sockets) await client.dispose();
      await server.stop();
      await closePlatform();
    },
  });
}

export function followedOn<Data>(
  client: SocketClient,
  query: string,
  variables: Record<string, unknown> = {},
): Followed<Data> {
  const results = subscribe<Data>(client, query, variables);
  return {
    async next() {
      const { value, done } = await results.next();
      if (done) throw new Error('The subscription has ended.');
      if (value.errors) throw new AggregateError(value.errors, String(value.errors[0]?.message));
      return value.data as Data;
    },
    end: async () => results.return?.(),
  };
}
