import { DateTime } from 'luxon';

// One installation serves one company, so its time zone is a property of the process, not of a request.
let zone = 'Europe/Berlin';

/** Sets the company's time zone (IANA), from the configuration, when the process starts. */
export function setBusinessTimeZone(timeZone: string): void {
  zone = timeZone;
}

export function businessTimeZone(): string {
  return zone;
}

/** The calendar day it is for the company, `YYYY-MM-DD`. */
export function businessToday(): string {
  return DateTime.now().setZone(zone).toISODate() ?? '';
}

/** Whole days from one calendar day to another; negative when `to` is the earlier one. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000);
}
