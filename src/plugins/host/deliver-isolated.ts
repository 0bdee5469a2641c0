import type { RecordKind } from '../kit/records.ts';
import type { NewEvent } from '../../events/append.ts';
import type { Deliver, Delivery, DeliveryResult } from '../../services/integrations/delivery.ts';
import type { Transaction } from '../../services/transaction.ts';

/**
 * Delivers a batch; where the database refuses it because of its data, halves it until the one bad record is
 * found and rejected. Otherwise one record nobody foresaw would stop the stream for ever.
 */
export async function deliverIsolated<K extends RecordKind>(
  tx: Transaction,
  deliver: Deliver<K>,
  delivery: Delivery<K>,
): Promise<DeliveryResult> {
  const [first] = delivery.items;
  if (!first) return { written: [], rejected: [] };
  const events: NewEvent[] = [];
  await tx.query('savepoint delivery');
  try {
    const result = await deliver({ ...tx, announce: (event) => void events.push(event) }, delivery);
    await tx.query('release savepoint delivery');
    for (const event of events) tx.announce(event);
    return result;
  } catch (error) {
    if (!isAboutData(error)) throw error;
    await tx.query('rollback to savepoint delivery');
    if (delivery.items.length === 1) {
      return { written: [], rejected: [{ externalId: first.externalId, reason: (error as Error).message }] };
    }
  }
  const half = Math.ceil(delivery.items.length / 2);
  const left = await deliverIsolated(tx, deliver, { ...delivery, items: delivery.items.slice(0, half) });
  const right = await deliverIsolated(tx, deliver, { ...delivery, items: delivery.items.slice(half) });
  return { written: [...left.written, ...right.written], rejected: [...left.rejected, ...right.rejected] };
}

/** SQLSTATE classes 22 (data exception) and 23 (integrity constraint violation). */
export function isAboutData(error: unknown): boolean {
  for (let cause: unknown = error; cause instanceof Error; cause = cause.cause) {
    const { code } = cause as { code?: unknown };
    if (typeof code === 'string' && /^2[23][0-9A-Z]{3}$/.test(code)) return true;
  }
  return false;
}
