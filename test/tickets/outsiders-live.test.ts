import 'reflect-metadata';
import { watchEvents, type WatchedEvent } from '../../src/cli/commands/watch/follow.ts';
import { readEventCursor } from '../../src/events/log.ts';
import { loadNode } from '../../src/services/load-node.ts';
import type { RequestContext } from '../../src/services/context.ts';
import type { Scope } from '../../src/services/access/scopes.ts';
import { listEvents } from '../../src/services/events/events.ts';
import { assignTicket } from '../../src/services/tickets/assign-ticket.ts';
import { changeTicketStatus } from '../../src/services/tickets/change-status.ts';
import { listTickets } from '../../src/services/tickets/tickets.ts';
import { decodeId, encodeId } from '../../src/shared/ids.ts';
import { asCustomer, asSystem } from '../support/viewers.ts';
import { type Helpdesk, helpdesk } from './helpdesk.ts';
import { statusOf } from './support.ts';

const CHANGES = `subscription ($after: String, $filter: TicketChangeFilterInput) {
  ticketChanged(after: $after, filter: $filter) {
    event { actor { kind name } data } ticket { id }
  }
}`;
const EVENTS = `subscription ($after: String) { events(after: $after) { type actor { kind name } data } }`;

interface Shown {
  readonly actor: { readonly kind: string; readonly name: string };
  readonly data: Record<string, unknown>;
}

describe('events of a ticket that one of us works on, to its customer', () => {
  let here: Helpdesk;
  let before: string;
  beforeAll(async () => {
    here = await helpdesk();
    before = await readEventCursor(here.db);
    const id = await here.open({ assigneeId: here.anna, teamId: here.service });
    const us = asAnna();
    await assignTicket(us, { id, assigneeId: here.bert });
    await changeTicketStatus(us, { id, statusId: await statusOf(here.db, 'PENDING') });
  });
  afterAll(() => here.close());

  function asAnna(): RequestContext {
    const context = asSystem(here.db);
    const agentId = decodeId(here.anna)?.uuid ?? null;
    return { ...context, viewer: { ...context.viewer, kind: 'STAFF', name: 'Anna Albers, portal', agentId } };
  }

  const key = async (...scopes: Scope[]): Promise<string> => {
    const named = { customerId: here.customerId, scopes: ['events:read', 'tickets:read', ...scopes] };
    return (await here.server.key(named)).key;
  };
  const customer = (...scopes: Scope[]): RequestContext => {
    const context = asCustomer(here.db, decodeId(here.customerId)?.uuid ?? '');
    return {
      ...context,
      viewer: { ...context.viewer, scopes: new Set(['events:read', 'tickets:read', ...scopes]) },
    };
  };

  /** The opening and the change of status: what was passed on in between is not announced to customers. */
  async function twoOf(follow: () => Promise<Shown>): Promise<Shown[]> {
    return [await follow(), await follow()];
  }

  const ways: [string, (...scopes: Scope[]) => Promise<Shown[]>][] = [
    [
      'the subscription ticketChanged',
      async (...scopes) => {
        const followed = await here.follow<{ ticketChanged: { event: Shown } }>(
          CHANGES,
          { after: before },
          await key(...scopes),
        );
        const shown = await twoOf(async () => (await followed.next()).ticketChanged.event);
        await followed.end();
        return shown;
      },
    ],
    [
      'the subscription events',
      async (...scopes) => {
        const followed = await here.follow<{ events: Shown }>(
          EVENTS,
          { after: before },
          await key(...scopes),
        );
        const shown = await twoOf(async () => (await followed.next()).events);
        await followed.end();
        return shown;
      },
    ],
    [
      'kontor watch',
      async (...scopes) => {
        const seen: WatchedEvent[] = [];
        const enough = new AbortController();
        await watchEvents({
          url: here.server.url,
          key: await key('customers:read', ...scopes),
          after: before,
          types: ['ticket.created', 'ticket.status_changed'],
          customerId: null,
          signal: enough.signal,
          onEvent: (event) => {
            seen.push(event);
            if (seen.length === 2) enough.abort();
          },
          onNotice: () => undefined,
        });
        return seen;
      },
    ],
    // After what follows live: then the log has them.
    [
      'the query events',
      async (...scopes) =>
        (await listEvents(customer(...scopes), { after: before })).nodes.filter(({ type }) =>
          type.startsWith('ticket.'),
        ),
    ],
    [
      'node',
      async (...scopes) => {
        const { nodes } = await listEvents(asSystem(here.db), { after: before });
        const found = nodes.filter(
          ({ type }) => type === 'ticket.created' || type === 'ticket.status_changed',
        );
        return Promise.all(
          found.map(
            async ({ id }) =>
              (await loadNode(customer(...scopes), encodeId('Event', id))) as unknown as Shown,
          ),
        );
      },
    ],
  ];

  it.each(ways)('%s does not say who of us works on it, nor who acted', async (_, shown) => {
    const events = await shown();
    expect(events).toHaveLength(2);
    for (const { actor, data } of events) {
      expect(actor.name).toBe(actor.kind);
      expect(Object.keys(data)).not.toContain('assigneeId');
      expect(JSON.stringify([actor, data])).not.toMatch(/agent_|team_|Anna|agentId/);
    }
    expect(events[1]).toMatchObject({ actor: { kind: 'STAFF' }, data: { previous: { state: 'OPEN' } } });
  });

  it.each(ways)('%s says who works on it now with the scope that shows it as a field', async (_, shown) => {
    const [opened, pending] = await shown('people:read');
    expect(opened?.data).toMatchObject({ assigneeId: here.anna, teamId: here.service });
    expect(pending?.data).toMatchObject({ assigneeId: here.bert });
    expect(pending?.actor).toEqual({ kind: 'STAFF', name: 'STAFF' });
  });

  it.each(['assigneeId', 'teamId', 'assigned'])('nothing is found by %s without that scope', async (name) => {
    const filter = { [name]: { assigneeId: here.anna, teamId: here.service, assigned: true }[name] };
    await expect(listTickets(customer(), { filter })).rejects.toMatchObject({ code: 'FORBIDDEN' });
    expect((await listTickets(customer('people:read'), { filter: { assigned: true } })).nodes).toHaveLength(
      1,
    );
    const followed = await here.follow(CHANGES, { filter }, await key());
    await expect(followed.next()).rejects.toMatchObject([
      { extensions: { code: 'FORBIDDEN', field: ['filter', name] } },
    ]);
  });

  it('our own people are told everything', async () => {
    const { nodes } = await listEvents(asSystem(here.db), { after: before });
    expect(nodes.find(({ type }) => type === 'ticket.assigned')).toMatchObject({
      actor: { name: 'Anna Albers, portal', agentId: decodeId(here.anna)?.uuid },
      data: { assigneeId: here.bert, previous: { assigneeId: here.anna } },
    });
  });
});
