import { DateTime } from 'luxon';

/** Days are counted as whole numbers since 1970-01-01, so that adding terms and lead times stays exact. */
const MS_PER_DAY = 86_400_000;

export function dayText(day: number): string {
  return new Date(day * MS_PER_DAY).toISOString().slice(0, 10);
}

export function dayOf(text: string): number {
  return Math.floor(Date.parse(text) / MS_PER_DAY);
}

/** The company's calendar day at an instant. */
export function companyDay(at: number): number {
  return dayOf(DateTime.fromMillis(at, { zone: 'Europe/Berlin' }).toISODate() ?? '');
}

/** The day itself, or the Monday after it when it falls on a weekend (1970-01-01 was a Thursday). */
export function workingDay(day: number): number {
  const weekday = (day + 4) % 7;
  if (weekday === 0) return day + 1;
  return weekday === 6 ? day + 2 : day;
}

export function instantOn(day: number, hour: number, minute: number): number {
  return day * MS_PER_DAY + (hour * 60 + minute) * 60_000;
}
