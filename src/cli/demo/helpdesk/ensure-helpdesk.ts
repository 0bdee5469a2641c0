import type { RequestContext } from '../../../services/context.ts';
import { listTicketStatuses } from '../../../services/tickets/taxonomies.ts';
import { encodeTicketId } from '../../../services/tickets/ticket-types.ts';
import type { TicketType } from '../../../entities/tickets/enums.ts';
import { encodeId } from '../../../shared/ids.ts';
import { clerksOf, inParallel } from './clerks.ts';
import { complaints } from './complaints.ts';
import type { DemoTicket } from './demo-ticket.ts';
import { ensureArticles } from './ensure-articles.ts';
import { ensureTaxonomies } from './ensure-taxonomies.ts';
import { moreComplaints } from './more-complaints.ts';
import { moreServiceRequests } from './more-service-requests.ts';
import { type DemoCustomer, type Part, playTicket, type Stage } from './play-ticket.ts';
import { serviceRequests } from './service-requests.ts';
import { suggestions } from './suggestions.ts';

/** What tickets are about, and who they are of. */
export interface Scene extends Stage {
  readonly customers: readonly DemoCustomer[];
}

const HOUR = 3_600_000;
const CUSTOMERS = 24;

const all: readonly { readonly type: TicketType; readonly ticket: DemoTicket }[] = [
  ...[...complaints, ...moreComplaints].map((ticket) => ({ type: 'COMPLAINT', ticket }) as const),
  ...[...serviceRequests, ...moreServiceRequests].map(
    (ticket) => ({ type: 'SERVICE_REQUEST', ticket }) as const,
  ),
  ...suggestions.map((ticket) => ({ type: 'SUGGESTION', ticket }) as const),
];

/**
 * Tickets of all kinds and what the helpdesk knows, written through the services as people would. What is there
 * already, by its subject or title, is left alone: the second start adds nothing.
 */
export async function ensureHelpdesk(context: RequestContext): Promise<{ scene: Scene; counts: string }> {
  const scene = await sceneOf(context);
  const tickets = await ticketsBySubject(context);
  const clerks = await clerksOf(context);
  const missing = all.filter(({ ticket }) => !tickets.has(ticket.subject));
  await inParallel(missing, async ({ type, ticket }, place) => {
    const team = clerks.filter((clerk) => clerk.team === (ticket.team ?? 'Service'));
    const [clerk, customer] = [
      team[place % team.length],
      scene.customers[(place * 7) % scene.customers.length],
    ];
    if (!clerk || !customer) throw new Error('The demo has lost its teams or customers.');
    const others = scene.customers.filter((other) => other !== customer);
    const part: Part = { type, ticket, clerk, customer, others, openedAt: openedAt(ticket, place) };
    tickets.set(ticket.subject, await playTicket(scene, part));
  });
  await ensureArticles(context, scene, tickets);
  const [counts] = await context.db.query<{ tickets: string; articles: string }>(
    'select (select count(*) from ticket) as tickets, (select count(*) from knowledge_article) as articles',
  );
  return { scene, counts: `${counts?.tickets} tickets and ${counts?.articles} articles` };
}

/** What is done with was opened days ago, the rest yesterday or today. */
function openedAt({ steps }: DemoTicket, place: number): Date {
  const isDone = steps.some((step) => 'rejected' in step || ('state' in step && step.state === 'CLOSED'));
  return new Date(Date.now() - (isDone ? 24 * (1 + (place % 9)) : 1 + (place % 30)) * HOUR);
}

async function sceneOf(context: RequestContext): Promise<Scene> {
  const products = await context.db.query<{ id: string; name: string }>('select id, name from product');
  const statuses = (await listTicketStatuses(context)).filter(({ isDefault, active }) => isDefault && active);
  return {
    taxonomies: await ensureTaxonomies(context),
    products: new Map(products.map(({ id, name }) => [name, encodeId('Product', id)])),
    statuses: new Map(statuses.map(({ id, state }) => [state, encodeId('TicketStatus', id)])),
    customers: await customersOf(context),
  };
}

/** Customers of the partner first, then others: each kind of key sees tickets. */
async function customersOf({ db }: RequestContext): Promise<DemoCustomer[]> {
  const rows = await db.query<{ id: string; contact_id: string | null }>(
    `select c.id, (select p.id from contact p where p.customer_id = c.id order by p.id limit 1) as contact_id
       from customer c
      where c.kind = 'ORGANIZATION' and c.archived_at is null
      order by exists (select 1 from api_key k where k.customer_id = c.id) desc, c.partner_id is null,
               c.customer_number
      limit $1`,
    [CUSTOMERS],
  );
  return rows.map(({ id, contact_id }) => ({
    id: encodeId('Customer', id),
    contactId: contact_id && encodeId('Contact', contact_id),
  }));
}

async function ticketsBySubject({ db }: RequestContext): Promise<Map<string, string>> {
  const rows = await db.query<{ id: string; type: TicketType; subject: string }>(
    'select id, type, subject from ticket where subject = any($1)',
    [all.map(({ ticket }) => ticket.subject)],
  );
  return new Map(rows.map((row) => [row.subject, encodeTicketId(row)]));
}
