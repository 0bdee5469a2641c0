import type { RequestContext } from '../../services/context.ts';
import type { DemoKeys } from './keys.ts';

/** Three operations to try, as they can be pasted into a terminal. */
export async function operationsToTry({ db }: RequestContext, url: string, keys: DemoKeys): Promise<string> {
  const [customer] = await db.query<{ customer_number: string }>(
    `select customer_number from customer where customer_class = 'A' and archived_at is null order by 1 limit 1`,
  );
  const number = customer?.customer_number ?? '';
  const curl = (query: string) =>
    `curl -s ${url}/graphql -H 'content-type: application/json' -H 'authorization: Bearer ${keys.staff}' \\\n` +
    `     -d '${JSON.stringify({ query })}'`;
  return `Three things to try:

  1. A customer with contact history, orders and invoices:

     ${curl(`{ customer(customerNumber: "${number}") { name customerClass timeline(first: 5) { nodes { happenedAt kind title } } orders(first: 2) { nodes { number status totals { taxInclusiveAmount { amount currency } } } } invoices(first: 2) { nodes { number settlement { openAmount { amount currency } daysOverdue } } } } }`)}

  2. A note in the contact history:

     ${curl(`mutation { recordInteraction(input: { kind: NOTE, subject: "Hello Kontor", customerReference: { integration: "erp", externalId: "${number}" } }) { interaction { id happenedAt } userErrors { code message } } }`)}

  3. What happens, as it happens (an order, a payment or a note every few seconds):

     npm run kontor -- watch --url ${url.replace(/^http/, 'ws')}/graphql --key ${keys.staff}
`;
}
