import { openTicket, type OpenTicketInput } from '../../src/services/tickets/open-ticket.ts';
import { loadTicket, type TicketRow } from '../../src/services/tickets/tickets.ts';
import type { TicketState, TicketType } from '../../src/entities/tickets/enums.ts';
import { encodeTicketId } from '../../src/services/tickets/ticket-types.ts';
import type { RequestContext } from '../../src/services/context.ts';
import { encodeId, newId } from '../../src/shared/ids.ts';
import type { Database } from '../../src/shared/database.ts';
import { asSystem } from '../support/viewers.ts';

/** A customer, by raw uuid. */
export async function addCustomer(
  db: Database,
  { name = 'Müller GmbH', partnerId = null }: { name?: string; partnerId?: string | null } = {},
): Promise<string> {
  const id = newId();
  await db.query(
    `insert into customer (id, name, addresses, phones, emails, tags, partner_id)
     values ($1, $2, '[]', '[]', '[]', '{}', $3)`,
    [id, name, partnerId],
  );
  return id;
}

export interface OpenedTicket {
  /** Raw uuid. */
  readonly id: string;
  readonly globalId: string;
}

/** A ticket of the customer (raw uuid). */
export async function open(
  context: RequestContext,
  customerId: string,
  input: Partial<OpenTicketInput> = {},
): Promise<OpenedTicket> {
  const type: TicketType = input.type ?? 'SERVICE_REQUEST';
  const { id } = await openTicket(context, {
    subject: 'The lathe stands still',
    customerId: encodeId('Customer', customerId),
    ...input,
    type,
  });
  return { id, globalId: encodeTicketId({ type, id }) };
}

/** The ticket as our own people see it. */
export async function read(db: Database, { id }: { readonly id: string }): Promise<TicketRow> {
  const ticket = await loadTicket(asSystem(db), id);
  if (!ticket) throw new Error(`There is no ticket ${id}.`);
  return ticket;
}

/** The global id of the default status of a state. */
export async function statusOf(db: Database, state: TicketState): Promise<string> {
  const [status] = await db.query<{ id: string }>(
    `select id from ticket_status where state = $1 and is_default`,
    [state],
  );
  return encodeId('TicketStatus', status?.id ?? '');
}

/** The names of the fields that each event of the type says were changed, in their order. */
export async function changedBy(db: Database, id: string, type: string): Promise<unknown[]> {
  const events = await db.query<{ changed: unknown }>(
    `select data->'changed' as changed from event_inbox where subject_id = $1 and type = $2 order by seq`,
    [id, type],
  );
  return events.map(({ changed }) => changed);
}

/** The types of all events about a record, in their order. */
export async function eventsAbout(db: Database, id: string): Promise<string[]> {
  const events = await db.query<{ type: string }>(
    `select type, seq from event_inbox where subject_id = $1 order by seq`,
    [id],
  );
  return events.map(({ type }) => type);
}
