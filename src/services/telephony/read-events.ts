import { createHash } from 'node:crypto';
import type { CanonicalCallEvent, CanonicalNumberReading } from '../../plugins/kit/call-events.ts';
import type { Queryable } from '../../shared/database.ts';
import type { CallFact, EventContent, Party } from './fold/facts.ts';
import { directDialIn, parseNumber, type ParsedNumber } from './numbers.ts';
import { findOurLines, type LineName, type OurLines } from './our-lines.ts';

/** A canonical event, when it was received, and how its numbers are to be read. */
export interface ReceivedEvent {
  readonly event: CanonicalCallEvent;
  readonly numbers: CanonicalNumberReading;
  readonly receivedAt: Date;
}

/** What will be stored of it. */
export interface ReadEvent {
  readonly externalCallId: string;
  /** Its hash is of what the telephone system said, not of what is known of our people: said again, it is the same. */
  readonly fact: CallFact;
}

/** Reads the numbers of events and finds the agents and teams they are about; two statements, however many events. */
export async function readEvents(db: Queryable, received: readonly ReceivedEvent[]): Promise<ReadEvent[]> {
  const read = received.map((each) => ({ ...each, named: nameLines(each) }));
  const ours = await findOurLines(
    db,
    read.flatMap(({ named }) => named.all),
  );
  return read.map(({ event, receivedAt, named }) => ({
    externalCallId: event.callId,
    fact: {
      ...contentOf(event, named, ours),
      at: event.occurredAt == null ? receivedAt.getTime() : Date.parse(event.occurredAt),
      hash: createHash('sha256')
        .update(JSON.stringify(contentKey(event)))
        .digest('hex'),
    },
  }));
}

interface NamedLines {
  readonly from: ParsedNumber | null;
  readonly to: ParsedNumber | null;
  readonly parties: readonly LineName[];
  readonly queue: LineName | null;
  /** The ends as lines of ours, which they may be. */
  readonly fromLine: LineName | null;
  readonly toLine: LineName | null;
  readonly all: readonly LineName[];
}

function nameLines({ event, numbers }: ReceivedEvent): NamedLines {
  const read = (text: string | null | undefined): ParsedNumber | null =>
    text == null ? null : parseNumber(text, { format: numbers.format, country: numbers.country ?? null });
  const line = (name: string): LineName => ({ name, extension: extensionOf(read(name), numbers.ownNumbers) });
  const from = read(event.from);
  const to = read(event.to);
  const parties = event.parties.map(line);
  const queue = event.queue ? line(event.queue) : null;
  const [fromLine, toLine] = [from, to].map((end) => (end?.raw ? line(end.raw) : null));
  const all = [...parties, queue, fromLine, toLine].filter((each) => each != null);
  return { from, to, parties, queue, fromLine: fromLine ?? null, toLine: toLine ?? null, all };
}

/** The extension behind a number: a short internal one, or what stands behind one of our main numbers. */
function extensionOf(number: ParsedNumber | null, ownNumbers: readonly string[]): string | null {
  if (!number) return null;
  if (number.e164 === null) return number.extension;
  for (const own of ownNumbers) {
    const extension = directDialIn(number.e164, own);
    if (extension !== null) return extension;
  }
  return null;
}

function contentOf(event: CanonicalCallEvent, named: NamedLines, ours: OurLines): EventContent {
  const { from, to, queue, fromLine, toLine } = named;
  const own = event.direction === 'OUTBOUND' ? fromLine : toLine;
  const remote = event.direction === 'OUTBOUND' ? toLine : fromLine;
  return {
    kind: event.kind,
    connectionId: event.connectionId ?? event.callId,
    direction: event.direction ?? null,
    from: from && withoutExtension(from),
    to: to && withoutExtension(to),
    parties: partiesOf(event, named.parties, own, ours),
    queue: event.queue || null,
    teamId: (queue && ours.teamOf(queue)) ?? (own && ours.teamOf(own)),
    cause: event.cause ?? null,
    internal: event.internal ?? isOurs(event, remote, ours),
  };
}

/** Where it rings if the telephone system does not say: at the line that was called, or that calls. */
function partiesOf(
  { kind }: CanonicalCallEvent,
  named: readonly LineName[],
  own: LineName | null,
  ours: OurLines,
): Party[] {
  const party = (line: LineName): Party => ({ name: line.name, agentId: ours.agentOf(line) });
  if (named.length > 0 || kind !== 'ringing' || !own) return named.map(party);
  const agentId = ours.agentOf(own);
  return agentId === null ? [] : [{ name: own.extension ?? own.name, agentId }];
}

/** Nobody calls from outside with a short number; short numbers that we call may be services (110). */
function isOurs({ direction }: CanonicalCallEvent, remote: LineName | null, ours: OurLines): boolean | null {
  if (!remote?.extension) return null;
  if (direction !== 'OUTBOUND') return true;
  return ours.agentOf(remote) !== null || ours.teamOf(remote) !== null ? true : null;
}

function withoutExtension({ raw, e164, anonymous }: ParsedNumber): EventContent['from'] {
  return { raw, e164, anonymous };
}

/** Everything it says, in a fixed order. */
function contentKey(event: CanonicalCallEvent): unknown[] {
  const { kind, callId, connectionId, direction, from, to, parties, queue, cause, internal, occurredAt } =
    event;
  return [kind, callId, connectionId, direction, from, to, parties, queue, cause, internal, occurredAt].map(
    (value) => value ?? null,
  );
}
