import { z } from 'zod';
import { Team } from '../../entities/people/team.ts';
import { DomainError } from '../../shared/errors.ts';
import { requireWholeReach } from '../access/require-whole-reach.ts';
import type { RequestContext } from '../context.ts';
import { decodeRequiredId } from '../reads/ids.ts';
import { inTransaction, type Transaction } from '../transaction.ts';
import { checkInput } from '../writes/check-input.ts';
import { applyChanges, lockRecord } from '../writes/records.ts';
import { refuseDuplicates } from '../writes/unique.ts';
import { emailField, extensionField, nameField, versionField } from './fields.ts';

const createInput = z.strictObject({
  name: nameField,
  email: emailField,
  extension: extensionField,
  active: z.boolean().optional(),
  memberIds: z.array(z.string()).max(500, 'a team has at most 500 members').optional(),
});

const updateInput = createInput.partial().extend({ id: z.string(), expectedVersion: versionField });

export type CreateTeamInput = z.input<typeof createInput>;
export type UpdateTeamInput = z.input<typeof updateInput>;

const duplicates = {
  team_name_unique: { field: 'name', message: 'Another team has this name.' },
  team_active_extension_unique: { field: 'extension', message: 'Another active team has this extension.' },
};

export async function createTeam(context: RequestContext, raw: CreateTeamInput): Promise<{ id: string }> {
  requireWholeReach(context, 'create teams');
  const { memberIds, ...input } = checkInput(createInput, raw);
  return refuseDuplicates(duplicates, () =>
    inTransaction(context, async (tx) => {
      const team = new Team();
      applyChanges(team, input);
      tx.em.persist(team);
      await tx.em.flush();
      await setMembers(tx, team.id, memberIds ?? []);
      tx.announce({
        type: 'team.created',
        subject: { type: 'Team', id: team.id },
        customerId: null,
        data: { name: team.name },
      });
      return { id: team.id };
    }),
  );
}

export async function updateTeam(context: RequestContext, raw: UpdateTeamInput): Promise<{ id: string }> {
  requireWholeReach(context, 'change teams');
  const { id: globalId, expectedVersion, memberIds, ...input } = checkInput(updateInput, raw);
  const id = decodeRequiredId('Team', globalId, 'id');
  return refuseDuplicates(duplicates, () =>
    inTransaction(context, async (tx) => {
      const team = await lockRecord(tx, Team, id, { expectedVersion });
      const changed = applyChanges(team, input);
      if (memberIds && (await setMembers(tx, id, memberIds))) {
        changed.push('members');
        // Its members are part of what `version` counts.
        team.updatedAt = new Date();
      }
      if (changed.length === 0) return { id };
      await tx.em.flush();
      tx.announce({
        type: 'team.updated',
        subject: { type: 'Team', id },
        customerId: null,
        data: { changed },
      });
      return { id };
    }),
  );
}

/** Makes these agents the team's members, all of them; whether that changed anything. */
async function setMembers(tx: Transaction, teamId: string, memberIds: readonly string[]): Promise<boolean> {
  const agentIds = memberIds.map((id, place) => decodeRequiredId('Agent', id, `memberIds.${place}`));
  const known = await tx.query<{ id: string }>('select id from agent where id = any($1::uuid[])', [agentIds]);
  const missing = agentIds.findIndex((id) => !known.some((agent) => agent.id === id));
  if (missing !== -1) {
    throw new DomainError('NOT_FOUND', `There is no Agent ${memberIds[missing]}.`, [
      'memberIds',
      String(missing),
    ]);
  }
  const left = await tx.query(
    'delete from team_member where team_id = $1 and agent_id <> all($2::uuid[]) returning agent_id',
    [teamId, agentIds],
  );
  const joined = await tx.query(
    `insert into team_member (team_id, agent_id) select $1, unnest($2::uuid[])
     on conflict do nothing returning agent_id`,
    [teamId, agentIds],
  );
  return left.length + joined.length > 0;
}
