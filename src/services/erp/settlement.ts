import type { InvoiceStatus } from '../../entities/erp/enums.ts';
import { exact, print, sumOf, ZERO } from './totals/exact.ts';

export interface InvoiceToSettle {
  readonly status: InvoiceStatus;
  readonly currency: string;
  /** Amount due as shown: BT-115 as stated, else computed; null where it is unknown. */
  readonly payableAmount: string | null;
  /** Open amount as the ERP states it. */
  readonly openAmount?: string | null;
  readonly payments: readonly { readonly amount: string }[];
}

export interface Settlement {
  readonly paidAmount: string | null;
  readonly openAmount: string | null;
}

/**
 * What is paid and what is still open. The ERP's open amount counts; where it states none, it is the amount due
 * less the payments, and nothing once the invoice is canceled. Credit notes are not set off here: whether one
 * was, or was paid out, is the ERP's bookkeeping, which delivers it as a payment or in the open amount.
 */
export function settle({
  status,
  currency,
  payableAmount,
  openAmount,
  payments,
}: InvoiceToSettle): Settlement {
  const paid = sumOf(payments.map((payment) => payment.amount));
  const payable = payableAmount === null ? null : exact(payableAmount);
  const open = status === 'CANCELED' ? ZERO : payable && payable.minus(paid);
  const isPaymentKnown = payments.length > 0 || openAmount == null || !payable;
  return {
    paidAmount: print(currency, isPaymentKnown ? paid : payable.minus(openAmount)),
    openAmount: openAmount ?? (open && print(currency, open)),
  };
}

/** Whether nothing is open any more; an unknown open amount is not paid. */
export function isPaid(openAmount: string | null): boolean {
  return openAmount !== null && exact(openAmount).lte(0);
}
