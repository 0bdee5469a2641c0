import 'reflect-metadata';
import { revokeApiKey } from '../../src/services/access/api-keys.ts';
import { addMessage } from '../../src/services/tickets/add-message.ts';
import { assignTicket } from '../../src/services/tickets/assign-ticket.ts';
import { changeTicketStatus } from '../../src/services/tickets/change-status.ts';
import { mergeTickets } from '../../src/services/tickets/merge-tickets.ts';
import { listTicketStatuses } from '../../src/services/tickets/taxonomies.ts';
import { updateTicket } from '../../src/services/tickets/update-ticket.ts';
import { encodeId } from '../../src/shared/ids.ts';
import { asSystem } from '../support/viewers.ts';
import { type Helpdesk, helpdesk } from './helpdesk.ts';

interface Changed {
  readonly ticketChanged: {
    readonly cursor: string;
    readonly changed: string[];
    readonly matches: boolean;
    readonly event: { readonly type: string };
    readonly ticket: { readonly id: string; readonly subject: string; readonly state: string } | null;
  };
}

const CHANGES = `subscription ($filter: TicketChangeFilterInput, $after: String) {
  ticketChanged(filter: $filter, after: $after) {
    cursor changed matches event { type } ticket { id subject state }
  }
}`;
const MESSAGES = `subscription ($ticketId: ID!, $after: String) {
  ticketMessageAdded(ticketId: $ticketId, after: $after) { cursor message { kind body } }
}`;

describe('tickets, live', () => {
  let here: Helpdesk;
  beforeAll(async () => {
    here = await helpdesk();
  });
  afterAll(() => here.close());

  const context = () => asSystem(here.db);

  async function changes(filter: Record<string, unknown>, key?: string) {
    const followed = await here.follow<Changed>(CHANGES, { filter }, key);
    return { next: async () => (await followed.next()).ticketChanged, end: () => followed.end() };
  }

  async function setState(id: string, state: string, reason?: string) {
    const status = (await listTicketStatuses(context())).find((each) => each.state === state);
    return changeTicketStatus(context(), {
      id,
      statusId: encodeId('TicketStatus', status?.id ?? ''),
      reason,
    });
  }

  describe('ticketChanged', () => {
    it('shows a ticket when it is opened and names the fields that change', async () => {
      const followed = await changes({ customerId: here.customerId });
      const id = await here.open({ subject: 'Spindle is hot' });
      expect(await followed.next()).toMatchObject({
        event: { type: 'ticket.created' },
        changed: [],
        matches: true,
        ticket: { id, subject: 'Spindle is hot', state: 'OPEN' },
      });
      await updateTicket(context(), { id, priority: 'HIGH', subject: 'Spindle is very hot' });
      expect(await followed.next()).toMatchObject({
        event: { type: 'ticket.updated' },
        changed: expect.arrayContaining(['priority', 'subject']),
        ticket: { subject: 'Spindle is very hot' },
      });
      await followed.end();
    });

    it('tells a team also that a ticket has left its queue', async () => {
      const service = await changes({ teamId: here.service });
      const sales = await changes({ teamId: here.sales });
      const id = await here.open({ teamId: here.service });
      await assignTicket(context(), { id, teamId: here.sales });
      expect(await service.next()).toMatchObject({ event: { type: 'ticket.created' }, matches: true });
      expect(await service.next()).toMatchObject({
        event: { type: 'ticket.assigned' },
        changed: ['team'],
        matches: false,
        ticket: { id },
      });
      expect(await sales.next()).toMatchObject({ event: { type: 'ticket.assigned' }, matches: true });
      await Promise.all([service.end(), sales.end()]);
    });

    it('tells an agent what was given to and taken from it, and nothing else', async () => {
      const anna = await changes({ assigneeId: here.anna });
      await here.open({ assigneeId: here.bert });
      const id = await here.open();
      await assignTicket(context(), { id, assigneeId: here.anna });
      await assignTicket(context(), { id, assigneeId: here.bert });
      await updateTicket(context(), { id, priority: 'LOW' });
      const last = await here.open({ assigneeId: here.anna });
      expect(await anna.next()).toMatchObject({ ticket: { id }, changed: ['assignee'], matches: true });
      expect(await anna.next()).toMatchObject({ ticket: { id }, changed: ['assignee'], matches: false });
      expect(await anna.next()).toMatchObject({ ticket: { id: last } });
      await anna.end();
    });

    it('joins conditions: kind, state, and whether an agent has it', async () => {
      const followed = await changes({ types: ['COMPLAINT'], states: ['OPEN'], assigned: false });
      await here.open({ type: 'SUGGESTION' });
      const id = await here.open({ type: 'COMPLAINT' });
      await assignTicket(context(), { id, assigneeId: here.anna });
      await setState(id, 'PENDING');
      await assignTicket(context(), { id, assigneeId: null });
      await setState(id, 'OPEN');
      expect(await followed.next()).toMatchObject({ event: { type: 'ticket.created' }, ticket: { id } });
      expect(await followed.next()).toMatchObject({ event: { type: 'ticket.assigned' }, matches: false });
      expect(await followed.next()).toMatchObject({
        event: { type: 'ticket.status_changed' },
        changed: expect.arrayContaining(['status', 'state']),
        matches: true,
      });
      await followed.end();
    });

    it('tells that a ticket left by being merged', async () => {
      const [id, intoId] = [await here.open({ teamId: here.sales }), await here.open()];
      const followed = await changes({ teamId: here.sales });
      await mergeTickets(context(), { id, intoId });
      // Its opening may come first, if the log has moved on only since we asked.
      let change = await followed.next();
      while (change.event.type !== 'ticket.merged') change = await followed.next();
      expect(change).toMatchObject({ matches: false });
      await followed.end();
    });

    it('resumes behind a cursor', async () => {
      const followed = await changes({ customerId: here.customerId });
      await here.open({ subject: 'One' });
      const { cursor: after } = await followed.next();
      await followed.end();
      await here.open({ subject: 'Two' });
      const resumed = await here.follow<Changed>(CHANGES, { after });
      expect((await resumed.next()).ticketChanged.ticket).toMatchObject({ subject: 'Two' });
      await resumed.end();
    });

    it('refuses a filter with an id of something else, naming it', async () => {
      const followed = await changes({ teamId: here.anna });
      await expect(followed.next()).rejects.toMatchObject([
        { message: expect.stringContaining('filter.teamId'), extensions: { code: 'INVALID' } },
      ]);
    });

    it('ends when the key is revoked', async () => {
      const { id, key } = await here.server.key();
      const followed = await changes({ teamId: here.service }, key);
      await here.open({ teamId: here.service });
      await followed.next();
      const next = followed.next();
      await revokeApiKey(context(), { id: encodeId('ApiKey', id) });
      await expect(next).rejects.toMatchObject([{ extensions: { code: 'UNAUTHENTICATED' } }]);
    });
  });

  describe('ticketMessageAdded', () => {
    interface Added {
      readonly ticketMessageAdded: { readonly message: { readonly kind: string; readonly body: string } };
    }
    const messages = async (ticketId: string, key?: string) => {
      const followed = await here.follow<Added>(MESSAGES, { ticketId }, key);
      return {
        next: async () => (await followed.next()).ticketMessageAdded.message,
        end: () => followed.end(),
      };
    };
    const say = (ticketId: string, body: string, kind: 'PUBLIC_REPLY' | 'INTERNAL_NOTE' = 'PUBLIC_REPLY') =>
      addMessage(context(), { ticketId, body, kind });

    it('shows what is said about this ticket and no other', async () => {
      const [id, other] = [await here.open(), await here.open()];
      const followed = await messages(id);
      await say(other, 'Not here');
      await say(id, 'Here');
      expect(await followed.next()).toEqual({ kind: 'PUBLIC_REPLY', body: 'Here' });
      await followed.end();
    });

    it('keeps notes among us', async () => {
      const id = await here.open();
      const { key } = await here.server.key({ customerId: here.customerId });
      const [ours, theirs] = [await messages(id), await messages(id, key)];
      await say(id, 'He is always like that', 'INTERNAL_NOTE');
      await say(id, 'We are looking into it');
      expect((await ours.next()).kind).toBe('INTERNAL_NOTE');
      expect(await theirs.next()).toEqual({ kind: 'PUBLIC_REPLY', body: 'We are looking into it' });
      await Promise.all([ours.end(), theirs.end()]);
    });

    it('goes on in the ticket that lives on, merged before or meanwhile, once or twice', async () => {
      const [id, intoId] = [await here.open(), await here.open()];
      const during = await messages(id);
      await mergeTickets(context(), { id, intoId });
      const afterwards = await messages(id);
      const lastId = await here.open();
      await mergeTickets(context(), { id: intoId, intoId: lastId });
      await say(lastId, 'Both');
      const publicReply = async (followed: Awaited<ReturnType<typeof messages>>) => {
        for (;;) {
          const message = await followed.next();
          if (message.kind === 'PUBLIC_REPLY') return message.body;
        }
      };
      expect([await publicReply(during), await publicReply(afterwards)]).toEqual(['Both', 'Both']);
      await Promise.all([during.end(), afterwards.end()]);
    });
  });
});
