import { TICKET_NUMBERING_ID } from '../../../src/entities/tickets/ticket-numbering.ts';
import type { Database } from '../../../src/shared/database.ts';
import { insert } from './insert.ts';
import { addSolvedTicket, SEARCHED } from './seeds-search.ts';
import type { House, Owner } from './seeds.ts';

/**
 * The tickets of a customer: a complaint that was caused by a service request and stands below it, and a suggestion
 * that another one was merged into. What is only for our own people carries the mark of the house.
 */
export function ticketOwnerSeeds(internal: string) {
  return {
    ServiceRequest: (db: Database, owner: Owner, house: House) =>
      ticket(db, owner, house, 'SERVICE_REQUEST', 'SR', {}),
    Complaint: async (db: Database, owner: Owner, house: House): Promise<string> => {
      const { mark, amount, ids } = owner;
      const id = await ticket(db, owner, house, 'COMPLAINT', 'CO', {
        parent_id: ids['ServiceRequest'],
        cause_id: house['ComplaintCause'],
        defect: mark,
        remedy: mark,
        compensation_amount: amount,
        compensation_currency: 'EUR',
        cost_amount: HIDDEN_AMOUNT,
        cost_currency: 'EUR',
      });
      await db.query(`insert into ticket_link (from_id, kind, to_id) values ($1, 'CAUSED_BY', $2)`, [
        id,
        ids['ServiceRequest'],
      ]);
      return id;
    },
    Suggestion: async (db: Database, owner: Owner, house: House): Promise<string> => {
      const id = await ticket(db, owner, house, 'SUGGESTION', 'SU', {
        outcome: 'ACCEPTED',
        outcome_reason: owner.mark,
      });
      await ticket(db, owner, house, 'SUGGESTION', 'SM', { merged_into_id: id, state: 'CLOSED' });
      await db.query('insert into suggestion_vote (ticket_id, customer_id) values ($1, $2)', [
        id,
        owner.ids['Customer'],
      ]);
      return id;
    },
    TicketMessage: async (db: Database, owner: Owner, house: House): Promise<string> => {
      await message(db, owner, house, 'INTERNAL_NOTE', internal);
      await message(db, owner, house, 'SYSTEM', internal);
      await addSolvedTicket(db, owner, house);
      return message(db, owner, house, 'PUBLIC_REPLY', owner.mark);
    },
    TicketTimeEntry: (db: Database, { ids }: Owner, house: House) =>
      insert(db, 'ticket_time_entry', {
        ticket_id: ids['Complaint'],
        agent_id: house['Agent'],
        duration: 1_800,
        note: internal,
      }),
    TicketCostEntry: (db: Database, { ids }: Owner, house: House) =>
      insert(db, 'ticket_cost_entry', {
        ticket_id: ids['Complaint'],
        agent_id: house['Agent'],
        amount: HIDDEN_AMOUNT,
        currency: 'EUR',
        purpose: internal,
      }),
  };
}

const HIDDEN_AMOUNT = '66699.07';

/** The rows of the migration, and one of each tree. */
export function ticketHouseSeeds(internal: string) {
  return {
    TicketStatus: {
      hidden: false,
      add: async (db: Database): Promise<string> => {
        const [status] = await db.query<{ id: string }>(
          `select id from ticket_status where state = 'OPEN' and is_default`,
        );
        return status?.id ?? '';
      },
    },
    TicketNumbering: { hidden: false, add: () => Promise.resolve(TICKET_NUMBERING_ID) },
    TicketCategory: {
      hidden: false,
      add: async (db: Database): Promise<string> => {
        const above = await insert(db, 'ticket_category', { name: 'Machines' });
        return insert(db, 'ticket_category', { name: 'Lathes', parent_id: above });
      },
    },
    ComplaintCause: {
      hidden: true,
      add: async (db: Database): Promise<string> => {
        const above = await insert(db, 'complaint_cause', { name: `${internal} material` });
        return insert(db, 'complaint_cause', { name: internal, parent_id: above });
      },
    },
  };
}

async function ticket(
  db: Database,
  { mark, ids }: Owner,
  house: House,
  type: string,
  letters: string,
  given: Record<string, unknown>,
): Promise<string> {
  const id = await insert(db, 'ticket', {
    type,
    number: `${letters}-${mark}`,
    subject: mark,
    description: `${mark} ${SEARCHED}`,
    customer_id: ids['Customer'],
    contact_id: ids['Contact'],
    channel: 'PHONE',
    product_id: house['Product'],
    document_id: ids['Invoice'],
    category_id: house['TicketCategory'],
    tags: [mark],
    assignee_id: house['Agent'],
    team_id: house['Team'],
    status_id: house['TicketStatus'],
    state: 'OPEN',
    rejection_reason: mark,
    first_response_at: '2026-11-22T10:30:00Z',
    ...given,
  });
  const [agent, team] = [house['Agent'], house['Team']];
  await insert(db, 'ticket_status_change', { ticket_id: id, to_id: house['TicketStatus'], agent_id: agent });
  await insert(db, 'ticket_assignment', { ticket_id: id, agent_id: agent, team_id: team });
  await db.query('insert into ticket_watcher (ticket_id, agent_id) values ($1, $2)', [id, agent]);
  return id;
}

function message(
  db: Database,
  { mark, ids }: Owner,
  house: House,
  kind: string,
  body: string,
): Promise<string> {
  const isPublic = kind === 'PUBLIC_REPLY';
  return insert(db, 'ticket_message', {
    ticket_id: ids['Complaint'],
    customer_id: ids['Customer'],
    kind,
    channel: isPublic ? 'EMAIL' : null,
    direction: isPublic ? 'INBOUND' : null,
    agent_id: house['Agent'],
    contact_id: ids['Contact'],
    body,
    attachments: JSON.stringify([{ fileName: `${body}.pdf`, url: `https://example.com/${mark}.pdf` }]),
  });
}
