import { DateTime } from 'luxon';

// One installation serves one company, so its time zone is a property of the process, not of a request.
let zone = 'Europe/Berlin';

/** Sets the company's time zone (IANA), from the configuration, when the process starts. */
export function setBusinessTimeZone(timeZone: string): void {
  zone = timeZone;
  today = { second: -1, day: '' };
}

export function businessTimeZone(): string {
  return zone;
}

// Asked for every row of a page; days begin at whole seconds.
let today = { second: -1, day: '' };

/** The calendar day it is for the company, `YYYY-MM-DD`. */
export function businessToday(): string {
  const second = Math.floor(Date.now() / 1000);
  if (today.second !== second) today = { second, day: DateTime.now().setZone(zone).toISODate() ?? '' };
  return today.day;
}

/** Whole days from one calendar day to another; negative when `to` is the earlier one. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000);
}
