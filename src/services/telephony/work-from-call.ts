import { z } from 'zod';
import { DomainError } from '../../shared/errors.ts';
import { encodeId } from '../../shared/ids.ts';
import { requireWholeReach } from '../access/require-whole-reach.ts';
import type { RequestContext } from '../context.ts';
import { recordInteraction } from '../interactions/write-interaction.ts';
import { decodeRequiredId } from '../reads/ids.ts';
import { openTicket, type OpenTicketInput } from '../tickets/open-ticket.ts';
import { checkInput } from '../writes/check-input.ts';
import { notFound } from '../writes/records.ts';
import { loadCall } from './calls.ts';

const taskInput = z.strictObject({
  callId: z.string(),
  subject: z.string(),
  body: z.string().nullish(),
  dueAt: z.date().nullish(),
  agentId: z.string().nullish(),
});

export type CreateTaskFromCallInput = z.input<typeof taskInput>;
export type OpenTicketFromCallInput = Omit<
  OpenTicketInput,
  'customerId' | 'customerReference' | 'channel'
> & {
  readonly callId: string;
};

/** Something to do that came of a call, for its customer; by whoever asks if no agent is named. */
export async function createTaskFromCall(
  context: RequestContext,
  raw: CreateTaskFromCallInput,
): Promise<{ id: string }> {
  const { agentId, ...input } = checkInput(taskInput, raw);
  const caller = await callerOf(context, input.callId);
  return recordInteraction(context, {
    ...input,
    ...caller,
    kind: 'TASK',
    // Left out, it is the agent who asks.
    ...(agentId != null && { agentId }),
  });
}

/** A ticket of the customer who calls, reported by telephone. */
export async function openTicketFromCall(
  context: RequestContext,
  { contactId, ...input }: OpenTicketFromCallInput,
): Promise<{ id: string }> {
  const caller = await callerOf(context, input.callId);
  return openTicket(context, {
    ...input,
    ...caller,
    ...(contactId != null && { contactId }),
    channel: 'PHONE',
  });
}

async function callerOf(
  context: RequestContext,
  callId: string,
): Promise<{ customerId: string; contactId?: string }> {
  requireWholeReach(context, 'write on calls');
  const id = decodeRequiredId('Call', callId, 'callId');
  const call = await loadCall(context, id);
  if (!call) throw notFound('Call', id, 'callId');
  const { customerId, contactId } = call;
  if (customerId === null) {
    throw new DomainError(
      'NOT_ALLOWED',
      'Nobody knows yet who calls: say so with `assignCaller` first.',
      'callId',
    );
  }
  return {
    customerId: encodeId('Customer', customerId),
    ...(contactId !== null && { contactId: encodeId('Contact', contactId) }),
  };
}
