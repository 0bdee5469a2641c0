import type { RequestContext } from '../../services/context.ts';
import { listAgents } from '../../services/people/agents.ts';
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

/** Every customer gets a key account manager of inside sales; in one statement, since nobody listens yet. */
async function assignKeyAccounts({ db }: RequestContext): Promise<void> {
  await db.query(
    `update customer c
        set key_account_manager_id = m.agent_id, key_account_team_id = m.team_id
       from (select m.agent_id, m.team_id, row_number() over (order by a.email) - 1 as place, count(*) over () as size
               from team_member m join team t on t.id = m.team_id join agent a on a.id = m.agent_id
              where t.name = 'Inside sales') m
      where c.key_account_manager_id is null
        and mod(abs(hashtext(c.customer_number)), m.size::int) = m.place`,
  );
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
