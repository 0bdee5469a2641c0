import { z } from 'zod';
import { Customer } from '../../entities/customers/customer.ts';
import { Complaint } from '../../entities/tickets/complaint.ts';
import { TicketType } from '../../entities/tickets/enums.ts';
import { ServiceRequest } from '../../entities/tickets/service-request.ts';
import { Suggestion } from '../../entities/tickets/suggestion.ts';
import type { Ticket } from '../../entities/tickets/ticket.ts';
import { DomainError } from '../../shared/errors.ts';
import type { RequestContext } from '../context.ts';
import { requireCustomer } from '../customers/require-reachable.ts';
import { decodeRequiredId } from '../reads/ids.ts';
import { inTransaction, type Transaction } from '../transaction.ts';
import { checkInput } from '../writes/check-input.ts';
import { applyChanges } from '../writes/records.ts';
import { announceTicket } from './announce-ticket.ts';
import { giveTo, recordAssignment } from './assign-ticket.ts';
import { lockFamilies, parentOf } from './set-parent.ts';
import { defaultStatus, recordStatusChange } from './set-status.ts';
import { pastField, subjectField, ticketChanges, ticketFields } from './ticket-fields.ts';
import { drawNumber } from './ticket-number.ts';

const openInput = ticketFields.extend({
  type: z.enum(TicketType),
  subject: subjectField,
  customerId: z.string().nullish(),
  customerReference: z.strictObject({ integration: z.string(), externalId: z.string() }).nullish(),
  assigneeId: z.string().nullish(),
  teamId: z.string().nullish(),
  parentId: z.string().nullish(),
  openedAt: pastField,
  /** Of a call that the caller has checked: it is no part of the API's input. */
  callId: z.string().nullish(),
});

export type OpenTicketInput = z.input<typeof openInput>;

const classes = { SERVICE_REQUEST: ServiceRequest, COMPLAINT: Complaint, SUGGESTION: Suggestion } as const;

/** What only our own people decide when a ticket is opened. */
const internalFields = ['assigneeId', 'teamId', 'parentId', 'openedAt', 'callId', 'tags'] as const;

export async function openTicket(context: RequestContext, raw: OpenTicketInput): Promise<{ id: string }> {
  const input = checkInput(openInput, raw);
  refuseInternalFields(context, input);
  return inTransaction(context, async (tx) => {
    if (input.parentId != null) await lockFamilies(tx);
    const { customerId, customerReference: reference } = input;
    const customer = await requireCustomer(tx, context, { id: customerId, reference }, 'customerId');
    return openFor(tx, context, customer, input);
  });
}

async function openFor(
  tx: Transaction,
  context: RequestContext,
  customerId: string,
  input: z.output<typeof openInput>,
): Promise<{ id: string }> {
  const {
    type,
    subject,
    customerId: _,
    customerReference: __,
    assigneeId,
    teamId,
    parentId,
    openedAt,
    callId,
    ...fields
  } = input;
  const ticket: Ticket = new classes[type]();
  ticket.type = type;
  ticket.subject = subject;
  ticket.customer = tx.em.getReference(Customer, customerId);
  ticket.channel = context.viewer.reach.kind === 'ALL' ? 'OTHER' : 'PORTAL';
  applyChanges(ticket, await ticketChanges(tx, context, fields, customerId));
  if (parentId != null) ticket.parent = await parentOf(tx, context, parentId);
  if (callId != null) ticket.callId = decodeRequiredId('Call', callId, 'callId');
  ticket.openedAt = openedAt ?? new Date();
  const status = await defaultStatus(tx, 'OPEN');
  ticket.status = status;
  ticket.state = status.state;
  ticket.number = await drawNumber(tx);
  tx.em.persist(ticket);
  recordStatusChange(tx, context.viewer.agentId, ticket, null, status, ticket.openedAt);
  const given = await giveTo(tx, ticket, { assigneeId, teamId });
  const nobody = { agentId: null, teamId: null };
  if (given.length > 0) recordAssignment(tx, ticket, nobody, ticket.openedAt);
  announceTicket(tx, ticket, 'ticket.created', {
    type,
    channel: ticket.channel,
    priority: ticket.priority,
  });
  return { id: ticket.id };
}

function refuseInternalFields({ viewer }: RequestContext, input: z.output<typeof openInput>): void {
  if (viewer.reach.kind === 'ALL') return;
  const field = internalFields.find((each) => input[each] != null);
  if (field) {
    throw new DomainError('FORBIDDEN', `\`${field}\`: only our own people and services decide that.`, field);
  }
}
