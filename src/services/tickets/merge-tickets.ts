import { z } from 'zod';
import { Ticket } from '../../entities/tickets/ticket.ts';
import { DomainError } from '../../shared/errors.ts';
import { requireWholeReach } from '../access/require-whole-reach.ts';
import type { RequestContext } from '../context.ts';
import { inTransaction, type Transaction } from '../transaction.ts';
import { checkInput } from '../writes/check-input.ts';
import { lockRecord } from '../writes/records.ts';
import { addSystemEntry, announceTicket } from './announce-ticket.ts';
import { moveEverything } from './merge-moves.ts';
import { type FoundTicket, lockTickets, refuseMerged, requireTicket } from './require-ticket.ts';
import { lockFamilies } from './set-parent.ts';
import { defaultStatus, setStatus } from './set-status.ts';
import { versionField } from './ticket-fields.ts';
import { encodeTicketId } from './ticket-types.ts';

const mergeInput = z.strictObject({
  id: z.string(),
  intoId: z.string(),
  expectedVersion: versionField,
  expectedIntoVersion: versionField,
});

export type MergeTicketsInput = z.input<typeof mergeInput>;

/**
 * Merges a ticket into another one of the same customer: what was said, noted and spent moves there, and the ticket
 * itself is closed and leads there from then on. Answers the one that lives on.
 */
export async function mergeTickets(context: RequestContext, raw: MergeTicketsInput): Promise<{ id: string }> {
  requireWholeReach(context, 'merge tickets');
  const input = checkInput(mergeInput, raw);
  return inTransaction(context, async (tx) => {
    await lockFamilies(tx);
    const source = await requireTicket(tx, context, input.id, 'id');
    const target = await requireTicket(tx, context, input.intoId, 'intoId');
    await refuseMerged(tx, source, 'id');
    await refuseMerged(tx, target, 'intoId');
    refuseUnlike(source, target);
    await merge(tx, context, [source.id, input.expectedVersion], [target.id, input.expectedIntoVersion]);
    return { id: target.id };
  });
}

function refuseUnlike(source: FoundTicket, target: FoundTicket): void {
  if (source.id === target.id) {
    throw new DomainError('INVALID', '`intoId`: a ticket is not merged into itself.', 'intoId');
  }
  if (source.customerId !== target.customerId) {
    // The one would read what the other has written.
    throw new DomainError(
      'NOT_ALLOWED',
      'The tickets are of different customers: link them (`DUPLICATE_OF`), or vote for the suggestion instead.',
      'intoId',
    );
  }
  if (source.type === 'SUGGESTION' && target.type !== 'SUGGESTION') {
    throw new DomainError(
      'NOT_ALLOWED',
      'A suggestion has votes: it is merged only into a suggestion.',
      'intoId',
    );
  }
}

/** Raw uuid, and the version that its reader has seen. */
type ExpectedTicket = readonly [id: string, version: number | null | undefined];

async function merge(
  tx: Transaction,
  context: RequestContext,
  [sourceId, sourceVersion]: ExpectedTicket,
  [targetId, targetVersion]: ExpectedTicket,
): Promise<void> {
  // Also those that change with it, or that its links lead to.
  const concerned = await tx.query<{ id: string }>(
    `select id from ticket where parent_id = $1 or merged_into_id = $1
     union select to_id from ticket_link where from_id = $1
     union select from_id from ticket_link where to_id = $1`,
    [sourceId],
  );
  await lockTickets(tx, [sourceId, targetId, ...concerned.map(({ id }) => id)]);
  const source = await lockRecord(tx, Ticket, sourceId, { expectedVersion: sourceVersion });
  const target = await lockRecord(tx, Ticket, targetId, {
    expectedVersion: targetVersion,
    versionField: 'expectedIntoVersion',
  });

  await moveEverything(tx, source, target);
  if (source.firstResponseAt) target.firstResponseAt ??= laterOf(source.firstResponseAt, target.openedAt);

  addSystemEntry(tx, source, `Merged into ${target.number}`);
  addSystemEntry(tx, target, `Merged ${source.number} into this ticket: ${source.subject}`);
  // What was rejected stays so, with its reason.
  const isOver = source.state === 'CLOSED' || source.state === 'REJECTED';
  if (!isOver) await setStatus(tx, context, source, await defaultStatus(tx, 'CLOSED'));
  source.mergedInto = target;
  source.parent = null;
  announceTicket(tx, source, 'ticket.merged', { into: encodeTicketId(target), intoNumber: target.number });
  announceTicket(tx, target, 'ticket.merged', { from: encodeTicketId(source), fromNumber: source.number });
}

function laterOf(a: Date, b: Date): Date {
  return a > b ? a : b;
}
