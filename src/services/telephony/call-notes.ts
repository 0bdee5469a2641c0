import { z } from 'zod';
import { Agent } from '../../entities/people/agent.ts';
import type { Call } from '../../entities/telephony/call.ts';
import { CallNote } from '../../entities/telephony/call-note.ts';
import type { RequestContext } from '../context.ts';
import { loadAllOf } from '../reads/by-id.ts';
import { plainRow } from '../reads/columns.ts';
import type { Transaction } from '../transaction.ts';
import { checkInput } from '../writes/check-input.ts';
import { announceCall } from './announce-call.ts';
import { changeCall } from './change-call.ts';

const noteInput = z.strictObject({
  callId: z.string(),
  body: z.string().trim().min(1, 'must not be empty').max(100_000),
});
const outcomeInput = z.strictObject({
  callId: z.string(),
  outcome: z.string().trim().min(1, 'must not be empty').max(500).nullable(),
  expectedVersion: z.number().int().nullish(),
});

export type AddCallNoteInput = z.input<typeof noteInput>;
export type SetCallOutcomeInput = z.input<typeof outcomeInput>;

export async function addCallNote(context: RequestContext, raw: AddCallNoteInput): Promise<{ id: string }> {
  const { body, ...input } = checkInput(noteInput, raw);
  return changeCall(context, input, async (tx, call) => {
    const note = new CallNote();
    note.call = call;
    note.body = body;
    if (context.viewer.agentId) note.agent = tx.em.getReference(Agent, context.viewer.agentId);
    tx.em.persist(note);
    announceWork(tx, call, { changed: ['notes'] });
    return {};
  });
}

/** What came of the call, in a few words; null clears. */
export async function setCallOutcome(
  context: RequestContext,
  raw: SetCallOutcomeInput,
): Promise<{ id: string }> {
  const { outcome, ...input } = checkInput(outcomeInput, raw);
  return changeCall(context, input, async (tx, call) => {
    if (call.outcome === outcome) return {};
    call.outcome = outcome;
    announceWork(tx, call, { changed: ['outcome'], personal: ['outcome'] });
    return {};
  });
}

function announceWork(tx: Transaction, call: Call, data: Record<string, unknown>): void {
  const subject = { id: call.id, customerId: call.customer?.id ?? null };
  announceCall(tx, 'call.updated', subject, data);
}

export interface CallNoteRow {
  readonly id: string;
  readonly agentId: string | null;
  readonly body: string;
  readonly writtenAt: string;
}

/** The notes of a call, oldest first; none for whoever is not one of us. */
export async function loadCallNotes(
  context: RequestContext,
  callId: string,
): Promise<readonly CallNoteRow[]> {
  if (context.viewer.reach.kind !== 'ALL') return [];
  return loadAllOf(context, 'callNotes', callId, async (ids) => {
    const rows = await context.db.query<Record<string, unknown> & { _parent: string }>(
      `select call_id as _parent, id, agent_id, body, written_at from call_note where call_id = any($1::uuid[])
        order by written_at, id`,
      [ids],
    );
    return rows.map((raw) => ({ parentId: raw._parent, row: plainRow<CallNoteRow>(raw) }));
  });
}
