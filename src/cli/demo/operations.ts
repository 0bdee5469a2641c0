import type { RequestContext } from '../../services/context.ts';
import type { DemoKeys } from './keys.ts';

/** Operations to try, as they can be pasted into a terminal. */
export async function operationsToTry({ db }: RequestContext, url: string, keys: DemoKeys): Promise<string> {
  const [customer] = await db.query<{ customer_number: string }>(
    `select customer_number from customer where customer_class = 'A' and archived_at is null order by 1 limit 1`,
  );
  const number = customer?.customer_number ?? '';
  const curl = (query: string) =>
    `curl -s ${url}/graphql -H 'content-type: application/json' -H 'authorization: Bearer ${keys.staff}' \\\n` +
    `     -d '${JSON.stringify({ query })}'`;
  return `Things to try:

  1. A customer with contact history, orders and invoices:

     ${curl(`{ customer(customerNumber: "${number}") { name customerClass timeline(first: 5) { nodes { happenedAt kind title } } orders(first: 2) { nodes { number status totals { taxInclusiveAmount { amount currency } } } } invoices(first: 2) { nodes { number settlement { openAmount { amount currency } daysOverdue } } } } }`)}

  2. A note in the contact history:

     ${curl(`mutation { recordInteraction(input: { kind: NOTE, subject: "Hello Kontor", customerReference: { integration: "erp", externalId: "${number}" } }) { interaction { id happenedAt } userErrors { code message } } }`)}

  3. A complaint, how tickets like it were solved, and what the helpdesk knows about it:

     ${curl(`{ tickets(first: 1, filter: { types: [COMPLAINT], states: [CLOSED] }) { nodes { number subject customer { name } messages(first: 5) { nodes { kind body } } ... on Complaint { defect remedy } similarTickets(first: 2) { ticket { number subject } solution { remedy lastReply { body } } } suggestedArticles(first: 2) { title } } } }`)}

  4. What happens, as it happens (an order, a payment or a note every few seconds, a ticket now and then):

     npm run kontor -- watch --url ${url.replace(/^http/, 'ws')}/graphql --key ${keys.staff}
`;
}
