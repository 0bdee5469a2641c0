import { z } from 'zod';
import { Agent } from '../../entities/people/agent.ts';
import { forgetViewers } from '../access/authenticate.ts';
import { requireWholeReach } from '../access/require-whole-reach.ts';
import type { RequestContext } from '../context.ts';
import { decodeRequiredId } from '../reads/ids.ts';
import { inTransaction } from '../transaction.ts';
import { checkInput } from '../writes/check-input.ts';
import { applyChanges, lockRecord } from '../writes/records.ts';
import { refuseDuplicates } from '../writes/unique.ts';
import { emailField, extensionField, nameField, personalAmong, versionField } from './fields.ts';

const createInput = z.strictObject({
  name: nameField,
  email: emailField,
  extension: extensionField,
  active: z.boolean().optional(),
});

const updateInput = createInput.partial().extend({ id: z.string(), expectedVersion: versionField });

export type CreateAgentInput = z.input<typeof createInput>;
export type UpdateAgentInput = z.input<typeof updateInput>;

const duplicates = {
  agent_email_unique: { field: 'email', message: 'Another agent has this e-mail address.' },
  agent_active_extension_unique: { field: 'extension', message: 'Another active agent has this extension.' },
};

export async function createAgent(context: RequestContext, raw: CreateAgentInput): Promise<{ id: string }> {
  requireWholeReach(context, 'create agents');
  const input = checkInput(createInput, raw);
  return refuseDuplicates(duplicates, () =>
    inTransaction(context, async (tx) => {
      const agent = new Agent();
      const set = applyChanges(agent, input);
      tx.em.persist(agent);
      await tx.em.flush();
      tx.announce({
        type: 'agent.created',
        subject: { type: 'Agent', id: agent.id },
        customerId: null,
        data: { personal: personalAmong(set) },
      });
      return { id: agent.id };
    }),
  );
}

export async function updateAgent(context: RequestContext, raw: UpdateAgentInput): Promise<{ id: string }> {
  requireWholeReach(context, 'change agents');
  const { id: globalId, expectedVersion, ...input } = checkInput(updateInput, raw);
  const id = decodeRequiredId('Agent', globalId, 'id');
  const updated = await refuseDuplicates(duplicates, () =>
    inTransaction(context, async (tx) => {
      const agent = await lockRecord(tx, Agent, id, { expectedVersion });
      const changed = applyChanges(agent, input);
      if (changed.length === 0) return { id };
      await tx.em.flush();
      tx.announce({
        type: 'agent.updated',
        subject: { type: 'Agent', id },
        customerId: null,
        data: { changed, personal: personalAmong(changed) },
      });
      return { id };
    }),
  );
  // The keys of somebody who has left are refused from now on.
  forgetViewers(context.db);
  return updated;
}
