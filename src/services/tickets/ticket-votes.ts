import type { Page } from '../../shared/paging.ts';
import type { RequestContext } from '../context.ts';
import { type CustomerListArguments, customerListing, type CustomerRow } from '../customers/customers.ts';
import { loadAllOf } from '../reads/by-id.ts';
import { listPageOf } from '../reads/listing.ts';

const voterListing = {
  ...customerListing,
  name: 'voters',
  from: 'suggestion_vote v join customer c on c.id = v.customer_id',
};

/** The customers who want it, too: those that the viewer reaches. */
export function listVotersOf(
  context: RequestContext,
  suggestionId: string,
  args: CustomerListArguments,
): Promise<Page<CustomerRow>> {
  return listPageOf(context, voterListing, 'v.ticket_id', suggestionId, {
    ...args,
    filter: args.filter ?? {},
  });
}

/** How many customers voted for it; how many there are is no secret, who they are is. */
export async function countVotesOf(context: RequestContext, suggestionId: string): Promise<number> {
  const [count] = await loadAllOf(context, 'suggestionVotes', suggestionId, (ids) =>
    context.db.query<{ parentId: string; row: number }>(
      `select ticket_id as "parentId", count(*)::int as row from suggestion_vote
        where ticket_id = any($1::uuid[]) group by 1`,
      [ids],
    ),
  );
  return count ?? 0;
}
