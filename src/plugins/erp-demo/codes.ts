/** The ERP's codes and what they are called in the canonical records. */
export const addressKinds = { R: 'BILLING', L: 'SHIPPING' } as const;

export const phoneKinds = {
  ZENTRALE: 'SWITCHBOARD',
  DURCHWAHL: 'OFFICE',
  MOBIL: 'MOBILE',
  FAX: 'FAX',
  PRIVAT: 'PRIVATE',
} as const;

/** UN/ECE Recommendation 20. */
export const unitCodes = { STK: 'C62', SATZ: 'SET', LTR: 'LTR', MTR: 'MTR', STD: 'HUR', KG: 'KGM' } as const;

export const quoteStatuses = {
  OFFEN: 'SENT',
  ANGENOMMEN: 'ACCEPTED',
  ABGELEHNT: 'REJECTED',
  ABGELAUFEN: 'EXPIRED',
} as const;

export const orderStatuses = {
  ERFASST: 'OPEN',
  BESTAETIGT: 'CONFIRMED',
  TEILGELIEFERT: 'PARTIALLY_SHIPPED',
  GELIEFERT: 'SHIPPED',
  ERLEDIGT: 'COMPLETED',
  STORNIERT: 'CANCELED',
} as const;

export const paymentMethods = {
  UEBERWEISUNG: 'Überweisung',
  LASTSCHRIFT: 'Lastschrift',
  SKONTO: 'Skonto',
  GUTSCHRIFT: 'Gutschrift',
} as const;

export const interactionKinds = {
  TELEFONAT: 'CALL',
  EMAIL: 'EMAIL',
  BRIEF: 'LETTER',
  BESUCH: 'VISIT',
  BESPRECHUNG: 'MEETING',
  MESSE: 'TRADE_FAIR',
  NOTIZ: 'NOTE',
  AUFGABE: 'TASK',
  TERMIN: 'APPOINTMENT',
} as const;

export const directions = { EIN: 'INBOUND', AUS: 'OUTBOUND' } as const;

/** Looks a code up and refuses one that is not listed, rather than passing `undefined` on. */
export function translated<C extends string, T>(table: Readonly<Record<C, T>>, code: C, field: string): T {
  if (!Object.hasOwn(table, code)) throw new Error(`${field}: unknown code "${code}"`);
  return table[code];
}
