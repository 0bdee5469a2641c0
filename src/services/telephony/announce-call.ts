import type { NewEvent } from '../../events/append.ts';
import type { Transaction } from '../transaction.ts';

/**
 * Announces what people did with a call, among our own people like the calls themselves; what the telephone system did
 * is announced by `callAnnouncements`.
 */
export function announceCall(
  tx: Transaction,
  type: Extract<NewEvent['type'], `call.${string}`>,
  { id, customerId }: { readonly id: string; readonly customerId: string | null },
  data: Record<string, unknown>,
): void {
  tx.announce({ type, subject: { type: 'Call', id }, customerId, data, internal: true });
}
