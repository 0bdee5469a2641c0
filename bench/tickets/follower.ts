import { createClient } from 'graphql-ws';
import { WebSocket } from 'ws';

/** What came over a WebSocket that follows all tickets and messages; how often each, by global id of its subject. */
export interface Follower {
  readonly tickets: ReadonlyMap<string, number>;
  readonly messages: ReadonlyMap<string, number>;
  stop(): Promise<void>;
}

const EVENTS = `subscription ($after: String) {
  events(after: $after, filter: { types: ["ticket.created", "ticket.message_added"] }) { type subject { id } }
}`;

interface Received {
  readonly events: { readonly type: string; readonly subject: { readonly id: string } };
}

export async function followTickets(port: number, key: string): Promise<Follower> {
  const authorization = `Bearer ${key}`;
  const response = await fetch(`http://127.0.0.1:${port}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization },
    body: JSON.stringify({ query: '{ eventCursor }' }),
  });
  const { data } = (await response.json()) as { data: { eventCursor: string } };
  const tickets = new Map<string, number>();
  const messages = new Map<string, number>();
  const client = createClient({
    url: `ws://127.0.0.1:${port}/graphql`,
    webSocketImpl: WebSocket,
    connectionParams: { authorization },
  });
  client.subscribe<Received>(
    { query: EVENTS, variables: { after: data.eventCursor } },
    {
      next: ({ data: received }) => {
        if (!received) return;
        const { type, subject } = received.events;
        const counts = type === 'ticket.created' ? tickets : messages;
        counts.set(subject.id, (counts.get(subject.id) ?? 0) + 1);
      },
      error: (error) => console.error('The follower has ended', error),
      complete: () => undefined,
    },
  );
  return { tickets, messages, stop: async () => client.dispose() };
}
