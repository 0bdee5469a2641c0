import DataLoader from 'dataloader';
import { z } from 'zod';
import type { RequestContext } from '../context.ts';
import { decodeRequiredId } from '../reads/ids.ts';
import { loadTicket, type TicketRow } from '../tickets/tickets.ts';
import { checkInput } from '../writes/check-input.ts';
import { termsOfReport } from './query-terms.ts';
import { rankTickets, type TicketHit, type TicketQuery } from './rank-tickets.ts';
import { reportOf } from './report.ts';

/** A ticket that is like another one or like a report. */
export interface SimilarTicket extends Omit<TicketHit, 'ticketId'> {
  readonly ticket: TicketRow;
}

const MOST_TERMS = 12;
const DEFAULT_FIRST = 5;

const firstField = z.number().int().min(0).max(20, 'must be from 0 to 20').nullish();

const similarInput = z.object({
  subject: z.string().max(500, 'must be at most 500 characters long').nullish(),
  text: z.string().max(20_000, 'must be at most 20,000 characters long'),
  productId: z.string().nullish(),
  customerId: z.string().nullish(),
  first: firstField,
});

export type SimilarTicketsInput = z.input<typeof similarInput>;

/** Tickets like a report that is not a ticket yet. */
export async function similarTickets(
  context: RequestContext,
  input: SimilarTicketsInput,
): Promise<SimilarTicket[]> {
  const { subject, text, productId, customerId, first } = checkInput(similarInput, input);
  const [hits = []] = await rankTickets(context, [
    {
      terms: termsOfReport(subject ?? '', text, MOST_TERMS),
      productId: productId == null ? null : decodeRequiredId('Product', productId, 'productId'),
      customerId: customerId == null ? null : decodeRequiredId('Customer', customerId, 'customerId'),
      except: null,
    },
  ]);
  return withTickets(context, hits.slice(0, first ?? DEFAULT_FIRST));
}

/** Tickets like a ticket; two statements for all tickets of the level. */
export async function similarTicketsOf(
  context: RequestContext,
  ticket: TicketRow,
  args: { readonly first?: number | null },
): Promise<SimilarTicket[]> {
  const { first } = checkInput(z.object({ first: firstField }), args);
  const loader = context.loaders.get(
    'similarTicketsOf',
    () =>
      new DataLoader<string, readonly TicketHit[]>((keys) =>
        rankTickets(
          context,
          keys.map((key) => JSON.parse(key) as TicketQuery),
        ),
      ),
  );
  const { subject, text, productId } = reportOf(ticket);
  const query: TicketQuery = {
    terms: termsOfReport(subject, text, MOST_TERMS),
    productId,
    customerId: ticket.customerId,
    except: ticket.id,
  };
  const hits = await loader.load(JSON.stringify(query));
  return withTickets(context, hits.slice(0, first ?? DEFAULT_FIRST));
}

async function withTickets(context: RequestContext, hits: readonly TicketHit[]): Promise<SimilarTicket[]> {
  const tickets = await Promise.all(hits.map(({ ticketId }) => loadTicket(context, ticketId)));
  return hits.flatMap(({ ticketId: _, ...hit }, place) => {
    const ticket = tickets[place];
    return ticket ? [{ ...hit, ticket }] : [];
  });
}
