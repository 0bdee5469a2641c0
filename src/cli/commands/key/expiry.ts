import { DateTime } from 'luxon';
import { DomainError } from '../../../shared/errors.ts';

/** `90d`, `12h`, `2027-01-01` (the start of that day, UTC), a full instant, or `never` (null). */
export function parseExpiry(text: string, now: Date): Date | null {
  if (text === 'never') return null;
  const [, amount, unit] = /^(\d{1,6})([dhm])$/.exec(text) ?? [];
  if (amount && unit)
    return new Date(now.getTime() + Number(amount) * millisecondsOf[unit as 'd' | 'h' | 'm']);
  const instant = /^\d{4}-\d\d-\d\d/.test(text) ? DateTime.fromISO(text, { zone: 'utc' }) : null;
  if (instant?.isValid) return instant.toJSDate();
  throw new DomainError(
    'INVALID',
    `--expires must be a time from now such as "90d" or "12h", a day such as "2027-01-01", or "never"; got ${JSON.stringify(text)}.`,
    'expires',
  );
}

const millisecondsOf = { m: 60_000, h: 3_600_000, d: 86_400_000 } as const;
