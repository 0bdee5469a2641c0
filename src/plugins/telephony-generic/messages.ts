import type { CallEventInput } from '../kit/index.ts';

type Fields = Readonly<Record<string, unknown>>;

/** What became of a message: an event, nothing to say, or a reason why it cannot be understood. */
export type Understood =
  { readonly event: CallEventInput } | { readonly nothing: string } | { readonly fault: string };

/** As documented; behind them the names of Q.850, which adapters pass on as FreeSWITCH has them (`USER_BUSY`). */
const causes = new Map<string, NonNullable<CallEventInput['cause']>>([
  ['normalclearing', 'NORMAL_CLEARING'],
  ['busy', 'BUSY'],
  ['userbusy', 'BUSY'],
  ['cancel', 'CANCEL'],
  ['originatorcancel', 'CANCEL'],
  ['noanswer', 'NO_ANSWER'],
  ['nouserresponse', 'NO_ANSWER'],
  ['allottedtimeout', 'NO_ANSWER'],
  ['progresstimeout', 'NO_ANSWER'],
  ['callrejected', 'NO_ANSWER'],
  ['congestion', 'CONGESTION'],
  ['switchcongestion', 'CONGESTION'],
  ['normalcircuitcongestion', 'CONGESTION'],
  ['normaltemporaryfailure', 'CONGESTION'],
  ['networkoutoforder', 'CONGESTION'],
  ['destinationoutoforder', 'CONGESTION'],
  ['notfound', 'NOT_FOUND'],
  ['unallocatednumber', 'NOT_FOUND'],
  ['invalidnumberformat', 'NOT_FOUND'],
  ['noroutedestination', 'NOT_FOUND'],
  ['subscriberabsent', 'NOT_FOUND'],
  ['usernotregistered', 'NOT_FOUND'],
  ['forwarded', 'FORWARDED'],
]);

/** What Kontor takes; callers choose much of what telephone systems pass on, and a call is a call all the same. */
const LONGEST_ID = 250;
const LONGEST_TEXT = 200;
const MOST_NAMES = 100;

const directions = new Map([
  ['in', 'INBOUND'],
  ['out', 'OUTBOUND'],
] as const);

/**
 * The fields of sipgate.io's push API and of Zammad's generic CTI, which adapters for many telephone systems send.
 * https://developer.sipgate.io/push-api/api-reference/, https://docs.zammad.org/en/latest/api/generic-cti/
 */
export function understand(fields: Fields): Understood {
  const event = text(fields, 'event');
  const kind = event.toLowerCase();
  if (event === '') return { fault: 'event: is missing; it must be "newCall", "answer" or "hangup"' };
  if (kind !== 'newcall' && kind !== 'answer' && kind !== 'hangup') {
    return { nothing: `"${event}" is no event of a call` };
  }
  const callId = text(fields, 'callId');
  if (callId === '')
    return { fault: 'callId: is missing; it must be the id of the call, the same in all of its events' };
  if (callId.length > LONGEST_ID) return { fault: `callId: must have at most ${LONGEST_ID} characters` };
  const given = text(fields, 'direction').toLowerCase();
  const direction = directions.get(given as 'in' | 'out');
  if (given !== '' && !direction) return { fault: `direction: is "${given}"; it must be "in" or "out"` };
  const about = {
    // sipgate gives a transferred call a new id and says beside it which one it was at first.
    callId: text(fields, 'origCallId').slice(0, LONGEST_ID) || callId,
    connectionId: callId,
    ...(direction && { direction }),
    ...optional('from', text(fields, 'from')),
    ...optional('to', text(fields, 'to')),
    ...optional('queue', text(fields, 'queue')),
  };
  switch (kind) {
    case 'newcall':
      return { event: { ...about, kind: 'ringing', parties: list(fields, 'user') } };
    case 'answer':
      return { event: { ...about, kind: 'answered', parties: answeredBy(fields, direction) } };
    case 'hangup':
      return hangup(fields, about);
  }
}

type About = Omit<CallEventInput, 'kind'>;

function hangup(fields: Fields, about: About): Understood {
  // A reason that we do not know makes the call no less over.
  const cause = causes.get(
    text(fields, 'cause')
      .replaceAll(/[^A-Za-z]/g, '')
      .toLowerCase(),
  );
  // Passed on is not over: what follows has the same call id, or names it as its origin.
  if (cause === 'FORWARDED') return { event: { ...about, kind: 'transferred' } };
  return { event: { ...about, kind: 'ended', parties: list(fields, 'user'), ...(cause && { cause }) } };
}

/** Of outbound calls, the one who answers is the other side: the line of ours is the one it rang from. */
function answeredBy(fields: Fields, direction: string | undefined): string[] {
  const users = list(fields, 'user');
  const number = text(fields, 'answeringNumber');
  return users.length > 0 || direction === 'OUTBOUND' || number === '' ? users : [number];
}

function text(fields: Fields, name: string): string {
  const value = fields[name];
  return typeof value === 'string' ? value.trim() : typeof value === 'number' ? String(value) : '';
}

function list(fields: Fields, name: string): string[] {
  const value = fields[name];
  const all: readonly unknown[] = Array.isArray(value) ? value : [value];
  const texts = all.flatMap((each) =>
    typeof each === 'string' || typeof each === 'number' ? [String(each).trim()] : [],
  );
  const names = new Set(texts.map((each) => each.slice(0, LONGEST_TEXT)).filter((each) => each !== ''));
  return [...names].slice(0, MOST_NAMES);
}

function optional<Name extends string>(name: Name, value: string): { [Key in Name]?: string } {
  return value === '' ? {} : ({ [name]: value.slice(0, LONGEST_TEXT) } as { [Key in Name]: string });
}
