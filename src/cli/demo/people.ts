import type { RequestContext } from '../../services/context.ts';
import { listCustomers } from '../../services/customers/customers.ts';
import { updateCustomer } from '../../services/customers/write-customer.ts';
import { listAgents, listMembersOf } from '../../services/people/agents.ts';
import { assignCustomersToPartner } from '../../services/people/assign-customers.ts';
import { listPartners } from '../../services/people/partners.ts';
import { listTeams } from '../../services/people/teams.ts';
import { createAgent } from '../../services/people/write-agent.ts';
import { createPartner } from '../../services/people/write-partner.ts';
import { createTeam } from '../../services/people/write-team.ts';
import { encodeId } from '../../shared/ids.ts';

const agents = [
  {
    name: 'Jana Petersen',
    email: 'j.petersen@hansa-maschinenbau.example',
    extension: '21',
    team: 'Inside sales',
  },
  {
    name: 'Mehmet Yılmaz',
    email: 'm.yilmaz@hansa-maschinenbau.example',
    extension: '22',
    team: 'Inside sales',
  },
  {
    name: 'Svenja Brandt',
    email: 's.brandt@hansa-maschinenbau.example',
    extension: '23',
    team: 'Inside sales',
  },
  { name: 'Ole Hinrichs', email: 'o.hinrichs@hansa-maschinenbau.example', extension: '31', team: 'Service' },
  { name: 'Aylin Kaya', email: 'a.kaya@hansa-maschinenbau.example', extension: '32', team: 'Service' },
] as const;

const teams = [
  { name: 'Inside sales', email: 'vertrieb@hansa-maschinenbau.example', extension: '20' },
  { name: 'Service', email: 'service@hansa-maschinenbau.example', extension: '30' },
] as const;

/** A team by its name: where it is called, and at whom it rings. */
export function demoTeam(
  name: string,
): { readonly extension: string; readonly users: readonly string[] } | null {
  const team = teams.find((each) => each.name === name);
  return team
    ? {
        extension: team.extension,
        users: agents.filter((agent) => agent.team === name).map((agent) => agent.name),
      }
    : null;
}

const partner = { name: 'Nordtechnik Servicepartner GmbH', email: 'info@nordtechnik.example' };
const CUSTOMERS_OF_THE_PARTNER = 40;

export interface DemoPeople {
  readonly agentId: string;
  readonly partnerId: string;
  /** A customer who may look at itself, and belongs to the partner. */
  readonly customerId: string;
}

/**
 * Our own people, and a partner with customers; global ids. Each step first looks whether it was done: a demo that
 * was killed in its first minute is completed by the next start.
 */
export async function ensurePeople(context: RequestContext): Promise<DemoPeople> {
  const agentIds = new Map<string, string>();
  for (const { team: _, ...agent } of agents) {
    const [found] = (await listAgents(context, { filter: { email: agent.email } })).nodes;
    agentIds.set(agent.email, encodeId('Agent', found?.id ?? (await createAgent(context, agent)).id));
  }
  const existingTeams = new Set((await listTeams(context, {})).nodes.map(({ name }) => name));
  for (const team of teams.filter(({ name }) => !existingTeams.has(name))) {
    const memberIds = agents
      .filter((agent) => agent.team === team.name)
      .map(({ email }) => agentIds.get(email) ?? '');
    await createTeam(context, { ...team, memberIds });
  }
  const partnerId = await ensurePartner(context);
  await assignKeyAccounts(context);
  return {
    agentId: agentIds.get(agents[0].email) ?? '',
    partnerId,
    customerId: await assignToPartner(context, partnerId),
  };
}

async function ensurePartner(context: RequestContext): Promise<string> {
  const { nodes } = await listPartners(context, {});
  const found = nodes.find(({ name }) => name === partner.name);
  return encodeId('Partner', found?.id ?? (await createPartner(context, partner)).id);
}

/** Class A customers get a key account manager of inside sales, one after the other. */
async function assignKeyAccounts(context: RequestContext): Promise<void> {
  const team = (await listTeams(context, {})).nodes.find(({ name }) => name === 'Inside sales');
  if (!team) throw new Error('The team Inside sales was just created and is not there.');
  const { nodes: managers } = await listMembersOf(context, team.id, {});
  const { nodes: customers } = await listCustomers(context, {
    filter: { customerClass: ['A'] },
    orderBy: { field: 'CUSTOMER_NUMBER', direction: 'ASC' },
    first: 100,
  });
  for (const [place, customer] of customers.entries()) {
    const manager = managers[place % managers.length];
    if (customer.keyAccountManagerId || !manager) continue;
    await updateCustomer(context, {
      id: encodeId('Customer', customer.id),
      keyAccountManagerId: encodeId('Agent', manager.id),
      keyAccountTeamId: encodeId('Team', team.id),
    });
  }
}

/** The customers with the most orders among those of the lowest numbers: there is something to look at. */
async function assignToPartner(context: RequestContext, partnerId: string): Promise<string> {
  const rows = await context.db.query<{ id: string; partner_id: string | null }>(
    `select c.id, c.partner_id from customer c
      where c.kind = 'ORGANIZATION' and c.archived_at is null
      order by (c.partner_id is not null) desc,
               (select count(*) from commercial_document d where d.customer_id = c.id and d.kind = 'INVOICE') desc, c.customer_number
      limit $1`,
    [CUSTOMERS_OF_THE_PARTNER],
  );
  const customerIds = rows.map(({ id }) => encodeId('Customer', id));
  if (rows.some(({ partner_id }) => partner_id === null)) {
    await assignCustomersToPartner(context, { partnerId, customerIds });
  }
  const [first] = customerIds;
  if (!first)
    throw new Error('The demo ERP has delivered no customer: see the log for the state of the integration.');
  return first;
}
