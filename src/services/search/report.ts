import type { ComplaintRow, TicketRow } from '../tickets/tickets.ts';

/** A problem as a customer reports it. */
export interface Report {
  readonly subject: string;
  readonly text: string;
  /** Raw uuid. */
  readonly productId: string | null;
}

/** What a ticket says of the problem: nothing of its messages, and nothing internal. */
export function reportOf(ticket: TicketRow | ComplaintRow): Report {
  const defect = 'defect' in ticket ? ticket.defect : null;
  return {
    subject: ticket.subject,
    text: [defect, ticket.description].filter((part) => part !== null).join('\n'),
    productId: ticket.productId,
  };
}
