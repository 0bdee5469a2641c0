import { z } from 'zod';
import type { Agent } from '../../entities/people/agent.ts';
import type { Team } from '../../entities/people/team.ts';
import { TicketAssignment } from '../../entities/tickets/ticket-assignment.ts';
import type { Ticket } from '../../entities/tickets/ticket.ts';
import { encodeId } from '../../shared/ids.ts';
import type { RequestContext } from '../context.ts';
import type { Transaction } from '../transaction.ts';
import { checkInput } from '../writes/check-input.ts';
import { applyChanges } from '../writes/records.ts';
import { addSystemEntry, announceInternally } from './announce-ticket.ts';
import { type Holder, isHandOver } from './assign-decision.ts';
import { changeTicket } from './require-ticket.ts';
import { activeAgent, activeTeam, versionField } from './ticket-fields.ts';

const assignInput = z.strictObject({
  id: z.string(),
  assigneeId: z.string().nullish(),
  teamId: z.string().nullish(),
  expectedVersion: versionField,
});

export type AssignTicketInput = z.input<typeof assignInput>;

/** Gives a ticket to an agent, a team or both: what is omitted stays, null takes it away. */
export async function assignTicket(context: RequestContext, raw: AssignTicketInput): Promise<{ id: string }> {
  const { assigneeId, teamId, ...input } = checkInput(assignInput, raw);
  return changeTicket(context, input, async (tx, ticket) => {
    const before = holderOf(ticket);
    const previous = {
      assigneeId: before.agentId && encodeId('Agent', before.agentId),
      teamId: before.teamId && encodeId('Team', before.teamId),
    };
    const changed = await giveTo(tx, ticket, { assigneeId, teamId });
    if (changed.length === 0) return;
    recordAssignment(tx, ticket, before, new Date());
    const names = [ticket.assignee?.name, ticket.team?.name].filter((name) => name !== undefined);
    addSystemEntry(tx, ticket, `Assigned to ${names.join(', ') || 'nobody'}`);
    // Who has it now stands in the ticket; through whose hands it went is our own business.
    announceInternally(tx, ticket, 'ticket.assigned', { changed, previous });
  });
}

/** Sets who has the ticket; answers which of the two changed. */
export async function giveTo(
  tx: Transaction,
  ticket: Ticket,
  { assigneeId, teamId }: { assigneeId?: string | null; teamId?: string | null },
): Promise<string[]> {
  const before = holderOf(ticket);
  const assignee: Agent | null | undefined =
    assigneeId === undefined ? undefined : await activeAgent(tx, assigneeId, 'assigneeId');
  const team: Team | null | undefined =
    teamId === undefined ? undefined : await activeTeam(tx, teamId, 'teamId');
  // Loaded, so that their names can be said.
  await tx.em.populate(ticket, ['assignee', 'team']);
  applyChanges<Pick<Ticket, 'assignee' | 'team'>>(ticket, { assignee, team });
  const after = holderOf(ticket);
  return [
    ...(before.agentId === after.agentId ? [] : ['assignee']),
    ...(before.teamId === after.teamId ? [] : ['team']),
  ];
}

export function holderOf(ticket: Ticket): Holder {
  return { agentId: ticket.assignee?.id ?? null, teamId: ticket.team?.id ?? null };
}

/** For the history: who had it from now on. */
export function recordAssignment(tx: Transaction, ticket: Ticket, before: Holder, assignedAt: Date): void {
  const assignment = new TicketAssignment();
  assignment.ticket = ticket;
  assignment.agent = ticket.assignee;
  assignment.team = ticket.team;
  assignment.isHandOver = isHandOver(before, holderOf(ticket));
  assignment.assignedAt = assignedAt;
  tx.em.persist(assignment);
}
