import type {
  SuggestionOutcome,
  TicketChannel,
  TicketPriority,
  TicketState,
  TicketType,
} from '../../entities/tickets/enums.ts';
import { type Money, money } from '../../shared/money.ts';
import { plainRow } from '../reads/columns.ts';
import { ticketTypeNames, type TicketTypeName } from './ticket-types.ts';

/** A ticket as it is read: plain, foreign keys beside the fields. */
export interface TicketRow {
  readonly __typename: TicketTypeName;
  readonly id: string;
  readonly version: number;
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly type: TicketType;
  readonly number: string;
  readonly subject: string;
  readonly description: string | null;
  readonly customerId: string;
  readonly contactId: string | null;
  readonly channel: TicketChannel;
  readonly productId: string | null;
  readonly documentId: string | null;
  readonly callId: string | null;
  readonly priority: TicketPriority;
  readonly categoryId: string | null;
  readonly tags: readonly string[];
  readonly assigneeId: string | null;
  readonly teamId: string | null;
  readonly statusId: string;
  readonly state: TicketState;
  readonly rejectionReason: string | null;
  readonly parentId: string | null;
  readonly mergedIntoId: string | null;
  readonly openedAt: string;
  readonly firstResponseAt: string | null;
  readonly solvedAt: string | null;
  readonly closedAt: string | null;
  /** Seconds. */
  readonly firstResponseTime: string | null;
  readonly resolutionTime: string | null;
}

export interface ComplaintRow extends TicketRow {
  readonly causeId: string | null;
  readonly defect: string | null;
  readonly remedy: string | null;
  readonly compensation: Money | null;
  /** Only for our own people: the resolver asks. */
  readonly internalCost: Money | null;
}

export interface SuggestionRow extends TicketRow {
  readonly outcome: SuggestionOutcome | null;
  readonly outcomeReason: string | null;
}

const columnsWith = (version: string, updatedAt: string): string =>
  `t.id, ${version}, t.created_at, ${updatedAt}, t.type, t.number, t.subject, t.description,
  t.customer_id, t.contact_id, t.channel, t.product_id, t.document_id, t.call_id, t.priority, t.category_id, t.tags,
  t.assignee_id, t.team_id, t.status_id, t.state, t.rejection_reason, t.parent_id, t.merged_into_id, t.opened_at,
  t.first_response_at, t.solved_at, t.closed_at,
  extract(epoch from t.first_response_at - t.opened_at)::text as first_response_time,
  extract(epoch from t.solved_at - t.opened_at)::text as resolution_time,
  t.cause_id, t.defect, t.remedy, t.outcome, t.outcome_reason,
  t.compensation_amount as _compensation_amount, t.compensation_currency as _compensation_currency,
  t.cost_amount as _cost_amount, t.cost_currency as _cost_currency`;

export const ticketColumns = columnsWith('t.version', 't.updated_at');

/** As partners and customers see it. */
export const publicTicketColumns = columnsWith(
  't.public_version as version',
  't.public_updated_at as updated_at',
);

interface RawTicket extends Record<string, unknown> {
  readonly type: TicketType;
  readonly _compensation_amount: string | null;
  readonly _compensation_currency: string | null;
  readonly _cost_amount: string | null;
  readonly _cost_currency: string | null;
}

export function ticketRow(columns: Record<string, unknown>): TicketRow {
  const raw = columns as RawTicket;
  const row = plainRow<TicketRow>(raw, ticketTypeNames[raw.type]);
  if (raw.type !== 'COMPLAINT') return row;
  return {
    ...row,
    compensation: money(raw._compensation_amount, raw._compensation_currency),
    internalCost: money(raw._cost_amount, raw._cost_currency),
  } as ComplaintRow;
}
