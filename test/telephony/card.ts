import { connect, type SocketClient, subscribe } from '../events/support/socket-server.ts';
import { createContact } from '../../src/services/customers/write-contact.ts';
import { createCustomer } from '../../src/services/customers/write-customer.ts';
import { encodeId } from '../../src/shared/ids.ts';
import { startTestServer, type TestServer } from '../support/server.ts';
import { asSystem } from '../support/viewers.ts';
import { insertAgents } from './agents.ts';
import { addTelephony, callOf, type Fields, handled, inbound, postJson } from './support.ts';

/** What an application shows of the customer while it rings. */
export const CARD = /* GraphQL */ `
  fragment Card on Customer {
    id
    name
    tickets(filter: { open: true }, first: 5) {
      nodes {
        number
        subject
        state
      }
    }
    orders(filter: { status: [OPEN, CONFIRMED, PARTIALLY_SHIPPED] }, first: 5) {
      nodes {
        number
        fulfilment {
          promisedOn
          isLate
        }
      }
    }
    invoices(filter: { overdue: true }, first: 5) {
      nodes {
        number
        settlement {
          daysOverdue
        }
      }
    }
    timeline(first: 5) {
      nodes {
        kind
        title
      }
    }
  }
`;

export const INCOMING = /* GraphQL */ `
  subscription ($after: String) {
    incomingCall(after: $after) {
      cursor
      call {
        id
        status
        anonymous
        remote {
          e164
        }
        caller {
          status
          customer {
            ...Card
          }
          contact {
            name
          }
        }
        callerCandidates {
          score
          reason
          customer {
            name
          }
          contact {
            name
          }
        }
      }
    }
  }
  ${CARD}
`;

interface Named {
  readonly name: string;
}

export interface IncomingCall {
  readonly cursor: string;
  readonly call: {
    readonly id: string;
    readonly status: string;
    readonly anonymous: boolean;
    readonly caller: {
      readonly status: string;
      readonly customer: Named;
      readonly contact: Named | null;
    } | null;
    readonly callerCandidates: readonly {
      readonly score: number;
      readonly reason: string;
      readonly customer: Named;
      readonly contact: Named | null;
    }[];
  };
}

export interface Office {
  readonly server: TestServer;
  /** Raw uuids by name: Ada, Bob, Cleo and their team, Support. */
  readonly ids: Readonly<Record<string, string>>;
  /** A key of the agent's own, and a socket on which it may follow. */
  desk(
    agent: string,
  ): Promise<{ key: string; calls: AsyncIterableIterator<{ data?: { incomingCall: IncomingCall } | null }> }>;
  /** Raw uuid of a new customer with these numbers. */
  customer(name: string, ...phones: string[]): Promise<string>;
  contact(customerId: string, name: string, ...phones: string[]): Promise<string>;
  /** The telephone system says something; when it is handled, the raw uuid of the call. */
  say(event: 'newCall' | 'answer' | 'hangup', callId: string, more?: Fields): Promise<string>;
  close(): Promise<void>;
}

/** Kontor with a telephone system, three agents, and their applications on real sockets. */
export async function office(): Promise<Office> {
  const server = await startTestServer();
  const ids = await insertAgents(server.db);
  for (const name of ['Ada', 'Bob', 'Cleo']) {
    await server.db.query(`insert into team_member (team_id, agent_id) values ($1, $2)`, [
      ids['Support'],
      ids[name],
    ]);
  }
  await addTelephony(server.host, asSystem(server.db));
  const sockets: SocketClient[] = [];
  return {
    server,
    ids,
    async desk(agent) {
      const key = await server.key({ agentId: encodeId('Agent', ids[agent] ?? '') });
      const socket = connect(server.url.replace('http', 'ws') + '/graphql', `Bearer ${key}`);
      sockets.push(socket);
      const { data } = await server.request('{ eventCursor }');
      return {
        key,
        calls: subscribe<{ incomingCall: IncomingCall }>(socket, INCOMING, { after: data.eventCursor }),
      };
    },
    async customer(name, ...phones) {
      const input = { name, addresses: [{ country: 'DE' }], phones: phones.map((raw) => ({ raw })) };
      return (await createCustomer(asSystem(server.db), input)).id;
    },
    async contact(customerId, name, ...phones) {
      const input = {
        customerId: encodeId('Customer', customerId),
        name,
        phones: phones.map((raw) => ({ raw })),
      };
      return (await createContact(asSystem(server.db), input)).id;
    },
    async say(event, callId, more = {}) {
      await postJson(server.url, { event, ...inbound(callId, more) });
      await handled(server.db);
      const call = await callOf(server.db, callId);
      return String(call?.['id']);
    },
    async close() {
      for (const socket of sockets) await socket.dispose();
      await server.stop();
    },
  };
}

export async function nextCall(desk: {
  calls: AsyncIterableIterator<{ data?: { incomingCall: IncomingCall } | null }>;
}): Promise<IncomingCall> {
  const { value } = (await desk.calls.next()) as { value: { data?: { incomingCall: IncomingCall } } };
  if (!value.data) throw new Error(JSON.stringify(value));
  return value.data.incomingCall;
}
