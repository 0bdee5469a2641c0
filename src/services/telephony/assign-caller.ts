import { z } from 'zod';
import { Contact } from '../../entities/customers/contact.ts';
import { Customer } from '../../entities/customers/customer.ts';
import type { Call } from '../../entities/telephony/call.ts';
import type { RequestContext } from '../context.ts';
import { requireReachable } from '../customers/require-reachable.ts';
import { requireContactOf } from '../customers/require-contact.ts';
import { decodeRequiredId } from '../reads/ids.ts';
import type { Transaction } from '../transaction.ts';
import { checkInput } from '../writes/check-input.ts';
import { announceCall } from './announce-call.ts';
import { changeCall } from './change-call.ts';
import { forgetNumber, learnNumber, noOtherCalls, type OtherCalls } from './learn-number.ts';
import type { CertainCaller } from './recognition/certain-caller.ts';

const assignInput = z.strictObject({
  callId: z.string(),
  customerId: z.string(),
  contactId: z.string().nullish(),
  learn: z.boolean().nullish(),
  expectedVersion: z.number().int().nullish(),
});
const unassignInput = z.strictObject({
  callId: z.string(),
  forget: z.boolean().nullish(),
  expectedVersion: z.number().int().nullish(),
});

export type AssignCallerInput = z.input<typeof assignInput>;
export type UnassignCallerInput = z.input<typeof unassignInput>;

export interface Assigned {
  readonly id: string;
  /** Other calls of the same number whose caller changed with it: the newest, and how many in all. Raw uuids. */
  readonly alsoChanged: OtherCalls;
}

/** Decides who the other party of a call is; the last word counts. */
export async function assignCaller(context: RequestContext, raw: AssignCallerInput): Promise<Assigned> {
  const { learn, ...input } = checkInput(assignInput, raw);
  return changeCall(context, input, async (tx, call) => {
    const caller = await callerNamed(tx, context, input);
    await change(tx, call, caller);
    if (!(learn ?? true)) return { alsoChanged: noOtherCalls };
    return { alsoChanged: await learnNumber(tx, call, caller) };
  });
}

/** Takes an assignment, or a recognition that was wrong, back: the caller is unknown, and stays so. */
export async function unassignCaller(context: RequestContext, raw: UnassignCallerInput): Promise<Assigned> {
  const { forget, ...input } = checkInput(unassignInput, raw);
  return changeCall(context, input, async (tx, call) => {
    const customerId = call.customer?.id;
    await change(tx, call, null);
    if (!customerId || !(forget ?? true)) return { alsoChanged: noOtherCalls };
    return { alsoChanged: await forgetNumber(tx, call, customerId) };
  });
}

async function callerNamed(
  tx: Transaction,
  context: RequestContext,
  input: z.output<typeof assignInput>,
): Promise<CertainCaller> {
  const customerId = decodeRequiredId('Customer', input.customerId, 'customerId');
  await requireReachable(tx, context, customerId, 'customerId');
  if (input.contactId == null) return { customerId, contactId: null };
  return { customerId, contactId: await requireContactOf(tx, context, input.contactId, customerId) };
}

async function change(tx: Transaction, call: Call, caller: CertainCaller | null): Promise<void> {
  const before = call.customer?.id ?? null;
  const customerId = caller?.customerId ?? null;
  const isSame = before === customerId && (call.contact?.id ?? null) === (caller?.contactId ?? null);
  if (isSame && call.callerStatus === 'ASSIGNED') return;
  call.customer = caller && tx.em.getReference(Customer, caller.customerId);
  call.contact = caller?.contactId ? tx.em.getReference(Contact, caller.contactId) : null;
  // Also where nobody is known: that was decided, too, and the next event must not recognise anybody.
  call.callerStatus = 'ASSIGNED';
  await tx.em.flush();
  if (caller)
    announceCall(tx, 'call.caller_identified', { id: call.id, customerId }, { callerStatus: 'ASSIGNED' });
  // Who followed the calls of the customer it was taken from learns that it is gone.
  if (before !== null && before !== customerId) {
    announceCall(tx, 'call.updated', { id: call.id, customerId: before }, { changed: ['caller'] });
  } else if (!caller) {
    announceCall(tx, 'call.updated', { id: call.id, customerId: null }, { changed: ['caller'] });
  }
}
