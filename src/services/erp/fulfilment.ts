import type { FulfilmentStatus, OrderStatus } from '../../entities/erp/enums.ts';
import type { LineFulfilment } from '../../entities/erp/fulfilment.ts';
import { exact } from './totals/exact.ts';

const statusOfOrder: Readonly<Record<OrderStatus, FulfilmentStatus>> = {
  OPEN: 'OPEN',
  CONFIRMED: 'OPEN',
  PARTIALLY_SHIPPED: 'PARTIALLY_SHIPPED',
  SHIPPED: 'SHIPPED',
  COMPLETED: 'SHIPPED',
  CANCELED: 'CANCELED',
};

export function orderFulfilmentStatus(status: OrderStatus): FulfilmentStatus {
  return statusOfOrder[status];
}

/** Whether a promise was missed and still is. Days compare as text. */
export function isPastPromise(status: FulfilmentStatus, promisedOn: string | null, today: string): boolean {
  return promisedOn !== null && promisedOn < today && (status === 'OPEN' || status === 'PARTIALLY_SHIPPED');
}

export interface LineToFulfil {
  readonly orderStatus: OrderStatus;
  readonly quantity: string;
  readonly ordered: string | null;
  readonly shipped: string | null;
  readonly invoiced: string | null;
  readonly promisedOn: string | null;
  readonly shippedOn: string | null;
}

/** How far a line of an order is fulfilled; null where the ERP says nothing about the line itself. */
export function lineFulfilment(line: LineToFulfil): LineFulfilment | null {
  const { shipped, invoiced, promisedOn, shippedOn } = line;
  const isStated = [line.ordered, shipped, invoiced, promisedOn, shippedOn].some((value) => value !== null);
  if (!isStated) return null;
  const ordered = line.ordered ?? line.quantity;
  return { status: statusOfLine(line, ordered), ordered, shipped, invoiced, promisedOn, shippedOn };
}

function statusOfLine({ orderStatus, shipped, shippedOn }: LineToFulfil, ordered: string): FulfilmentStatus {
  if (orderStatus === 'CANCELED') return 'CANCELED';
  if (shipped === null) return shippedOn === null ? statusOfOrder[orderStatus] : 'SHIPPED';
  if (exact(shipped).gte(ordered)) return 'SHIPPED';
  return exact(shipped).gt(0) ? 'PARTIALLY_SHIPPED' : 'OPEN';
}
